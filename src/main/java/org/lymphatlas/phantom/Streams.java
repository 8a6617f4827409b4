package org.lymphatlas.phantom;

import java.util.SplittableRandom;

/** Independent random streams of one seed, one a purpose, so that a change in one part leaves the others as they were. */
final class Streams {

	static final int POSE = 1, ANATOMY = 2, NODES = 3, VESSELS = 4, NOISE = 5, SOFT_TISSUE = 6;

	private Streams() {}

	static SplittableRandom of(final long seed, final long purpose) {
		// Two rounds of the 64-bit finaliser of MurmurHash3 part neighbouring seeds and purposes.
		return new SplittableRandom(mix(mix(seed + 0x9e3779b97f4a7c15L) + purpose * 0xd1b54a32d192ed03L));
	}

	static double gaussian(final SplittableRandom random, final double mean, final double sd, final double low,
		final double high)
	{
		return Math.max(low, Math.min(high, mean + sd * random.nextGaussian()));
	}

	private static long mix(final long seed) {
		long z = (seed ^ seed >>> 33) * 0xff51afd7ed558ccdL;
		z = (z ^ z >>> 33) * 0xc4ceb9fe1a85ec53L;
		return z ^ z >>> 33;
	}
}
