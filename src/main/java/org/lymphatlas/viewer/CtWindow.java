package org.lymphatlas.viewer;

import java.util.Locale;

/**
 * Which Hounsfield values are shown from black to white.
 *
 * @param levelHu shown as middle grey
 * @param widthHu from black to white, at least 1
 */
public record CtWindow(double levelHu, double widthHu) {

	public static final CtWindow MEDIASTINUM = new CtWindow(40, 400);
	public static final CtWindow LUNG = new CtWindow(-600, 1500);
	public static final CtWindow BONE = new CtWindow(400, 1800);

	private static final double LEAST_HU = -1024, MOST_HU = 3071, WIDEST_HU = 4096;

	public CtWindow {
		if (!(widthHu >= 1) || Double.isInfinite(widthHu) || !Double.isFinite(levelHu)) throw new IllegalArgumentException(
			"No CT window: level " + levelHu + " HU, width " + widthHu + " HU");
	}

	public double lowestHu() {
		return levelHu - widthHu / 2;
	}

	public double highestHu() {
		return levelHu + widthHu / 2;
	}

	/** Grey of a Hounsfield value, 0 (black) to 255; 0 outside the CT (NaN). */
	public int grey(final float hu) {
		final double t = (hu - levelHu) / widthHu + 0.5;
		return Float.isNaN(hu) ? 0 : (int) Math.round(255 * Math.min(1, Math.max(0, t)));
	}

	/** Moved as by dragging the mouse, kept within what CTs hold. */
	public CtWindow moved(final double levelByHu, final double widthByHu) {
		return new CtWindow(Math.min(MOST_HU, Math.max(LEAST_HU, levelHu + levelByHu)), Math.min(WIDEST_HU, Math.max(1,
			widthHu + widthByHu)));
	}

	/** As shown beside a picture: "W 400 L 40". */
	@Override
	public String toString() {
		return String.format(Locale.ROOT, "W %.0f L %.0f", widthHu, levelHu);
	}
}
