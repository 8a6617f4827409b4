package org.lymphatlas.viewer;

import java.awt.Color;

/** How numbers become colours. */
final class Colours {

	/** Soft-tissue window of the mediastinum. */
	static final double WINDOW_HU = 400;
	static final double LEVEL_HU = 40;

	/** Probabilities below show nothing. */
	static final double LEAST_PROBABILITY = 1e-3;

	private static final Color[] NODES = { new Color(0xffe119), new Color(0x42d4f4), new Color(0xf58231), new Color(
		0xbfef45), new Color(0xf032e6), new Color(0x3cb44b), new Color(0xfabed4), new Color(0x4363d8), new Color(0xe6194b),
		new Color(0xaaffc3), new Color(0x9a6324), new Color(0xdcbeff) };

	private Colours() {}

	/** Grey of a Hounsfield value, as 0xrrggbb; black outside the volume (NaN). */
	static int ct(final float hu) {
		final double t = (hu - LEVEL_HU) / WINDOW_HU + 0.5;
		final int grey = Float.isNaN(hu) ? 0 : (int) Math.round(255 * Math.min(1, Math.max(0, t)));
		return grey << 16 | grey << 8 | grey;
	}

	/** Place of a probability on a logarithmic scale from {@link #LEAST_PROBABILITY} (0) to 1 (1); below 0 if under it. */
	static double logarithmic(final double probability) {
		return probability > 0 ? 1 - Math.log10(probability) / Math.log10(LEAST_PROBABILITY) : -1;
	}

	/** Black, red, yellow, white. */
	static Color hot(final double t) {
		return new Color(step(3 * t), step(3 * t - 1), step(3 * t - 2));
	}

	/** Dark violet over teal to yellow, equally bright steps: viridis, by its five supporting colours. */
	static Color viridis(final double t) {
		final int[] stops = { 0x440154, 0x3b528b, 0x21918c, 0x5ec962, 0xfde725 };
		final double at = Math.min(0.9999, Math.max(0, t)) * (stops.length - 1);
		final Color a = new Color(stops[(int) at]), b = new Color(stops[(int) at + 1]);
		final float f = (float) (at - (int) at);
		return new Color(mix(a.getRed(), b.getRed(), f), mix(a.getGreen(), b.getGreen(), f), mix(a.getBlue(), b.getBlue(),
			f));
	}

	/** Colours that neighbours in number do not share. */
	static Color node(final int id) {
		return NODES[(id - 1) % NODES.length];
	}

	/** One colour over another. */
	static int over(final Color top, final double opacity, final int bottom) {
		final Color below = new Color(bottom);
		final float f = (float) opacity;
		return mix(below.getRed(), top.getRed(), f) << 16 | mix(below.getGreen(), top.getGreen(), f) << 8 | mix(below
			.getBlue(), top.getBlue(), f);
	}

	private static float step(final double t) {
		return (float) Math.min(1, Math.max(0, t));
	}

	private static int mix(final int a, final int b, final float f) {
		return Math.round(a + f * (b - a));
	}
}
