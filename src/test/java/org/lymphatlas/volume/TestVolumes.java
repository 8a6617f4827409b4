package org.lymphatlas.volume;

import java.util.Random;

/** Inputs that several tests share. */
final class TestVolumes {

	/** Shapes with axes of one voxel, spacings far from isotropic. */
	static final Grid[] SMALL_GRIDS = { Grid.of(7, 6, 5, 1, 1, 1), Grid.of(9, 5, 4, 0.7, 0.8, 2.5), Grid.of(1, 8, 6, 1.5,
		0.6, 1), Grid.of(8, 1, 5, 1, 2, 0.9), Grid.of(6, 7, 1, 0.5, 0.75, 4), Grid.of(1, 1, 9, 1, 1, 0.3), Grid.of(5, 1, 1,
			2, 1, 1), Grid.of(1, 1, 1, 1, 1, 1) };

	/** Turned by about 40 degrees around an oblique axis. */
	static final double[] OBLIQUE = rotation(0.4, -0.5, 0.3);

	/** The same, with its x axis mirrored. */
	static final double[] OBLIQUE_MIRRORED = mirrorX(OBLIQUE);

	private TestVolumes() {}

	static Mask random(final Grid grid, final double fill, final long seed) {
		final Random random = new Random(seed);
		final Mask mask = new Mask(grid);
		for (int i = 0; i < mask.values().length; i++)
			if (random.nextDouble() < fill) mask.values()[i] = 1;
		return mask;
	}

	/** ((x^2 + 3 y^2 + 5 z^2 + x y z) mod 23) &gt; threshold on 13 x 11 x 9 voxels of 0.7, 1, 2.5 mm, as given to SciPy. */
	static Mask formula(final int threshold) {
		final Mask mask = new Mask(Grid.of(13, 11, 9, 0.7, 1, 2.5));
		for (int z = 0, i = 0; z < 9; z++)
			for (int y = 0; y < 11; y++)
				for (int x = 0; x < 13; x++, i++)
					if ((x * x + 3 * y * y + 5 * z * z + x * y * z) % 23 > threshold) mask.values()[i] = 1;
		return mask;
	}

	/** A point of the world as a number: linear, so that trilinear interpolation is exact. */
	static double ramp(final double[] p) {
		return 3 * p[0] - 2 * p[1] + 0.5 * p[2] + 7;
	}

	static FloatVolume ramp(final Grid grid) {
		final FloatVolume volume = new FloatVolume(grid);
		for (int z = 0, i = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++)
					volume.values()[i] = (float) ramp(grid.toWorld(x, y, z));
		return volume;
	}

	/** Row-major Rz Ry Rx, angles in radians. */
	static double[] rotation(final double ax, final double ay, final double az) {
		final double cx = Math.cos(ax), sx = Math.sin(ax), cy = Math.cos(ay), sy = Math.sin(ay), cz = Math.cos(az), sz = Math
			.sin(az);
		return new double[] { cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx, sz * cy, sz * sy * sx + cz * cx, sz *
			sy * cx - cz * sx, -sy, cy * sx, cy * cx };
	}

	private static double[] mirrorX(final double[] direction) {
		final double[] d = direction.clone();
		for (int r = 0; r < 3; r++)
			d[3 * r] = -d[3 * r];
		return d;
	}

	static String voxel(final Grid grid, final int i) {
		return "voxel (" + i % grid.nx() + ", " + i / grid.nx() % grid.ny() + ", " + i / grid.nx() / grid.ny() + ") of " +
			grid;
	}
}
