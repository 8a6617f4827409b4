package org.lymphatlas.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.anatomy.TotalSegmentatorOrgans;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.VolumeFiles;

/** What an earlier step left in a case's folder, for the steps after it. */
record StoredCase(Path folder) {

	/**
	 * @param priors what 'register' or 'segment' wrote: the case's folder, or {@code priors/} in it
	 * @throws InputException if it holds no priors
	 */
	static StoredCase ofPriors(final Path priors) {
		for (final Path folder : new Path[] { priors, priors.toAbsolutePath().normalize().getParent() })
			if (folder != null && Files.isRegularFile(folder.resolve("priors/distance.nii.gz"))) return new StoredCase(folder);
		throw new InputException("There are no priors in " + priors + "; run 'register' with output=" + priors + " first");
	}

	FloatVolume distance() {
		return VolumeFiles.readFloat(folder.resolve("priors/distance.nii.gz"));
	}

	FloatVolume probability() {
		return VolumeFiles.readFloat(folder.resolve("priors/probability.nii.gz"));
	}

	LabelVolume station() {
		return VolumeFiles.readLabels(folder.resolve("priors/station.nii.gz"));
	}

	RuleStations ruleStations() {
		return RuleStations.read(folder.resolve("priors"));
	}

	/** Empty if no organs were left there. */
	Optional<Organs> organs() {
		final Path organs = folder.resolve("organs");
		return Files.isDirectory(organs) ? Optional.of(TotalSegmentatorOrgans.readFolder(organs).organs()) : Optional.empty();
	}
}
