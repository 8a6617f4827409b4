package org.lymphatlas.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.lymphatlas.anatomy.LungHull;
import org.lymphatlas.network.Device;
import org.lymphatlas.segmentation.PostProcessing;
import org.lymphatlas.segmentation.PostProcessingOptions;
import org.lymphatlas.segmentation.Surroundings;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/**
 * Steps of the ablations over all cases of a manifest, each in one process: what {@code register}, {@code predict},
 * {@code postprocess} and {@code evaluate} do for one case. What is done is not done again. Arguments:
 *
 * <pre>
 * register MANIFEST ATLAS PRIORS                     the atlas brought onto each case
 * predict  MANIFEST PRIORS MODEL OUTPUT              probability.nii.gz of each case, in all that the model sees
 * average  MANIFEST OUTPUT PROBABILITIES...          means of probabilities
 * evaluate MANIFEST PRIORS PROBABILITIES OUTPUT CUTS...
 *                                                    evaluation.csv of each cut named, in a folder of its name
 * </pre>
 */
public final class AblationCases {

	private static final PostProcessingOptions PLAIN = new PostProcessingOptions(0.5, false, 0, Double.NEGATIVE_INFINITY,
		Double.POSITIVE_INFINITY, 0, 0);

	/**
	 * How nodes are cut out of a probability, by name: without post-processing (paper A's table 3; at another threshold as
	 * {@code plain-0.9}), with our defaults and with the paper's choice for its table 4, and as the two papers' authors did it.
	 */
	private static final Map<String, PostProcessingOptions> CUTS = Map.of("table-3", PLAIN, "table-4",
		new PostProcessingOptions(0.5, 5), "table-4-paper", new PostProcessingOptions(0.2, 0), "plain", PLAIN, "atlas-priors",
		PostProcessingOptions.DEFAULT, "dbdmp", PostProcessingOptions.DBDMP);

	private final List<Manifest.Row> rows;
	private final Task task = new InlineTask("ablation");

	private AblationCases(final Path manifest) {
		rows = Manifest.read(manifest).rows();
	}

	public static void main(final String[] args) {
		final AblationCases cases = new AblationCases(Path.of(args[1]));
		final Path[] paths = Arrays.stream(args).skip(2).map(Path::of).toArray(Path[]::new);
		switch (args[0]) {
			case "register" -> cases.register(paths[0], paths[1]);
			case "predict" -> cases.predict(paths[0], paths[1], paths[2]);
			case "average" -> cases.average(paths[0], List.of(paths).subList(1, paths.length));
			case "evaluate" -> cases.evaluate(paths[0], paths[1], paths[2], List.of(args).subList(5, args.length));
			default -> throw new IllegalArgumentException("No step " + args[0]);
		}
	}

	private void register(final Path atlas, final Path priors) {
		for (final Manifest.Row row : rows) {
			final Path folder = priors.resolve(row.name());
			if (!Files.exists(folder.resolve("record.json"))) RegisterAtlas.run(VolumeFiles.readCt(row.ct()),
				new RegisterAtlas.Options(row.ct(), folder, row.organs(), OrganChoice.AUTO, Optional.of(atlas),
					RegistrationChoice.AUTO), task);
		}
	}

	private void predict(final Path priors, final Path model, final Path output) {
		final Prediction.Options options = new Prediction.Options(Optional.of(model), "auto", Device.CPU, Prediction.Mode.FAST,
			Region.ALL, Optional.empty(), List.of());
		try (Prediction prediction = Prediction.of(options, new RunRecord("predict", options))) {
			for (final Manifest.Row row : rows) {
				if (Files.exists(probability(output, row))) continue;
				final StoredCase stored = new StoredCase(priors.resolve(row.name()));
				final Prediction.Result result = prediction.run(VolumeFiles.readCt(row.ct()), PatientMaps.of(Optional.of(stored),
					() -> stored.organs().orElseThrow()), Region.ALL, task);
				Json.makeFolder(output.resolve(row.name()));
				NetworkInput.of(result.input()).write(output.resolve(row.name()));
				write(result.probability().orElseThrow(), output, row);
			}
		}
	}

	private void average(final Path output, final List<Path> folders) {
		for (final Manifest.Row row : rows) {
			if (Files.exists(probability(output, row))) continue;
			final FloatVolume sum = VolumeFiles.readFloat(probability(folders.get(0), row));
			for (final Path folder : folders.subList(1, folders.size())) {
				final float[] other = VolumeFiles.readFloat(probability(folder, row)).values();
				for (int i = 0; i < other.length; i++)
					sum.values()[i] += other[i];
			}
			for (int i = 0; i < sum.values().length; i++)
				sum.values()[i] /= folders.size();
			write(sum, output, row);
		}
	}

	private void evaluate(final Path priors, final Path probabilities, final Path output, final List<String> names) {
		final List<String> cuts = names.stream().filter(cut -> !Files.exists(output.resolve(cut).resolve("evaluation.csv")))
			.toList();
		if (cuts.isEmpty()) return;
		final Map<String, List<EvaluateCases.Score>> scores = new TreeMap<>();
		for (final Manifest.Row row : rows) {
			final FloatVolume probability = VolumeFiles.readFloat(probability(probabilities, row));
			final StoredCase stored = new StoredCase(priors.resolve(row.name()));
			final FloatVolume atlas = stored.probability();
			final Mask hull = LungHull.of(stored.organs().orElseThrow(), probability.grid()), truth = VolumeFiles.readMask(row
				.requireNodes());
			for (final String cut : cuts) {
				final PostProcessingOptions options = options(cut);
				final Surroundings around = new Surroundings(Optional.of(atlas), Optional.of(hull), options.needsCt() ? Optional.of(
					VolumeFiles.readCt(row.ct())) : Optional.empty(), options.needsInput() ? Optional.of(NetworkInput.beside(
						probability(probabilities, row), probability.grid())) : Optional.empty());
				scores.computeIfAbsent(cut, c -> new ArrayList<>()).add(EvaluateCases.compare(row.name(), truth, PostProcessing
					.instances(probability, around, options).nodes().foreground()));
			}
		}
		scores.forEach((cut, all) -> {
			Json.makeFolder(output.resolve(cut));
			EvaluateCases.write(all, output.resolve(cut));
		});
	}

	private static PostProcessingOptions options(final String cut) {
		if (!cut.startsWith("plain-")) return CUTS.get(cut);
		return new PostProcessingOptions(Double.parseDouble(cut.substring("plain-".length())), PLAIN.atlasPriors(), PLAIN
			.borderVoxels(), PLAIN.minHu(), PLAIN.maxHu(), PLAIN.minVolumeMm3(), PLAIN.minDiameterMm());
	}

	private static Path probability(final Path folder, final Manifest.Row row) {
		return folder.resolve(row.name()).resolve("probability.nii.gz");
	}

	private static void write(final FloatVolume probability, final Path folder, final Manifest.Row row) {
		Json.makeFolder(folder.resolve(row.name()));
		VolumeFiles.write(probability, probability(folder, row));
	}
}
