package org.lymphatlas.registration;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

public class TransformsTest {

	private static final double C = Math.cos(0.4), S = Math.sin(0.4);
	private static final Grid GRID = new Grid(new int[] { 24, 20, 18 }, new double[] { 5, 6, 7 }, new double[] { -61.7,
		33.3, 100.1 }, new double[] { C, 0, S, 0, -1, 0, -S, 0, C });
	private static final AffineTransform AFFINE = new AffineTransform(new double[] { 1.1, 0.2, -0.1, 30, 0.05, 0.9, 0.1,
		-12, 0, -0.2, 1.2, 7 });

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void rigidAgreesWithRodriguesWorkedOut() {
		// Rotation by 90 degrees about z through (1, 0, 0), then 5 up
		final AffineTransform t = AffineTransform.rigid(new double[] { 0, 0, Math.PI / 2 }, new double[] { 1, 0, 0 },
			new double[] { 0, 0, 5 });
		final double[] q = new double[3];
		t.apply(new double[] { 3, 0, 2 }, q);
		assertArrayEquals(new double[] { 1, 2, 7 }, q, 1e-12);
		assertEquals(1, t.determinant(), 1e-12);
	}

	@Test
	public void affineInverseAndComposition() {
		final AffineTransform other = AffineTransform.rigid(new double[] { 0.3, -0.5, 0.2 }, new double[] { 10, 20, 30 },
			new double[] { 4, 5, 6 });
		final Random random = new Random(1);
		for (int k = 0; k < 100; k++) {
			final double[] p = { random.nextGaussian() * 100, random.nextGaussian() * 100, random.nextGaussian() * 100 };
			final double[] q = new double[3], r = new double[3];
			AFFINE.apply(p, q);
			other.apply(q, q);
			AFFINE.then(other).apply(p, r);
			assertArrayEquals("composition at point " + k, q, r, 1e-9);
			AFFINE.then(other).inverse().apply(r, r);
			assertArrayEquals("inverse at point " + k, p, r, 1e-9);
		}
	}

	@Test
	public void singularOrUnendingMatricesAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new AffineTransform(new double[12]));
		assertThrows(IllegalArgumentException.class, () -> new AffineTransform(new double[] { Double.NaN, 0, 0, 0, 0, 1, 0, 0, 0, 0,
			1, 0 }));
		assertThrows(IllegalArgumentException.class, () -> new AffineTransform(new double[9]));
	}

	@Test
	public void displacementIsLinearBetweenAndConstantBeyond() {
		final float[] u = new float[3 * GRID.voxels()];
		for (int z = 0; z < GRID.nz(); z++)
			for (int y = 0; y < GRID.ny(); y++)
				for (int x = 0; x < GRID.nx(); x++)
					u[3 * GRID.index(x, y, z) + 1] = 0.5f * x - 0.25f * y + z;
		final DisplacementTransform t = new DisplacementTransform(GRID, u);
		final double[] p = GRID.toWorld(3.25, 7.5, 9.125), q = new double[3];
		t.apply(p, q);
		assertArrayEquals(new double[] { p[0], p[1] + 0.5 * 3.25 - 0.25 * 7.5 + 9.125, p[2] }, q, 1e-4);
		final double[] beyond = GRID.toWorld(-8, 4, 30);
		t.apply(beyond, q);
		assertArrayEquals(new double[] { beyond[0], beyond[1] - 0.25 * 4 + 17, beyond[2] }, q, 1e-4);
	}

	@Test
	public void inversesBringPointsBack() {
		final SpatialTransform bend = spline(3);
		final DisplacementTransform dense = DisplacementTransform.sample(bend, GRID);
		for (final SpatialTransform t : new SpatialTransform[] { bend, dense, bend.then(AFFINE), dense.then(AFFINE) }) {
			final Random random = new Random(2);
			double move = 0, worst = 0;
			for (int k = 0; k < 500; k++) {
				final double[] p = GRID.toWorld(6 + 12 * random.nextDouble(), 6 + 8 * random.nextDouble(), 6 + 6 * random
					.nextDouble());
				final double[] q = new double[3];
				bend.apply(p, q);
				move = Math.max(move, Math.abs(q[0] - p[0]));
				t.apply(p, q);
				t.inverse().apply(q, q);
				for (int a = 0; a < 3; a++)
					worst = Math.max(worst, Math.abs(q[a] - p[a]));
			}
			assertTrue("the bend moves points by mm: " + move, move > 4);
			assertEquals("worst return in mm of " + t.getClass().getSimpleName(), 0, worst, 0.3);
		}
	}

	@Test
	public void splineOfEqualCoefficientsIsATranslation() {
		final float[] c = new float[3 * GRID.voxels()];
		for (int i = 0; i < c.length; i += 3)
			c[i] = 4;
		final double[] q = new double[3];
		for (final double[] p : new double[][] { GRID.toWorld(1, 1, 1), GRID.toWorld(22, 18, 16), GRID.toWorld(8.3, 9.9,
			2.2), GRID.toWorld(-5, 40, 3) })
		{
			new BSplineTransform(GRID, c).apply(p, q);
			assertArrayEquals(new double[] { p[0] + 4, p[1], p[2] }, q, 1e-5);
		}
	}

	@Test
	public void foldingIsCounted() {
		final double[] mirror = { -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0 };
		assertEquals(100, Jacobian.of(new AffineTransform(mirror), GRID).foldedPercent(), 0);
		assertEquals("GRID is mirrored, the mapping is not", 0, Jacobian.of(AFFINE, GRID).foldedPercent(), 0);
		final float[] u = new float[3 * GRID.voxels()];
		// voxel 5 of every row is pushed beyond voxel 6 (GRID's x axis is (C, 0, -S)): cells 5 fold
		for (int z = 0; z < GRID.nz(); z++)
			for (int y = 0; y < GRID.ny(); y++) {
				u[3 * GRID.index(5, y, z)] = (float) (7 * C);
				u[3 * GRID.index(5, y, z) + 2] = (float) (-7 * S);
			}
		assertEquals(100.0 / 23, Jacobian.of(new DisplacementTransform(GRID, u), GRID).foldedPercent(), 1e-9);
	}

	@Test
	public void whatIsWrittenIsReadBack() throws IOException {
		final DisplacementTransform dense = DisplacementTransform.sample(spline(5), GRID);
		final SpatialTransform transform = dense.then(AFFINE).then(spline(6));
		final Path place = folder.getRoot().toPath().resolve("a/transform");
		Transforms.write(transform, place);
		assertTrue("no absolute path in " + Files.readString(place.resolve("transform.json")), !Files.readString(place
			.resolve("transform.json")).contains(folder.getRoot().getName()));
		final Path moved = folder.getRoot().toPath().resolve("moved");
		Files.move(place, moved);
		final SpatialTransform back = Transforms.read(moved);
		final Random random = new Random(3);
		for (int k = 0; k < 500; k++) {
			final double[] p = GRID.toWorld(23 * random.nextDouble(), 19 * random.nextDouble(), 17 * random.nextDouble());
			final double[] q = new double[3], r = new double[3];
			transform.apply(p, q);
			back.apply(p, r);
			assertArrayEquals("point " + k, q, r, 1e-9);
			transform.inverse().apply(q, q);
			back.inverse().apply(r, r);
			assertArrayEquals("inverse at point " + k, q, r, 1e-9);
		}
		Transforms.write(AFFINE, folder.getRoot().toPath().resolve("b"));
		assertEquals(AFFINE, Transforms.read(folder.getRoot().toPath().resolve("b")));
	}

	@Test
	public void damagedFoldersAreRefusedByName() throws IOException {
		final Path place = folder.getRoot().toPath();
		refused(place, "not found");
		final String affine = "{\"type\":\"affine\",\"matrix\":[1,0,0,0,0,1,0,0,0,0,1,0]}";
		write(place, "{\"version\":2,\"steps\":[]}", "version");
		write(place, "{\"version\":1,\"steps\":[{\"type\":\"magic\"}]}", "magic");
		write(place, "not json", "transform.json");
		write(place, "{\"version\":1,\"steps\":[" + affine.replace("1,0]", "1]") + "]}", "12");
		write(place, "{\"version\":1,\"steps\":[{\"type\":\"bspline\",\"coefficients\":[\"../x.nrrd\",\"y.nrrd\",\"z.nrrd\"" +
			"]}]}", "../x.nrrd");
		write(place, "{\"version\":1,\"steps\":[{\"type\":\"bspline\",\"coefficients\":[\"x.nrrd\",\"y.nrrd\",\"z.nrrd\"" +
			"]}]}", "x.nrrd");
		write(place, "{\"version\":1}", "transform.json");
	}

	private static void write(final Path place, final String index, final String named) throws IOException {
		Files.writeString(place.resolve("transform.json"), index);
		refused(place, named);
	}

	private static void refused(final Path place, final String named) {
		final InputException e = assertThrows(InputException.class, () -> Transforms.read(place));
		assertTrue("message names '" + named + "': " + e.getMessage(), e.getMessage().contains(named));
		assertTrue("message names the folder: " + e.getMessage(), e.getMessage().contains(place.toString()));
	}

	/** Random smooth coefficients of some mm. */
	private static BSplineTransform spline(final long seed) {
		final Grid lattice = new Grid(new int[] { 8, 7, 8 }, new double[] { 24, 24, 24 }, GRID.toWorld(-8, -6, -5), GRID
			.direction());
		final Random random = new Random(seed);
		final float[] c = new float[3 * lattice.voxels()];
		for (int i = 0; i < c.length; i++)
			c[i] = (float) (5 * random.nextGaussian());
		return new BSplineTransform(lattice, c);
	}
}
