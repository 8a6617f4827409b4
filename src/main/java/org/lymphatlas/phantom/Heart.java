package org.lymphatlas.phantom;

import java.util.ArrayList;
import java.util.List;

/** Heart: pericardial outline, muscle, chambers and the fat in its grooves. */
final class Heart {

	private static final double FAT_HU = -100;
	private static final double[] TO_APEX = { 0.52, -0.58, -0.62 };

	private final Contrast hu;

	Heart(final Contrast hu) {
		this.hu = hu;
	}

	/** Painted under the great vessels. */
	List<Layer> layers() {
		final List<Shape> leftVentricle = List.of(Ellipsoid.along(new double[] { 36, -47, -77 }, TO_APEX, 45, 30, 31));
		final List<Shape> rightVentricle = List.of(Ellipsoid.along(new double[] { 18, -66, -76 }, new double[] { 0.75, -0.35,
			-0.55 }, 38, 24, 27), Ellipsoid.along(new double[] { 20, -66, -48 }, new double[] { 0.1, 0.25, 1 }, 22, 15, 19));
		final List<Shape> rightAtrium = List.of(Ellipsoid.of(-22, -40, -66, 20, 22, 33), Ellipsoid.along(new double[] { -20,
			-54, -43 }, new double[] { 0.85, -0.35, 0.3 }, 24, 9, 12));
		final List<Shape> leftAtrium = List.of(Ellipsoid.of(8, -13, -45, 26, 13.5, 17), Ellipsoid.of(8, -11, -54, 25, 13,
			13));
		final List<Shape> outline = new ArrayList<>();
		outline.addAll(leftVentricle);
		outline.addAll(rightVentricle);
		outline.addAll(rightAtrium);
		outline.addAll(leftAtrium);
		outline.add(Ellipsoid.of(6, -48, -72, 34, 34, 36));
		final List<Layer> all = new ArrayList<>();
		all.add(Layer.unlabelled(FAT_HU, -3.5, false, outline));
		all.add(Layer.of("heart", hu.myocardium(), outline));
		all.add(Layer.unlabelled(hu.rightHeart(), 3.5, false, rightVentricle));
		all.add(Layer.unlabelled(hu.rightHeart(), 2, false, rightAtrium));
		all.add(Layer.unlabelled(hu.leftHeart(), 2, false, leftAtrium));
		all.add(Layer.unlabelled(hu.myocardium(), 0, false, leftVentricle));
		all.add(Layer.unlabelled(hu.leftHeart(), 11, false, leftVentricle));
		all.add(Layer.unlabelled(hu.leftHeart(), 0, false, Tube.along(new double[][] { { 4, -39, -46, 12 }, { 16, -40, -58,
			11 }, { 28, -44, -70, 12 } })));
		all.add(Layer.unlabelled(FAT_HU, 0, false, grooves()));
		all.add(Layer.of("atrial_appendage_left", hu.leftHeart(), List.of(Ellipsoid.along(new double[] { 37, -28, -33 },
			new double[] { 0.5, -0.8, 0.2 }, 16, 6, 9))));
		return all;
	}

	/** Fat of the atrioventricular and interventricular grooves. */
	private static List<Shape> grooves() {
		final List<Shape> fat = new ArrayList<>();
		fat.addAll(Tube.along(new double[][] { { -8, -62, -42, 3 }, { -9, -69, -58, 5 }, { -6, -67, -78, 5.5 }, { -4, -56,
			-98, 5 } }));
		fat.addAll(Tube.along(new double[][] { { 33, -68, -40, 3 }, { 44, -74, -58, 4 }, { 52, -82, -82, 4 }, { 52, -82,
			-104, 5 } }));
		fat.addAll(Tube.along(new double[][] { { 36, -22, -46, 3.5 }, { 44, -16, -60, 4 }, { 32, -8, -72, 4 }, { 10, -8, -80,
			4.5 }, { -4, -18, -88, 4 } }));
		return fat;
	}
}
