package org.lymphatlas.phantom;

import java.util.Arrays;

/**
 * The coarse layout of the trunk: air, skin, fat and muscle of the wall, pleural cavities with lungs, fat of the
 * mediastinum, and the belly below the diaphragm. Everything finer is painted over it.
 */
final class Torso {

	private static final double FAT_HU = -105, SKIN_HU = 10, SKIN_MM = 1.8, CAGE_MM = 9;
	private static final int FAT = OrganTable.label("subcutaneous_fat"), MUSCLE = OrganTable.label("muscle"), MEDIASTINUM =
		OrganTable.label("mediastinum"), LIVER = OrganTable.label("liver"), STOMACH = OrganTable.label("stomach"), SPLEEN =
			OrganTable.label("spleen"), BELLY_FAT = OrganTable.label("abdominal_fat"), DIAPHRAGM = OrganTable.label(
				"diaphragm"), UPPER_LEFT = OrganTable.label("lung_upper_lobe_left"), LOWER_LEFT = OrganTable.label(
					"lung_lower_lobe_left"), UPPER_RIGHT = OrganTable.label("lung_upper_lobe_right"), MIDDLE_RIGHT = OrganTable
						.label("lung_middle_lobe_right"), LOWER_RIGHT = OrganTable.label("lung_lower_lobe_right");
	/** Half-width, front and back of the skin by S from -220 in steps of 20. */
	private static final double[][] OUTLINE = { { 148, -122, 104 }, { 150, -124, 108 }, { 151, -125, 112 }, { 152, -126,
		115 }, { 152, -127, 118 }, { 152, -127, 120 }, { 151, -127, 121 }, { 150, -126, 121 }, { 150, -125, 121 }, { 151, -122,
			120 }, { 152, -118, 119 }, { 154, -112, 117 }, { 158, -106, 114 }, { 164, -98, 110 }, { 170, -88, 104 }, { 172,
				-76, 96 }, { 160, -66, 86 }, { 135, -62, 76 }, { 105, -60, 70 } };

	private final Thorax thorax;
	private final Variation v;
	private final Contrast contrast;
	private final SplineTable halfWidth = outline(0), frontSkin = outline(1), backSkin = outline(2);
	private final Ellipsoid stomach = Ellipsoid.of(58, -32, -154, 44, 46, 38);
	private final Ellipsoid spleen = Ellipsoid.of(100, 32, -158, 27, 42, 38);

	Torso(final Thorax thorax, final Variation v, final Contrast contrast) {
		this.thorax = thorax;
		this.v = v;
		this.contrast = contrast;
	}

	private static SplineTable outline(final int column) {
		return new SplineTable(Arrays.stream(OUTLINE).map(row -> new double[] { row[column] }).toArray(double[][]::new), -220,
			20, 0, 1, false);
	}

	/** What one point shows. */
	static final class Sample {

		double hu;
		int label;
	}

	/**
	 * @param l l, p, s: canonical mm
	 * @param widthMm width over which tissues blend (about a voxel)
	 * @param ripple a smooth field in [-1, 1] that breaks up uniform tissue
	 */
	void sample(final double l, final double p, final double s, final double widthMm, final double ripple,
		final Sample out)
	{
		out.hu = -1000;
		out.label = 0;
		final double depth = bodyDepth(l, p, s);
		if (depth < -widthMm) return;
		final double x = l - Thorax.CENTRE_L, y = p - Thorax.CENTRE_P;
		final double degrees = Math.toDegrees(Math.atan2(y, x));
		final double cavity = thorax.cavityRadius(degrees, s) - Math.hypot(x, y);
		if (cavity < 0) wall(-cavity, depth, degrees, s, widthMm, ripple, out);
		else inside(l, p, s, cavity, widthMm, ripple, out);
		final double air = coverage(-depth, widthMm);
		out.hu += air * (-1000 - out.hu);
		if (air >= 0.5) out.label = 0;
	}

	private static double coverage(final double depth, final double widthMm) {
		return Math.max(0, Math.min(1, 0.5 + depth / widthMm));
	}

	private double bodyDepth(final double l, final double p, final double s) {
		final double grow = v.subcutaneousMm() - 12;
		final double a = halfWidth.at(s, 0) + grow, front = frontSkin.at(s, 0) - grow, back = backSkin.at(s, 0) + 0.5 * grow;
		final double b = 0.5 * (back - front), u = Math.abs(l - Thorax.CENTRE_L) / a, w = Math.abs(p - 0.5 * (front + back)) /
			b;
		// A superellipse of power 2.5.
		final double r = Math.pow(u * u * Math.sqrt(u) + w * w * Math.sqrt(w), 0.4);
		return (1 - r) * Math.min(a, b);
	}

	private void wall(final double outside, final double depth, final double degrees, final double s,
		final double widthMm, final double ripple, final Sample out)
	{
		final double fromBack = Math.abs(Math.abs(degrees) - 90);
		final double muscle = CAGE_MM + (degrees > 0 ? back(fromBack) : front(fromBack, s)) + Math.max(0, s - 48) * 0.9;
		final double inMuscle = Math.min(muscle - outside + 2 * ripple, depth - 4 - 0.25 * v.subcutaneousMm());
		final double gap = Math.abs(outside - CAGE_MM - 1 - ripple) - 0.9;
		double fat = coverage(-inMuscle, widthMm);
		if (s < 70) fat = Math.max(fat, 0.9 * coverage(-gap, widthMm));
		if (s > 40) fat = Math.max(fat, coverage(4 * (Math.abs(ripple) * 3 - 2.2), widthMm) * Math.min(1, (s - 40) / 20));
		out.hu = contrast.muscle() + fat * (FAT_HU - contrast.muscle()) + 4 * ripple;
		out.label = fat >= 0.5 ? FAT : MUSCLE;
		if (depth < SKIN_MM + widthMm) {
			final double skin = coverage(SKIN_MM - depth, widthMm);
			out.hu += skin * (SKIN_HU - out.hu);
		}
	}

	/** Erector spinae and trapezius, thinner towards the flank. */
	private static double back(final double fromBack) {
		return 6 + 26 / (1 + Math.exp((fromBack - 36) / 6)) + 8 * Math.exp(-Math.pow((fromBack - 70) / 22, 2));
	}

	/** Pectoral muscles between the armpit and the sternum, serratus at the flank. */
	private static double front(final double fromFront, final double s) {
		final double pectoral = 15 * Math.exp(-Math.pow((s - 28) / 42, 4)) * Math.exp(-Math.pow((fromFront - 40) / 28, 4));
		return 2 + pectoral + 7 * Math.exp(-Math.pow((fromFront - 90) / 30, 2));
	}

	private void inside(final double l, final double p, final double s, final double cavity, final double widthMm,
		final double ripple, final Sample out)
	{
		final double diaphragm = thorax.diaphragm(l, p);
		final double spine = spineP(s);
		if (s < diaphragm) belly(l, p, s, diaphragm - s, p - spine, ripple, out);
		else if (p > spine + 6) {
			out.hu = contrast.muscle() - 8 + 6 * ripple;
			out.label = MUSCLE;
		}
		else {
			out.hu = FAT_HU + 5 * ripple;
			out.label = MEDIASTINUM;
		}
		final double right = thorax.rightLungDepth(cavity, diaphragm, l, p, s);
		final double left = thorax.leftLungDepth(cavity, diaphragm, l, p, s);
		final double lung = Math.max(right, left);
		if (lung < -widthMm) return;
		final double fill = coverage(lung, widthMm);
		final double oblique = s + 17 - 1.03 * p, horizontal = s + 18 + 0.1 * p;
		double fissure = Math.abs(oblique) / 1.43;
		if (right > left && oblique > 0) fissure = Math.min(fissure, Math.abs(horizontal));
		final double line = Math.max(0, 1 - fissure / (0.5 + 0.5 * widthMm)) * 180 / (1 + widthMm);
		final double hu = v.lungHu() + 0.25 * p + 14 * ripple + line + 40 * Math.exp(-Math.max(0, lung) / 2) * (p > 40 ? 1
			: 0.3);
		out.hu += fill * (hu - out.hu);
		if (fill < 0.5) return;
		if (right > left) out.label = oblique < 0 ? LOWER_RIGHT : horizontal < 0 ? MIDDLE_RIGHT : UPPER_RIGHT;
		else out.label = oblique < 0 ? LOWER_LEFT : UPPER_LEFT;
	}

	private void belly(final double l, final double p, final double s, final double below, final double behindSpine,
		final double ripple, final Sample out)
	{
		final double liverEdge = p < -20 ? 52 + 0.3 * (p + 20) : 52 - 1.1 * (p + 20);
		if (behindSpine > 4) {
			out.hu = contrast.muscle() - 6;
			out.label = MUSCLE;
		}
		else if (below < 3) {
			out.hu = contrast.muscle();
			out.label = DIAPHRAGM;
		}
		else if (stomach.distance(l, p, s) < 0) {
			final boolean gas = p < -52 && stomach.distance(l, p, s) < -3;
			out.hu = gas ? -950 : 32 + 8 * ripple;
			out.label = STOMACH;
		}
		else if (l < liverEdge && below > 4) {
			out.hu = contrast.liver() + 5 * ripple;
			out.label = LIVER;
		}
		else if (spleen.distance(l, p, s) < 0) {
			out.hu = contrast.spleen() + 5 * ripple;
			out.label = SPLEEN;
		}
		else {
			out.hu = FAT_HU + 8 * ripple;
			out.label = BELLY_FAT;
		}
	}

	/** P of the middle of the vertebral bodies. */
	static double spineP(final double s) {
		final double[][] v = Skeleton.VERTEBRAE;
		for (int i = 0; i + 1 < v.length; i++)
			if (s > v[i + 1][2]) return v[i][1] + (v[i + 1][1] - v[i][1]) * Math.max(0, (v[i][2] - s) / (v[i][2] - v[i +
				1][2]));
		return v[v.length - 1][1];
	}
}
