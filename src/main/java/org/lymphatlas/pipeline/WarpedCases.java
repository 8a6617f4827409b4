package org.lymphatlas.pipeline;

import com.google.gson.JsonParseException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.lymphatlas.atlas.WarpedLabels;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.registration.Verdict;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.io.AtomicFiles;
import org.lymphatlas.volume.io.Sha256;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/**
 * The cases of an atlas, registered to its reference once and kept in a folder, so that a build that was stopped goes on
 * where it was, and a case can be added later. A case keeps {@code <case>.json}, written last, and where its registration
 * did not fail {@code <case>-nodes.nii.gz} and, if it has stations, {@code <case>-stations.nii.gz}: labels on the
 * reference's grid, which pack to some kilobytes. Safe for several threads with a case each.
 */
final class WarpedCases {

	/**
	 * What is remembered of a case; the same inputs give the same bytes.
	 *
	 * @param inputs SHA-256 of every file that went in, engine and version
	 * @param meanDice mean organ Dice after the registration
	 * @param remarks why the registration failed, or what it warned of
	 * @param files SHA-256 of the files kept beside, by name
	 */
	record Kept(SortedMap<String, String> inputs, Verdict verdict, String engine, double meanDice, List<String> remarks,
		SortedMap<String, String> files)
	{

		boolean failed() {
			return verdict == Verdict.FAILED;
		}
	}

	private final Path folder;
	private final AtlasReference reference;
	private final String engine;
	private final String engineVersion;
	private final Map<Manifest.Row, Map<String, String>> hashes = new ConcurrentHashMap<>();

	/** @throws InputException if the registration engine cannot run here */
	WarpedCases(final Path folder, final AtlasReference reference, final String engine) {
		this.folder = folder;
		this.reference = reference;
		this.engine = engine;
		engineVersion = Engines.requireRegistration(engine);
		Json.makeFolder(folder);
		AtomicFiles.removeUnfinished(folder);
	}

	/** The SHA-256 of a case's files, by their column in the manifest; each file is read once. */
	Map<String, String> hashes(final Manifest.Row row) {
		return hashes.computeIfAbsent(row, WarpedCases::hash);
	}

	private static Map<String, String> hash(final Manifest.Row row) {
		final SortedMap<String, String> hashes = new TreeMap<>(Map.of("ct", Sha256.of(row.ct()), "nodes", Sha256.of(row
			.requireNodes())));
		row.organs().ifPresent(organs -> hashes.put("organs", Sha256.of(organs)));
		row.stations().ifPresent(stations -> hashes.put("stations", Sha256.of(stations)));
		return hashes;
	}

	/** What an earlier run kept of a case, if it was made from the same inputs and its files are whole. */
	Optional<Kept> find(final Manifest.Row row) {
		final Path json = json(row.name());
		if (!Files.isRegularFile(json)) return Optional.empty();
		try {
			final Kept kept = Json.GSON.fromJson(Files.readString(json), Kept.class);
			final boolean same = kept != null && inputs(row).equals(kept.inputs()) && kept.verdict() != null && kept
				.files() != null && kept.files().entrySet().stream().allMatch(this::isWhole);
			return same ? Optional.of(kept) : Optional.empty();
		}
		catch (final JsonParseException damaged) {
			return Optional.empty();
		}
		catch (final IOException e) {
			throw new InputException("Cannot read " + json + ": " + e.getMessage(), e);
		}
	}

	private boolean isWhole(final Map.Entry<String, String> entry) {
		final Path file = folder.resolve(entry.getKey());
		return folder.equals(file.getParent()) && Files.isRegularFile(file) && Sha256.of(file).equals(entry.getValue());
	}

	private SortedMap<String, String> inputs(final Manifest.Row row) {
		final SortedMap<String, String> inputs = new TreeMap<>(hashes(row));
		inputs.putAll(reference.sha256());
		inputs.put("registration", engineVersion);
		inputs.put("version", RunRecord.version());
		return inputs;
	}

	/**
	 * Registers a case and keeps what came out. That its organs are not found or cannot be registered is an outcome, too.
	 *
	 * @throws InputException if its files cannot be read, or the folder cannot be written to
	 */
	Kept make(final Manifest.Row row, final Task task) {
		final SortedMap<String, String> inputs = inputs(row);
		final CtVolume ct = VolumeFiles.readCt(row.ct());
		final Mask nodes = VolumeFiles.readMask(row.requireNodes());
		final Registration registration;
		try {
			final Subject patient = new Subject(ct, AnatomySource.of(ct, Path.of(row.name()), row.organs(), task));
			registration = Engines.register(patient, reference.subject(), engine, task);
		}
		catch (final InputException e) {
			return keep(row, new Kept(inputs, Verdict.FAILED, engine, 0, List.of(e.getMessage()), new TreeMap<>()));
		}
		final SortedMap<String, String> files = new TreeMap<>();
		if (registration.verdict() != Verdict.FAILED) {
			final Grid grid = reference.ct().grid();
			write(WarpedLabels.of(nodes, grid, registration.transform()), nodesFile(row.name()), files);
			row.stations().ifPresent(stations -> write(WarpedLabels.of(VolumeFiles.readLabels(stations), grid, registration
				.transform()), stationsFile(row.name()), files));
		}
		return keep(row, new Kept(inputs, registration.verdict(), registration.engine(), meanDice(registration), registration
			.warnings(), files));
	}

	private void write(final WarpedLabels warped, final String file, final Map<String, String> files) {
		VolumeFiles.write(warped.codes(), folder.resolve(file));
		files.put(file, Sha256.of(folder.resolve(file)));
	}

	private Kept keep(final Manifest.Row row, final Kept kept) {
		Json.write(json(row.name()), kept);
		return kept;
	}

	private static double meanDice(final Registration registration) {
		return registration.diceAfter().values().stream().sorted().mapToDouble(Double::doubleValue).average().orElse(0);
	}

	/** The nodes of a case that did not fail. */
	WarpedLabels nodes(final String name) {
		return new WarpedLabels(VolumeFiles.readLabels(folder.resolve(nodesFile(name))));
	}

	/** The stations of a case that did not fail and has some. */
	WarpedLabels stations(final String name) {
		return new WarpedLabels(VolumeFiles.readLabels(folder.resolve(stationsFile(name))));
	}

	private Path json(final String name) {
		return folder.resolve(name + ".json");
	}

	private static String nodesFile(final String name) {
		return name + "-nodes.nii.gz";
	}

	private static String stationsFile(final String name) {
		return name + "-stations.nii.gz";
	}
}
