package org.lymphatlas.segmentation.totalsegmentator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.lymphatlas.anatomy.TotalSegmentatorOrgans.Version;
import org.lymphatlas.network.ModelKind;
import org.lymphatlas.network.nnunet.NnunetFolder;
import org.lymphatlas.network.nnunet.NnunetImport;
import org.lymphatlas.network.nnunet.NnunetModel;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.AtomicFolder;
import org.scijava.task.Task;

/**
 * The networks of TotalSegmentator that this machine has for one quality: imported ones, and those that TotalSegmentator
 * keeps for itself, which are imported when they are first used.
 *
 * @param quality what they are for
 * @param version whose networks and names they are
 * @param parts in the order in which they are merged
 */
public record TotalSegmentatorModels(Quality quality, Version version, List<Found> parts) {

	/** Of the task "total", whose weights anybody may use. */
	private static final String LICENCE = "Apache-2.0: TotalSegmentator, github.com/wasserth/TotalSegmentator";
	/** The only one that TotalSegmentator uses. */
	static final String FOLD = "0";
	/** nnU-Net's name of a training as TotalSegmentator's big networks are called; version 3 has small ones beside them. */
	private static final String TRAINING = "__nnUNetPlans__3d_fullres";

	/**
	 * A network found.
	 *
	 * @param part which it is
	 * @param place the folder of an imported model, or of TotalSegmentator's own training
	 * @param importTo where the latter's model is kept once it is imported; empty for the former
	 */
	record Found(Quality.Part part, Path place, Optional<Path> importTo) {

		/** Reads the model; imports it first if need be. */
		NnunetModel open(final Task task) {
			importTo.ifPresent(folder -> {
				task.setStatusMessage("Importing " + place + " to " + folder);
				AtomicFolder.write(folder, part -> NnunetImport.run(new NnunetImport.Source(List.of(place), place.toString(), "",
					FOLD, "final", LICENCE), part, task));
			});
			return NnunetFolder.read(importTo.orElse(place));
		}
	}

	/**
	 * Looks for all networks that are needed; version 2's are preferred.
	 *
	 * @throws InputException if one is missing; says which and where it was looked for
	 */
	public static TotalSegmentatorModels find(final Quality quality, final TotalSegmentatorPlaces places) {
		final List<Imported> imported = imported(places);
		for (final Version version : List.of(Version.V2, Version.V3)) {
			final List<Found> found = new ArrayList<>();
			for (final Quality.Part part : quality.parts())
				find(part, version, imported, places).ifPresent(found::add);
			if (quality.parts().stream().filter(Quality.Part::needed).allMatch(part -> found.stream().anyMatch(f -> f
				.part() == part))) return new TotalSegmentatorModels(quality, version, found);
		}
		throw new InputException("no network of TotalSegmentator for " + quality.spacingMm() + " mm (data set " + quality
			.parts().stream().filter(Quality.Part::needed).map(part -> Integer.toString(part.dataset())).collect(Collectors
				.joining(" and ")) + ") is imported in " + places.models() + ", and TotalSegmentator keeps none in " + places
					.weights() + "; import it with import-model");
	}

	/** An imported model by nnU-Net's name of its data set. */
	private record Imported(Path folder, String dataset) {

		boolean is(final int number) {
			return TotalSegmentatorPlaces.isDataset(dataset, number) || TotalSegmentatorPlaces.isDataset(folder.getFileName()
				.toString(), number);
		}
	}

	private static List<Imported> imported(final TotalSegmentatorPlaces places) {
		final List<Imported> models = new ArrayList<>();
		for (final Path folder : TotalSegmentatorPlaces.folders(places.models())) {
			if (ModelKind.of(folder) != ModelKind.NNUNET) continue;
			try {
				models.add(new Imported(folder, NnunetFolder.read(folder).plan().origin().dataset()));
			}
			catch (final InputException unreadable) {
				// Another model's trouble: whoever uses that one is told.
			}
		}
		return models;
	}

	private static Optional<Found> find(final Quality.Part part, final Version version, final List<Imported> imported,
		final TotalSegmentatorPlaces places)
	{
		final int dataset = part.dataset(version);
		return imported.stream().filter(model -> model.is(dataset)).findFirst()
			.map(model -> new Found(part, model.folder(), Optional.empty())).or(() -> places.weights(dataset).flatMap(
				folder -> training(folder).map(training -> new Found(part, training, Optional.of(places.models().resolve(folder
					.getFileName().toString()))))));
	}

	private static Optional<Path> training(final Path dataset) {
		return TotalSegmentatorPlaces.folders(dataset).stream().filter(folder -> folder.getFileName().toString().endsWith(
			TRAINING)).findFirst();
	}

	/** For logs and records: which networks, from where. */
	public String describe() {
		return parts.stream().map(found -> found.part().dataset(version) + " in " + found.place() + found.importTo().map(
			folder -> ", to be imported to " + folder).orElse("")).collect(Collectors
			.joining(", "));
	}
}
