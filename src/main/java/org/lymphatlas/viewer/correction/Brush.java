package org.lymphatlas.viewer.correction;

import org.lymphatlas.correction.Stroke;

/** The brush that painting and erasing share. */
final class Brush {

	static final double LEAST_MM = 0.5, MOST_MM = 25;

	private static final double STEP = 1.25;

	private double radiusMm = 3;
	private Stroke.Tip tip = Stroke.Tip.DISC;

	double radiusMm() {
		return radiusMm;
	}

	void setRadiusMm(final double mm) {
		radiusMm = Math.min(MOST_MM, Math.max(LEAST_MM, mm));
	}

	void resize(final boolean larger) {
		setRadiusMm(larger ? radiusMm * STEP : radiusMm / STEP);
	}

	Stroke.Tip tip() {
		return tip;
	}

	void changeTip() {
		tip = tip == Stroke.Tip.DISC ? Stroke.Tip.BALL : Stroke.Tip.DISC;
	}
}
