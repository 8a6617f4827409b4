package org.lymphatlas.segmentation;

import java.util.LinkedHashMap;
import java.util.Map;

import org.lymphatlas.volume.LabelVolume;

/**
 * Nodes and what was taken away to get them.
 *
 * @param nodes instances 1..count in order of descending volume, on the probability's grid
 * @param count number of nodes
 * @param outsideHull voxels above the threshold but outside the lungs' hull
 * @param atBorder components removed because they reach the border of what the network saw
 * @param outsideHu voxels removed because of their Hounsfield units
 * @param tooSmall components removed because their volume or their smallest ellipsoid diameter was below the limit
 * @param oneSlice components removed because they were one slice (or row, or voxel) thick, whatever their extent in it:
 *          they have no ellipsoid and count as 0 mm
 */
public record PostProcessed(LabelVolume nodes, int count, long outsideHull, int atBorder, long outsideHu, int tooSmall,
	int oneSlice)
{

	/** What records say of it. */
	public Map<String, Object> removed() {
		final Map<String, Object> removed = new LinkedHashMap<>();
		removed.put("removedVoxelsOutsideHull", outsideHull);
		removed.put("removedAtBorder", atBorder);
		removed.put("removedVoxelsByHu", outsideHu);
		removed.put("removedTooSmall", tooSmall);
		removed.put("removedOneSliceThick", oneSlice);
		return removed;
	}
}
