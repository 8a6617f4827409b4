package org.lymphatlas.network.dl4j;

import org.bytedeco.javacpp.FloatPointer;

/**
 * Sums of a convolution's gradient by its weights, [taps, in, out], several side by side so that threads can add at the
 * same time.
 *
 * @param values all of the sums, one after the other
 * @param slabs how many they are
 * @param length values of each
 */
record WeightSums(FloatPointer values, int slabs, int length) implements AutoCloseable {

	private static final int MAX_SLABS = 16;

	/** Undefined sums for a convolution's weights. */
	static WeightSums of(final int slabs, final int length) {
		return new WeightSums(new FloatPointer((long) slabs * length), slabs, length);
	}

	/** How many sums are kept: fewer for coarse arrays of many channels. */
	static int slabs(final long inputs, final long weights, final int planes) {
		return (int) Math.max(1, Math.min(Math.min(MAX_SLABS, planes), inputs / weights));
	}

	/** Makes a run of a sum's values 0 and points to its first. */
	FloatPointer cleared(final int slab, final int from, final int count) {
		final FloatPointer start = at(slab, from);
		return start.put(new float[count], 0, count);
	}

	/** Where a sum's value lies. */
	FloatPointer at(final int slab, final int index) {
		return new FloatPointer(values).position((long) slab * length + index);
	}

	/** The total, added in a fixed order, as [out, in, taps]. */
	float[] total(final int in, final int out) {
		final float[] slab = new float[length];
		final double[] byTap = new double[length];
		for (int s = 0; s < slabs; s++) {
			at(s, 0).get(slab, 0, length);
			for (int i = 0; i < length; i++) {
				byTap[i] += slab[i];
			}
		}
		final int taps = length / in / out;
		final float[] total = new float[length];
		for (int i = 0; i < in; i++) {
			for (int o = 0; o < out; o++) {
				for (int tap = 0; tap < taps; tap++) {
					total[(o * in + i) * taps + tap] = (float) byTap[(tap * in + i) * out + o];
				}
			}
		}
		return total;
	}

	@Override
	public void close() {
		values.close();
	}
}
