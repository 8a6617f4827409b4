package org.lymphatlas.anatomy;

import java.util.Optional;

/**
 * Points of the anatomy in LPS mm.
 *
 * @param carina the tracheal bifurcation, if it was found
 * @param carinaReason how it was found, or why it was not ("the field of view ends above it", ...)
 */
public record Landmarks(Optional<double[]> carina, String carinaReason) {}
