package org.lymphatlas.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.lymphatlas.training.Annotation;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.VolumeFiles;

/** What can be found wrong with a case before it is registered. Each check says what, and what to do. */
final class CaseCheck {

	/** Share of a voxel that the corners of CT and nodes may lie apart: formats round. */
	private static final double TOLERANCE_VOXELS = 0.1;

	private CaseCheck() {}

	/** The manifest's row: is there an annotation, are the files there? */
	static void row(final Manifest.Row row) {
		exists("ct", row.ct());
		if (row.annotation() != Annotation.NONE) exists("nodes", row.requireNodes());
		row.organs().ifPresent(organs -> exists("organs", organs));
	}

	/** @throws InputException if the case is not annotated */
	static void annotated(final Manifest.Row row) {
		if (row.annotation() == Annotation.NONE) throw new InputException(
			"is not annotated, and training needs nodes: leave it out, mark its annotation as full or partial, or learn from " +
				"it with semiSupervised");
	}

	private static void exists(final String column, final Path path) {
		if (!Files.exists(path)) throw new InputException(column + "=" + path + " is not there");
	}

	/** The headers: do the nodes lie on the CT's voxels? */
	static void headers(final Manifest.Row row) {
		if (row.annotation() == Annotation.NONE) return;
		final Grid ct = VolumeFiles.readGrid(row.ct()), nodes = VolumeFiles.readGrid(row.requireNodes());
		final double finest = Math.min(ct.spacing(0), Math.min(ct.spacing(1), ct.spacing(2)));
		if (!ct.matches(nodes, TOLERANCE_VOXELS * finest)) throw new InputException(String.format(Locale.ROOT,
			"the nodes (%s, origin %s) do not lie on the CT's voxels (%s, origin %s): resample them onto the CT, if they are its", nodes, origin(
				nodes), ct, origin(ct)));
	}

	private static String origin(final Grid grid) {
		final double[] o = grid.origin();
		return String.format(Locale.ROOT, "%.2f, %.2f, %.2f mm", o[0], o[1], o[2]);
	}

	/** The voxels: can they be read, are they numbers, is there a node? */
	static void voxels(final Manifest.Row row) {
		if (row.annotation() != Annotation.NONE && VolumeFiles.readMask(row.requireNodes()).count() == 0) throw new InputException("has no node in " + row
			.requireNodes() + ", although its annotation is '" + row.annotation().name().toLowerCase(Locale.ROOT) + "'");
		VolumeFiles.readCt(row.ct());
	}
}
