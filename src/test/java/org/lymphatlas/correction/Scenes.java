package org.lymphatlas.correction;

import java.util.Optional;
import java.util.function.Predicate;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

/** Inputs that several tests share. */
final class Scenes {

	private Scenes() {}

	/** Turned around an oblique axis, with the x axis mirrored. */
	static Grid oblique(final int nx, final int ny, final int nz, final double sx, final double sy, final double sz) {
		final double cx = Math.cos(0.4), sinX = Math.sin(0.4), cz = Math.cos(0.3), sinZ = Math.sin(0.3);
		return new Grid(new int[] { nx, ny, nz }, new double[] { sx, sy, sz }, new double[] { -20, 35, 110 }, new double[] {
			-cz, -sinZ * cx, sinZ * sinX, -sinZ, cz * cx, -cz * sinX, 0, sinX, cx });
	}

	/** Only a CT of 0 HU. */
	static Scene empty(final Grid grid) {
		return new Scene(new CtVolume(grid), Optional.empty(), Optional.empty(), Optional.empty());
	}

	static Scene withProbability(final FloatVolume probability) {
		return new Scene(new CtVolume(probability.grid()), Optional.of(probability), Optional.empty(), Optional.empty());
	}

	static Scene withCt(final CtVolume ct) {
		return new Scene(ct, Optional.empty(), Optional.empty(), Optional.empty());
	}

	static double[] middle(final Grid g) {
		return g.toWorld((g.nx() - 1) / 2.0, (g.ny() - 1) / 2.0, (g.nz() - 1) / 2.0);
	}

	/** A node where the predicate on LPS points holds. */
	static void put(final LabelVolume labels, final int node, final Predicate<double[]> inside) {
		final Grid g = labels.grid();
		for (int z = 0, i = 0; z < g.nz(); z++)
			for (int y = 0; y < g.ny(); y++)
				for (int x = 0; x < g.nx(); x++, i++)
					if (inside.test(g.toWorld(x, y, z))) labels.labels()[i] = (short) node;
	}

	static Predicate<double[]> ball(final double[] centre, final double radiusMm) {
		return p -> Points.length(Points.minus(p, centre)) <= radiusMm;
	}

	static long count(final LabelVolume labels, final int node) {
		return labels.equalTo(node).count();
	}

	static String voxel(final Grid g, final int i) {
		return "voxel (" + i % g.nx() + ", " + i / g.nx() % g.ny() + ", " + i / g.nx() / g.ny() + ") of " + g;
	}
}
