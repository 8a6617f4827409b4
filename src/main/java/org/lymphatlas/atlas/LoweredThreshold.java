package org.lymphatlas.atlas;

import org.lymphatlas.volume.InputException;

/**
 * Engelson et al. (LNQ 2023), equation 3: a voxel is a node's where its probability is at least t (1 - 0.5 p), p the atlas
 * probability.
 *
 * @param threshold t, that of places where the atlas knows no node
 */
public record LoweredThreshold(double threshold) {

	/**
	 * @param probability that the network gives, in [0, 1]
	 * @throws InputException if the atlas probability is not in [0, 1]
	 */
	public boolean isNode(final float probability, final float atlasProbability) {
		if (!(atlasProbability >= 0 && atlasProbability <= 1)) throw new InputException(
			"The atlas probability has a voxel of " + atlasProbability +
				"; it must lie in [0, 1], divide a map stored as 0..255 by 255");
		return probability >= (float) (threshold * (1 - 0.5 * atlasProbability));
	}
}
