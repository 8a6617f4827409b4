package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.Optional;

import org.lymphatlas.anatomy.LungHull;
import org.lymphatlas.segmentation.PostProcessed;
import org.lymphatlas.segmentation.PostProcessing;
import org.lymphatlas.segmentation.PostProcessingOptions;
import org.lymphatlas.segmentation.Surroundings;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/** From a probability to nodes, see {@link PostProcessing}. */
public final class PostProcess {

	/**
	 * @param probability file with the probability of a node; {@link NetworkInput} is looked for beside it where needed
	 * @param priors folder that 'register' wrote; without it neither atlas nor hull is used
	 * @param ct needed for limits in Hounsfield units
	 * @param output receives {@code nodes.nii.gz} and {@code record-postprocess.json}
	 * @param way how
	 */
	public record Options(Path probability, Optional<Path> priors, Optional<Path> ct, Path output,
		PostProcessingChoice way)
	{}

	private PostProcess() {}

	/** @throws InputException before anything is written, if a file or an option cannot be used, or is missing */
	public static PostProcessed run(final Options options, final Task task) {
		OutputFolder.check(options.output());
		final PostProcessingOptions way = options.way().options();
		final RunRecord record = new RunRecord("postprocess", options);
		final StageClock clock = new StageClock(task);
		final FloatVolume probability = clock.time("read", () -> VolumeFiles.readFloat(options.probability()));
		checkRange(options.probability(), probability);
		record.input(options.probability(), probability.grid());
		final Surroundings around = surroundings(options, way, probability.grid(), record);
		final PostProcessed found = clock.time("post-processing", () -> PostProcessing.instances(probability, around, way));
		clock.run("write nodes", () -> {
			Json.makeFolder(options.output());
			VolumeFiles.write(found.nodes(), options.output().resolve("nodes.nii.gz"));
		});
		record.put("nodes", found.count());
		record.put("way", way);
		record.put("postProcessing", found.removed());
		record.writeStep(options.output(), clock.stages());
		return found;
	}

	private static Surroundings surroundings(final Options options, final PostProcessingOptions way, final Grid grid,
		final RunRecord record)
	{
		if (way.needsCt() && options.ct().isEmpty()) throw new InputException("minHu and maxHu need the CT: give ct=, or " +
			"choose postprocessing=atlas-priors and leave them out");
		final Optional<CtVolume> ct = way.needsCt() ? options.ct().map(VolumeFiles::readCt) : Optional.empty();
		final Optional<Grid> input = way.needsInput() ? Optional.of(NetworkInput.beside(options.probability(), grid))
			: Optional.empty();
		if (!way.atlasPriors()) return new Surroundings(Optional.empty(), Optional.empty(), ct, input);
		final Optional<StoredCase> stored = options.priors().map(StoredCase::ofPriors);
		final Optional<Mask> hull = stored.flatMap(StoredCase::organs).map(o -> LungHull.of(o, grid));
		if (stored.isEmpty()) record.warn("No priors: the threshold is the same everywhere");
		if (hull.isEmpty()) record.warn("No organs: nodes outside the lungs' hull are kept");
		return new Surroundings(stored.map(StoredCase::probability), hull, ct, input);
	}

	private static void checkRange(final Path file, final FloatVolume probability) {
		for (final float v : probability.values())
			if (!(v >= 0 && v <= 1)) throw new InputException(file + ": holds the value " + v +
				", which is no probability; give what 'predict' or 'segment' wrote");
	}
}
