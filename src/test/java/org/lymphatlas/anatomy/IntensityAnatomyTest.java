package org.lymphatlas.anatomy;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.junit.Test;
import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Crop;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;

/** Organs from intensities against the truth of phantoms, whole and mutilated. */
public class IntensityAnatomyTest {

	private static final Map<Long, Phantom> PHANTOMS = new HashMap<>();

	private static Phantom phantom(final long seed) {
		return PHANTOMS.computeIfAbsent(seed, s -> PhantomGenerator.generate(PhantomSpec.standard(s, 2.5), new InlineTask(
			"phantom")));
	}

	private static Anatomy segment(final CtVolume ct) {
		return IntensityAnatomy.segment(ct, new InlineTask("organs"));
	}

	private static void assertCarina(final String what, final double[] expected, final Anatomy anatomy,
		final double toleranceMm)
	{
		assertTrue(what + ": " + anatomy.landmarks().carinaReason(), anatomy.landmarks().carina().isPresent());
		final double[] found = anatomy.landmarks().carina().get();
		final double distance = Math.hypot(Math.hypot(found[0] - expected[0], found[1] - expected[1]), found[2] -
			expected[2]);
		assertTrue(what + ": carina at " + Arrays.toString(found) + ", " + distance + " mm from " + Arrays.toString(
			expected), distance <= toleranceMm);
	}

	private static double dice(final Organs truth, final OrganGroup group, final Organs found) {
		final Mask a = Resampling.nearest(group.maskIn(truth).orElseThrow(), found.grid(), PointMapping.IDENTITY);
		final Mask b = group.maskIn(found).orElseThrow();
		long common = 0;
		for (int i = 0; i < a.values().length; i++)
			if (a.get(i) && b.get(i)) common++;
		return 2.0 * common / (a.count() + b.count());
	}

	private static CtVolume slices(final CtVolume ct, final double fromShare, final double toShare) {
		final Grid g = ct.grid();
		return Crop.crop(ct, new Box(0, 0, (int) (fromShare * g.nz()), g.nx(), g.ny(), (int) (toShare * g.nz())));
	}

	@Test
	public void carinaAndLungsOfFivePhantoms() {
		for (long seed = 101; seed <= 105; seed++) {
			final Phantom phantom = phantom(seed);
			final Anatomy anatomy = segment(phantom.ct());
			final String what = "phantom " + seed;
			assertCarina(what, phantom.carinaLps(), anatomy, 4);
			assertEquals(IntensityAnatomy.SOURCE, anatomy.source());
			for (final OrganGroup lung : List.of(OrganGroup.LUNG_LEFT, OrganGroup.LUNG_RIGHT)) {
				final double dice = dice(phantom.organs(), lung, anatomy.organs());
				assertTrue(what + " " + lung + " Dice " + dice, dice > 0.9);
			}
			final double bones = dice(phantom.organs(), OrganGroup.BONES, anatomy.organs());
			assertTrue(what + " bones Dice " + bones, bones > 0.6);
		}
	}

	@Test
	public void sameCarinaWhateverTheGrid() {
		final CtVolume ct = phantom(101).ct();
		final double[] carina = segment(ct).landmarks().carina().orElseThrow();
		assertCarina("head first and feet first", carina, segment(Grids.permuted(ct, new int[] { 0, 1, 2 },
			new boolean[] { true, true, true })), 1e-3);
		assertCarina("sagittal", carina, segment(Grids.permuted(ct, new int[] { 1, 2, 0 }, new boolean[] { false, true,
			false })), 1e-3);
		for (int axis = 0; axis < 3; axis++)
			assertCarina("turned about axis " + axis, carina, segment(Resampling.ct(ct, Grids.turned(ct.grid(), axis, 15),
				PointMapping.IDENTITY)), 4);
	}

	@Test
	public void chestCutOffBelowTheCarinaHasNone() {
		final Phantom phantom = phantom(102);
		final double[] top = new double[3];
		phantom.ct().grid().toVoxel(phantom.carinaLps(), top);
		final double share = top[2] / phantom.ct().grid().nz();
		final Landmarks below = segment(slices(phantom.ct(), 0, share - 0.05)).landmarks();
		assertFalse("invented at " + below.carina().map(Arrays::toString).orElse(""), below.carina().isPresent());
		assertTrue(below.carinaReason(), below.carinaReason().contains("below the tracheal bifurcation"));
		final Landmarks above = segment(slices(phantom.ct(), share + 0.05, 1)).landmarks();
		assertFalse(above.carina().isPresent());
		assertEquals("the field of view ends above the tracheal bifurcation", above.carinaReason());
	}

	@Test
	public void carinaOfAChestThatBeginsJustAboveIt() {
		final Phantom phantom = phantom(103);
		final double[] top = new double[3];
		phantom.ct().grid().toVoxel(phantom.carinaLps(), top);
		final double share = (top[2] + 25 / 2.5) / phantom.ct().grid().nz();
		assertCarina("25 mm above", phantom.carinaLps(), segment(slices(phantom.ct(), 0, share)), 4);
	}

	@Test
	public void lungsCutOpenByARoundField() {
		final Phantom phantom = phantom(104);
		final Grid g = phantom.ct().grid();
		final short[] hu = phantom.ct().hu().clone();
		for (int i = 0; i < hu.length; i++) {
			final double x = i % g.nx() - 0.5 * (g.nx() - 1), y = i / g.nx() % g.ny() - 0.5 * (g.ny() - 1);
			if (Math.hypot(x, y) > 0.39 * g.nx()) hu[i] = -1024;
		}
		final Anatomy anatomy = segment(new CtVolume(g, hu));
		assertCarina("round field", phantom.carinaLps(), anatomy, 4);
		for (final OrganGroup lung : List.of(OrganGroup.LUNG_LEFT, OrganGroup.LUNG_RIGHT)) {
			final double dice = dice(phantom.organs(), lung, anatomy.organs());
			assertTrue(lung + " Dice " + dice, dice > 0.85);
		}
	}

	@Test
	public void lungsOpenToTheSidesOfTheImage() {
		final Phantom phantom = phantom(105);
		final Grid g = phantom.ct().grid();
		final int margin = g.nx() / 5;
		final CtVolume ct = Crop.crop(phantom.ct(), new Box(margin, margin, 0, g.nx() - margin, g.ny() - margin, g.nz()));
		final Anatomy anatomy = segment(ct);
		assertCarina("cropped", phantom.carinaLps(), anatomy, 4);
		for (final OrganGroup lung : List.of(OrganGroup.LUNG_LEFT, OrganGroup.LUNG_RIGHT)) {
			final double dice = dice(phantom.organs(), lung, anatomy.organs());
			assertTrue(lung + " Dice " + dice, dice > 0.9);
		}
	}

	@Test
	public void airlessLungIsSaid() {
		for (final OrganGroup lung : List.of(OrganGroup.LUNG_LEFT, OrganGroup.LUNG_RIGHT)) {
			final Phantom phantom = phantom(101);
			final Mask mask = Resampling.nearest(lung.maskIn(phantom.organs()).orElseThrow(), phantom.ct().grid(),
				PointMapping.IDENTITY);
			final short[] hu = phantom.ct().hu().clone();
			for (int i = 0; i < hu.length; i++)
				if (mask.get(i)) hu[i] = 30;
			final Anatomy anatomy = segment(new CtVolume(phantom.ct().grid(), hu));
			final String side = lung == OrganGroup.LUNG_LEFT ? "left" : "right";
			assertEquals(List.of("No air-filled " + side + " lung was found"), anatomy.warnings());
			assertFalse(anatomy.organs().present().contains("lung_" + side));
			assertTrue(anatomy.organs().present().contains(side.equals("left") ? "lung_right" : "lung_left"));
			assertCarina(side + " lung without air", phantom.carinaLps(), anatomy, 4);
		}
	}

	@Test
	public void organsTileTheBody() {
		final Organs organs = segment(phantom(101).ct()).organs();
		assertEquals(Set.of("airways", "body", "bones", "lung_left", "lung_right"), organs.present());
		assertArrayEquals(new double[] { 2, 2, 2 }, organs.grid().spacing(), 0.05);
	}

	@Test
	public void noLungIsAnInputError() {
		final CtVolume water = new CtVolume(Grid.of(60, 60, 60, 3, 3, 3));
		final InputException e = assertThrows(InputException.class, () -> segment(water));
		assertTrue(e.getMessage(), e.getMessage().contains("shows no lung"));
		final CtVolume air = new CtVolume(water.grid());
		Arrays.fill(air.hu(), (short) -1000);
		assertThrows(InputException.class, () -> segment(air));
		final CtVolume abdomen = new CtVolume(water.grid());
		for (int i = 0; i < abdomen.hu().length; i++) {
			final int x = i % 60 - 30, y = i / 60 % 60 - 30;
			abdomen.hu()[i] = (short) (Math.hypot(x, y) > 27 ? -1000 : Math.hypot(x - 5, y) < 6 ? -1000 : 40);
		}
		assertThrows("bowel gas is no lung", InputException.class, () -> segment(abdomen));
	}

	@Test
	public void stopsWhenCancelled() {
		final InlineTask task = new InlineTask("organs");
		task.cancel("enough");
		final CtVolume ct = phantom(101).ct();
		assertThrows(CancellationException.class, () -> IntensityAnatomy.segment(ct, task));
	}
}
