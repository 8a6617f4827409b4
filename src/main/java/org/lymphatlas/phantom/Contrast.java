package org.lymphatlas.phantom;

import java.util.SplittableRandom;

/** CT numbers (HU) of blood and organs in one contrast phase. */
record Contrast(ContrastPhase phase, double aorta, double pulmonary, double leftHeart, double rightHeart, double cava,
	double leftVein, double inferiorCava, double azygos, double myocardium, double liver, double spleen, double muscle,
	double node, double nodeSpread)
{

	static final Contrast MEAN = portal(160, 160, 155, 55);

	/** @param wanted the phase, or {@link ContrastPhase#ANY} for the seed's own */
	static Contrast random(final long seed, final ContrastPhase wanted) {
		final SplittableRandom r = Streams.of(seed, Streams.ANATOMY + 200);
		final double kind = r.nextDouble();
		final ContrastPhase phase = wanted != ContrastPhase.ANY ? wanted : kind < 0.35 ? ContrastPhase.PLAIN : kind < 0.8
			? ContrastPhase.PORTAL : ContrastPhase.ARTERIAL;
		final double muscle = r.nextDouble(48, 62);
		if (phase == ContrastPhase.PLAIN) {
			final double blood = r.nextDouble(33, 48);
			return new Contrast(phase, blood, blood, blood, blood, blood, blood, blood, blood, blood + 3, r.nextDouble(
				48, 62), 50, muscle, r.nextDouble(32, 52), 5);
		}
		if (phase == ContrastPhase.PORTAL) return portal(r.nextDouble(130, 190), r.nextDouble(130, 190), r.nextDouble(130, 185), muscle);
		final double aorta = r.nextDouble(280, 480);
		final double cava = r.nextDouble(250, 1200);
		return new Contrast(phase, aorta, r.nextDouble(0.9, 1.25) * aorta, aorta * 0.98, r.nextDouble(0.7, 1.2) *
			aorta, cava, r.nextBoolean() ? cava * 1.2 : 60, r.nextDouble(50, 120), r.nextDouble(50, 200), 115, 78, 150, muscle,
			r.nextDouble(60, 105), 10);
	}

	private static Contrast portal(final double aorta, final double pulmonary, final double cava, final double muscle) {
		return new Contrast(ContrastPhase.PORTAL, aorta, pulmonary, aorta, 0.97 * pulmonary, cava, cava * 1.03, 130, 0.9 * cava, 105,
			100, 120, muscle, 0.45 * aorta + 12, 10);
	}
}
