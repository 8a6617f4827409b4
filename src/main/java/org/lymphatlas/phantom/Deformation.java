package org.lymphatlas.phantom;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Where a point of the patient lies in the canonical chest: position, pose and size, a higher or lower arch, a smooth
 * random warp, and nodes that push their surroundings aside. The way from the patient to the canonical chest is in
 * closed form, so truth is exact; the way back is iterated. The carina is canonical (0, 0, 0) and stays where it is.
 */
final class Deformation {

	private static final int WAVES = 4;
	/** A node's push has faded at this multiple of its radius. */
	private static final double PUSH_REACH = 3;
	private static final double CARINA_HOLD_MM = 8;

	/** A node that makes room: its surroundings within {@code radiusMm} come from within {@code canonicalRadiusMm}. */
	record Push(double[] centre, double radiusMm, double canonicalRadiusMm) {}

	private final double[] carina;
	private final double[] toChest;
	private final double[] fromChest;
	private final double archShiftMm;
	private final double[] waves;
	private final List<Push> pushes;

	Deformation(final double[] carinaLps, final Variation v, final long seed) {
		this(carinaLps.clone(), linear(v), inverseLinear(v), v.archShiftMm(), waves(v.warpMm(), seed), List.of());
	}

	private Deformation(final double[] carina, final double[] toChest, final double[] fromChest, final double archShiftMm,
		final double[] waves, final List<Push> pushes)
	{
		this.carina = carina;
		this.toChest = toChest;
		this.fromChest = fromChest;
		this.archShiftMm = archShiftMm;
		this.waves = waves;
		this.pushes = pushes;
	}

	Deformation withPushes(final List<Push> added) {
		return new Deformation(carina, toChest, fromChest, archShiftMm, waves, List.copyOf(added));
	}

	/** World (LPS mm) to canonical mm. */
	void toCanonical(final double x, final double y, final double z, final double[] out) {
		final double dx = x - carina[0], dy = y - carina[1], dz = z - carina[2];
		final double[] m = toChest;
		final double l = m[0] * dx + m[1] * dy + m[2] * dz;
		final double p = m[3] * dx + m[4] * dy + m[5] * dz;
		final double s = m[6] * dx + m[7] * dy + m[8] * dz;
		out[0] = l;
		out[1] = p;
		out[2] = s;
		warp(l, p, s, out);
		push(out);
	}

	/**
	 * World points on a straight line to canonical mm, as {@link #toCanonical} does one by one; the waves are carried
	 * from point to point by the addition theorem.
	 *
	 * @param world the first point; {@code step}: from one to the next
	 */
	void toCanonical(final double[] world, final double[] step, final int count, final float[] l, final float[] p,
		final float[] s, final int offset)
	{
		final double[] m = toChest, a = new double[3], d = new double[3];
		for (int r = 0; r < 3; r++)
			for (int c = 0; c < 3; c++) {
				a[r] += m[3 * r + c] * (world[c] - carina[c]);
				d[r] += m[3 * r + c] * step[c];
			}
		final int n = waves == null ? 0 : waves.length / 5;
		final double[] sin = new double[n], cos = new double[n], sinStep = new double[n], cosStep = new double[n];
		final double[] rest = new double[3], q = new double[3];
		for (int k = 0; k < n; k++) {
			final int w = 5 * k;
			final double phase = waves[w + 1] * a[0] + waves[w + 2] * a[1] + waves[w + 3] * a[2] + waves[w + 4], turn = waves[w +
				1] * d[0] + waves[w + 2] * d[1] + waves[w + 3] * d[2];
			sin[k] = Math.sin(phase);
			cos[k] = Math.cos(phase);
			sinStep[k] = Math.sin(turn);
			cosStep[k] = Math.cos(turn);
			rest[k / WAVES] -= waves[w] * Math.sin(waves[w + 4]);
		}
		for (int i = 0; i < count; i++) {
			for (int c = 0; c < 3; c++)
				q[c] = a[c] + rest[c];
			for (int k = 0; k < n; k++) {
				q[k / WAVES] += waves[5 * k] * sin[k];
				final double next = sin[k] * cosStep[k] + cos[k] * sinStep[k];
				cos[k] = cos[k] * cosStep[k] - sin[k] * sinStep[k];
				sin[k] = next;
			}
			q[2] -= archShift(a[0], a[1], a[2]);
			push(q);
			l[offset + i] = (float) q[0];
			p[offset + i] = (float) q[1];
			s[offset + i] = (float) q[2];
			for (int c = 0; c < 3; c++)
				a[c] += d[c];
		}
	}

	/** Canonical mm to world (LPS mm), to about 0.01 mm. */
	double[] toWorld(final double[] canonical) {
		final double[] chest = canonical.clone();
		final double[] image = new double[3];
		for (int i = 0; i < 60; i++) {
			image[0] = chest[0];
			image[1] = chest[1];
			image[2] = chest[2];
			warp(chest[0], chest[1], chest[2], image);
			push(image);
			double error = 0;
			for (int a = 0; a < 3; a++) {
				final double e = canonical[a] - image[a];
				chest[a] += 0.8 * e;
				error = Math.max(error, Math.abs(e));
			}
			if (error < 0.01) break;
		}
		final double[] world = new double[3];
		for (int r = 0; r < 3; r++)
			world[r] = carina[r] + fromChest[3 * r] * chest[0] + fromChest[3 * r + 1] * chest[1] + fromChest[3 * r + 2] *
				chest[2];
		return world;
	}

	private void warp(final double l, final double p, final double s, final double[] out) {
		out[2] -= archShift(l, p, s);
		if (waves == null) return;
		for (int a = 0, k = 0; a < 3; a++)
			for (int i = 0; i < WAVES; i++, k += 5)
				out[a] += waves[k] * (Math.sin(waves[k + 1] * l + waves[k + 2] * p + waves[k + 3] * s + waves[k + 4]) - Math
					.sin(waves[k + 4]));
	}

	/** A bell round the arch; nought at the carina. */
	private double archShift(final double l, final double p, final double s) {
		final double u = (s - 32) / 26, w = (l - 12) / 45, bell = 0.5 * (u * u + w * w);
		if (bell > 12 || archShiftMm == 0) return 0;
		return archShiftMm * Math.exp(-bell) * (1 - Math.exp(-(l * l + p * p + s * s) / (20 * 20)));
	}

	/** One push after the other: each is a bijection, so that all of them together fold nothing. */
	private void push(final double[] q) {
		for (final Push push : pushes) {
			final double l = q[0], p = q[1], s = q[2];
			final double dl = l - push.centre[0], dp = p - push.centre[1], ds = s - push.centre[2];
			final double squared = dl * dl + dp * dp + ds * ds;
			final double reach = PUSH_REACH * push.radiusMm;
			if (squared >= reach * reach) continue;
			final double hold = 1 - Math.exp(-(l * l + p * p + s * s) / (CARINA_HOLD_MM * CARINA_HOLD_MM));
			final double r = Math.sqrt(squared);
			final double t = Math.max(0, (r - push.radiusMm) / (reach - push.radiusMm));
			final double shift = (push.radiusMm - push.canonicalRadiusMm) * (1 - t) * (1 - t) * (1 + 2 * t);
			final double factor = -hold * (r < push.radiusMm ? shift / push.radiusMm : shift / r);
			q[0] += factor * dl;
			q[1] += factor * dp;
			q[2] += factor * ds;
		}
	}

	private static double[] waves(final double amplitudeMm, final long seed) {
		if (amplitudeMm == 0) return null;
		final SplittableRandom r = Streams.of(seed, Streams.ANATOMY + 100);
		final double[] w = new double[3 * WAVES * 5];
		for (int k = 0; k < w.length; k += 5) {
			final double waveLength = r.nextDouble(90, 220);
			final double[] u = Ellipsoid.unit(new double[] { r.nextGaussian(), r.nextGaussian(), r.nextGaussian() });
			w[k] = amplitudeMm * 0.7 * r.nextGaussian() * waveLength / 150;
			w[k] = Math.max(-0.03 * waveLength, Math.min(0.03 * waveLength, w[k]));
			for (int a = 0; a < 3; a++)
				w[k + 1 + a] = 2 * Math.PI / waveLength * u[a];
			w[k + 4] = r.nextDouble(2 * Math.PI);
		}
		return w;
	}

	/** Rotation of the patient times scales: canonical (before the warp) to world offsets. */
	private static double[] inverseLinear(final Variation v) {
		final double[] m = rotation(v);
		final double[] scale = { v.scaleL(), v.scaleP(), v.scaleS() };
		for (int i = 0; i < 9; i++)
			m[i] *= scale[i % 3];
		return m;
	}

	private static double[] linear(final Variation v) {
		final double[] m = rotation(v);
		final double[] scale = { v.scaleL(), v.scaleP(), v.scaleS() };
		final double[] inverse = new double[9];
		for (int r = 0; r < 3; r++)
			for (int c = 0; c < 3; c++)
				inverse[3 * r + c] = m[3 * c + r] / scale[r];
		return inverse;
	}

	private static double[] rotation(final Variation v) {
		final double a = v.leanRad(), b = v.pitchRad(), c = v.turnRad();
		final double[] aboutP = { Math.cos(a), 0, Math.sin(a), 0, 1, 0, -Math.sin(a), 0, Math.cos(a) };
		final double[] aboutL = { 1, 0, 0, 0, Math.cos(b), -Math.sin(b), 0, Math.sin(b), Math.cos(b) };
		final double[] aboutS = { Math.cos(c), -Math.sin(c), 0, Math.sin(c), Math.cos(c), 0, 0, 0, 1 };
		return multiply(aboutS, multiply(aboutL, aboutP));
	}

	private static double[] multiply(final double[] a, final double[] b) {
		final double[] m = new double[9];
		for (int r = 0; r < 3; r++)
			for (int c = 0; c < 3; c++)
				m[3 * r + c] = a[3 * r] * b[c] + a[3 * r + 1] * b[3 + c] + a[3 * r + 2] * b[6 + c];
		return m;
	}
}
