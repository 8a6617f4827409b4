package org.lymphatlas.phantom;

import org.lymphatlas.anatomy.Station;

/**
 * IASLC 2009 stations (Rusch et al., J Thorac Oncol 4:568) of the canonical chest as rules on coordinates: the planes of
 * its landmarks are known, so no mask is needed. The order of tests decides where definitions overlap.
 */
final class StationRules {

	/** S of: manubrium's top; lower edge of the left brachiocephalic vein at the trachea; top and underside of the arch. */
	private static final double MANUBRIUM = 74, VEIN = 32, ARCH = 40, UNDERSIDE = 17;
	/** S of: upper rim of the left pulmonary artery; lower rim of the azygos; lower-lobe bronchus left; intermedius. */
	private static final double LEFT_ARTERY = 10, AZYGOS = 2, LEFT_LOBE = -31, INTERMEDIUS = -40, INFERIOR_VEIN = -63,
			APEX = 100, DIAPHRAGM = -112;
	/** L of: ligamentum arteriosum; right and left pleural gate of the hilum. */
	private static final double LIGAMENT = 25, RIGHT_GATE = -32, LEFT_GATE = 42;
	/** Middle of the right and the left hilum, L, P, S; how far from it nodes of the lobes lie at most, mm. */
	private static final double[] RIGHT_HILUM = { -38, -2, -25 }, LEFT_HILUM = { 50, -5, -24 };
	private static final double LOBAR_REACH = 62;
	/** P of: front and back of the hilum; its front below the upper lobe's bronchus, where the heart's fat lies before it. */
	private static final double HILUM_FRONT = -42, HILUM_BACK = 24, LOWER_HILUM_FRONT = -22;
	/** By S from -20 in steps of 20: L and P of the trachea's middle. */
	private static final double[] TRACHEA_L = { 0, 0, -0.5, 2, 7, 10, 12, 14 }, TRACHEA_P = { 0, 0, -3, -7.5, -14, -21, -28,
		-33 };

	private StationRules() {}

	/** Label of the station at a canonical point, 0 for none. */
	static int labelAt(final double l, final double p, final double s) {
		final Station station = at(l, p, s);
		return station == null ? 0 : station.label();
	}

	/** The station at a canonical point, or null where the IASLC map has none. */
	private static Station at(final double l, final double p, final double s) {
		final double middle = bySlice(TRACHEA_L, s), tracheaLeft = middle + 9, tracheaBack = bySlice(TRACHEA_P, s) + 5.5;
		if (s > MANUBRIUM) return s > 125 ? null : l < middle ? Station.S1R : Station.S1L;
		if (s > 0) return upper(l, p, s, middle, tracheaLeft, tracheaBack);
		return lower(l, p, s);
	}

	private static Station upper(final double l, final double p, final double s, final double middle,
		final double tracheaLeft, final double tracheaBack)
	{
		if (s <= APEX && p > tracheaBack && Math.abs(l - middle) < 25) return Station.S3P;
		if (s < (l < 0 ? AZYGOS + 10 : LEFT_ARTERY)) {
			final Station hilar = hilar(l, p, s);
			if (hilar != null) return hilar;
		}
		if (s >= UNDERSIDE - 10 && s <= ARCH) {
			// The arch runs from (1, -36) to (25, -5): how far to the left and front of it.
			final double lateral = ((l - 1) * 31 - (p + 36) * 24) / Math.hypot(31, 24);
			if (p < -52 && p > -64 && l > -18) return Station.S6;
			if ((s >= UNDERSIDE || p < -34) && lateral > 10 && lateral < 30 && p < 0) return Station.S6;
		}
		if (l <= middle ? p < -36 : s > ARCH ? p < -28 : p < -52) return Station.S3A;
		if (s >= VEIN && l <= tracheaLeft) return Station.S2R;
		if (s >= ARCH) return Station.S2L;
		if (l <= tracheaLeft) return s >= AZYGOS || p < -8 ? Station.S4R : l < 0 ? Station.S10R : Station.S7;
		if (s >= LEFT_ARTERY && l <= LIGAMENT && p < tracheaBack) return Station.S4L;
		if (s < UNDERSIDE + 3 && l > LIGAMENT && p < 12) return Station.S5;
		return s < LEFT_ARTERY && p < tracheaBack && p > -20 ? Station.S10L : null;
	}

	private static Station lower(final double l, final double p, final double s) {
		final double rightBronchus = s > -17 ? -7 + s * 18 / 17 : -25 + (s + 17) * 8 / 21, leftBronchus = s > -21 ? 6 - s *
			36 / 21 : 42;
		if (s < DIAPHRAGM - 20) return null;
		final Station hilar = hilar(l, p, s);
		if (hilar != null) return hilar;
		if (s > -12 && l > LIGAMENT && p < -6) return Station.S5;
		if (s > -4 && p < -8 && p > -36 && l < 9) return Station.S4R;
		if (s > -27 && l < rightBronchus && p > -40) return Station.S10R;
		if (s > LEFT_LOBE && l > leftBronchus && p > -22 && p < 16) return Station.S10L;
		if (s > (l < 0 ? INTERMEDIUS : LEFT_LOBE) && p > -16 && p < 4.5) return Station.S7;
		final double l0 = 6 + Math.max(0, -80 - s) * 0.05, p0 = s > -60 ? 8.5 : 8 + (s + 60) * 0.38;
		if (Math.hypot(l - l0, p - p0) < 20) return Station.S8;
		if (s < INFERIOR_VEIN + 5 && s > DIAPHRAGM && p > -15 && p < 25 && Math.abs(l) < 60) return l < l0 ? Station.S9R
			: Station.S9L;
		return null;
	}

	/** The station beyond the pleural gate of either hilum, or null: fat before the hilum is the heart's. */
	private static Station hilar(final double l, final double p, final double s) {
		final boolean right = l < 0;
		final double[] hilum = right ? RIGHT_HILUM : LEFT_HILUM;
		final double reach = Math.hypot(Math.hypot(l - hilum[0], p - hilum[1]), s - hilum[2]);
		if (right ? l >= RIGHT_GATE : l <= LEFT_GATE) return null;
		if (p < HILUM_FRONT || p > HILUM_BACK || reach > LOBAR_REACH) return null;
		if (right ? l < -58 : l > 64) return right ? Station.S12_14R : Station.S12_14L;
		if (s > (right ? -27 : LEFT_LOBE)) return right ? Station.S10R : Station.S10L;
		if (s <= -60 || p < LOWER_HILUM_FRONT) return null;
		return right ? Station.S11R : Station.S11L;
	}

	private static double bySlice(final double[] table, final double s) {
		final double x = Math.max(0, Math.min(table.length - 1.000001, (s + 20) / 20));
		final int i = (int) x;
		return table[i] + (x - i) * (table[i + 1] - table[i]);
	}
}
