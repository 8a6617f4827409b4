package org.lymphatlas.pipeline;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.atlas.Priors;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.registration.Verdict;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Downsampling;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Resampling;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/**
 * A case of a manifest as training needs it, on the network's grid: HU, distance and probability, and the nodes. Kept in a
 * folder, so that the registration runs once however often a network is trained.
 */
record PreparedCase(CtVolume hu, FloatVolume distance, FloatVolume probability, Mask nodes) {

	/** A prepared case is whole when this file is there: it is written last. */
	private static final String DONE = "registration.json";

	/**
	 * Reads the case, or makes it and keeps it. What it was made from is in the name of its folder, so that neither a case
	 * of the same name in another manifest nor another atlas or spacing is mistaken for it.
	 *
	 * @param cases folder of prepared cases
	 * @throws InputException if the atlas cannot be brought onto the case
	 */
	static PreparedCase of(final Manifest.Row row, final Atlas atlas, final String registrationEngine,
		final double spacingMm, final Path cases, final Task task)
	{
		final CRC32 sources = new CRC32();
		sources.update(String.join("|", row.ct().toString(), row.nodes().toString(), row.organs().toString(), atlas.name(),
			new TreeMap<>(atlas.provenance()).toString(), registrationEngine, Double.toString(spacingMm)).getBytes(StandardCharsets.UTF_8));
		final Path folder = cases.resolve(String.format("%s-%08x", row.name(), sources.getValue()));
		if (!Files.isRegularFile(folder.resolve(DONE))) make(row, atlas, registrationEngine, spacingMm, folder, task);
		return new PreparedCase(VolumeFiles.readCt(folder.resolve("hu.nii.gz")), VolumeFiles.readFloat(folder.resolve(
			"distance.nii.gz")), VolumeFiles.readFloat(folder.resolve("probability.nii.gz")), VolumeFiles.readMask(folder
				.resolve("nodes.nii.gz")));
	}

	private static void make(final Manifest.Row row, final Atlas atlas, final String registrationEngine,
		final double spacingMm, final Path folder, final Task task)
	{
		final CtVolume ct = VolumeFiles.readCt(row.ct());
		final Anatomy anatomy = AnatomySource.of(ct, row.ct(), row.organs(), task);
		final Registration registration = Engines.register(new Subject(ct, anatomy), atlas.subject(), registrationEngine,
			task);
		if (registration.verdict() == Verdict.FAILED) throw new InputException("The atlas cannot be registered to case '" +
			row.name() + "': " + String.join("; ", registration.warnings()));
		final Grid grid = NetworkGrid.of(ct.grid(), anatomy.organs(), spacingMm);
		final Priors priors = new Priors(atlas, registration.transform());
		final Mask nodes = row.nodes().map(file -> Resampling.smooth(VolumeFiles.readMask(file), grid)).orElseGet(() -> new Mask(
			grid));
		Json.makeFolder(folder);
		VolumeFiles.write(Downsampling.ct(ct, grid), folder.resolve("hu.nii.gz"));
		VolumeFiles.write(priors.distance(grid), folder.resolve("distance.nii.gz"));
		VolumeFiles.write(priors.probability(grid), folder.resolve("probability.nii.gz"));
		VolumeFiles.write(nodes, folder.resolve("nodes.nii.gz"));
		Json.write(folder.resolve(DONE), Map.of("case", row.name(), "atlas", atlas.name(), "registration", AlignedCase
			.summary(registration)));
	}
}
