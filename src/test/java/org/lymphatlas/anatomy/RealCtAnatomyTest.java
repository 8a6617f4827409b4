package org.lymphatlas.anatomy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;

import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;
import org.lymphatlas.volume.io.VolumeFiles;

/** Real CTs, where they are at hand; carinas were read off their axial slices by eye. */
public class RealCtAnatomyTest {

	private static final Path DATA = Paths.get(System.getProperty("lymphatlas.data", "../shared/data"));
	/** To judge a carina by eye on slices of 4 mm and more. */
	private static final double BY_EYE_MM = 7;

	@Before
	public void needsData() {
		Assume.assumeTrue("no real data at " + DATA, Files.isDirectory(DATA));
	}

	private static Anatomy segment(final String path) {
		return IntensityAnatomy.segment(VolumeFiles.readCt(DATA.resolve(path)), new InlineTask(path));
	}

	private static void assertNear(final String what, final double[] expected, final Anatomy anatomy,
		final double toleranceMm)
	{
		final double[] p = anatomy.landmarks().carina().orElseThrow(() -> new AssertionError(what + ": " + anatomy
			.landmarks().carinaReason()));
		final double distance = Math.hypot(Math.hypot(p[0] - expected[0], p[1] - expected[1]), p[2] - expected[2]);
		assertTrue(what + ": " + Arrays.toString(p), distance <= toleranceMm);
		assertEquals(what, List.of(), anatomy.warnings());
	}

	@Test
	public void coarseOverinflatedChest() {
		final Anatomy anatomy = segment("cip/ct-64.nrrd");
		assertNear("ct-64", new double[] { -1, -141, -152 }, anatomy, BY_EYE_MM);
		final LabelVolume lungs = VolumeFiles.readLabels(DATA.resolve("cip/wholeLung-64.nrrd"));
		final Mask expected = lungs.foreground();
		final Mask found = Resampling.nearest(Masks.or(anatomy.organs().mask("lung_left"), anatomy.organs().mask(
			"lung_right")), expected.grid(), PointMapping.IDENTITY);
		long common = 0;
		for (int i = 0; i < expected.values().length; i++)
			if (expected.get(i) && found.get(i)) common++;
		final double dice = 2.0 * common / (expected.count() + found.count());
		assertTrue("lungs, Dice " + dice, dice > 0.93);
	}

	@Test
	public void obliqueChestHasTheSameCarina() {
		final double[] p = segment("cip/ct-64.nrrd").landmarks().carina().orElseThrow();
		final double c = Math.cos(Math.toRadians(20)), s = Math.sin(Math.toRadians(20));
		// The inverse of TranslationRotation.tfm, which maps points of the moved image back: p = R q + t.
		final double x = p[0] - 24.518375949624716, y = p[1] + 5.731425720783991;
		assertNear("ct-64-transformed", new double[] { c * x - s * y, s * x + c * y, p[2] }, segment(
			"cip/ct-64-transformed.nrrd"), 4);
	}

	@Test
	public void thickSlicesWithATumour() {
		assertNear("lung PET-CT", new double[] { -14, -115, 237 }, segment("tcia_lung_pet_ct_dx"), BY_EYE_MM);
	}

	@Test
	public void contrastChestCutAtTheSides() {
		assertNear("aorta report", new double[] { -5, -144, 719 }, segment(
			"totalsegmentator/aorta_report/ct_cropped.nii.gz"), BY_EYE_MM);
	}

	/** Looked at in three planes: all lung is in, chest wall and table are not, and the windpipe to where the field ends. */
	@Test
	public void lungsBoxesByThresholds() {
		final Box chest = new Box(2, 7, 6, 63, 53, 79);
		assertBox("cip/ct-64.nrrd", chest, 1);
		assertBox("cip/ct-64-transformed.nrrd", chest, 1);
		assertBox("totalsegmentator/aorta_report/ct_cropped.nii.gz", new Box(0, 5, 6, 120, 125, 164), 2);
		assertBox("tcia_lung_pet_ct_dx", new Box(65, 99, 0, 453, 382, 30), 4);
	}

	private static void assertBox(final String path, final Box expected, final int toleranceVoxels) {
		final CtVolume ct = VolumeFiles.readCt(DATA.resolve(path));
		final LungCrop found = LungCrop.of(ct, new InlineTask(path));
		final Box box = found.on(ct.grid().canonical());
		final int[] e = { expected.minX(), expected.minY(), expected.minZ(), expected.maxX(), expected.maxY(), expected
			.maxZ() };
		final int[] f = { box.minX(), box.minY(), box.minZ(), box.maxX(), box.maxY(), box.maxZ() };
		for (int side = 0; side < 6; side++)
			assertEquals(path + ": side " + side + " of " + box, e[side], f[side], toleranceVoxels);
		assertEquals(path, List.of(), found.notes());
	}
}
