package org.lymphatlas.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.network.CropSource;
import org.lymphatlas.training.CaseFile;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/**
 * The cases of a training, each prepared once and kept as a file, however often a network is trained on it: a preparation
 * that was stopped goes on with what is missing. Several trainings may share a folder.
 */
final class PreparedCases {

	private static final int CORES = Runtime.getRuntime().availableProcessors();

	private final Path folder;
	private final Optional<Atlas> atlas;
	private final String registrationEngine;
	private final double[] spacingMm;
	private final CropSource crop;
	private final BadCases bad;
	private final RunRecord record;
	private final Task task;
	private final Map<Manifest.Row, CaseFile> files = new ConcurrentHashMap<>();
	private final SortedMap<String, String> damaged = new ConcurrentSkipListMap<>();

	/**
	 * @param atlas for priors; else there are none, and nothing is registered
	 * @throws InputException if the registration engine cannot run here
	 */
	PreparedCases(final Path folder, final Optional<Atlas> atlas, final String registrationEngine, final double[] spacingMm,
		final CropSource crop, final BadCases bad, final RunRecord record, final Task task)
	{
		this.folder = folder;
		this.atlas = atlas;
		this.registrationEngine = registrationEngine;
		this.spacingMm = spacingMm.clone();
		this.crop = crop;
		this.record = record;
		this.task = task;
		this.bad = bad;
		if (atlas.isPresent()) Engines.requireRegistration(registrationEngine);
	}

	/**
	 * Opens what is prepared, and prepares what is missing, some cases at a time.
	 *
	 * @return the rows whose cases can be used, in their order
	 * @throws InputException naming every bad case, if these are to be refused or no other is left
	 */
	List<Manifest.Row> prepare(final List<Manifest.Row> rows) {
		return prepare(rows, CaseCheck::annotated);
	}

	/** @param serves throws what is wrong with a row for the use that is made of it, before anything else is looked at */
	List<Manifest.Row> prepare(final List<Manifest.Row> rows, final Consumer<Manifest.Row> serves) {
		final List<Manifest.Row> distinct = rows.stream().distinct().toList();
		distinct.forEach(row -> bad.check(row, serves.andThen(CaseCheck::row)));
		SideBySide.forEach(bad.without(distinct), CORES, task, (row, rowTask) -> open(row));
		final List<Manifest.Row> missing = bad.without(distinct).stream().filter(row -> !files.containsKey(row)).toList();
		record.put("casesPreparedEarlier", files.size());
		damaged.values().forEach(record::warn);
		tellOutdated(missing);
		SideBySide.forEach(missing, CORES, task, (row, rowTask) -> bad.check(row, CaseCheck::headers));
		final List<Manifest.Row> readable = bad.without(missing);
		SideBySide.forEach(readable, jobs(readable), task, (row, rowTask) -> bad.check(row, CaseCheck::voxels));
		final List<Manifest.Row> sound = bad.good(rows).stream().filter(missing::contains).distinct().toList();
		SideBySide.forEach(sound, jobs(sound), task, this::make);
		warnOfCrops(bad.good(rows));
		return bad.good(rows);
	}

	/** Once a case, also of those that were prepared earlier. */
	private void warnOfCrops(final List<Manifest.Row> rows) {
		for (final Manifest.Row row : rows.stream().distinct().toList())
			if (get(row).provenance().get(PreparedCase.CROP_NOTES) instanceof List<?> notes) notes.forEach(note -> record.warn(
				"Case '" + row.name() + "': " + note));
	}

	/** The prepared case of a row that can be used. */
	CaseFile get(final Manifest.Row row) {
		return files.get(row);
	}

	private void open(final Manifest.Row row) {
		final String sources = sources(row);
		final Path file = PreparedCase.file(folder, row.name(), sources);
		if (!Files.isRegularFile(file)) return;
		try {
			final CaseFile prepared = CaseFile.open(file);
			if (sources.equals(prepared.provenance().get(PreparedCase.SOURCES))) files.put(row, prepared);
		}
		catch (final InputException e) {
			damaged.put(row.name(), e.getMessage() + "; it is made anew");
		}
	}

	private String sources(final Manifest.Row row) {
		return PreparedCase.sources(row, atlas, registrationEngine, spacingMm, crop);
	}

	/** Says which cases are in the folder, but from other sources, or as an earlier version kept them. */
	private void tellOutdated(final List<Manifest.Row> missing) {
		if (!Files.isDirectory(folder)) return;
		try (Stream<Path> content = Files.list(folder)) {
			final List<String> names = content.map(path -> path.getFileName().toString()).toList();
			final List<String> outdated = missing.stream().map(Manifest.Row::name).filter(name -> names.stream().anyMatch(
				n -> n.matches(Pattern.quote(name) + "-[0-9a-f]{8}(\\.case)?"))).toList();
			if (outdated.isEmpty()) return;
			task.setStatusMessage(outdated.size() + " case(s) in " + folder + " were prepared from other files, with other " +
				"options or by an earlier version, and are made anew: " + String.join(", ", outdated));
			record.put("casesPreparedAnew", outdated);
		}
		catch (final IOException e) {
			throw new InputException(folder + " cannot be listed: " + e.getMessage(), e);
		}
	}

	/** Half as many as there are cores, since each uses several at times; fewer where memory has no room for them. */
	private int jobs(final List<Manifest.Row> rows) {
		final long most = rows.stream().mapToLong(row -> MemoryPlan.registrationBytes(VolumeFiles.readGrid(row.ct()))).max()
			.orElse(0);
		return MemoryPlan.atOnce(Math.max(1, CORES / 2), most, atlas.map(reference -> reference.ct().grid()));
	}

	private void make(final Manifest.Row row, final Task rowTask) {
		task.setStatusMessage("Preparing case " + row.name());
		final String sources = sources(row);
		final Path file = PreparedCase.file(folder, row.name(), sources);
		bad.get(row, () -> PreparedCase.of(row, atlas, registrationEngine, spacingMm, crop, rowTask)).ifPresent(made -> {
			made.write(file, row.name(), sources);
			files.put(row, CaseFile.open(file));
		});
	}
}
