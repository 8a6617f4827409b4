package org.lymphatlas.phantom;

import java.util.List;

import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.LabelVolume;

/**
 * A chest CT made up from a seed, with its truth. All volumes share one grid.
 *
 * @param seed what it was made from
 * @param ct HU
 * @param organs organs with TotalSegmentator v2's numbers and names where it has them, own numbers from 200 up
 * @param stations {@link org.lymphatlas.anatomy.Station} number of every mediastinal voxel, 0 elsewhere
 * @param nodes instance label of every node voxel
 * @param partial the nodes that a biased partial annotation would hold (large ones of a few favoured stations)
 * @param carinaLps the tracheal bifurcation
 * @param nodeList the nodes, by id
 */
public record Phantom(long seed, CtVolume ct, Organs organs, LabelVolume stations, LabelVolume nodes,
	LabelVolume partial, double[] carinaLps, List<PhantomNode> nodeList)
{}
