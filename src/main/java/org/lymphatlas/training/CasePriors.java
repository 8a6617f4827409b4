package org.lymphatlas.training;

import org.lymphatlas.volume.FloatVolume;

/**
 * What the atlas says about a case, on its grid.
 *
 * @param distance from the tracheal bifurcation, in parts of the atlas' largest, [0, 1]
 * @param probability of a lymph node, [0, 1]
 */
public record CasePriors(FloatVolume distance, FloatVolume probability) {}
