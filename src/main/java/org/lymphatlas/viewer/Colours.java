package org.lymphatlas.viewer;

import java.awt.Color;

/**
 * How numbers become colours. Readers with a red-green or blue-yellow weakness can tell them apart: viridis and inferno
 * (van der Walt and Smith) rise in brightness evenly; the colours of nodes are those of Okabe and Ito.
 */
final class Colours {

	private static final int[] VIRIDIS = { 0x440154, 0x482878, 0x3e4a89, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58,
		0xb5de2b, 0xfde725 };
	private static final int[] INFERNO = { 0x000004, 0x1b0c41, 0x4a0c6b, 0x781c6d, 0xa52c60, 0xcf4446, 0xed6925, 0xfb9b06,
		0xf7d13d, 0xfcffa4 };
	private static final Color[] NODES = { new Color(0xe69f00), new Color(0x56b4e9), new Color(0x00c48c), new Color(
		0xf0e442), new Color(0x4aa0ff), new Color(0xff7a2a), new Color(0xe58fc0) };

	private Colours() {}

	/** Dark violet over teal to yellow. */
	static Color viridis(final double t) {
		return new Color(between(VIRIDIS, t));
	}

	/** Black over red to light yellow. */
	static Color inferno(final double t) {
		return new Color(between(INFERNO, t));
	}

	private static int between(final int[] stops, final double t) {
		final double at = Math.min(1, Math.max(0, t)) * (stops.length - 1);
		final int i = Math.min(stops.length - 2, (int) at);
		return over(stops[i + 1], (int) Math.round(256 * (at - i)), stops[i]);
	}

	/** Colours that neighbours in number do not share. */
	static Color node(final int id) {
		return NODES[Math.floorMod(id - 1, NODES.length)];
	}

	/** One colour over another, 0xrrggbb; alpha from 0 (the one below) to 256. */
	static int over(final int top, final int alpha, final int below) {
		final int rest = 256 - alpha;
		final int redBlue = (top & 0xff00ff) * alpha + (below & 0xff00ff) * rest + 0x800080 >>> 8 & 0xff00ff;
		final int green = (top & 0xff00) * alpha + (below & 0xff00) * rest + 0x8000 >>> 8 & 0xff00;
		return redBlue | green;
	}
}
