package org.lymphatlas.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.lymphatlas.anatomy.LungHull;
import org.lymphatlas.network.Device;
import org.lymphatlas.segmentation.PostProcessing;
import org.lymphatlas.segmentation.PostProcessingOptions;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/**
 * Steps of the ablation over all cases of a manifest, each in one process: what {@code register}, {@code predict},
 * {@code postprocess} and {@code evaluate} do for one case. What is done is not done again. Arguments:
 *
 * <pre>
 * register MANIFEST ATLAS PRIORS                     the atlas brought onto each case
 * predict  MANIFEST PRIORS MODEL OUTPUT              probability.nii.gz of each case, in all that the model sees
 * average  MANIFEST OUTPUT PROBABILITIES...          means of probabilities
 * evaluate MANIFEST PRIORS PROBABILITIES OUTPUT      evaluation.csv of each {@link Cut}, in a folder of its name
 * </pre>
 */
public final class AblationCases {

	/**
	 * How nodes are cut out of a probability.
	 *
	 * @param priors whether the atlas lowers the threshold and the lungs' hull bounds the nodes
	 */
	private record Cut(String name, boolean priors, double threshold, double minDiameterMm) {}

	/** Without post-processing (the paper's table 3), with our defaults, and with the paper's choice for its table 4. */
	private static final List<Cut> CUTS = List.of(new Cut("table-3", false, 0.5, 0), new Cut("table-4", true, 0.5, 5),
		new Cut("table-4-paper", true, 0.2, 0));

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
			case "evaluate" -> cases.evaluate(paths[0], paths[1], paths[2]);
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
				write(prediction.run(VolumeFiles.readCt(row.ct()), PatientMaps.of(Optional.of(stored), () -> stored.organs()
					.orElseThrow()), Region.ALL, task).probability().orElseThrow(), output, row);
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

	private void evaluate(final Path priors, final Path probabilities, final Path output) {
		if (CUTS.stream().allMatch(cut -> Files.exists(output.resolve(cut.name).resolve("evaluation.csv")))) return;
		final List<List<EvaluateCases.Score>> scores = new ArrayList<>();
		CUTS.forEach(cut -> scores.add(new ArrayList<>()));
		for (final Manifest.Row row : rows) {
			final FloatVolume probability = VolumeFiles.readFloat(probability(probabilities, row));
			final StoredCase stored = new StoredCase(priors.resolve(row.name()));
			final FloatVolume atlas = stored.probability();
			final Mask hull = LungHull.of(stored.organs().orElseThrow(), probability.grid()), truth = VolumeFiles.readMask(row
				.requireNodes());
			for (int i = 0; i < scores.size(); i++) {
				final Cut cut = CUTS.get(i);
				scores.get(i).add(EvaluateCases.compare(row.name(), truth, PostProcessing.instances(probability, cut.priors ? atlas
					: null, cut.priors ? hull : null, new PostProcessingOptions(cut.threshold, cut.minDiameterMm)).nodes()
						.foreground()));
			}
		}
		for (int i = 0; i < scores.size(); i++) {
			final Path folder = output.resolve(CUTS.get(i).name);
			Json.makeFolder(folder);
			EvaluateCases.write(scores.get(i), folder);
		}
	}

	private static Path probability(final Path folder, final Manifest.Row row) {
		return folder.resolve(row.name()).resolve("probability.nii.gz");
	}

	private static void write(final FloatVolume probability, final Path folder, final Manifest.Row row) {
		Json.makeFolder(folder.resolve(row.name()));
		VolumeFiles.write(probability, probability(folder, row));
	}
}
