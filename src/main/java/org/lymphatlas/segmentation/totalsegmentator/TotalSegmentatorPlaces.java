package org.lymphatlas.segmentation.totalsegmentator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where networks may lie.
 *
 * @param models folder of imported models, one folder each: the system property {@code lymphatlas.models}, the environment
 *          variable {@code LYMPHATLAS_MODELS}, or {@code .lymphatlas/models} in the user's home
 * @param weights where TotalSegmentator itself keeps its networks, one folder a data set: the environment variable
 *          {@code TOTALSEG_WEIGHTS_PATH}, or {@code nnunet/results} in {@code TOTALSEG_HOME_DIR} or in
 *          {@code .totalsegmentator} in the user's home
 */
public record TotalSegmentatorPlaces(Path models, Path weights) {

	/** As the system says. */
	public static TotalSegmentatorPlaces standard() {
		return of(System.getenv(), Optional.ofNullable(System.getProperty("lymphatlas.models")), Path.of(System.getProperty(
			"user.home", "")));
	}

	static TotalSegmentatorPlaces of(final Map<String, String> environment, final Optional<String> property,
		final Path home)
	{
		final Path models = property.or(() -> Optional.ofNullable(environment.get("LYMPHATLAS_MODELS"))).map(Path::of).orElse(
			home.resolve(".lymphatlas").resolve("models"));
		final Path weights = Optional.ofNullable(environment.get("TOTALSEG_WEIGHTS_PATH")).map(Path::of).orElseGet(
			() -> Optional.ofNullable(environment.get("TOTALSEG_HOME_DIR")).map(Path::of).orElse(home.resolve(
				".totalsegmentator")).resolve("nnunet").resolve("results"));
		return new TotalSegmentatorPlaces(models, weights);
	}

	/** TotalSegmentator's own folder of a data set, if it has it. */
	Optional<Path> weights(final int dataset) {
		return folders(weights).stream().filter(folder -> isDataset(folder.getFileName().toString(), dataset)).findFirst();
	}

	/** Data sets whose weights TotalSegmentator's program would fetch before it could work. */
	public List<Integer> missing(final Quality quality) {
		return quality.programDatasets().stream().filter(dataset -> weights(dataset).isEmpty()).toList();
	}

	/** Is that nnU-Net's name of the data set, as in {@code Dataset297_TotalSegmentator_total_3mm_1559subj}? */
	static boolean isDataset(final String name, final int dataset) {
		return name.startsWith(String.format("Dataset%03d_", dataset));
	}

	/** The folders in a folder, by name; none if it is not there or cannot be read. */
	static List<Path> folders(final Path parent) {
		if (!Files.isDirectory(parent)) return List.of();
		try (Stream<Path> entries = Files.list(parent)) {
			return entries.filter(Files::isDirectory).sorted().toList();
		}
		catch (final IOException unreadable) {
			return List.of();
		}
	}
}
