package org.lymphatlas.atlas;

import java.util.stream.IntStream;

import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;

/**
 * What an atlas says about every voxel of a patient (paper A, 3.1), on any grid in the patient's space. Each map is
 * evaluated on its own, since a full-size CT has room for one at a time; time is linear in the voxels.
 */
public final class Priors {

	private final Atlas atlas;
	private final PointMapping patientToAtlas;

	/** @param patientToAtlas patient points to atlas points, LPS mm */
	public Priors(final Atlas atlas, final PointMapping patientToAtlas) {
		this.atlas = atlas;
		this.patientToAtlas = patientToAtlas;
	}

	/**
	 * Distance from the atlas' tracheal bifurcation, measured in atlas space and divided by the atlas' largest distance.
	 * Closed form at each mapped voxel centre, so it goes on outside the atlas' field; clipped to [0, 1].
	 */
	public FloatVolume distance(final Grid grid) {
		final double[] carina = atlas.carina();
		final double scale = 1 / atlas.largestDistanceMm();
		final float[] values = new float[grid.voxels()];
		IntStream.range(0, grid.nz()).parallel().forEach(z -> {
			final double[] p = new double[3];
			int i = grid.index(0, 0, z);
			for (int y = 0; y < grid.ny(); y++) {
				for (int x = 0; x < grid.nx(); x++, i++) {
					mapVoxel(grid, x, y, z, p);
					final double dx = p[0] - carina[0], dy = p[1] - carina[1], dz = p[2] - carina[2];
					values[i] = (float) Math.min(1, Math.sqrt(dx * dx + dy * dy + dz * dz) * scale);
				}
			}
		});
		return new FloatVolume(grid, values);
	}

	/** Probability of a lymph node in [0, 1]; 0 outside the atlas' field. */
	public FloatVolume probability(final Grid grid) {
		return Resampling.linear(atlas.probability(), grid, patientToAtlas, 0);
	}

	/** Labels of {@link org.lymphatlas.anatomy.Station}; 0 outside the stations and outside the atlas' field. */
	public LabelVolume station(final Grid grid) {
		return Resampling.nearest(atlas.stations(), grid, patientToAtlas);
	}

	/**
	 * The share of a part of the patient that maps to points outside the atlas' field, [0, 1]: there the distance is
	 * extrapolated, the probability is 0 and there is no station. NaN of an empty part.
	 */
	public double shareOutside(final Mask part) {
		final Grid grid = part.grid(), field = atlas.ct().grid();
		final long[] counts = IntStream.range(0, grid.nz()).parallel().mapToObj(z -> {
			final double[] p = new double[3];
			final long[] slice = new long[2];
			int i = grid.index(0, 0, z);
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++) {
					if (!part.get(i)) continue;
					slice[0]++;
					mapVoxel(grid, x, y, z, p);
					field.toVoxel(p, p);
					if (!inside(field, p)) slice[1]++;
				}
			return slice;
		}).reduce(new long[2], (a, b) -> new long[] { a[0] + b[0], a[1] + b[1] });
		return (double) counts[1] / counts[0];
	}

	private void mapVoxel(final Grid grid, final int x, final int y, final int z, final double[] p) {
		p[0] = x;
		p[1] = y;
		p[2] = z;
		grid.toWorld(p, p);
		patientToAtlas.apply(p, p);
	}

	private static boolean inside(final Grid field, final double[] voxel) {
		for (int a = 0; a < 3; a++)
			if (voxel[a] < -0.5 || voxel[a] > field.size(a) - 0.5) return false;
		return true;
	}
}
