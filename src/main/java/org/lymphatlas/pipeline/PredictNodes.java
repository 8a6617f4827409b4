package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.Optional;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/**
 * The network alone: the probability of a node, from a CT and, where the model or the region wants them, the priors that
 * an earlier step wrote; and the labels of all classes that an imported model knows.
 */
public final class PredictNodes {

	/**
	 * @param ct what to call the input in the record: its path or window title
	 * @param priors folder that 'register' wrote
	 * @param output receives {@code probability.nii.gz}, {@code labels.nii.gz} (imported models) on the CT's grid,
	 *          {@code network-input.json} ({@link NetworkInput}) and {@code record-predict.json}
	 * @param network the model and how it predicts
	 */
	public record Options(Path ct, Optional<Path> priors, Path output, Prediction.Options network) {}

	private PredictNodes() {}

	/** @return what was written, in words */
	public static String run(final CtVolume ct, final Options options, final Task task) {
		OutputFolder.check(options.output());
		final RunRecord record = new RunRecord("predict", options);
		final StageClock clock = new StageClock(task);
		record.input(options.ct(), ct.grid());
		final Optional<StoredCase> stored = options.priors().map(StoredCase::ofPriors);
		final Prediction.Result result;
		try (Prediction prediction = clock.time("read model", () -> Prediction.of(options.network(), record))) {
			final MemoryPlan memory = prediction.memory(ct.grid());
			memory.requireHeap();
			record.put("predictedMemory", memory);
			result = clock.time("network", () -> prediction.run(ct, PatientMaps.of(stored, () -> stored.flatMap(
				StoredCase::organs).orElseGet(() -> AnatomySource.of(ct, options.ct(), Optional.empty(), task).organs())), options
					.network().region(), task));
		}
		clock.run("write", () -> write(result, options.output()));
		record.put("labels", result.names());
		record.writeStep(options.output(), clock.stages());
		return (result.probability().isPresent() ? "Probability in " + options.output().resolve("probability.nii.gz")
			: "No class of the model is a node") + (result.labels().isPresent() ? "; labels in " + options.output().resolve(
				"labels.nii.gz") : "");
	}

	private static void write(final Prediction.Result result, final Path output) {
		Json.makeFolder(output);
		NetworkInput.of(result.input()).write(output);
		result.probability().ifPresent(volume -> VolumeFiles.write(volume, output.resolve("probability.nii.gz")));
		result.labels().ifPresent(volume -> VolumeFiles.write(volume, result.names(), output.resolve("labels.nii.gz")));
	}
}
