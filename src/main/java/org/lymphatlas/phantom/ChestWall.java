package org.lymphatlas.phantom;

import java.util.Arrays;

/** What lies outside the pleural cavities: skin, fat, breasts, and the muscles as lenses laid round the rib cage. */
final class ChestWall {

	static final double FAT_HU = -105;
	private static final double SKIN_HU = 15, GLAND_HU = 20, SKIN_MM = 1.8, CAGE_MM = 9, TABLE_HU = -80;
	private static final int FAT = OrganTable.label("subcutaneous_fat"), MUSCLE = OrganTable.label("muscle");
	/** Half-width, front and back of the skin by S from -220 in steps of 20. */
	private static final double[][] OUTLINE = { { 148, -122, 104 }, { 150, -124, 108 }, { 151, -125, 112 }, { 152, -126,
		115 }, { 152, -127, 118 }, { 152, -127, 120 }, { 151, -127, 121 }, { 150, -126, 121 }, { 150, -125, 121 }, { 151, -122,
			120 }, { 153, -118, 119 }, { 156, -112, 117 }, { 160, -106, 114 }, { 165, -98, 110 }, { 168, -88, 104 }, { 166,
				-78, 97 }, { 152, -68, 88 }, { 128, -62, 78 }, { 98, -60, 70 } };

	/**
	 * A muscle on both sides: angle of its middle from the back's midline and half its spread in degrees, its middle's
	 * distance from the pleura and its thickness in mm, and the S it reaches from and to.
	 */
	private record Muscle(double angle, double spread, double offsetMm, double thicknessMm, double from, double to) {

		/** Depth in mm inside; negative outside. */
		double depth(final double degreesFromBack, final double outsideMm, final double s) {
			if (s <= from || s >= to) return -10;
			final double a = (degreesFromBack - angle) / spread, h = (2 * s - from - to) / (to - from);
			final double lens = (1 - a * a) * (1 - h * h * h * h);
			if (lens <= 0) return -10;
			return 0.5 * thicknessMm * Math.sqrt(lens) - Math.abs(outsideMm - offsetMm);
		}
	}

	/** Trapezius, rhomboid, subscapularis, infraspinatus, teres, latissimus, serratus, pectorals, shoulder, flank. */
	private static final Muscle[] MUSCLES = { new Muscle(22, 36, 14, 8, -60, 150), new Muscle(38, 15, 12, 6, 5, 90),
		new Muscle(66, 26, 14, 13, -40, 105), new Muscle(60, 24, 34, 17, -45, 95), new Muscle(84, 17, 27, 22, -50, 55),
		new Muscle(72, 44, 15, 8, -230, 10), new Muscle(104, 42, 12.5, 6.5, -130, 45), new Muscle(146, 30, 21, 17, -45, 95),
		new Muscle(140, 16, 12, 7, 0, 75), new Muscle(98, 34, 66, 52, 45, 150), new Muscle(110, 100, 14, 9, -260, -110) };

	private final Variation v;
	private final double muscleHu;
	private final SplineTable halfWidth = outline(0), front = outline(1), back = outline(2);
	private final Ellipsoid leftBreast, rightBreast;

	ChestWall(final Variation v, final double muscleHu) {
		this.v = v;
		this.muscleHu = muscleHu;
		final double size = v.breast();
		leftBreast = Ellipsoid.of(78, -106, -58, 56 * size, 44 * size, 52 * size);
		rightBreast = Ellipsoid.of(-68, -106, -58, 56 * size, 44 * size, 52 * size);
	}

	private static SplineTable outline(final int column) {
		return new SplineTable(Arrays.stream(OUTLINE).map(row -> new double[] { row[column] }).toArray(double[][]::new), -220,
			20, 0, 1, false);
	}

	/** Depth in mm under the skin; negative in the air. */
	double bodyDepth(final double l, final double p, final double s) {
		final double grow = v.subcutaneousMm() - 12;
		final double a = halfWidth.at(s, 0) + grow, anterior = front.at(s, 0) - grow, posterior = back.at(s, 0) + 0.5 * grow;
		final double b = 0.5 * (posterior - anterior), u = Math.abs(l - Thorax.CENTRE_L) / a, w = Math.abs(p - 0.5 *
			(anterior + posterior)) / b;
		// A superellipse of power 2.5.
		final double r = Math.pow(u * u * Math.sqrt(u) + w * w * Math.sqrt(w), 0.4);
		final double trunk = (1 - r) * Math.min(a, b);
		if (v.breast() == 0 || p > -70 || s > 10 || s < -130) return trunk;
		// Smooth union with the breasts.
		final double breast = -Math.min(leftBreast.distance(l, p, s), rightBreast.distance(l, p, s));
		final double h = Math.max(0, 12 - Math.abs(trunk - breast)) / 12;
		return Math.max(trunk, breast) + 3 * h * h;
	}

	/** CT number of the air and of the scanner's table, which is a shallow trough. */
	double airHu(final double l, final double p, final double widthMm) {
		final double lift = (l - Thorax.CENTRE_L) * (l - Thorax.CENTRE_L) / 1100;
		final double top = p + lift - (131 + 0.5 * v.subcutaneousMm());
		final double shell = Math.max(coverage(0.8 - Math.abs(top), widthMm), coverage(0.8 - Math.abs(top - 17), widthMm));
		final double foam = coverage(8 - Math.abs(top - 8.5), widthMm);
		return -1000 + Math.max(shell * (TABLE_HU + 1000), foam * 35);
	}

	/**
	 * @param outside distance in mm from the pleural cavity, along the radius
	 * @param outsideArmpit the same from the cavity at the armpits' height, where higher up the shoulders begin
	 * @param depth depth under the skin
	 * @param degrees direction from the cavity's centre, 0 left, 90 posterior
	 */
	void sample(final double outside, final double outsideArmpit, final double depth, final double degrees,
		final double s, final double widthMm, final double ripple, final Torso.Sample out)
	{
		final double fromBack = Math.abs(Math.floorMod((long) Math.round(1000 * (degrees - 90) + 180000), 360000L) / 1000.0 -
			180);
		final double laid = s > Thorax.ARMPIT_S ? outsideArmpit : outside;
		double muscle = s < 98 ? 0.5 * CAGE_MM - Math.abs(outside - 0.5 * CAGE_MM) : -10;
		if (fromBack < 30) muscle = Math.max(muscle, 24 - outside - 0.4 * Math.max(0, fromBack - 12));
		for (final Muscle m : MUSCLES)
			muscle = Math.max(muscle, m.depth(fromBack, laid, s));
		// Scalene, levator and neck muscles fill the shoulder's root.
		if (s > 62) muscle = Math.max(muscle, Math.min(0.5 * (s - 62), 9 - Math.abs(outside - 22)));
		muscle = Math.min(muscle + 0.8 * ripple, depth - 3 - 0.2 * v.subcutaneousMm());
		double fill = coverage(muscle, widthMm);
		out.hu = FAT_HU + 4 * ripple + fill * (muscleHu - FAT_HU);
		out.label = fill >= 0.5 ? MUSCLE : FAT;
		if (v.breast() > 0 && fromBack > 110 && s < 0 && s > -115) {
			fill = v.gland() * coverage(Math.min(depth - 9, outside - 26) + 4 * ripple, 6 + widthMm) * (0.55 + 0.45 * ripple);
			out.hu += fill * (GLAND_HU - out.hu);
		}
		if (depth < SKIN_MM + widthMm) out.hu += coverage(SKIN_MM - depth, widthMm) * (SKIN_HU - out.hu);
	}

	static double coverage(final double depth, final double widthMm) {
		return Math.max(0, Math.min(1, 0.5 + depth / widthMm));
	}
}
