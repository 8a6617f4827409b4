package org.lymphatlas.correction;

import java.util.Set;

/**
 * One correction, with all that is needed to do it again. Operations are pure: the same scene and nodes give the same
 * change. Their components are what the record of edits keeps.
 */
public sealed interface Operation permits DeleteNode, GrowNode, Stroke, InterpolateSlices, SplitNode, MergeNodes, SetStation {

	/**
	 * @param scene what the nodes are corrected on
	 * @param nodes as they are before; not changed
	 * @throws org.lymphatlas.volume.InputException if it cannot be done here, with the reason
	 */
	Change on(Scene scene, NodeMap nodes);

	/** Ids of the nodes that it is about; an erasing stroke over all nodes names none. */
	Set<Integer> nodes();
}
