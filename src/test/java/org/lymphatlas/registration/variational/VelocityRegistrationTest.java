package org.lymphatlas.registration.variational;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.junit.Test;
import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.registration.Channels;
import org.lymphatlas.registration.Drive;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.RegistrationOptions;
import org.lymphatlas.registration.RegistrationPipeline;
import org.lymphatlas.registration.SpatialTransform;
import org.lymphatlas.registration.Stage;
import org.lymphatlas.registration.StageReport;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.registration.SyntheticBody;
import org.lymphatlas.registration.Verdict;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.PointMapping;

import com.sun.management.ThreadMXBean;

public class VelocityRegistrationTest {

	/** A smooth bend of up to 14 mm over a scaling of 5 %. */
	private static final PointMapping BEND = (p, q) -> {
		final double x = p[0], y = p[1], z = p[2];
		q[0] = 1.05 * x + 9 * Math.sin(z / 50) + 6;
		q[1] = 0.97 * y + 8 * Math.cos(x / 60) - 3;
		q[2] = 1.03 * z + 10 * Math.sin(y / 45 + x / 90);
	};

	private static final RegistrationOptions OPTIONS = RegistrationOptions.defaults().withSpacingMm(4);

	@Test
	public void followsABend() {
		follows(SyntheticBody.grid(4));
	}

	@Test
	public void followsABendOnAMirroredObliqueGrid() {
		final double c = Math.cos(0.2), s = Math.sin(0.2);
		follows(SyntheticBody.centred(new double[] { 330, 250, 280 }, 4, new double[] { -c, 0, s, 0, 1, 0, s, 0, c }));
	}

	@Test
	public void sameInputSameResult() {
		final Subject fixed = SyntheticBody.draw(SyntheticBody.grid(5), BEND);
		final Subject moving = SyntheticBody.draw(SyntheticBody.grid(5), PointMapping.IDENTITY);
		final float[][] u = new float[2][];
		for (int k = 0; k < 2; k++)
			u[k] = VelocityRegistration.align(channels(fixed), channels(moving), AffineTransform.identity(),
				Drive.BOTH, new InlineTask("test")).displacementMm();
		assertArrayEquals("displacement in mm", u[0], u[1], 0);
		double largest = 0;
		for (final float component : u[0])
			largest = Math.max(largest, Math.abs(component));
		assertEquals("largest component in mm: 0.05 * 150 + 9 + 6", 22.5, largest, 4);
	}

	/** What is not compared cannot matter, and what is compared does. */
	@Test
	public void driveChoosesWhatIsCompared() {
		final Channels fixed = channels(SyntheticBody.draw(SyntheticBody.grid(5), BEND));
		final Channels moving = channels(SyntheticBody.draw(SyntheticBody.grid(5), PointMapping.IDENTITY));
		final Channels blank = new Channels(fixed.grid(), fixed.organs(), fixed.carinaLps(), new FloatVolume(fixed.grid()));
		final Channels bare = new Channels(fixed.grid(), Map.of(OrganGroup.AORTA, new FloatVolume(fixed.grid())), Optional
			.empty(), fixed.intensity());
		final Channels bareMoving = new Channels(moving.grid(), Map.of(OrganGroup.AORTA, new FloatVolume(moving.grid())),
			Optional.empty(), moving.intensity());
		final float[] labels = deform(fixed, moving, Drive.LABELS), intensities = deform(fixed, moving, Drive.INTENSITIES),
				both = deform(fixed, moving, Drive.BOTH);
		assertArrayEquals("labels without intensities", labels, deform(blank, moving, Drive.LABELS), 0);
		assertArrayEquals("intensities without labels", intensities, deform(bare, bareMoving, Drive.INTENSITIES), 0);
		assertTrue("labels move points", largest(labels, new float[labels.length]) > 5);
		assertTrue("intensities move points", largest(intensities, new float[labels.length]) > 5);
		assertTrue("both is neither", largest(both, labels) > 0.5 && largest(both, intensities) > 0.5);
	}

	private static float[] deform(final Channels fixed, final Channels moving, final Drive drive) {
		return VelocityRegistration.align(fixed, moving, AffineTransform.identity(), drive, new InlineTask("test"))
			.displacementMm();
	}

	private static double largest(final float[] a, final float[] b) {
		double largest = 0;
		for (int i = 0; i < a.length; i++)
			largest = Math.max(largest, Math.abs(a[i] - b[i]));
		return largest;
	}

	/** Between two steps of a level far less is allocated, by all threads together, than one copy of the field. */
	@Test
	public void noStepCopiesTheField() {
		final Channels fixed = channels(SyntheticBody.draw(SyntheticBody.grid(4), BEND));
		final Channels moving = channels(SyntheticBody.draw(SyntheticBody.grid(4), PointMapping.IDENTITY));
		final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		final List<Long> allocated = new ArrayList<>();
		VelocityRegistration.align(fixed, moving, AffineTransform.identity(), Drive.BOTH, new InlineTask("test") {

			@Override
			public void setProgressValue(final long value) {
				allocated.add(Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds())).filter(b -> b > 0)
					.sum());
			}
		});
		final long[] finest = new long[6];
		for (int k = 0; k < finest.length; k++)
			finest[k] = allocated.get(allocated.size() - 1 - k) - allocated.get(allocated.size() - 2 - k);
		Arrays.sort(finest);
		final long field = 3L * Float.BYTES * fixed.grid().voxels();
		assertTrue("bytes in a median step: " + finest[3] + ", in the field: " + field, finest[3] < field / 3);
	}

	@Test
	public void cancelStopsWithinASecond() {
		final Subject body = SyntheticBody.draw(SyntheticBody.grid(4), BEND);
		final long[] cancelled = new long[1];
		final InlineTask task = new InlineTask("test") {

			@Override
			public void setProgressValue(final long value) {
				super.setProgressValue(value);
				if (value == 3) {
					cancelled[0] = System.nanoTime();
					cancel("enough");
				}
			}
		};
		final Subject atlas = SyntheticBody.draw(SyntheticBody.grid(4), PointMapping.IDENTITY);
		assertThrows(CancellationException.class, () -> RegistrationPipeline.register(body, atlas, new VariationalEngine(),
			OPTIONS, task));
		assertTrue("cancelled at all", cancelled[0] > 0);
		assertTrue("seconds to stop", (System.nanoTime() - cancelled[0]) * 1e-9 < 1);
	}

	private static Channels channels(final Subject subject) {
		return Channels.of(subject, Channels.groupsOf(subject.anatomy().organs()), false, 5);
	}

	private static void follows(final Grid grid) {
		final Subject fixed = SyntheticBody.draw(grid, BEND);
		final Subject moving = SyntheticBody.draw(SyntheticBody.grid(3.5), PointMapping.IDENTITY);
		final Registration result = RegistrationPipeline.register(fixed, moving, new VariationalEngine(),
			OPTIONS, new InlineTask("test"));
		final StageReport affine = result.stages().get(2), deformable = result.stages().get(3);
		final double before = meanErrorMm(affineOnly(fixed, moving)), after = meanErrorMm(result);
		assertTrue("kept: " + result.warnings(), deformable.kept());
		assertTrue(affine + " then " + deformable, deformable.meanDice() > affine.meanDice() + 0.05);
		assertTrue("mean error in mm (much of it along smooth surfaces, where nothing shows it), affine " + before + ", deformable " + after, after < 0.8 * before);
		assertEquals("folded %", 0, result.foldedPercent(), 0);
		assertTrue("smallest volume ratio " + deformable.jacobian(), deformable.jacobian().smallest() > 0);
		final double[] back = roundTripMm(result.transform(), result.transform().inverse());
		assertEquals("mean distance in mm there and back", 0, back[0], 0.2);
		assertEquals("largest distance in mm there and back", 0, back[1], 1.5);
		assertEquals(Verdict.GOOD, result.verdict());
	}

	/** Mean and largest distance from where a point started, within the chest. */
	private static double[] roundTripMm(final SpatialTransform there, final SpatialTransform back) {
		final double[] q = new double[3];
		double sum = 0, largest = 0;
		int n = 0;
		for (double z = -100; z <= 100; z += 10)
			for (double y = -80; y <= 80; y += 10)
				for (double x = -120; x <= 120; x += 10, n++) {
					there.apply(new double[] { x, y, z }, q);
					back.apply(q, q);
					final double d = Math.sqrt(Math.pow(q[0] - x, 2) + Math.pow(q[1] - y, 2) + Math.pow(q[2] - z, 2));
					sum += d;
					largest = Math.max(largest, d);
				}
		return new double[] { sum / n, largest };
	}

	private static Registration affineOnly(final Subject fixed, final Subject moving) {
		return RegistrationPipeline.register(fixed, moving, new VariationalEngine(), OPTIONS.withLast(Stage.AFFINE), new InlineTask("test"));
	}

	/** At points about the mediastinum. */
	private static double meanErrorMm(final Registration result) {
		double sum = 0;
		int n = 0;
		final double[] q = new double[3], r = new double[3];
		for (double z = -80; z <= 80; z += 20)
			for (double y = -40; y <= 60; y += 20)
				for (double x = -60; x <= 60; x += 20, n++) {
					final double[] p = { x, y, z };
					result.transform().apply(p, q);
					BEND.apply(p, r);
					sum += Math.sqrt(Math.pow(q[0] - r[0], 2) + Math.pow(q[1] - r[1], 2) + Math.pow(q[2] - r[2], 2));
				}
		return sum / n;
	}
}
