package org.lymphatlas.viewer;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;

/**
 * How many of the patient's millimetres a distance map's unit stands for. The map is normalised, and measured in the
 * atlas, so this is a fit: the median, over places all around, of their distance from the map's least value divided by
 * the map's value there.
 */
final class DistanceUnit {

	private static final int SAMPLES_PER_AXIS = 24;
	/** Nearer the rounding of voxels counts, farther off the map is clipped. */
	private static final double NEAR = 0.05, FAR = 0.9;

	private DistanceUnit() {}

	/** @return mm; NaN if the map is flat. Linear in the voxels */
	static double mm(final FloatVolume distance) {
		final Grid g = distance.grid();
		final LpsPoint origin = least(distance);
		final double[] ratios = IntStream.range(0, SAMPLES_PER_AXIS * SAMPLES_PER_AXIS * SAMPLES_PER_AXIS).mapToDouble(n -> {
			final int x = voxel(n % SAMPLES_PER_AXIS, g.nx()), y = voxel(n / SAMPLES_PER_AXIS % SAMPLES_PER_AXIS, g.ny()),
					z = voxel(n / SAMPLES_PER_AXIS / SAMPLES_PER_AXIS, g.nz());
			final float value = distance.values()[g.index(x, y, z)];
			return value > NEAR && value < FAR ? LpsPoint.of(g.toWorld(x, y, z)).distanceMm(origin) / value : Double.NaN;
		}).filter(ratio -> ratio > 0).sorted().toArray();
		return ratios.length == 0 ? Double.NaN : ratios[ratios.length / 2];
	}

	private static int voxel(final int sample, final int size) {
		return (int) ((sample + 0.5) * size / SAMPLES_PER_AXIS);
	}

	/** The voxel nearest to where distances are measured from. */
	static LpsPoint least(final FloatVolume distance) {
		final Grid g = distance.grid();
		final float[] values = distance.values();
		final int plane = g.nx() * g.ny();
		final int[] leastOfSlice = new int[g.nz()];
		IntStream.range(0, g.nz()).parallel().forEach(z -> {
			int at = z * plane;
			for (int i = at; i < (z + 1) * plane; i++)
				if (values[i] < values[at]) at = i;
			leastOfSlice[z] = at;
		});
		final int i = Arrays.stream(leastOfSlice).reduce((a, b) -> values[b] < values[a] ? b : a).orElseThrow();
		return LpsPoint.of(g.toWorld(i % g.nx(), i % plane / g.nx(), i / plane));
	}
}
