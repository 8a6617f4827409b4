package org.lymphatlas.viewer;

import java.util.Locale;

/**
 * Probabilities on a logarithmic scale from {@value #LEAST} (position 0) to 1 (position 1), for sliders and colours: what
 * networks miss lies between 1e-4 and 1e-1, where a linear scale shows nothing.
 */
public final class ProbabilityScale {

	/** Smaller probabilities show nothing. */
	public static final double LEAST = 1e-4;

	private static final double DECADES = -Math.log10(LEAST);

	private ProbabilityScale() {}

	/** Place of a probability on the scale; negative below {@link #LEAST} and for NaN, at most 1. */
	public static double position(final double probability) {
		return probability >= LEAST ? Math.min(1, 1 + Math.log10(probability) / DECADES) : -1;
	}

	/** The probability at a position; positions outside [0, 1] count as the nearer end. */
	public static double probability(final double position) {
		return Math.pow(10, (Math.min(1, Math.max(0, position)) - 1) * DECADES);
	}

	/** Two digits, as people write small probabilities: "0.5", "0.012", "0.0004". */
	public static String text(final double probability) {
		if (!(probability > 0)) return "0";
		final int decimals = Math.max(0, 1 - (int) Math.floor(Math.log10(probability) + 1e-9));
		final String digits = String.format(Locale.ROOT, "%." + decimals + "f", probability);
		return digits.contains(".") ? digits.replaceAll("0+$", "").replaceAll("\\.$", "") : digits;
	}
}
