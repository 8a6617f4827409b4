package org.lymphatlas.volume;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Random;

import org.junit.Test;

public class ResamplingTest {

	private static final double[] UNIT = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };
	private static final float OUTSIDE = -77;

	private static Grid source(final double[] direction) {
		final Grid g = new Grid(new int[] { 24, 20, 14 }, new double[] { 1.1, 1.3, 2 }, new double[3], direction);
		final double[] middle = g.toWorld(11.5, 9.5, 6.5);
		return new Grid(g.size(), g.spacing(), new double[] { -middle[0], -middle[1], -middle[2] }, direction);
	}

	@Test
	public void identityOntoTheSameGridChangesNothing() {
		final Random random = new Random(1);
		for (final double[] d : new double[][] { UNIT, TestVolumes.OBLIQUE, TestVolumes.OBLIQUE_MIRRORED }) {
			final CtVolume ct = new CtVolume(source(d));
			for (int i = 0; i < ct.hu().length; i++)
				ct.hu()[i] = (short) (random.nextInt(4000) - 1024);
			assertArrayEquals(ct.hu(), Resampling.ct(ct, ct.grid(), PointMapping.IDENTITY).hu());
			final LabelVolume labels = new LabelVolume(ct.grid(), ct.hu().clone());
			assertArrayEquals(ct.hu(), Resampling.nearest(labels, ct.grid(), PointMapping.IDENTITY).labels());
			final float[] values = Resampling.linear(ct, ct.grid(), PointMapping.IDENTITY, OUTSIDE).values();
			for (int i = 0; i < values.length; i++)
				assertEquals(TestVolumes.voxel(ct.grid(), i), ct.hu()[i], values[i], 1e-3);
		}
	}

	@Test
	public void linearReproducesARampOnRotatedAndMirroredGrids() {
		for (final double[] from : new double[][] { UNIT, TestVolumes.OBLIQUE, TestVolumes.OBLIQUE_MIRRORED })
			for (final double[] to : new double[][] { UNIT, TestVolumes.OBLIQUE_MIRRORED }) {
				final FloatVolume ramp = TestVolumes.ramp(source(from));
				final Grid target = source(to).crop(new Box(8, 7, 4, 16, 13, 10)).withSpacing(0.6, 0.9, 0.7);
				final float[] values = Resampling.linear(ramp, target, PointMapping.IDENTITY, OUTSIDE).values();
				final float[] expected = TestVolumes.ramp(target).values();
				for (int i = 0; i < values.length; i++)
					assertEquals(TestVolumes.voxel(target, i), expected[i], values[i], 1e-3);
			}
	}

	@Test
	public void ontoARotatedGridAndBackGivesASmoothImageBack() {
		final Grid grid = source(UNIT);
		final FloatVolume bump = new FloatVolume(grid);
		for (int z = 0, i = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++) {
					final double[] p = grid.toWorld(x, y, z);
					bump.values()[i] = (float) Math.exp(-(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]) / 72);
				}
		final Grid turned = source(TestVolumes.OBLIQUE_MIRRORED).crop(new Box(-10, -10, -10, 34, 30, 24)).withSpacing(0.7,
			0.7, 0.7);
		final FloatVolume there = Resampling.linear(bump, turned, PointMapping.IDENTITY, 0);
		final FloatVolume back = Resampling.linear(there, grid, PointMapping.IDENTITY, 0);
		for (int z = 2, i; z < grid.nz() - 2; z++)
			for (int y = 2; y < grid.ny() - 2; y++)
				for (int x = 2; x < grid.nx() - 2; x++) {
					i = grid.index(x, y, z);
					assertEquals(TestVolumes.voxel(grid, i), bump.values()[i], back.values()[i], 0.025);
				}
	}

	@Test
	public void theMappingTakesTargetPointsToSourcePoints() {
		final FloatVolume ramp = TestVolumes.ramp(source(TestVolumes.OBLIQUE));
		final Grid target = Grid.of(5, 4, 3, 1, 1, 1);
		final PointMapping shift = (p, r) -> {
			r[0] = p[0] - 2;
			r[1] = p[1] + 1;
			r[2] = p[2] - 3;
		};
		final float[] values = Resampling.linear(ramp, target, shift, OUTSIDE).values();
		assertEquals(TestVolumes.ramp(new double[] { 2, 4, -1 }), values[target.index(4, 3, 2)], 1e-3);
	}

	@Test
	public void edgeVoxelsReachHalfAVoxelFurtherAndThenComesOutside() {
		final FloatVolume line = new FloatVolume(Grid.of(2, 1, 1, 1, 1, 1), new float[] { 10, 20 });
		final Grid fine = new Grid(new int[] { 9, 1, 1 }, new double[] { 0.25, 1, 1 }, new double[] { -0.75, 0.4, -0.5 },
			UNIT);
		assertArrayEquals(new float[] { OUTSIDE, 10, 10, 10, 12.5f, 15, 17.5f, 20, 20 }, Resampling.linear(line, fine,
			PointMapping.IDENTITY, OUTSIDE).values(), 1e-5f);
		final Grid beside = new Grid(new int[] { 2, 1, 1 }, new double[] { 1, 1, 1 }, new double[] { 0, 0.51, 0 }, UNIT);
		assertArrayEquals(new float[] { OUTSIDE, OUTSIDE }, Resampling.linear(line, beside, PointMapping.IDENTITY, OUTSIDE)
			.values(), 0);
		final CtVolume ct = new CtVolume(line.grid(), new short[] { 10, 21 });
		assertArrayEquals(new short[] { -1024, 10, 10, 10, 13, 16, 18, 21, 21 }, Resampling.ct(ct, fine,
			PointMapping.IDENTITY).hu());
		final LabelVolume labels = new LabelVolume(line.grid(), new short[] { 7, (short) 65535 });
		final LabelVolume fineLabels = Resampling.nearest(labels, fine, PointMapping.IDENTITY);
		assertEquals(0, fineLabels.labelAt(0));
		assertEquals(7, fineLabels.labelAt(1));
		assertEquals(7, fineLabels.labelAt(4));
		assertEquals(65535, fineLabels.labelAt(6));
		final Mask mask = new Mask(line.grid(), new byte[] { 0, 1 });
		assertArrayEquals(new byte[] { 0, 0, 0, 0, 0, 1, 1, 1, 1 }, Resampling.nearest(mask, fine, PointMapping.IDENTITY)
			.values());
	}

	@Test
	public void aPointThatIsNotANumberIsOutside() {
		final FloatVolume one = new FloatVolume(Grid.of(1, 1, 1, 1, 1, 1), new float[] { 5 });
		assertEquals(OUTSIDE, Resampling.linear(one, one.grid(), (p, r) -> r[0] = Double.NaN, OUTSIDE).values()[0], 0);
	}

	@Test
	public void nearestAgreesWithSearchingAllVoxels() {
		final Grid grid = new Grid(new int[] { 6, 5, 4 }, new double[] { 1, 1.4, 2 }, new double[] { -3, -3, -3 },
			TestVolumes.OBLIQUE_MIRRORED);
		final LabelVolume labels = new LabelVolume(grid);
		for (int i = 0; i < labels.labels().length; i++)
			labels.labels()[i] = (short) (i + 1);
		final Grid target = new Grid(new int[] { 13, 12, 11 }, new double[] { 0.8, 0.7, 0.9 }, new double[] { -7, -5, -6 },
			UNIT);
		final LabelVolume result = Resampling.nearest(labels, target, PointMapping.IDENTITY);
		int inside = 0;
		for (int z = 0, i = 0; z < target.nz(); z++)
			for (int y = 0; y < target.ny(); y++)
				for (int x = 0; x < target.nx(); x++, i++) {
					final int expected = search(grid, target.toWorld(x, y, z));
					assertEquals(TestVolumes.voxel(target, i), expected, result.labelAt(i));
					if (expected > 0) inside++;
				}
		assertTrue(inside + " of " + target.voxels(), inside > 100 && inside < target.voxels());
	}

	/** 1 + index of the voxel whose box holds a point; 0 if none. */
	private static int search(final Grid grid, final double[] point) {
		final double[] d = grid.direction();
		for (int z = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++) {
					final double[] c = grid.toWorld(x, y, z);
					boolean in = true;
					for (int a = 0; a < 3; a++) {
						double along = 0;
						for (int r = 0; r < 3; r++)
							along += d[3 * r + a] * (point[r] - c[r]);
						in &= Math.abs(along) <= 0.5 * grid.spacing(a);
					}
					if (in) return 1 + grid.index(x, y, z);
				}
		return 0;
	}

	@Test
	public void boxAveragesWholeVoxels() {
		final Grid grid = new Grid(new int[] { 6, 4, 9 }, new double[] { 1, 1, 1 }, new double[] { 5, 6, 7 },
			TestVolumes.OBLIQUE_MIRRORED);
		final Mask mask = TestVolumes.random(grid, 0.4, 3);
		final FloatVolume coarse = Resampling.box(mask, grid.withSpacing(2, 2, 3));
		assertArrayEquals(new int[] { 3, 2, 3 }, coarse.grid().size());
		for (int z = 0, i = 0; z < 3; z++)
			for (int y = 0; y < 2; y++)
				for (int x = 0; x < 3; x++, i++) {
					int sum = 0;
					for (int k = 0; k < 12; k++)
						sum += mask.values()[grid.index(2 * x + k % 2, 2 * y + k / 2 % 2, 3 * z + k / 4)];
					assertEquals(TestVolumes.voxel(coarse.grid(), i), sum / 12.0, coarse.values()[i], 1e-6);
				}
	}

	@Test
	public void boxWeighsPartsOfVoxelsAndStopsAtTheEdge() {
		final FloatVolume line = new FloatVolume(Grid.of(4, 1, 1, 1, 1, 1), new float[] { 1, 2, 4, 8 });
		final Grid coarse = new Grid(new int[] { 4, 1, 1 }, new double[] { 1.5, 1, 1 }, new double[] { 0.25, 0, 0 }, UNIT);
		// Covers -0.5..1, 1..2.5, 2.5..4 (3.5 is the edge), 4..5.5 (beyond).
		assertArrayEquals(new float[] { (1 + 0.5f * 2) / 1.5f, (0.5f * 2 + 4) / 1.5f, 8, 8 }, Resampling.box(line, coarse)
			.values(), 1e-6f);
	}

	@Test
	public void boxRefusesOtherDirections() {
		assertThrows(IllegalArgumentException.class, () -> Resampling.box(TestVolumes.ramp(source(UNIT)), source(
			TestVolumes.OBLIQUE)));
	}

	@Test
	public void boxKeepsARampInTheInterior() {
		final Grid grid = source(TestVolumes.OBLIQUE);
		final Grid coarse = grid.crop(new Box(2, 2, 2, 22, 18, 12)).withSpacing(3.7, 2.9, 4.4);
		final FloatVolume result = Resampling.box(TestVolumes.ramp(grid), coarse);
		final FloatVolume exact = TestVolumes.ramp(coarse);
		// A voxel counts as constant, so a cut through one errs by at most gradient * spacing^2 / 8; there are two an axis.
		final double[] d = grid.direction();
		double bound = 1e-3;
		for (int a = 0; a < 3; a++)
			bound += Math.abs(3 * d[a] - 2 * d[3 + a] + 0.5 * d[6 + a]) * grid.spacing(a) * grid.spacing(a) / (4 * coarse
				.spacing(a));
		for (int i = 0; i < result.values().length; i++)
			assertEquals(TestVolumes.voxel(coarse, i), exact.values()[i], result.values()[i], bound);
	}
}
