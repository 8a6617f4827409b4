package org.lymphatlas.phantom;

import java.util.List;
import java.util.stream.IntStream;

/** What nodes abut but never invade: vessels, airways, heart, gullet and bones, each within its ball. */
final class Obstacles {

	private final Shape[] shapes;
	private final double[] insetsMm;
	/** Centre and radius of each ball. */
	private final double[] balls;

	private Obstacles(final Shape[] shapes, final double[] insetsMm, final double[] balls) {
		this.shapes = shapes;
		this.insetsMm = insetsMm;
		this.balls = balls;
	}

	static Obstacles of(final List<Layer> layers) {
		final Shape[] shapes = layers.stream().flatMap(l -> l.solids().stream()).toArray(Shape[]::new);
		final double[] insets = layers.stream().flatMapToDouble(l -> l.solids().stream().mapToDouble(x -> l.insetMm()))
			.toArray();
		final double[] balls = new double[4 * shapes.length];
		for (int i = 0; i < shapes.length; i++) {
			System.arraycopy(shapes[i].centre(), 0, balls, 4 * i, 3);
			balls[4 * i + 3] = shapes[i].radius() + Math.max(0, -insets[i]);
		}
		return new Obstacles(shapes, insets, balls);
	}

	/** Those within reach of a plane of constant S. */
	Obstacles near(final double s, final double reachMm) {
		final int[] kept = IntStream.range(0, shapes.length).filter(i -> Math.abs(balls[4 * i + 2] - s) < balls[4 * i + 3] +
			reachMm).toArray();
		final Shape[] keptShapes = new Shape[kept.length];
		final double[] keptInsets = new double[kept.length], keptBalls = new double[4 * kept.length];
		for (int k = 0; k < kept.length; k++) {
			keptShapes[k] = shapes[kept[k]];
			keptInsets[k] = insetsMm[kept[k]];
			System.arraycopy(balls, 4 * kept[k], keptBalls, 4 * k, 4);
		}
		return new Obstacles(keptShapes, keptInsets, keptBalls);
	}

	/** Distance in mm to the nearest surface, at most a limit; negative inside. */
	double clearance(final double l, final double p, final double s, final double limitMm) {
		double nearest = limitMm;
		for (int i = 0; i < shapes.length; i++) {
			final double x = l - balls[4 * i], y = p - balls[4 * i + 1], z = s - balls[4 * i + 2], reach = balls[4 * i + 3] +
				nearest;
			if (x * x + y * y + z * z < reach * reach) nearest = Math.min(nearest, shapes[i].distance(l, p, s) + insetsMm[i]);
		}
		return nearest;
	}
}
