package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Resampling;
import org.lymphatlas.volume.io.VolumeFiles;

/** Organs on disk: one binary mask an organ, named as TotalSegmentator v2 does, and {@code landmarks.json}. */
final class OrganFiles {

	private static final double SAME_GRID_MM = 1e-3;

	private OrganFiles() {}

	/** @param ct grid of the CT, on which the masks are written whatever grid they were found on */
	static void write(final Anatomy anatomy, final Grid ct, final Path folder) {
		Json.makeFolder(folder);
		final Organs organs = anatomy.organs();
		final boolean same = organs.grid().matches(ct, SAME_GRID_MM);
		for (final String name : organs.present()) {
			final Mask mask = organs.mask(name);
			VolumeFiles.write(same ? mask : Resampling.smooth(mask, ct), folder.resolve(name + ".nii.gz"));
		}
		final Map<String, Object> json = new LinkedHashMap<>(describe(anatomy.landmarks()));
		json.put("source", anatomy.source());
		json.put("warnings", anatomy.warnings());
		Json.write(folder.resolve("landmarks.json"), json);
	}

	/** {@code carinaLps} (null when it was not found) and {@code carinaReason}. */
	static Map<String, Object> describe(final Landmarks landmarks) {
		final Map<String, Object> json = new LinkedHashMap<>();
		json.put("carinaLps", landmarks.carina().orElse(null));
		json.put("carinaReason", landmarks.carinaReason());
		return json;
	}
}
