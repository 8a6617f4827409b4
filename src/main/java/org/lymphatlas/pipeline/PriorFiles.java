package org.lymphatlas.pipeline;

import java.nio.file.Path;

import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.Transforms;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.VolumeFiles;

/** The priors of a case on disk, on the CT's grid, and the transform that carried them. */
final class PriorFiles {

	private PriorFiles() {}

	static void write(final FloatVolume distance, final FloatVolume probability, final LabelVolume station,
		final Registration registration, final Path folder)
	{
		Json.makeFolder(folder);
		VolumeFiles.write(distance, folder.resolve("distance.nii.gz"));
		VolumeFiles.write(probability, folder.resolve("probability.nii.gz"));
		VolumeFiles.write(station, folder.resolve("station.nii.gz"));
		Transforms.write(registration.transform(), folder.resolve("transform"));
	}
}
