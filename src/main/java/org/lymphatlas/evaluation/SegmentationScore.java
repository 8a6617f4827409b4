package org.lymphatlas.evaluation;

/**
 * How well a segmentation agrees with its reference.
 *
 * @param dice 0..1; 1 if both are empty
 * @param assdMm average symmetric surface distance; 0 if both are empty, not a number if one is
 * @param precision share of predicted voxels that are right; not a number if none is predicted
 * @param recall share of reference voxels that are predicted; not a number if the reference is empty
 */
public record SegmentationScore(double dice, double assdMm, double precision, double recall) {}
