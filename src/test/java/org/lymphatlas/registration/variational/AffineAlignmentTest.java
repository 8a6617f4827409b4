package org.lymphatlas.registration.variational;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Optional;

import org.junit.Test;
import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.RegistrationOptions;
import org.lymphatlas.registration.RegistrationPipeline;
import org.lymphatlas.registration.SpatialTransform;
import org.lymphatlas.registration.Stage;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.registration.SyntheticBody;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Grid;

public class AffineAlignmentTest {

	private static final double[] STRAIGHT = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };
	private static final double[] EXTENT = { 330, 250, 280 };
	/** Patient to body: turned by 9 degrees, shifted, scaled by 1.12, 0.9, 1.05. */
	private static final AffineTransform AFFINE = AffineTransform.rigid(new double[] { 0.05, -0.06, 0.14 },
		new double[3], new double[] { 14, -11, 19 }).compose(new AffineTransform(new double[] { 1.12, 0, 0, 0, 0, 0.9, 0,
			0, 0, 0, 1.05, 0 }));
	private static final AffineTransform RIGID = AffineTransform.rigid(new double[] { 0.1, -0.08, 0.25 }, new double[3],
		new double[] { 14, -11, 25 });

	@Test
	public void recoversRigid() {
		check(SyntheticBody.grid(3), RIGID, Stage.RIGID, 1.0);
	}

	@Test
	public void recoversAffine() {
		check(SyntheticBody.grid(3), AFFINE, Stage.AFFINE, 1.0);
	}

	@Test
	public void recoversAffineOnMirroredGrid() {
		check(SyntheticBody.centred(EXTENT, 3, new double[] { -1, 0, 0, 0, 1, 0, 0, 0, 1 }), AFFINE, Stage.AFFINE, 1.0);
	}

	@Test
	public void recoversAffineOnObliqueGrid() {
		final double c = Math.cos(0.3), s = Math.sin(0.3);
		check(SyntheticBody.centred(EXTENT, 3, new double[] { c, 0, s, 0, -1, 0, -s, 0, c }), AFFINE, Stage.AFFINE, 1.5);
	}

	@Test
	public void recoversAffineInCutFieldOfView() {
		check(SyntheticBody.centred(new double[] { 330, 250, 130 }, 3, STRAIGHT), AFFINE, Stage.AFFINE, 3);
	}

	@Test
	public void recoversAffineWithAnOrganMissing() {
		final Registration result = check(SyntheticBody.grid(3), AFFINE, Stage.AFFINE, 1.5, "heart", "airways");
		assertTrue("the organ left out is told: " + result.warnings(), result.warnings().stream().anyMatch(w -> w.contains(
			"heart")));
	}

	/** A landmark found in a wrong place pulls, but cannot outweigh the organs. */
	@Test
	public void aWrongCarinaDoesNotWreckTheAffine() {
		final Subject right = SyntheticBody.draw(SyntheticBody.grid(3), AFFINE);
		final Anatomy a = right.anatomy();
		final double[] wrong = a.landmarks().carina().orElseThrow().clone();
		wrong[2] += 70;
		final Subject fixed = new Subject(right.ct(), new Anatomy(a.organs(), new Landmarks(Optional.of(wrong), "wrong"), a
			.source(), a.warnings()));
		final Registration result = RegistrationPipeline.register(fixed, SyntheticBody.draw(SyntheticBody.grid(2.5),
			AffineTransform.identity()), new VariationalEngine(), RegistrationOptions.defaults().withLast(Stage.AFFINE),
			new InlineTask("test"));
		assertEquals("largest error in mm", 0, maxErrorMm(result.transform(), AFFINE, 100), 5);
		assertTrue(result.warnings().toString(), result.warnings().toString().contains("mm off"));
	}

	private static Registration check(final Grid grid, final AffineTransform truth, final Stage last, final double limitMm,
		final String... without)
	{
		final Subject fixed = SyntheticBody.draw(grid, truth, without);
		final Subject moving = SyntheticBody.draw(SyntheticBody.grid(2.5), AffineTransform.identity());
		final Registration result = RegistrationPipeline.register(fixed, moving, new VariationalEngine(),
			RegistrationOptions.defaults().withLast(last), new InlineTask("test"));
		final double error = maxErrorMm(result.transform(), truth, 100);
		assertEquals("largest error in mm within 100 mm of the middle; " + result.transform() + " for " + truth, 0, error,
			limitMm);
		return result;
	}

	/** Over the corners of a cube of the given half side about the origin, and the origin. */
	static double maxErrorMm(final SpatialTransform a, final SpatialTransform b, final double halfSide) {
		double worst = 0;
		final double[] p = new double[3], q = new double[3], r = new double[3];
		for (int corner = 0; corner < 27; corner++) {
			p[0] = (corner % 3 - 1) * halfSide;
			p[1] = (corner / 3 % 3 - 1) * halfSide * 0.7;
			p[2] = (corner / 9 - 1) * halfSide * 0.7;
			a.apply(p, q);
			b.apply(p, r);
			worst = Math.max(worst, Math.sqrt((q[0] - r[0]) * (q[0] - r[0]) + (q[1] - r[1]) * (q[1] - r[1]) + (q[2] - r[2]) *
				(q[2] - r[2])));
		}
		return worst;
	}
}
