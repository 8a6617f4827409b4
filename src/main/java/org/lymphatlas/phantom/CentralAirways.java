package org.lymphatlas.phantom;

import java.util.ArrayList;
import java.util.List;

/** Trachea, main, lobar and segmental bronchi: lumen, and wall round it. */
final class CentralAirways {

	static final double LUMEN_HU = -1000, WALL_HU = 35;
	private static final double CARTILAGE_HU = 55;

	private final List<Shape> trachea = new ArrayList<>();
	private final List<Shape> bronchi = new ArrayList<>();

	CentralAirways(final Variation v) {
		final double k = v.airwayScale();
		final double a = 8.6 * k, right = 6.6 * k, left = 5.9 * k;
		// The two main bronchi part at (0, 0, 0): their inner walls meet there, the carina.
		trachea.addAll(Tube.flattened(0.6, new double[][] { { 16, -36, 135, a }, { 12, -28, 100, a }, { 10, -21, 80, a }, {
			7, -14, 60, a }, { 2, -7.5, 40, a }, { -0.5, -3, 20, a * 1.02 }, { -0.5, -0.5, right * 1.1 + 3, a * 0.98 } }));
		trachea.addAll(Tube.flattened(0.75, new double[][] { { -2.5, -0.5, right * 1.05 + 4, right * 1.05 }, { -right * 1.02,
			0, 0, right }, { -17, 1, -9, right * 0.95 }, { -25, 1.5, -17, right * 0.92 } }));
		trachea.addAll(Tube.flattened(0.75, new double[][] { { 2, -0.5, left * 1.05 + 5, left * 1.1 }, { left * 1.05, 0, 0,
			left * 1.03 }, { 15, -2, -8.5, left }, { 28, -4.5, -15.5, left * 0.98 }, { 42, -6, -21, left * 0.92 }, { 49, -6,
				-25, left * 0.88 } }));
		// Right: upper lobe bronchus with three segments, intermedius, middle lobe, lower lobe.
		bronchus(k, new double[][] { { -16, 1, -8, 5.2 }, { -27, 0, -5, 4.8 }, { -36, -1, -2, 4.3 } });
		bronchus(k, new double[][] { { -36, -1, -2, 3 }, { -42, -3, 8, 2.6 }, { -47, -4, 20, 1.9 } });
		bronchus(k, new double[][] { { -36, -1, -2, 3 }, { -46, -8, 3, 2.5 }, { -56, -16, 8, 1.8 } });
		bronchus(k, new double[][] { { -36, -1, -2, 3 }, { -46, 8, 2, 2.6 }, { -55, 17, 6, 1.8 } });
		bronchus(k, new double[][] { { -24, 1.5, -16, 5.3 }, { -29, 3, -26, 5.1 }, { -33, 4, -38, 4.9 }, { -36, 8, -48, 4.4 },
			{ -42, 14, -62, 3.4 }, { -49, 22, -80, 2.4 }, { -54, 28, -95, 1.7 } });
		bronchus(k, new double[][] { { -33, 3, -38, 3.5 }, { -42, -10, -46, 3.1 }, { -52, -24, -52, 2.3 }, { -60, -36, -57,
			1.6 } });
		bronchus(k, new double[][] { { -34, 6, -40, 2.9 }, { -42, 20, -40, 2.4 }, { -50, 32, -38, 1.7 } });
		bronchus(k, new double[][] { { -39, 11, -55, 2.7 }, { -52, 4, -68, 2.2 }, { -66, 0, -82, 1.5 } });
		// Left: upper lobe bronchus with culmen and lingula, lower lobe.
		bronchus(k, new double[][] { { 47, -6, -24, 4.8 }, { 54, -10, -24, 4.4 }, { 60, -14, -22, 3.8 } });
		bronchus(k, new double[][] { { 58, -13, -22, 3.1 }, { 62, -15, -10, 2.6 }, { 64, -14, 4, 1.8 } });
		bronchus(k, new double[][] { { 58, -13, -22, 3 }, { 68, -24, -16, 2.5 }, { 77, -34, -12, 1.7 } });
		bronchus(k, new double[][] { { 58, -12, -22, 2.9 }, { 68, -26, -34, 2.4 }, { 77, -40, -46, 1.7 } });
		bronchus(k, new double[][] { { 46, -5, -24, 4.7 }, { 44.5, -1, -34, 4.4 }, { 47, 4, -46, 3.9 }, { 52, 10, -62, 3 }, {
			58, 17, -80, 2.2 }, { 63, 23, -95, 1.6 } });
		bronchus(k, new double[][] { { 45, 0, -36, 2.8 }, { 47, 14, -37, 2.3 }, { 54, 29, -36, 1.6 } });
		bronchus(k, new double[][] { { 48, 5, -50, 2.7 }, { 58, -2, -64, 2.2 }, { 70, -8, -80, 1.5 } });
	}

	private void bronchus(final double scale, final double[][] points) {
		for (final double[] p : points)
			p[3] *= scale;
		bronchi.addAll(Tube.along(points));
	}

	List<Shape> trachea() {
		return trachea;
	}

	List<Shape> bronchi() {
		return bronchi;
	}

	List<Layer> walls() {
		return List.of(new Layer(Layer.KEEP, CARTILAGE_HU, -1.4, false, trachea), new Layer(Layer.KEEP, WALL_HU, -1.1, true,
			bronchi));
	}

	List<Layer> lumina() {
		return List.of(Layer.of("trachea", LUMEN_HU, trachea), new Layer(OrganTable.label("bronchi"), LUMEN_HU, 0, true,
			bronchi));
	}
}
