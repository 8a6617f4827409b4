package org.lymphatlas.anatomy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.TreeMap;

import org.junit.Test;
import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;

/** What lies between a phantom's lungs, whose other organs say what that is. */
public class MediastinumTest {

	private static Phantom phantom(final PhantomSpec spec) {
		return PhantomGenerator.generate(spec, new InlineTask("phantom"));
	}

	/** How much of a part lies in the mediastinum. */
	private static double inside(final Mask mediastinum, final Mask part) {
		long both = 0;
		for (int i = 0; i < part.values().length; i++)
			both += part.values()[i] & mediastinum.values()[i];
		return both / (double) part.count();
	}

	@Test
	public void nodesAndHeartLieInItTheAbdomenDoesNot() {
		for (int seed = 1; seed <= 4; seed++) {
			final Phantom phantom = phantom(PhantomSpec.standard(seed, 5));
			final Mask mediastinum = Mediastinum.of(phantom.organs());
			final String of = "seed " + seed + ", ";
			// A hilar node may reach over the hull's border by a voxel of 5 mm
			for (int id = 1; id <= phantom.nodeList().size(); id++)
				assertTrue(of + "node " + id, inside(mediastinum, phantom.nodes().equalTo(id)) > 0.75);
			assertTrue(of + "pulmonary artery", inside(mediastinum, phantom.organs().mask("pulmonary_artery")) > 0.99);
			// Seed 3 has a low heart on a high diaphragm
			assertTrue(of + "heart", inside(mediastinum, phantom.organs().mask("heart")) > 0.75);
			assertTrue(of + "aorta", inside(mediastinum, phantom.organs().mask("aorta")) > 0.85);
			assertEquals(of + "stomach", 0, inside(mediastinum, phantom.organs().mask("stomach")), 0);
			assertTrue(of + "liver", inside(mediastinum, phantom.organs().mask("liver")) < 0.3);
			assertEquals(of + "lungs", 0, inside(mediastinum, Mediastinum.lungs(phantom.organs())), 0);
		}
	}

	/** Upside down in the file is not upside down in the patient. */
	@Test
	public void theWayThatVoxelsRunDoesNotMatter() {
		final Organs organs = phantom(PhantomSpec.standard(2, 5)).organs();
		final Grid grid = organs.grid(), turned = new Grid(grid.size(), grid.spacing(), grid.toWorld(grid.nx() - 1, grid
			.ny() - 1, grid.nz() - 1), new double[] { -1, 0, 0, 0, -1, 0, 0, 0, -1 });
		final LabelVolume labels = new LabelVolume(turned);
		final int last = grid.voxels() - 1;
		for (int i = 0; i <= last; i++)
			labels.labels()[i] = organs.labels().labels()[last - i];
		final Mask one = Mediastinum.of(organs), other = Mediastinum.of(new Organs(labels, organs.names()));
		int different = 0;
		for (int i = 0; i <= last; i++)
			if (one.get(i) != other.get(last - i)) different++;
		assertTrue(different + " of " + one.count() + " voxels differ", different < 0.002 * one.count());
	}

	@Test
	public void withoutLungsThereIsNone() {
		final Organs none = new Organs(new LabelVolume(Grid.of(9, 9, 9, 4, 4, 4)), new TreeMap<>());
		assertEquals(0, Mediastinum.lungs(none).count());
		assertThrows(InputException.class, () -> Mediastinum.of(none));
	}
}
