package org.lymphatlas.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.lymphatlas.viewer.CaseFolder;
import org.lymphatlas.viewer.ImageJViewer;

import ij.measure.ResultsTable;

/** Opens what a command left in a case's folder. */
final class CaseWindows {

	private CaseWindows() {}

	/** The case side by side, and the table of its nodes. */
	static void show(final Path folder) {
		new ImageJViewer().show(CaseFolder.read(folder));
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
