package org.lymphatlas.phantom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bones: a dense cortex with marrow inside. Ribs run on the outside of the pleural cavity and fall to the front. */
final class Skeleton {

	private static final double CORTEX_HU = 850, MARROW_HU = 150, SPONGY_HU = 165, CORTEX_MM = 1.2, CARTILAGE_HU = 95,
			RIB_MM = 3.6, RIB_STRETCH = 1.55;
	/** Centres (l, p, s) of C6..L3. */
	private static final double[][] MEAN_VERTEBRAE = { { 17, -8, 124 }, { 15, -5, 104.5 + 12 }, { 13, 0, 100 }, { 12, 5, 84 }, { 10, 13,
		63 }, { 8, 22, 41 }, { 5, 30, 19 }, { 5, 36, -4 }, { 6, 42, -28 }, { 6, 45, -52 }, { 5, 45, -77 }, { 4, 43, -104 }, {
			4, 39, -133 }, { 4, 35, -164 }, { 4, 31, -196 }, { 4, 28, -229 } };
	private static final String[] VERTEBRA_NAMES = { null, "vertebrae_C7", "vertebrae_T1", "vertebrae_T2", "vertebrae_T3",
		"vertebrae_T4", "vertebrae_T5", "vertebrae_T6", "vertebrae_T7", "vertebrae_T8", "vertebrae_T9", "vertebrae_T10",
		"vertebrae_T11", "vertebrae_T12", "vertebrae_L1", null };
	/** Of the left ribs 1 to 12: S of the head, S at the flank, and angle (degrees, 0 left, 90 back) and S in front. */
	private static final double[][] RIBS = { { 110, 80, -62, 55 }, { 97, 53, -62, 32 }, { 73, 19, -60, -4 }, { 49, -8, -57,
		-37 }, { 31, -38, -58, -59 }, { 7, -62, -53, -101 }, { -19, -97, -45, -142 }, { -47, -121, -40, -163 }, { -76, -146,
			-31, -194 }, { -98, -182, -14, -211 }, { -130, -200, 5, -218 }, { -160, -195, 40, -205 } };

	private final Thorax thorax;
	private final double shiftMm;
	private final double[][] vertebrae;

	/** @param shiftMm how far vertebrae and ribs lie above the mean, along the spine's curve */
	Skeleton(final Thorax thorax, final double shiftMm) {
		this.thorax = thorax;
		this.shiftMm = shiftMm;
		vertebrae = Arrays.stream(MEAN_VERTEBRAE).map(c -> new double[] { c[0], c[1] + Torso.spineP(c[2] + shiftMm) - Torso
			.spineP(c[2]), c[2] + shiftMm }).toArray(double[][]::new);
	}

	List<Layer> layers() {
		final List<Layer> all = new ArrayList<>();
		spine(all);
		for (int i = 0; i < RIBS.length; i++)
			for (final int side : new int[] { 1, -1 })
				rib(all, i, side);
		sternum(all);
		shoulders(all);
		return all;
	}

	private static void bone(final List<Layer> all, final String organ, final double marrowHu, final List<Shape> solids) {
		all.add(Layer.of(organ, CORTEX_HU, solids));
		all.add(Layer.unlabelled(marrowHu, CORTEX_MM, false, solids));
	}

	private void spine(final List<Layer> all) {
		for (int i = 0; i < vertebrae.length; i++) {
			final double[] c = vertebrae[i];
			final double up = i == 0 ? 20 : vertebrae[i - 1][2] - c[2], down = i == vertebrae.length - 1 ? 33 : c[2] -
				vertebrae[i + 1][2];
			final double height = 0.5 * Math.min(up, down) - 2, width = 13.5 + Math.max(0, 0.16 * (i - 6)) + (i > 10 ? 2 : 0),
					depth = Math.min(14, 9 + 0.6 * i);
			final double l = c[0], p = c[1], s = c[2];
			// Disc first: bodies cover its rims.
			all.add(Layer.unlabelled(85, 0, false, List.of(Ellipsoid.boxy(l, p, s - 0.5 * down, width - 1, depth - 1, 6))));
			final List<Shape> body = List.of(Ellipsoid.boxy(l, p, s, width, depth, height));
			final double canal = p + depth + 8;
			final List<Shape> arch = new ArrayList<>();
			for (final int side : new int[] { 1, -1 }) {
				arch.addAll(Tube.along(new double[][] { { l + side * 10, p + depth - 4, s + 3, 4 }, { l + side * 11, canal, s +
					1, 4.2 }, { l + side * 5, canal + 10, s - 4, 3.2 }, { l, canal + 12, s - 6, 3.4 } }));
				arch.addAll(Tube.along(new double[][] { { l + side * 11, canal + 3, s + 2, 4.2 }, { l + side * 20, canal + 8, s +
					4, 4 }, { l + side * 28, canal + 12, s + 5, 4.4 } }));
			}
			arch.addAll(Tube.along(new double[][] { { l, canal + 11, s - 6, 3.2 }, { l, canal + 20, s - 16, 2.8 }, { l, canal +
				28, s - 24, 3.2 } }));
			final String name = VERTEBRA_NAMES[i];
			final int label = name == null ? Layer.KEEP : OrganTable.label(name);
			all.add(new Layer(label, CORTEX_HU, 0, false, arch));
			all.add(Layer.unlabelled(MARROW_HU + 60, CORTEX_MM, false, arch));
			all.add(new Layer(label, 600, 0, false, body));
			all.add(Layer.unlabelled(SPONGY_HU, 1.1, false, body));
		}
		final double[][] canal = new double[vertebrae.length][];
		final double[][] cord = new double[vertebrae.length][];
		for (int i = 0; i < canal.length; i++) {
			final double[] c = vertebrae[i];
			final double back = c[1] + Math.min(14, 9 + 0.6 * i) + 8.5;
			canal[i] = new double[] { c[0], back, c[2], 7.8 };
			cord[i] = new double[] { c[0], back, c[2], 5.2 };
		}
		all.add(Layer.unlabelled(5, 0, false, Tube.along(canal)));
		all.add(Layer.of("spinal_cord", 42, Tube.along(cord)));
	}

	private void rib(final List<Layer> all, final int i, final int side) {
		final double[] r = { RIBS[i][0] + shiftMm, RIBS[i][1] + shiftMm, RIBS[i][2], RIBS[i][3] + shiftMm };
		final double front = r[2];
		final List<double[]> points = new ArrayList<>();
		final double[] vertebra = vertebrae[Math.min(vertebrae.length - 1, i + 2)];
		points.add(new double[] { vertebra[0] + side * 17, vertebra[1] + 12, r[0], 4 });
		final int n = 12;
		for (int k = 0; k <= n; k++) {
			// From beside the spine (75 degrees) over the flank (0) to the front.
			final double degrees = 70 + (front - 70) * k / n;
			final double s = degrees > 0 ? r[1] + (r[0] - r[1]) * Math.pow(degrees / 90, 1.3) : r[1] + (r[3] - r[1]) * degrees /
				Math.min(-1, front);
			points.add(onCage(degrees, s, side, RIB_MM));
		}
		final List<Shape> solids = Tube.stretched(RIB_STRETCH, points.toArray(double[][]::new));
		bone(all, (side > 0 ? "rib_left_" : "rib_right_") + (i + 1), MARROW_HU, solids);
		if (i > 9) return;
		// Costal cartilage to the sternum, from the seventh rib on along the arch to its neighbour.
		final double[] end = points.get(points.size() - 1);
		final double sternumS = 58 - 15.5 * Math.min(i, 7) - (i == 0 ? 0 : 6);
		final double[] target = i < 7 ? new double[] { side * 17 + (side < 0 ? -2 : 2), sternumP(sternumS) + 2, sternumS, 5 }
			: onCage(RIBS[i - 1][2] - 6, RIBS[i - 1][3] + shiftMm + 12, side, 5);
		final double degrees = Math.toDegrees(Math.atan2(0.5 * (end[1] + target[1]) - Thorax.CENTRE_P, side * (0.5 * (end[0] +
			target[0]) - Thorax.CENTRE_L)));
		final double[] middle = onCage(degrees, 0.35 * end[2] + 0.65 * target[2] - 4, side, 5);
		end[3] = 5;
		all.add(0, Layer.of("costal_cartilages", CARTILAGE_HU, Tube.along(end, middle, target)));
	}

	/** A point on the outside of the cavity; degrees as on the left, mirrored for the right. */
	private double[] onCage(final double degrees, final double s, final int side, final double radius) {
		final double lookUp = side > 0 ? degrees : 180 - degrees;
		final double r = Math.max(thorax.cavityRadius(lookUp, s), 58) + RIB_MM + 2;
		final double a = Math.toRadians(lookUp);
		return new double[] { Thorax.CENTRE_L + r * Math.cos(a), Thorax.CENTRE_P + r * Math.sin(a), s, radius };
	}

	/** P of the sternum's middle. */
	static double sternumP(final double s) {
		if (s > 60) return -62 + (s - 60) * 0.5;
		return -62 - (60 - s) * 0.5 + Math.max(0, -20 - s) * 0.2;
	}

	private static void sternum(final List<Layer> all) {
		final List<Shape> solids = new ArrayList<>();
		for (double s = 66; s >= -84; s -= 3) {
			final double width = s > 32 ? 19 + 0.3 * (s - 32) : s > -60 ? 16 + 5 * Math.sin((s + 60) / 92 * Math.PI * 0.3) : 16 -
				0.45 * (-60 - s);
			solids.add(Ellipsoid.of(1, sternumP(s), s, Math.max(4, width), 6.2, 4.5));
		}
		all.add(Layer.of("sternum", 480, solids));
		all.add(Layer.unlabelled(120, 1.6, false, solids));
	}

	private void shoulders(final List<Layer> all) {
		for (final int side : new int[] { 1, -1 }) {
			final String name = side > 0 ? "left" : "right";
			final double m = side > 0 ? 10 : 0;
			// Arms up: the lateral end of the clavicle is raised, the scapula turned outwards.
			bone(all, "clavicula_" + name, MARROW_HU, Tube.along(new double[][] { { m / 2 + side * 18, -52, 68, 8 }, { m +
				side * 36, -52, 76, 6 }, { m + side * 68, -36, 96, 5.5 }, { m + side * 98, -10, 116, 6 } }));
			final List<Shape> blade = new ArrayList<>();
			blade.add(new ScapularBlade(thorax, side));
			// Spine of the scapula, acromion, glenoid.
			blade.addAll(Tube.along(new double[][] { { side * 72 + m, 78, 62, 4 }, { side * 98 + m, 76, 74, 5 }, { side * 126 +
				m, 58, 90, 6.5 }, { side * 142 + m, 30, 104, 6 } }));
			blade.add(Ellipsoid.of(side * 132 + m, 24, 82, 9, 11, 15));
			bone(all, "scapula_" + name, MARROW_HU, blade);
		}
	}
}
