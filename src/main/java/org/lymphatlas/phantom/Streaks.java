package org.lymphatlas.phantom;

import java.util.SplittableRandom;

/** Beam-hardening streaks that dense contrast in the superior vena cava and the left brachiocephalic vein throws. */
final class Streaks {

	private static final double THRESHOLD_HU = 500, NEAR_MM = 9, FAR_MM = 48, TOP_S = 75, BOTTOM_S = -35;

	private final double amplitudeHu;
	private final double[] frequency = new double[3], phase = new double[3], drift = new double[3];

	Streaks(final Contrast contrast, final long seed) {
		amplitudeHu = Math.min(110, Math.max(0, 0.16 * (contrast.cava() - THRESHOLD_HU)));
		final SplittableRandom r = Streams.of(seed, Streams.SOFT_TISSUE + 300);
		for (int i = 0; i < 3; i++) {
			frequency[i] = r.nextInt(3, 9);
			phase[i] = r.nextDouble(2 * Math.PI);
			drift[i] = r.nextDouble(-0.4, 0.4);
		}
	}

	/** What they add at a point, HU; they lie in the axial plane, decay with the distance and change from slice to slice. */
	double at(final double l, final double p, final double s) {
		if (amplitudeHu == 0 || s > TOP_S || s < BOTTOM_S) return 0;
		final double x = l + 20, y = p + 27, squared = x * x + y * y;
		if (squared < NEAR_MM * NEAR_MM || squared > FAR_MM * FAR_MM) return 0;
		final double r = Math.sqrt(squared), angle = Math.atan2(y, x);
		double wave = 0;
		for (int i = 0; i < 3; i++)
			wave += Math.sin(frequency[i] * angle + phase[i] + drift[i] * s);
		final double fade = Math.min(1, Math.min(TOP_S - s, s - BOTTOM_S) / 15) * (FAR_MM - r) / (FAR_MM - NEAR_MM);
		return amplitudeHu * NEAR_MM / r * fade * wave * Math.abs(wave) / 3;
	}
}
