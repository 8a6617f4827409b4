package org.lymphatlas.phantom;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.Test;

public class DeformationTest {

	private static final double[] CARINA = { 3.2, -140.5, -210 };

	private static Deformation random(final long seed) {
		return new Deformation(CARINA, Variation.random(seed), seed).withPushes(List.of(new Deformation.Push(new double[] { -8,
			-16, 20 }, 10, 6.5), new Deformation.Push(new double[] { 3, -2, -22 }, 8, 5)));
	}

	@Test
	public void theCarinaStaysWhereItWasPut() {
		for (long seed = 0; seed < 20; seed++) {
			final double[] q = new double[3];
			random(seed).toCanonical(CARINA[0], CARINA[1], CARINA[2], q);
			assertArrayEquals("seed " + seed, new double[3], q, 1e-9);
		}
	}

	@Test
	public void thereAndBack() {
		final SplittableRandom r = new SplittableRandom(1);
		for (long seed = 0; seed < 20; seed++) {
			final Deformation d = random(seed);
			for (int i = 0; i < 50; i++) {
				final double[] q = { r.nextDouble(-120, 120), r.nextDouble(-100, 90), r.nextDouble(-150, 100) };
				final double[] w = d.toWorld(q), back = new double[3];
				d.toCanonical(w[0], w[1], w[2], back);
				assertArrayEquals("seed " + seed + " at " + Arrays.toString(q), q, back, 0.02);
			}
		}
	}

	@Test
	public void aLineIsItsPoints() {
		final Deformation d = random(4);
		final double[] start = { -150, -200, -230 }, step = { 0.61, 0.2, -0.1 }, q = new double[3];
		final int n = 512;
		final float[] l = new float[n + 3], p = new float[n + 3], s = new float[n + 3];
		d.toCanonical(start, step, n, l, p, s, 3);
		for (int i = 0; i < n; i++) {
			d.toCanonical(start[0] + i * step[0], start[1] + i * step[1], start[2] + i * step[2], q);
			assertEquals("l of point " + i, q[0], l[3 + i], 1e-4);
			assertEquals("p of point " + i, q[1], p[3 + i], 1e-4);
			assertEquals("s of point " + i, q[2], s[3 + i], 1e-4);
		}
	}

	/** No fold: the Jacobian of the mapping, by central differences, keeps its sign everywhere. */
	@Test
	public void nothingFolds() {
		for (long seed = 0; seed < 30; seed++) {
			final PhantomSpec spec = PhantomSpec.standard(seed, 8);
			final Variation v = Variation.random(seed);
			final Contrast c = Contrast.random(seed, ContrastPhase.ANY);
			final Deformation d = new Deformation(CARINA, v, seed).withPushes(seed % 5 == 0 ? new NodePlanner(Chest.of(spec, v,
				c), c, seed).plan().pushes() : List.of());
			for (int z = -160; z <= 120; z += 8)
				for (int y = -120; y <= 110; y += 8)
					for (int x = -150; x <= 150; x += 8) {
						final double j = jacobian(d, CARINA[0] + x, CARINA[1] + y, CARINA[2] + z);
						assertTrue("seed " + seed + " at " + x + " " + y + " " + z + " from the carina: " + j, j > 0.03 && j < 12);
					}
		}
	}

	private static double jacobian(final Deformation d, final double x, final double y, final double z) {
		final double h = 0.05;
		final double[][] column = new double[3][];
		for (int a = 0; a < 3; a++) {
			final double[] plus = new double[3], minus = new double[3];
			d.toCanonical(x + (a == 0 ? h : 0), y + (a == 1 ? h : 0), z + (a == 2 ? h : 0), plus);
			d.toCanonical(x - (a == 0 ? h : 0), y - (a == 1 ? h : 0), z - (a == 2 ? h : 0), minus);
			column[a] = new double[] { (plus[0] - minus[0]) / (2 * h), (plus[1] - minus[1]) / (2 * h), (plus[2] - minus[2]) / (2 *
				h) };
		}
		final double[] n = Ellipsoid.cross(column[0], column[1]);
		return n[0] * column[2][0] + n[1] * column[2][1] + n[2] * column[2][2];
	}
}
