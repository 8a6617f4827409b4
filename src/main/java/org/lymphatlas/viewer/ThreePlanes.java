package org.lymphatlas.viewer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;

/**
 * Axial, sagittal and coronal plane through one point side by side at one scale, as paper A's figures 2 and 3 place them.
 *
 * @param parts the planes and where their first pixels lie in the picture
 * @param through the point, LPS mm
 * @param width of the picture in pixels
 * @param bottom first row below the planes
 */
record ThreePlanes(List<Part> parts, double[] through, int width, int bottom) {

	record Part(Plane plane, int x, int y) {}

	private static final double LONGEST_MM = 420;
	private static final short AIR_HU = -1024;
	private static final List<Section> ORDER = List.of(Section.AXIAL, Section.SAGITTAL, Section.CORONAL);

	/**
	 * @param width of the picture, pixels
	 * @param gap between planes and at the borders, pixels
	 * @param top room for titles above the planes, pixels
	 */
	static ThreePlanes of(final Grid ct, final double[] through, final int width, final int gap, final int top) {
		return of(ct, through, width, gap, top, Integer.MAX_VALUE);
	}

	/** No higher than given, in pixels; then the planes leave room at the right. */
	static ThreePlanes of(final Grid ct, final double[] through, final int width, final int gap, final int top,
		final int highest)
	{
		final Extent extent = Extent.of(ct).atMost(LONGEST_MM, through);
		final double across = ORDER.stream().mapToDouble(s -> extent.sizeMm(s.rightAxis)).sum();
		final double down = ORDER.stream().mapToDouble(s -> extent.sizeMm(s.downAxis)).max().orElseThrow();
		final double pixelMm = Math.max(across / (width - (ORDER.size() + 1) * gap - ORDER.size()), down / (highest - 1.0));
		final List<Plane> planes = ORDER.stream().map(s -> Plane.of(s, extent, through, pixelMm)).toList();
		final int height = planes.stream().mapToInt(Plane::height).max().orElseThrow();
		final List<Part> parts = new ArrayList<>();
		int x = gap;
		for (final Plane plane : planes) {
			parts.add(new Part(plane, x, top));
			x += plane.width() + gap;
		}
		return new ThreePlanes(parts, through, width, top + height);
	}

	double pixelMm() {
		return parts.get(0).plane().pixelMm();
	}

	/** The CT in all planes, row by row; air around and between them. */
	short[] hu(final CtVolume ct, final int pictureHeight) {
		final short[] picture = new short[width * pictureHeight];
		Arrays.fill(picture, AIR_HU);
		for (final Part part : parts) {
			final float[] hu = part.plane.linear(ct);
			for (int i = 0; i < hu.length; i++)
				if (!Float.isNaN(hu[i])) picture[(part.y + i / part.plane.width()) * width + part.x + i % part.plane
					.width()] = (short) Math.round(hu[i]);
		}
		return picture;
	}
}
