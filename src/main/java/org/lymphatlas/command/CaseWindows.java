package org.lymphatlas.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.lymphatlas.pipeline.Engines;
import org.lymphatlas.viewer.CaseFolder;
import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.ViewerChoice;
import org.lymphatlas.viewer.VolumeViewer;
import org.lymphatlas.volume.CtVolume;

import ij.IJ;
import ij.measure.ResultsTable;

/** Opens what a command left in a case's folder. */
final class CaseWindows {

	private CaseWindows() {}

	/** The case side by side, and the table of its nodes. */
	static void show(final Path folder) {
		show(CaseFolder.read(folder), folder);
	}

	/** Of a CT that is at hand already. */
	static void show(final Path folder, final CtVolume ct) {
		show(CaseFolder.read(folder, ct), folder);
	}

	private static void show(final CaseView view, final Path folder) {
		final ViewerChoice choice = ViewerChoice.of(Engines.all(VolumeViewer.class), ViewerChoice.AUTO);
		IJ.log(view.title() + ": " + choice.reason());
		choice.viewer().show(view);
		showNodes(folder.resolve("nodes.csv"));
	}

	static void showNodes(final Path csv) {
		if (!Files.exists(csv)) return;
		try {
			ResultsTable.open(csv.toString()).show("Lymph Nodes");
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
