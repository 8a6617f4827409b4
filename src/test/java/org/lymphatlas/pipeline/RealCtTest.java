package org.lymphatlas.pipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Optional;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.registration.Verdict;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * The shipped atlas on real CTs: the minimum of the distance map lies where a reader sees the tracheal bifurcation. The
 * points were read off the CTs in three planes. Skipped where the CTs are not at hand.
 */
public class RealCtTest {

	private static final Path DATA = Paths.get(System.getProperty("lymphatlas.data", "../shared/data"));
	private static final double SEEN_MM = 10;

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void wholeChestOnCoarseVoxels() throws IOException {
		assertBifurcation("cip/ct-64.nrrd", -2, -140, -152);
	}

	@Test
	public void thickSlicesAndATumourAtTheHilum() throws IOException {
		assertBifurcation("tcia_lung_pet_ct_dx", -14, -115, 236);
	}

	@Test
	public void croppedToTheMediastinumWithContrast() throws IOException {
		assertBifurcation("totalsegmentator/aorta_report/ct_cropped.nii.gz", -5, -143, 720);
	}

	/** The same voxels with a turned and shifted header (TranslationRotation.tfm): the same point of the patient. */
	@Test
	public void aTurnedHeaderMovesTheBifurcationWithIt() throws IOException {
		final Grid plain = VolumeFiles.readGrid(require("cip/ct-64.nrrd"));
		final Grid turned = VolumeFiles.readGrid(require("cip/ct-64-transformed.nrrd"));
		final double[] point = bifurcation("cip/ct-64.nrrd");
		final double[] expected = new double[3];
		plain.toVoxel(point, expected);
		turned.toWorld(expected, expected);
		final double[] found = bifurcation("cip/ct-64-transformed.nrrd");
		assertTrue("found at " + Arrays.toString(found) + ", expected " + Arrays.toString(expected),
			distance(found, expected) <= plain.spacing(0));
	}

	private void assertBifurcation(final String name, final double... seen) throws IOException {
		final double[] found = bifurcation(name);
		assertEquals(name + ": the distance map is least at " + Arrays.toString(found), 0, distance(found, seen),
			SEEN_MM);
	}

	/** Where {@code priors/distance.nii.gz} is least, after a run of the job. */
	private double[] bifurcation(final String name) throws IOException {
		final Path file = require(name);
		final Path output = folder.newFolder().toPath();
		final CtVolume ct = VolumeFiles.readCt(file);
		final Verdict verdict = RegisterAtlas.run(ct, new RegisterAtlas.Options(file, output, Optional.empty(), OrganChoice.AUTO,
			Optional.empty(), RegistrationChoice.AUTO), new InlineTask("real CT")).verdict();
		assertTrue(name + ": the registration " + verdict, verdict != Verdict.FAILED);
		final FloatVolume distance = VolumeFiles.readFloat(output.resolve("priors/distance.nii.gz"));
		int least = 0;
		for (int i = 1; i < distance.values().length; i++)
			if (distance.values()[i] < distance.values()[least]) least = i;
		final Grid g = distance.grid();
		return g.toWorld(least % g.nx(), least / g.nx() % g.ny(), least / g.nx() / g.ny());
	}

	private static Path require(final String name) {
		final Path file = DATA.resolve(name);
		assumeTrue("no real CT at " + file + ": skipped", Files.exists(file));
		return file;
	}

	private static double distance(final double[] a, final double[] b) {
		return Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
	}
}
