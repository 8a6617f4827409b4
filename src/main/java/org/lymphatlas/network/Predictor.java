package org.lymphatlas.network;

/** A network with fixed weights, ready to predict. Not thread-safe: the engine itself uses all cores. */
public interface Predictor extends AutoCloseable {

	/**
	 * Runs the network on one patch.
	 *
	 * @param input channel by channel, each z, y, x with x fastest: C*D*H*W values
	 * @param sizeZyx the patch's size D, H, W; each a multiple of {@link NetworkSpec#divisorZyx()}
	 * @return the logits of the finest head: outputChannels*D*H*W values
	 */
	float[] logits(float[] input, int[] sizeZyx);

	/** An estimate of the memory in bytes, outside the Java heap, that a patch of this size needs at its peak. */
	long predictedBytes(int[] sizeZyx);

	@Override
	void close();
}
