package org.lymphatlas.registration.variational;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Random;

import org.junit.Test;
import org.lymphatlas.registration.DisplacementTransform;
import org.lymphatlas.registration.Jacobian;
import org.lymphatlas.volume.Grid;

public class VelocityFieldTest {

	private static final Grid GRID = new Grid(new int[] { 40, 36, 30 }, new double[] { 3, 4, 5 }, new double[] { -50, 20,
		7 }, new double[] { 0, -1, 0, -1, 0, 0, 0, 0, 1 });

	@Test
	public void constantVelocityIsATranslation() {
		final VelocityField field = VelocityField.zero(GRID);
		for (int i = 0; i < field.v.length; i += 3)
			field.v[i] = 2.5f;
		final double[] p = { -80, -10, 60 };
		final double[] q = new double[3];
		field.transform().apply(p, q);
		// voxel axis x points to world -y, 3 mm a voxel
		assertEquals(-80, q[0], 1e-4);
		assertEquals(-10 - 7.5, q[1], 1e-4);
		assertEquals(60, q[2], 1e-4);
	}

	/** v = a x is solved by x(t) = x(0) exp(a t). */
	@Test
	public void linearVelocityIsAnExponentialScaling() {
		final Grid grid = Grid.of(61, 5, 5, 1, 1, 1);
		final VelocityField field = VelocityField.zero(grid);
		final double a = 0.3;
		for (int z = 0; z < 5; z++)
			for (int y = 0; y < 5; y++)
				for (int x = 0; x < 61; x++)
					field.v[3 * grid.index(x, y, z)] = (float) (a * (x - 30));
		final float[] u = field.exp(1), back = field.exp(-1);
		for (int x = 15; x <= 45; x++) {
			final int i = 3 * grid.index(x, 2, 2);
			assertEquals("forward at " + x, (x - 30) * (Math.exp(a) - 1), u[i], 0.02 * Math.abs(x - 30) + 1e-6);
			assertEquals("back at " + x, (x - 30) * (Math.exp(-a) - 1), back[i], 0.02 * Math.abs(x - 30) + 1e-6);
		}
	}

	@Test
	public void thereAndBackIsIdentity() {
		final DisplacementTransform there = randomField(11).transform();
		final Random random = new Random(5);
		final double[] q = new double[3];
		double largest = 0, move = 0;
		for (int k = 0; k < 1000; k++) {
			final double[] p = GRID.toWorld(8 + random.nextDouble() * 23, 8 + random.nextDouble() * 19, 6 + random
				.nextDouble() * 17);
			there.apply(p, q);
			move = Math.max(move, distance(p, q));
			there.inverse().apply(q, q);
			largest = Math.max(largest, distance(p, q));
		}
		assertTrue("the field moves points by several mm: " + move, move > 6);
		assertEquals("largest distance from start in mm after moves of up to " + move, 0, largest, 0.5);
		assertEquals("folded %", 0, Jacobian.of(there, GRID).foldedPercent(), 0);
	}

	@Test
	public void onAFinerGridTheFlowIsTheSame() {
		final VelocityField field = randomField(3);
		final DisplacementTransform coarse = field.transform();
		final DisplacementTransform fine = field.on(GRID.withSpacing(1.5, 2, 2.5)).transform();
		final Random random = new Random(6);
		for (int k = 0; k < 200; k++) {
			final double[] p = GRID.toWorld(8 + random.nextDouble() * 23, 8 + random.nextDouble() * 19, 6 + random
				.nextDouble() * 17);
			final double[] q = new double[3], r = new double[3];
			coarse.apply(p, q);
			fine.apply(p, r);
			assertEquals("point " + k, 0, distance(q, r), 0.5);
		}
	}

	/** Smooth, zero near the border. */
	private static VelocityField randomField(final long seed) {
		final Random random = new Random(seed);
		final VelocityField field = VelocityField.zero(GRID);
		for (int i = 0; i < field.v.length; i++)
			field.v[i] = (float) (80 * random.nextGaussian());
		final Diffusion diffusion = new Diffusion(GRID, 4);
		for (int k = 0; k < 4; k++)
			diffusion.smooth(field.v);
		return field;
	}

	private static double distance(final double[] p, final double[] q) {
		return Math.sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) + (p[2] - q[2]) * (p[2] - q[2]));
	}
}
