package org.lymphatlas.training;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers addressed by what they are for. Each sample of a run has its own stream, so samples may be made in any
 * order and by any thread, and a resumed run draws what the uninterrupted one would have: there is no state to save but
 * the seed and the position.
 */
final class RandomStreams {

	private RandomStreams() {}

	/** The stream of an address, for example (seed, batch, slot). Equal addresses give equal streams. */
	static RandomGenerator at(final long seed, final long... address) {
		long key = mix(seed);
		for (final long part : address)
			key = mix(key ^ mix(part + 0x9e3779b97f4a7c15L));
		return new SplittableRandom(key);
	}

	/** The finaliser of SplitMix64: every bit of the input changes each bit of the output with probability 1/2. */
	private static long mix(final long key) {
		long z = key + 0x9e3779b97f4a7c15L;
		z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
		z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
		return z ^ z >>> 31;
	}
}
