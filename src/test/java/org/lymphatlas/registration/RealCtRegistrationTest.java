package org.lymphatlas.registration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

import org.junit.Assume;
import org.junit.Test;
import org.lymphatlas.anatomy.IntensityAnatomy;
import org.lymphatlas.registration.variational.VariationalEngine;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.io.VolumeFiles;

/** A real CT and the same moved rigidly by its header: the truth is known at every voxel. */
public class RealCtRegistrationTest {

	@Test
	public void findsTheKnownTransformWithinHalfAVoxel() {
		final Path folder = Paths.get(System.getProperty("lymphatlas.data", "../shared/data"), "cip");
		Assume.assumeTrue("no real data at " + folder + ": not registered", Files.isDirectory(folder));
		final Subject fixed = subject(folder.resolve("ct-64.nrrd"));
		final Subject moving = subject(folder.resolve("ct-64-transformed.nrrd"));
		for (final Stage last : new Stage[] { Stage.RIGID, Stage.DEFORMABLE }) {
			final Registration result = RegistrationPipeline.register(fixed, moving, new VariationalEngine(),
				RegistrationOptions.defaults().withLast(last), new InlineTask("test"));
			final double[] errors = errors(result.transform(), fixed.ct().grid(), moving.ct().grid());
			assertEquals(last + ": mean error in mm in the chest", 0, errors[0], 1);
			// voxels are 4 mm
			assertEquals(last + ": largest error in mm in the chest", 0, errors[1], last == Stage.RIGID ? 2 : 3);
			assertEquals(Verdict.GOOD, result.verdict());
		}
	}

	/** A real CT is as good an atlas as a phantom; and one stored upside-down is no patient. */
	@Test
	public void realCtsServeAsAtlasAndUpsideDownOnesFail() {
		final Path data = Paths.get(System.getProperty("lymphatlas.data", "../shared/data"));
		Assume.assumeTrue("no real data at " + data + ": not registered", Files.isDirectory(data));
		final Subject chest = subject(data.resolve("cip/ct-64.nrrd"));
		final Subject mediastinum = subject(data.resolve("totalsegmentator/aorta_report/ct_cropped.nii.gz"));
		for (final Subject[] pair : new Subject[][] { { chest, mediastinum }, { mediastinum, chest } }) {
			final Registration result = RegistrationPipeline.register(pair[0], pair[1], new VariationalEngine(),
				RegistrationOptions.defaults(), new InlineTask("test"));
			assertEquals(result.warnings().toString(), Verdict.GOOD, result.verdict());
			assertEquals("carina error in mm", 0, result.stages().get(3).carinaErrorMm(), 4);
			assertEquals("folded %", 0, result.foldedPercent(), 0);
		}
		final Grid g = chest.ct().grid();
		final double[] d = g.direction();
		for (int i = 2; i < 9; i += 3)
			d[i] = -d[i];
		final CtVolume turned = new CtVolume(new Grid(g.size(), g.spacing(), g.toWorld(0, 0, g.nz() - 1), d), chest.ct().hu());
		final Registration result = RegistrationPipeline.register(new Subject(turned, IntensityAnatomy.segment(turned,
			new InlineTask("organs"))), mediastinum, new VariationalEngine(), RegistrationOptions.defaults().withLast(
				Stage.AFFINE), new InlineTask("test"));
		assertEquals(result.warnings().toString(), Verdict.FAILED, result.verdict());
		assertTrue(result.reasons().toString(), result.reasons().toString().contains("head and feet"));
	}

	/** Mean and largest, over the middle half of the field of view along each axis. */
	private static double[] errors(final SpatialTransform transform, final Grid fixed, final Grid moving) {
		double sum = 0, worst = 0;
		int n = 0;
		final double[] q = new double[3];
		for (int z = fixed.nz() / 4; z <= 3 * fixed.nz() / 4; z += 4)
			for (int y = fixed.ny() / 4; y <= 3 * fixed.ny() / 4; y += 4)
				for (int x = fixed.nx() / 4; x <= 3 * fixed.nx() / 4; x += 4, n++) {
					transform.apply(fixed.toWorld(x, y, z), q);
					final double[] truth = moving.toWorld(x, y, z);
					final double error = Math.sqrt(Math.pow(q[0] - truth[0], 2) + Math.pow(q[1] - truth[1], 2) + Math.pow(q[2] -
						truth[2], 2));
					sum += error;
					worst = Math.max(worst, error);
				}
		assertTrue("points compared", n > 100);
		return new double[] { sum / n, worst };
	}

	private static Subject subject(final Path file) {
		final CtVolume ct = VolumeFiles.readCt(file);
		return new Subject(ct, IntensityAnatomy.segment(ct, new InlineTask("organs")));
	}
}
