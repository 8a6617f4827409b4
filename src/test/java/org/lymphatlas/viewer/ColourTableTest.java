package org.lymphatlas.viewer;

import static org.junit.Assert.assertEquals;

import java.awt.Color;
import java.awt.image.BufferedImage;

import org.junit.Test;

public class ColourTableTest {

	/** Over the whole scale, logarithmic steps come out as if every pixel's colour were computed. */
	@Test
	public void lookedUpColoursAreTheComputedOnes() {
		final int n = 2000;
		final float[] values = new float[n];
		for (int i = 0; i < n; i++)
			values[i] = (float) ProbabilityScale.probability(i / (n - 1.0));
		final BufferedImage picture = new BufferedImage(n, 1, BufferedImage.TYPE_INT_RGB);
		new ColourTable(1e-4, p -> Colours.inferno(ProbabilityScale.position(p)), p -> 0.7).blend(values, picture);
		for (int i = 0; i < n; i++) {
			final int exact = Colours.over(Colours.inferno(i / (n - 1.0)).getRGB() & 0xffffff, 179, 0);
			final Color a = new Color(exact), b = new Color(picture.getRGB(i, 0));
			assertEquals("red at " + values[i], a.getRed(), b.getRed(), 2);
			assertEquals("green at " + values[i], a.getGreen(), b.getGreen(), 2);
			assertEquals("blue at " + values[i], a.getBlue(), b.getBlue(), 2);
		}
	}

	@Test
	public void whatIsBelowOrNotANumberStaysAsItWas() {
		final float[] values = { 0, 0.00009f, Float.NaN, -1, 0.00011f, 1, 7 };
		final BufferedImage picture = new BufferedImage(values.length, 1, BufferedImage.TYPE_INT_RGB);
		new ColourTable(1e-4, p -> Color.WHITE, p -> 1).blend(values, picture);
		for (int i = 0; i < values.length; i++)
			assertEquals("of " + values[i], i < 4 ? 0 : 0xffffff, picture.getRGB(i, 0) & 0xffffff);
	}

	@Test
	public void blendingIsBetweenBoth() {
		assertEquals(0x123456, Colours.over(0xffffff, 0, 0x123456));
		assertEquals(0xfedcba, Colours.over(0xfedcba, 256, 0x123456));
		assertEquals(0x808080, Colours.over(0xffffff, 128, 0));
		assertEquals(0xffffff, Colours.over(0xffffff, 77, 0xffffff));
	}
}
