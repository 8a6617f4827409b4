package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.lymphatlas.anatomy.LungHull;
import org.lymphatlas.segmentation.PostProcessed;
import org.lymphatlas.segmentation.PostProcessing;
import org.lymphatlas.segmentation.PostProcessingOptions;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/** From a probability to nodes: the threshold that the atlas lowers, the lungs' hull, and the removal of small ones. */
public final class PostProcess {

	/**
	 * @param probability file with the probability of a node
	 * @param priors folder that 'register' wrote; without it neither atlas nor hull is used
	 * @param output receives {@code nodes.nii.gz} and {@code record-postprocess.json}
	 * @param threshold of the probability before the atlas lowers it
	 * @param minDiameterMm smallest ellipsoid diameter kept
	 */
	public record Options(Path probability, Optional<Path> priors, Path output, double threshold, double minDiameterMm) {}

	private PostProcess() {}

	public static PostProcessed run(final Options options, final Task task) {
		OutputFolder.check(options.output());
		final RunRecord record = new RunRecord("postprocess", options);
		final StageClock clock = new StageClock(task);
		final FloatVolume probability = clock.time("read", () -> VolumeFiles.readFloat(options.probability()));
		checkRange(options.probability(), probability);
		record.input(options.probability(), probability.grid());
		final Optional<StoredCase> stored = options.priors().map(StoredCase::ofPriors);
		final Mask hull = stored.flatMap(StoredCase::organs).map(o -> LungHull.of(o, probability.grid())).orElse(null);
		if (stored.isEmpty()) record.warn("No priors: the threshold is the same everywhere");
		if (hull == null) record.warn("No organs: nodes outside the lungs' hull are kept");
		final PostProcessed found = clock.time("post-processing", () -> PostProcessing.instances(probability, stored.map(
			StoredCase::probability).orElse(null), hull, new PostProcessingOptions(options.threshold(), options
				.minDiameterMm())));
		clock.run("write nodes", () -> {
			Json.makeFolder(options.output());
			VolumeFiles.write(found.nodes(), options.output().resolve("nodes.nii.gz"));
		});
		record.put("nodes", found.count());
		record.put("postProcessing", Map.of("removedTooSmall", found.tooSmall(), "removedOneSliceThick", found.oneSlice()));
		record.writeStep(options.output(), clock.stages());
		return found;
	}

	private static void checkRange(final Path file, final FloatVolume probability) {
		for (final float v : probability.values())
			if (!(v >= 0 && v <= 1)) throw new InputException(file + ": holds the value " + v +
				", which is no probability; give what 'predict' or 'segment' wrote");
	}
}
