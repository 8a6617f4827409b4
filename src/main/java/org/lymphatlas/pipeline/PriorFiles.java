package org.lymphatlas.pipeline;

import java.nio.file.Path;

import org.lymphatlas.atlas.Priors;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.Transforms;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.io.VolumeFiles;

/** The priors of a case on disk, on the CT's grid, and the transform that carried them; one map in memory at a time. */
final class PriorFiles {

	private PriorFiles() {}

	static void write(final Priors priors, final Registration registration, final Grid ct, final Path folder) {
		Json.makeFolder(folder);
		VolumeFiles.write(priors.distance(ct), folder.resolve("distance.nii.gz"));
		VolumeFiles.write(priors.probability(ct), folder.resolve("probability.nii.gz"));
		VolumeFiles.write(priors.station(ct), folder.resolve("station.nii.gz"));
		Transforms.write(registration.transform(), folder.resolve("transform"));
	}
}
