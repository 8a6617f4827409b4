package org.lymphatlas.network;

/**
 * What one training step saw.
 *
 * @param loss before the step; not a number when training has diverged (the weights are then left as they were)
 * @param gradientNorm Euclidean norm over all parameters before clipping
 */
public record StepResult(double loss, double gradientNorm) {
}
