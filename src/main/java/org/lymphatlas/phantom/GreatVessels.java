package org.lymphatlas.phantom;

import java.util.ArrayList;
import java.util.List;

/** Arteries and veins of the mediastinum, from measured centre lines (l, p, s, radius in mm). */
final class GreatVessels {

	private final Variation v;
	private final Contrast hu;

	GreatVessels(final Variation v, final Contrast hu) {
		this.v = v;
		this.hu = hu;
	}

	List<Layer> layers() {
		final List<Layer> all = new ArrayList<>();
		all.add(Layer.of("azygos_vein", hu.azygos(), azygos()));
		all.add(Layer.of("hemiazygos_vein", hu.azygos(), tube(0.7, new double[][] { { 9, 33, -150, 2.6 }, { 11, 31, -100,
			2.6 }, { 12, 30, -60, 2.4 }, { 7, 31, -45, 2.2 }, { 1, 29, -42, 2.2 } })));
		all.add(Layer.unlabelled(0.7 * hu.aorta() + 0.3 * hu.muscle(), 0, true, internalThoracic()));
		all.add(Layer.of("brachiocephalic_vein_left", hu.leftVein(), tube(1, new double[][] { { 70, -34, 88, 5 }, { 40, -30,
			78, 6.5 }, { 34, -32, 70, 6.7 }, { 22, -38, 60, 6.7 }, { 8, -42, 50, 6.7 }, { -4, -42, 40, 6.7 }, { -13, -38, 31,
				6.7 } })));
		all.add(Layer.of("brachiocephalic_vein_right", hu.cava(), tube(1, new double[][] { { -52, -30, 92, 5 }, { -24, -26,
			82, 5.5 }, { -18, -28, 65, 5.6 }, { -17, -30, 48, 6 }, { -17, -31, 32, 7 } })));
		all.add(Layer.of("superior_vena_cava", hu.cava(), tube(1, new double[][] { { -17, -31, 33, 7.8 }, { -19, -27, 20,
			8.8 }, { -20, -24.5, 0, 8.6 }, { -22, -28, -20, 8 }, { -21, -30, -37, 8.5 } })));
		all.add(Layer.of("inferior_vena_cava", hu.inferiorCava(), tube(1, new double[][] { { -19, -30, -72, 9 }, { -18, -25,
			-85, 9.5 }, { -19, -25, -100, 10 }, { -21, -22, -125, 10.5 }, { -19, -12, -165, 11 }, { -16, 4, -200, 11 } })));
		all.add(Layer.of("pulmonary_vein", hu.leftHeart(), pulmonaryVeins()));
		all.add(Layer.of("pulmonary_artery", hu.pulmonary(), pulmonaryArteries()));
		all.add(Layer.of("common_carotid_artery_left", hu.aorta(), tube(0.85, new double[][] { { 14, -24, 34, 4.4 }, { 17,
			-24, 42, 4.2 }, { 22, -23.5, 60, 3.7 }, { 28, -23, 80, 3.6 }, { 35, -23, 104, 3.6 }, { 37, -22, 130, 3.6 } })));
		all.add(Layer.of("subclavian_artery_left", hu.aorta(), tube(0.85, new double[][] { { 24, -13, 33, 5 }, { 25, -11, 42,
			5.2 }, { 31, -10, 60, 4.6 }, { 38, -13, 80, 5 }, { 51, -15, 90, 4.6 }, { 76, -21, 81, 4.2 }, { 105, -24, 76, 4 } })));
		all.add(Layer.of("common_carotid_artery_right", hu.aorta(), tube(0.85, new double[][] { { -4, -29, 84, 4 }, { -10,
			-29, 100, 4 }, { -12, -26, 130, 3.7 } })));
		all.add(Layer.of("subclavian_artery_right", hu.aorta(), tube(0.85, new double[][] { { -5, -28, 80, 4.5 }, { -12, -23,
			86, 4.5 }, { -28, -13, 98, 4.3 }, { -48, -13, 92, 4 }, { -69, -15, 82, 4 }, { -100, -20, 78, 4 } })));
		all.add(Layer.of("brachiocephalic_trunk", hu.aorta(), tube(0.9, new double[][] { { 5, -31, 32, 6.4 }, { 5, -31, 42,
			6.2 }, { 3, -30, 60, 5.9 }, { -3, -29, 80, 5.6 } })));
		all.add(Layer.of("aorta", hu.aorta(), aorta()));
		return all;
	}

	/** Azygos column in front of the spine and its arch over the right main bronchus into the back of the cava. */
	private List<Shape> azygos() {
		return tube(0.8, new double[][] { { -2, 28, -150, 3.2 }, { -1, 25, -110, 3.4 }, { 0, 24.5, -70, 3.5 }, { -1, 23.5, -35,
			3.7 }, { -3, 20, -10, 4 }, { -7, 15.5, 4, 4.3 }, { -14, 9, 11, 4.6 }, { -21, -1, 13, 4.9 }, { -22.5, -12, 12,
				5.2 }, { -20, -19, 10, 5.6 } });
	}

	/** Beside the sternum, behind the cartilages: artery and vein on either side. */
	private static List<Shape> internalThoracic() {
		final List<Shape> all = new ArrayList<>();
		for (final int side : new int[] { -1, 1 })
			for (final double beside : new double[] { 22, 25.5 }) {
				final double[][] points = new double[8][];
				for (int i = 0; i < points.length; i++) {
					final double s = 58 - 20 * i;
					points[i] = new double[] { 1 + side * beside, Skeleton.sternumP(s) + 9, s, 1.3 };
				}
				all.addAll(Tube.along(points));
			}
		return all;
	}

	private List<Shape> aorta() {
		return tube(1, new double[][] { { 4, -39, -48, 15.5 }, { 3, -39, -42, 16.5 }, { -3, -40, -24, 14.6 }, { -7, -43, 2,
			14.8 }, { -5, -40, 11, 14.4 }, { 1, -36, 20, 13.8 }, { 6, -30, 27, 13 }, { 14, -22, 28.5, 12.6 }, { 21, -14, 28.5,
				12.4 }, { 25, -5, 26, 12.2 }, { 27, 3, 19, 12 }, { 26, 11, 11, 11.8 }, { 24, 17, 0, 11.5 }, { 22, 19, -13, 11.2 },
			{ 18, 18, -40, 10.8 }, { 17, 17, -60, 10.8 }, { 15, 16, -80, 11 }, { 12.5, 14, -100, 11 }, { 9, 12, -125, 10.8 },
			{ 6, 12, -160, 10.3 }, { 4, 10, -215, 10 } });
	}

	private List<Shape> pulmonaryArteries() {
		final List<Shape> all = new ArrayList<>();
		all.addAll(tube(1, new double[][] { { 20, -61, -38, 13.5 }, { 21, -54, -26, 12.8 }, { 20, -40, -14, 12.4 }, { 24, -26,
			-6, 11.6 }, { 34, -12, -3.5, 10.6 }, { 42, -3, -5, 9.8 }, { 50, 3, -17, 9 }, { 56, 9, -34, 7.6 }, { 59, 15, -52,
				6 } }));
		all.addAll(tube(1, new double[][] { { 18, -30, -10, 11 }, { 8, -17, -14, 10.4 }, { -8, -12.5, -19, 10.2 }, { -22, -9.5,
			-22, 9.8 }, { -38, -7, -27, 8.8 }, { -45, 0, -36, 7.4 }, { -47, 8, -50, 6.2 } }));
		// Truncus anterior to the right upper lobe, and the left apical branch.
		all.addAll(tube(1, new double[][] { { -26, -11, -19, 6.5 }, { -37, -15, -10, 5.6 }, { -46, -19, 2, 4.6 } }));
		all.addAll(tube(1, new double[][] { { 38, -9, -1, 5.5 }, { 46, -17, 6, 4.6 }, { 54, -22, 14, 3.6 } }));
		return all;
	}

	private List<Shape> pulmonaryVeins() {
		final List<Shape> all = new ArrayList<>();
		all.addAll(tube(1, new double[][] { { -10, -16, -42, 7 }, { -28, -18, -39, 6.2 }, { -40, -22, -30, 5.2 }, { -50, -26,
			-18, 4 } }));
		all.addAll(tube(1, new double[][] { { -10, -4, -52, 6.6 }, { -29, -2, -60, 6 }, { -42, 6, -68, 5 }, { -55, 14, -80,
			3.8 } }));
		all.addAll(tube(1, new double[][] { { 24, -12, -38, 6.6 }, { 34, -8, -36, 6 }, { 42, -16, -30, 5.4 }, { 52, -24, -18,
			4.2 } }));
		all.addAll(tube(1, new double[][] { { 24, -5, -52, 6.4 }, { 40, 2, -58, 5.8 }, { 50, 9, -66, 5 }, { 62, 16, -78,
			3.8 } }));
		return all;
	}

	private List<Shape> tube(final double power, final double[][] points) {
		final double scale = Math.pow(v.vesselScale(), power);
		for (final double[] p : points)
			p[3] *= scale;
		return Tube.along(points);
	}
}
