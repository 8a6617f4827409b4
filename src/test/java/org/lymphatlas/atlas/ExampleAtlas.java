package org.lymphatlas.atlas;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

/** A small atlas on any grid: its probability is linear in the world, so that trilinear sampling is exact. */
final class ExampleAtlas {

	/** Turned about an oblique axis by some 40 degrees. */
	static final double[] OBLIQUE = rotation(0.4, -0.5, 0.3);
	static final double[] MIRRORED = mirrored(OBLIQUE);

	static final Grid OWN_GRID = new Grid(new int[] { 24, 20, 16 }, new double[] { 2, 2.5, 3 }, new double[] { -20, 15,
		-300 }, OBLIQUE);

	private ExampleAtlas() {}

	/** The carina lies 2 voxels from the first corner, so that the closed form goes on well beyond the field there. */
	static Atlas on(final Grid grid) {
		final double[] carina = grid.toWorld(2, 2, 2);
		return new Atlas("example", ct(grid), new Anatomy(organs(grid), new Landmarks(Optional.of(carina), "drawn"),
			"example", List.of()), stations(grid), probability(grid), Atlas.largestDistanceMm(grid, carina), Map.of("seed",
				"7", "why", "\"quotes\", µ and\nlines"));
	}

	/** In [0.2, 0.8] on the grid, linear in LPS mm. */
	static double probabilityAt(final Grid grid, final double[] p) {
		final double[] v = new double[3];
		grid.toVoxel(p, v);
		return 0.2 + 0.3 * v[0] / (grid.nx() - 1) + 0.2 * v[1] / (grid.ny() - 1) + 0.1 * v[2] / (grid.nz() - 1);
	}

	private static FloatVolume probability(final Grid grid) {
		final FloatVolume volume = new FloatVolume(grid);
		for (int z = 0, i = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++)
					volume.values()[i] = (float) probabilityAt(grid, grid.toWorld(x, y, z));
		return volume;
	}

	private static CtVolume ct(final Grid grid) {
		final CtVolume ct = new CtVolume(grid);
		final Random random = new Random(1);
		for (int i = 0; i < ct.hu().length; i++)
			ct.hu()[i] = (short) (random.nextInt(2000) - 1000);
		return ct;
	}

	private static LabelVolume stations(final Grid grid) {
		final LabelVolume stations = new LabelVolume(grid);
		final Random random = new Random(2);
		for (int i = 0; i < stations.labels().length; i++)
			stations.labels()[i] = (short) random.nextInt(21);
		return stations;
	}

	private static Organs organs(final Grid grid) {
		final Grid coarse = grid.withSpacing(5, 5, 5);
		final LabelVolume labels = new LabelVolume(coarse);
		for (int i = 0; i < labels.labels().length; i++)
			labels.labels()[i] = (short) (i % 3 == 0 ? 201 : i % 7 == 0 ? 300 : 0);
		final SortedMap<Integer, String> names = new TreeMap<>(Map.of(201, "body", 300, "lung_left"));
		return new Organs(labels, names);
	}

	/** Row-major Rz Ry Rx, radians. */
	private static double[] rotation(final double ax, final double ay, final double az) {
		final double cx = Math.cos(ax), sx = Math.sin(ax), cy = Math.cos(ay), sy = Math.sin(ay), cz = Math.cos(az), sz = Math
			.sin(az);
		return new double[] { cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx, sz * cy, sz * sy * sx + cz * cx, sz *
			sy * cx - cz * sx, -sy, cy * sx, cy * cx };
	}

	private static double[] mirrored(final double[] direction) {
		final double[] d = direction.clone();
		for (int r = 0; r < 3; r++)
			d[3 * r] = -d[3 * r];
		return d;
	}
}
