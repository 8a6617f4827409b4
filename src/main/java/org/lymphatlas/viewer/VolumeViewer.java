package org.lymphatlas.viewer;

import java.nio.file.Path;
import java.util.Optional;

import org.scijava.plugin.SciJavaPlugin;

/** Shows a case to people: a SciJava plugin type, so that viewers can be added. */
public interface VolumeViewer extends SciJavaPlugin {

	/** Short name, as users type it: "imagej". */
	String name();

	/** Why it cannot be used here; empty if it can. Never throws. */
	Optional<String> hindrance();

	/**
	 * Opens windows and returns.
	 *
	 * @throws org.lymphatlas.volume.InputException if there is a {@link #hindrance()}
	 */
	void show(CaseView view);

	/** Writes what it would show first as PNG; the file appears whole or not at all. */
	void snapshot(CaseView view, Path png);
}
