package org.lymphatlas.network;

/**
 * What an engine found when it tried a real convolution on a device.
 *
 * @param usable whether networks can run there
 * @param device the device's name and thread count, or empty when unusable
 * @param reason why it is not usable, or what should be known although it is; empty when there is nothing to say
 * @param gflops measured speed of a 3x3x3 convolution in 10^9 multiply-adds x 2 per second; 0 when unusable
 */
public record Probe(boolean usable, String device, String reason, double gflops) {
}
