package org.lymphatlas.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Carina;
import org.lymphatlas.anatomy.IntensityAnatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.anatomy.TotalSegmentatorOrgans;
import org.lymphatlas.volume.CtVolume;
import org.scijava.task.Task;

/** Where a CT's organs come from: what the user gives, else its intensities. */
final class AnatomySource {

	private AnatomySource() {}

	/** @param organs TotalSegmentator's folder of masks or label map, if the user has one */
	static Anatomy of(final CtVolume ct, final Optional<Path> organs, final Task task) {
		if (organs.isEmpty()) return IntensityAnatomy.segment(ct, task);
		final Organs given = read(organs.get());
		final Landmarks landmarks = Carina.of(given);
		final List<String> warnings = new ArrayList<>();
		if (landmarks.carina().isEmpty()) warnings.add("The tracheal bifurcation was not found in " + organs.get() + ": " +
			landmarks.carinaReason());
		return new Anatomy(given, landmarks, "totalsegmentator", warnings);
	}

	/** Organs by name from a folder of masks or a label map. */
	static Organs read(final Path path) {
		return Files.isDirectory(path) ? TotalSegmentatorOrgans.readFolder(path) : TotalSegmentatorOrgans.readLabels(path);
	}
}
