package org.lymphatlas.registration;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

/** How far a transform is from what is known of two phantoms, in mm in the moving one's space. */
final class PhantomTruth {

	private PhantomTruth() {}

	static double carinaMm(final SpatialTransform transform, final Phantom fixed, final Phantom moving) {
		return errorMm(transform, fixed.carinaLps(), moving.carinaLps());
	}

	/** One error for each node of the fixed phantom; the truth is {@link Phantom#corresponding}. */
	static double[] nodesMm(final SpatialTransform transform, final Phantom fixed, final Phantom moving) {
		return fixed.nodeList().stream().mapToDouble(node -> errorMm(transform, node.centreLps(), fixed.corresponding(node
			.centreLps(), moving))).toArray();
	}

	/** One error for the centre of each station that both have; the truth is that centre in the other phantom. */
	static double[] stationsMm(final SpatialTransform transform, final Phantom fixed, final Phantom moving) {
		final Map<Integer, double[]> from = centroids(fixed.stations()), to = centroids(moving.stations());
		return from.keySet().stream().filter(to::containsKey).mapToDouble(station -> errorMm(transform, from.get(station), to
			.get(station))).toArray();
	}

	static double errorMm(final SpatialTransform transform, final double[] from, final double[] to) {
		final double[] mapped = new double[3];
		transform.apply(from, mapped);
		return Math.sqrt(Math.pow(mapped[0] - to[0], 2) + Math.pow(mapped[1] - to[1], 2) + Math.pow(mapped[2] - to[2], 2));
	}

	/** NaN of nothing. */
	static double median(final double... values) {
		final double[] v = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
		return v.length == 0 ? Double.NaN : 0.5 * (v[(v.length - 1) / 2] + v[v.length / 2]);
	}

	/** Stations 12-14 lie spread through the lungs and are left out. */
	private static Map<Integer, double[]> centroids(final LabelVolume stations) {
		final Grid grid = stations.grid();
		final double[][] sums = new double[256][4];
		int i = 0;
		for (int z = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++) {
					final double[] s = sums[stations.labelAt(i)];
					s[0]++;
					s[1] += x;
					s[2] += y;
					s[3] += z;
				}
		final Map<Integer, double[]> centroids = new TreeMap<>();
		for (int label = 1; label <= 18; label++)
			if (sums[label][0] > 30) centroids.put(label, grid.toWorld(sums[label][1] / sums[label][0], sums[label][2] /
				sums[label][0], sums[label][3] / sums[label][0]));
		return centroids;
	}
}
