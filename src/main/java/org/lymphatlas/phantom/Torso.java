package org.lymphatlas.phantom;

/**
 * The coarse layout of the trunk: air and table, chest wall, pleural cavities with lungs, fat of the mediastinum, and the
 * belly below the diaphragm. Everything finer is painted over it.
 */
final class Torso {

	private static final int MUSCLE = OrganTable.label("muscle"), MEDIASTINUM = OrganTable.label("mediastinum"), LIVER =
		OrganTable.label("liver"), STOMACH = OrganTable.label("stomach"), SPLEEN = OrganTable.label("spleen"), BELLY_FAT =
			OrganTable.label("abdominal_fat"), DIAPHRAGM = OrganTable.label("diaphragm"), UPPER_LEFT = OrganTable.label(
				"lung_upper_lobe_left"), LOWER_LEFT = OrganTable.label("lung_lower_lobe_left"), UPPER_RIGHT = OrganTable.label(
					"lung_upper_lobe_right"), MIDDLE_RIGHT = OrganTable.label("lung_middle_lobe_right"), LOWER_RIGHT = OrganTable
						.label("lung_lower_lobe_right");
	private static final Ellipsoid STOMACH_SHAPE = Ellipsoid.of(60, -30, -156, 42, 46, 36), SPLEEN_SHAPE = Ellipsoid.of(100,
		32, -158, 27, 42, 36);

	/** P of the vertebrae by S from -240 in steps of 20. */
	private static final SplineTable SPINE_P = new SplineTable(new double[][] { { 28 }, { 29 }, { 31 }, { 33 }, { 35 }, {
		38 }, { 41 }, { 43.5 }, { 45 }, { 45 }, { 44 }, { 40 }, { 35.5 }, { 29.5 }, { 22 }, { 14 }, { 6.5 }, { 0 }, { -6 }, {
			-11 } }, -240, 20, 0, 1, false);

	private final Thorax thorax;
	private final ChestWall wall;
	private final Variation v;
	private final Contrast contrast;
	private final Pathology pathology;

	Torso(final Thorax thorax, final Variation v, final Contrast contrast, final Pathology pathology) {
		this.thorax = thorax;
		this.v = v;
		this.contrast = contrast;
		this.pathology = pathology;
		wall = new ChestWall(v, contrast.muscle());
	}

	/** What one point shows. */
	static final class Sample {

		double hu;
		int label;

		void cover(final double fill, final double coverHu, final int coverLabel) {
			hu += fill * (coverHu - hu);
			if (fill >= 0.5) label = coverLabel;
		}
	}

	/**
	 * @param l l, p, s: canonical mm
	 * @param widthMm width over which tissues blend (about a voxel)
	 * @param ripple a smooth field in [-1, 1] that breaks up uniform tissue
	 */
	void sample(final double l, final double p, final double s, final double widthMm, final double ripple,
		final Sample out)
	{
		final double x = l - Thorax.CENTRE_L, y = p - Thorax.CENTRE_P, r = Math.sqrt(x * x + y * y);
		final double degrees = Math.toDegrees(Math.atan2(y, x));
		final double cavity = thorax.cavityRadius(degrees, s) - r;
		out.label = 0;
		if (cavity > 0) {
			inside(l, p, s, cavity, widthMm, ripple, out);
			if (cavity > 25) return;
		}
		final double depth = wall.bodyDepth(l, p, s);
		if (depth < -widthMm) out.hu = wall.airHu(l, p, widthMm);
		else if (cavity <= 0) wall.sample(-cavity, s > Thorax.ARMPIT_S ? r - thorax.cavityRadius(degrees, Thorax.ARMPIT_S) : -cavity, depth,
			degrees, s, widthMm, ripple, out);
		if (depth < widthMm) out.cover(ChestWall.coverage(-depth, widthMm), wall.airHu(l, p, widthMm), 0);
	}

	private void inside(final double l, final double p, final double s, final double cavity, final double widthMm,
		final double ripple, final Sample out)
	{
		final double diaphragm = thorax.diaphragm(l, p);
		final double spine = spineP(s);
		out.hu = ChestWall.FAT_HU + 5 * ripple;
		out.label = MEDIASTINUM;
		if (s < diaphragm) belly(l, p, s, diaphragm - s, widthMm, ripple, out);
		out.cover(ChestWall.coverage(p - spine - 6, widthMm), contrast.muscle() - 6 + 6 * ripple, MUSCLE);
		final double right = thorax.rightLungDepth(cavity, diaphragm, l, p, s);
		final double left = thorax.leftLungDepth(cavity, diaphragm, l, p, s);
		final double lung = Math.max(right, left);
		if (lung < -widthMm) return;
		final double oblique = obliqueFissure(p, s), horizontal = s + 18 + 0.1 * p;
		double fissure = Math.abs(oblique) / 1.43;
		if (right > left && oblique > 0) fissure = Math.min(fissure, Math.abs(horizontal));
		final double line = Math.max(0, 1 - fissure / (0.5 + 0.5 * widthMm)) * 180 / (1 + widthMm);
		final double hu = v.lungHu() + v.gravityHuPerMm() * p + 12 * ripple + line + 40 * Math.exp(-Math.max(0, lung) / 2) *
			(p > 40 ? 1 : 0.3);
		final int lobe = right > left ? oblique < 0 ? LOWER_RIGHT : horizontal < 0 ? MIDDLE_RIGHT : UPPER_RIGHT : oblique < 0
			? LOWER_LEFT : UPPER_LEFT;
		final double fill = ChestWall.coverage(lung, widthMm);
		out.cover(fill, hu, lobe);
		pathology.cover(left > right, cavity, p, s, fill, widthMm, out);
	}

	/** Height in mm above the oblique fissure, along S. */
	static double obliqueFissure(final double p, final double s) {
		return s + 17 - 1.03 * p;
	}

	private void belly(final double l, final double p, final double s, final double below, final double widthMm,
		final double ripple, final Sample out)
	{
		out.label = BELLY_FAT;
		final double edge = p < -20 ? 52 + 0.3 * (p + 20) : 52 - 1.1 * (p + 20);
		out.cover(ChestWall.coverage(-SPLEEN_SHAPE.distance(l, p, s), widthMm), contrast.spleen() + 5 * ripple, SPLEEN);
		out.cover(ChestWall.coverage(edge - l + 3 * ripple, widthMm), contrast.liver() + 5 * ripple, LIVER);
		final double stomach = -STOMACH_SHAPE.distance(l, p, s);
		if (stomach > -widthMm) {
			out.cover(ChestWall.coverage(stomach, widthMm), 45 + 8 * ripple, STOMACH);
			out.cover(ChestWall.coverage(Math.min(stomach - 4, v.gastricGasP() - p), widthMm), -950, STOMACH);
		}
		out.cover(ChestWall.coverage(3 - below, widthMm), contrast.muscle(), DIAPHRAGM);
	}

	/** P of the middle of the vertebral bodies. */
	static double spineP(final double s) {
		return SPINE_P.at(s, 0);
	}
}
