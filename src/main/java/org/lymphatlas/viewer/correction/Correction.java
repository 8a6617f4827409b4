package org.lymphatlas.viewer.correction;

import java.nio.file.Path;
import java.util.List;

import org.lymphatlas.correction.EditSession;
import org.lymphatlas.evaluation.NodeMeasure;

/** A case under correction, as the windows see it: its session, its table, and where it is kept. Not thread-safe. */
public interface Correction {

	EditSession session();

	/** Measures of the nodes as they are now, ascending by id. Only nodes that changed since the last call are measured. */
	List<NodeMeasure> measures();

	/** Is there anything that {@link #save} has not written? */
	boolean isUnsaved();

	/**
	 * Writes the corrected nodes, their table and the record of edits beside the case; what was segmented stays.
	 *
	 * @return the file of the corrected nodes
	 */
	Path save();
}
