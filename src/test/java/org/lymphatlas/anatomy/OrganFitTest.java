package org.lymphatlas.anatomy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import org.junit.Test;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

/** How far organs and CT belong together, on shares and means that can be counted by hand. */
public class OrganFitTest {

	/** Turned by 90 degrees about z and mirrored. */
	private static final double[] TURNED = { 0, 1, 0, 1, 0, 0, 0, 0, -1 };

	private final Grid grid = new Grid(new int[] { 16, 12, 8 }, new double[] { 2, 3, 4 }, new double[] { -10, 20, 300 },
		TURNED);

	private static Organs organs(final Grid grid, final String name) {
		final LabelVolume labels = new LabelVolume(grid);
		Arrays.fill(labels.labels(), (short) 1);
		return new Organs(labels, new TreeMap<>(Map.of(1, name)));
	}

	/** The grid moved by so many voxels along its x axis. */
	private Grid moved(final int voxels) {
		return new Grid(grid.size(), grid.spacing(), grid.toWorld(voxels, 0, 0), grid.direction());
	}

	/** -800 HU in the lower half along x, 50 in the upper. */
	private CtVolume halves() {
		final CtVolume ct = new CtVolume(grid);
		for (int i = 0; i < ct.hu().length; i++)
			ct.hu()[i] = (short) (i % grid.nx() < 8 ? -800 : 50);
		return ct;
	}

	@Test
	public void shareInTheFieldOfView() {
		assertEquals(1, OrganFit.shareInField(organs(grid, "heart"), grid), 0);
		assertEquals(0.5, OrganFit.shareInField(organs(moved(8), "heart"), grid), 0);
		assertEquals(0.25, OrganFit.shareInField(organs(moved(-12), "heart"), grid), 0);
		assertEquals(0, OrganFit.shareInField(organs(moved(16), "heart"), grid), 0);
		assertEquals("no organ, nothing outside", 1, OrganFit.shareInField(new Organs(new LabelVolume(moved(900)),
			new TreeMap<>()), grid), 0);
	}

	@Test
	public void meanHuOfTheLungsWhereTheCtReaches() {
		assertEquals(-375, OrganFit.meanLungHu(organs(grid, "lung_left"), halves()).getAsDouble(), 1e-9);
		assertEquals(50, OrganFit.meanLungHu(organs(moved(8), "lung_lower_lobe_right"), halves()).getAsDouble(), 1e-9);
		assertEquals(-800, OrganFit.meanLungHu(organs(moved(-8), "lung_right"), halves()).getAsDouble(), 1e-9);
		assertFalse(OrganFit.meanLungHu(organs(moved(20), "lung_left"), halves()).isPresent());
		assertFalse(OrganFit.meanLungHu(organs(grid, "aorta"), halves()).isPresent());
	}
}
