package org.lymphatlas.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.network.CropSource;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.registration.Verdict;
import org.lymphatlas.training.Annotation;
import org.lymphatlas.training.CaseFileWriter;
import org.lymphatlas.training.CasePriors;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Downsampling;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Resampling;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/**
 * A case of a manifest as training needs it, on the network's grid.
 *
 * @param priors distance and probability, if there is an atlas
 * @param cropNotes what is to be known about the part of the CT that it is
 * @param registration how the atlas came onto it, without times: the same sources give the same bytes; else nothing
 */
record PreparedCase(CtVolume hu, Optional<CasePriors> priors, Mask nodes, List<String> cropNotes,
	Map<String, Object> registration)
{

	/** Key of {@link #sources} in the provenance of a prepared case. */
	static final String SOURCES = "sources";
	/** Key of the registration's summary. */
	static final String REGISTRATION = "registration";
	/** Key of what is to be known about the crop. */
	static final String CROP_NOTES = "cropNotes";

	/**
	 * Registers the atlas to a case and brings all onto the network's grid.
	 *
	 * @param atlas for priors; without it nothing is registered, and organs are looked for only if the crop asks for them
	 * @throws InputException if the case's files cannot be read or do not fit each other, if no lung is found, the atlas
	 *           cannot be brought onto it, or no node is left on the network's grid
	 */
	static PreparedCase of(final Manifest.Row row, final Optional<Atlas> atlas, final String registrationEngine,
		final double[] spacingMm, final CropSource crop, final Task task)
	{
		final CtVolume ct = VolumeFiles.readCt(row.ct());
		final Mask drawn = row.annotation() == Annotation.NONE ? new Mask(ct.grid()) : VolumeFiles.readMask(row
			.requireNodes());
		final Supplier<Anatomy> anatomy = () -> AnatomySource.of(ct, row.ct(), row.organs(), task);
		final Optional<AlignedCase> aligned = atlas.map(reference -> align(ct, anatomy.get(), reference, registrationEngine,
			task));
		final NetworkGrid seen = NetworkGrid.of(ct, () -> aligned.map(AlignedCase::anatomy).orElseGet(anatomy).organs(), crop,
			Optional.of(drawn), spacingMm, task);
		final Grid grid = seen.grid();
		final Mask nodes = Resampling.smooth(drawn, grid);
		if (row.annotation() != Annotation.NONE && nodes.count() == 0) throw new InputException("none of its " + drawn
			.count() + " annotated voxels is left in the lungs' box at the network's spacing (" + grid +
			"): are they of this patient, and larger than a voxel?");
		return new PreparedCase(Downsampling.ct(ct, grid), aligned.map(AlignedCase::priors).map(priors -> new CasePriors(priors
			.distance(grid), priors.probability(grid))), nodes, seen.notes(), aligned.map(PreparedCase::summary).orElse(Map
				.of()));
	}

	private static AlignedCase align(final CtVolume ct, final Anatomy anatomy, final Atlas atlas, final String engine,
		final Task task)
	{
		final Registration registration = Engines.register(new Subject(ct, anatomy), atlas.subject(), engine, task);
		if (registration.verdict() == Verdict.FAILED) throw new InputException("the atlas cannot be registered to it: " +
			String.join("; ", registration.warnings()));
		return new AlignedCase(ct, anatomy, atlas, registration);
	}

	private static Map<String, Object> summary(final AlignedCase aligned) {
		final Map<String, Object> summary = AlignedCase.summary(aligned.registration());
		summary.remove("stages");
		return summary;
	}

	/** Writes the case as {@link org.lymphatlas.training.CaseFile}. */
	void write(final Path file, final String name, final String sources) {
		final Map<String, Object> provenance = new LinkedHashMap<>();
		provenance.put(SOURCES, sources);
		provenance.put(REGISTRATION, registration);
		provenance.put(CROP_NOTES, cropNotes);
		provenance.put("version", RunRecord.version());
		CaseFileWriter.write(file, name, hu, priors, nodes, provenance);
	}

	/**
	 * All that determines what a prepared case holds: files with their sizes and times, atlas and registration if it has
	 * priors, spacing, and a crop other than by organs, which goes without saying. A case whose nodes were corrected since
	 * is another one.
	 */
	static String sources(final Manifest.Row row, final Optional<Atlas> atlas, final String registrationEngine,
		final double[] spacingMm, final CropSource crop)
	{
		final String nodes = row.nodes().filter(file -> row.annotation() != Annotation.NONE).map(PreparedCase::stamp).orElse(
			"");
		final String priors = atlas.map(reference -> reference.name() + "|" + new TreeMap<>(reference.provenance()) + "|" +
			registrationEngine).orElse("no priors");
		return String.join("|", stamp(row.ct()), nodes, row.organs().map(PreparedCase::stamp).orElse(""), priors, Arrays
			.toString(spacingMm)) + (crop == CropSource.ORGANS ? "" : "|" + crop.key());
	}

	/** A case made from these sources is kept here: neither another manifest's nor another atlas' is mistaken for it. */
	static Path file(final Path folder, final String name, final String sources) {
		final CRC32 crc = new CRC32();
		crc.update(sources.getBytes(StandardCharsets.UTF_8));
		return folder.resolve(String.format("%s-%08x.case", name, crc.getValue()));
	}

	private static String stamp(final Path fileOrFolder) {
		try (Stream<Path> files = Files.isDirectory(fileOrFolder) ? Files.list(fileOrFolder) : Stream.of(fileOrFolder)) {
			final List<Path> sorted = files.sorted().toList();
			final StringBuilder stamp = new StringBuilder(fileOrFolder.toString());
			for (final Path file : sorted) {
				final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
				stamp.append(' ').append(file.getFileName()).append(' ').append(attributes.size()).append(' ').append(attributes
					.lastModifiedTime().toMillis());
			}
			return stamp.toString();
		}
		catch (final IOException e) {
			throw new InputException(fileOrFolder + " cannot be looked at: " + e, e);
		}
	}
}
