package org.lymphatlas.viewer;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Colours and opacities of numbers from 0 to 1, looked up by the upper half of their bits: 128 steps an octave, as fine
 * for 1e-4 as for 1, without a logarithm a pixel.
 */
final class ColourTable {

	private static final int STEPS = (Float.floatToRawIntBits(1f) >>> 16) + 1;

	private final float least;
	private final int[] colours = new int[STEPS];
	private final int[] alphas = new int[STEPS];

	/**
	 * @param least smaller numbers are left clear
	 * @param opacity of a number, 0 to 1
	 */
	ColourTable(final double least, final DoubleFunction<Color> colour, final DoubleUnaryOperator opacity) {
		this.least = (float) least;
		for (int step = Math.max(0, index((float) least)); step < STEPS; step++) {
			final float value = Math.max((float) least, Float.intBitsToFloat(step << 16 | (step + 1 < STEPS ? 0x8000 : 0)));
			colours[step] = colour.apply(value).getRGB() & 0xffffff;
			alphas[step] = (int) Math.round(256 * opacity.applyAsDouble(value));
		}
	}

	/** Step of a number; -1 of what is not one from 0 to 1. */
	private static int index(final float value) {
		return value >= 0 && value <= 1 ? Float.floatToRawIntBits(value) >>> 16 : -1;
	}

	/** Lays the colours of numbers over a picture's pixels, row by row. */
	void blend(final float[] values, final BufferedImage onto) {
		final int[] rgb = pixels(onto);
		final int width = onto.getWidth();
		IntStream.range(0, onto.getHeight()).parallel().forEach(row -> {
			for (int i = row * width; i < (row + 1) * width; i++)
				rgb[i] = over(values[i], rgb[i]);
		});
	}

	/** The colour of a number over a colour, 0xrrggbb. */
	int over(final float value, final int rgb) {
		final int step = value >= least ? index(Math.min(1, value)) : -1;
		return step < 0 ? rgb : Colours.over(colours[step], alphas[step], rgb);
	}

	/** A picture's own pixels, 0xrrggbb, to be written to. */
	static int[] pixels(final BufferedImage picture) {
		return ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
	}
}
