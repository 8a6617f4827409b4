package org.lymphatlas.network;

/**
 * How a network does on a batch: the values of {@link Objective.Outcome}.
 *
 * @param loss as the objective computes it
 * @param logits N*outputChannels*D*H*W values
 */
public record Evaluation(double loss, float[] logits) {
}
