package org.lymphatlas.network;

/** A network with its weights, ready to predict. Not thread-safe: the engine itself uses all cores. */
public interface Predictor extends AutoCloseable {

	/** Takes logits slab by slab. */
	@FunctionalInterface
	interface SlabSink {

		/**
		 * @param firstZ first slice of the slab
		 * @param slices its number of slices
		 * @param logits outputChannels*slices*H*W values; may be overwritten after the call returns
		 */
		void accept(int firstZ, int slices, float[] logits);
	}

	/**
	 * Runs the network on one patch.
	 *
	 * @param input channel by channel, each z, y, x with x fastest: C*D*H*W values
	 * @param sizeZyx the patch's size D, H, W; each a multiple of {@link NetworkSpec#divisorZyx()}
	 * @return the logits of the finest head: outputChannels*D*H*W values
	 */
	float[] logits(float[] input, int[] sizeZyx);

	/**
	 * Runs the network on one patch and hands its logits out in slabs, in ascending z, so that not all of them need exist
	 * at once. Here they do; an engine does better.
	 *
	 * @param slabSlices slices of a slab, at least 1; the last one may have fewer
	 */
	default void logits(final float[] input, final int[] sizeZyx, final int slabSlices, final SlabSink sink) {
		final float[] all = logits(input, sizeZyx);
		final int slice = sizeZyx[1] * sizeZyx[2];
		final int channels = all.length / (sizeZyx[0] * slice);
		for (int z = 0; z < sizeZyx[0]; z += slabSlices) {
			final int slices = Math.min(slabSlices, sizeZyx[0] - z);
			final float[] slab = new float[channels * slices * slice];
			for (int c = 0; c < channels; c++) {
				System.arraycopy(all, (c * sizeZyx[0] + z) * slice, slab, c * slices * slice, slices * slice);
			}
			sink.accept(z, slices, slab);
		}
	}

	/**
	 * Puts other weights of the same network in the place of those there are.
	 *
	 * @throws org.lymphatlas.volume.InputException if they do not fit the network
	 * @throws UnsupportedOperationException if this predictor's weights are fixed
	 */
	default void load(final Weights weights) {
		throw new UnsupportedOperationException("The weights of this network cannot be replaced.");
	}

	/** An estimate of the memory in bytes, outside the Java heap, that a patch of this size needs at its peak. */
	long predictedBytes(int[] sizeZyx);

	@Override
	void close();
}
