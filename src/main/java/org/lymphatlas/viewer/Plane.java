package org.lymphatlas.viewer;

import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.CtVolume;

/**
 * A picture's plane in the patient.
 *
 * @param section which way it cuts
 * @param topLeft centre of the first pixel, LPS mm
 * @param pixelMm side of a pixel, the same both ways
 * @param width pixels to the right
 * @param height pixels down
 */
public record Plane(Section section, double[] topLeft, double pixelMm, int width, int height) {

	/** The cut of an extent at a point. */
	static Plane of(final Section section, final Extent extent, final double[] through, final double pixelMm) {
		final double[] topLeft = through.clone();
		topLeft[section.rightAxis] = extent.min()[section.rightAxis] + pixelMm / 2;
		topLeft[section.downAxis] = section.downSign > 0 ? extent.min()[section.downAxis] + pixelMm / 2 : extent
			.max()[section.downAxis] - pixelMm / 2;
		return new Plane(section, topLeft, pixelMm, pixels(extent.sizeMm(section.rightAxis), pixelMm), pixels(extent.sizeMm(
			section.downAxis), pixelMm));
	}

	/**
	 * What a panel of a viewer shows: at zoom 1 the whole section, as large as the panel allows.
	 *
	 * @param extent of the CT
	 * @param width pixels of the panel, at least 1
	 * @param height pixels of the panel, at least 1
	 */
	public static Plane of(final ViewState state, final Extent extent, final int width, final int height) {
		final Section s = state.section();
		final double pixelMm = Math.max(extent.sizeMm(s.rightAxis) / width, extent.sizeMm(s.downAxis) / height) / state
			.zoom();
		final double[] topLeft = state.cursor().toArray();
		topLeft[s.rightAxis] = state.centre().get(s.rightAxis) - (width - 1) / 2.0 * pixelMm;
		topLeft[s.downAxis] = state.centre().get(s.downAxis) - s.downSign * (height - 1) / 2.0 * pixelMm;
		return new Plane(s, topLeft, pixelMm, width, height);
	}

	private static int pixels(final double lengthMm, final double pixelMm) {
		return Math.max(1, (int) Math.round(lengthMm / pixelMm));
	}

	/** The same cut with every n-th pixel each way. */
	Plane coarser(final int n) {
		return new Plane(section, topLeft, n * pixelMm, (width + n - 1) / n, (height + n - 1) / n);
	}

	/** A point's place in the picture, in pixels from the centre of the first one. */
	public double[] project(final double[] lps) {
		return new double[] { (lps[section.rightAxis] - topLeft[section.rightAxis]) / pixelMm, section.downSign *
			(lps[section.downAxis] - topLeft[section.downAxis]) / pixelMm };
	}

	/** Where a place in the picture, in pixels from the centre of the first one, lies in the patient. */
	public LpsPoint toWorld(final double column, final double row) {
		final double[] p = topLeft.clone();
		p[section.rightAxis] += column * pixelMm;
		p[section.downAxis] += section.downSign * row * pixelMm;
		return LpsPoint.of(p);
	}

	/** How far a point lies off the plane. */
	public double distanceMm(final double[] lps) {
		return Math.abs(lps[section.normalAxis] - topLeft[section.normalAxis]);
	}

	/** Hounsfield values at every pixel, row by row, interpolated linearly; NaN outside the CT. */
	float[] linear(final CtVolume ct) {
		return PlaneSampling.linear(this, ct.grid(), ct.hu(), null);
	}

	/** Linear interpolation at every pixel, row by row; NaN outside the volume. */
	float[] linear(final FloatVolume volume) {
		return PlaneSampling.linear(this, volume.grid(), null, volume.values());
	}

	/** The nearest voxel's label at every pixel, row by row; -1 outside the volume. */
	int[] labels(final LabelVolume volume) {
		return PlaneSampling.nearest(this, volume.grid(), volume.labels());
	}
}
