package org.lymphatlas.segmentation;

import org.lymphatlas.volume.LabelVolume;

/**
 * Nodes and what was taken away to get them.
 *
 * @param nodes instances 1..count in order of descending volume, on the probability's grid
 * @param count number of nodes
 * @param outsideHull voxels above the threshold but outside the lungs' hull
 * @param tooSmall components removed because their smallest ellipsoid diameter was below the limit
 * @param oneSlice components removed because they were one slice (or row, or voxel) thick, whatever their extent in it:
 *          they have no ellipsoid and count as 0 mm
 */
public record PostProcessed(LabelVolume nodes, int count, long outsideHull, int tooSmall, int oneSlice) {}
