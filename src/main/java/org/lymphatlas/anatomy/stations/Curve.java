package org.lymphatlas.anatomy.stations;

/** One number a slice, known where an organ is seen and carried on beyond. */
final class Curve {

	private Curve() {}

	/**
	 * Mean over the known values within a distance, linear between the known slices, constant beyond them.
	 *
	 * @param values not a number where unknown
	 * @param fallback everywhere if nothing is known
	 */
	static double[] smooth(final double[] values, final double reachMm, final double fallback) {
		final int reach = (int) Math.round(reachMm / ChestFrame.MM);
		final double[] smooth = new double[values.length];
		for (int z = 0; z < values.length; z++) {
			double sum = 0;
			int n = 0;
			for (int k = Math.max(0, z - reach); k <= Math.min(values.length - 1, z + reach); k++)
				if (Double.isFinite(values[k])) {
					sum += values[k];
					n++;
				}
			smooth[z] = Double.isFinite(values[z]) ? sum / n : Double.NaN;
		}
		return filled(smooth, fallback);
	}

	private static double[] filled(final double[] values, final double fallback) {
		final double[] filled = values.clone();
		int before = -1;
		for (int z = 0; z <= values.length; z++) {
			if (z < values.length && !Double.isFinite(values[z])) continue;
			for (int k = before + 1; k < z; k++)
				filled[k] = before < 0 && z == values.length ? fallback : before < 0 ? values[z] : z == values.length
					? values[before] : values[before] + (values[z] - values[before]) * (k - before) / (z - before);
			before = z;
		}
		return filled;
	}

	/** Only the slices of a range of S stay known. */
	static double[] within(final double[] values, final double fromS, final double toS) {
		final double[] part = values.clone();
		for (int z = 0; z < part.length; z++)
			if (ChestFrame.s(z) < fromS || ChestFrame.s(z) > toS) part[z] = Double.NaN;
		return part;
	}
}
