package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Downsampling;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/** The network alone: the probability of a node, from a CT and the priors that an earlier step wrote. */
public final class PredictNodes {

	/**
	 * @param ct what to call the input in the record: its path or window title
	 * @param priors folder that 'register' wrote
	 * @param model model folder; else the shipped one
	 * @param output receives {@code probability.nii.gz} on the CT's grid and {@code record-predict.json}
	 * @param mode how thorough
	 * @param region where the network looks; 0 elsewhere
	 * @param engine {@code auto} or a network engine's name
	 * @param device where it runs
	 */
	public record Options(Path ct, Path priors, Optional<Path> model, Path output, Prediction.Mode mode, Region region,
		String engine, Device device)
	{}

	private PredictNodes() {}

	/** @return the file with the probability */
	public static Path run(final CtVolume ct, final Options options, final Task task) {
		OutputFolder.check(options.output());
		final RunRecord record = new RunRecord("predict", options);
		final StageClock clock = new StageClock(task);
		record.input(options.ct(), ct.grid());
		final StoredCase stored = StoredCase.ofPriors(options.priors());
		final FloatVolume coarse;
		try (Prediction prediction = clock.time("read model", () -> new Prediction(Sources.model(options.model()), options
			.engine(), options.device(), options.mode(), record)))
		{
			prediction.memory(ct.grid()).requireHeap();
			coarse = predict(prediction, ct, stored, options, clock, task);
		}
		final Path file = options.output().resolve("probability.nii.gz");
		clock.run("write probability", () -> {
			Json.makeFolder(options.output());
			VolumeFiles.write(Resampling.linear(coarse, ct.grid(), PointMapping.IDENTITY, 0), file);
		});
		record.writeStep(options.output(), clock.stages());
		return file;
	}

	private static FloatVolume predict(final Prediction prediction, final CtVolume ct, final StoredCase stored,
		final Options options, final StageClock clock, final Task task)
	{
		final Organs organs = clock.time("organs", () -> stored.organs().orElseGet(() -> AnatomySource.of(ct, options
			.ct(), Optional.empty(), task).organs()));
		final Grid network = NetworkGrid.of(ct.grid(), organs, prediction.spacingMm());
		return clock.time("network", () -> prediction.run(Downsampling.ct(ct, network), Map.of(InputChannel.DISTANCE,
			Resampling.linear(stored.distance(), network, PointMapping.IDENTITY, 1), InputChannel.PROBABILITY, Resampling
				.linear(stored.probability(), network, PointMapping.IDENTITY, 0)), options.region().on(network, grid -> Resampling.nearest(
					stored.station(), grid, PointMapping.IDENTITY), organs), task));
	}
}
