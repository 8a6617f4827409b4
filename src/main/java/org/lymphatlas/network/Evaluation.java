package org.lymphatlas.network;

/**
 * How a network does on a batch.
 *
 * @param loss of all heads, as in training
 * @param logits of the finest head: N*outputChannels*D*H*W values
 */
public record Evaluation(double loss, float[] logits) {
}
