package org.lymphatlas.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.training.DataFingerprint;
import org.lymphatlas.training.TrainingCost;
import org.lymphatlas.training.TrainingPlan;
import org.lymphatlas.training.TrainingPlanner;
import org.lymphatlas.training.TrainingPreset;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/**
 * A plan that fits, what it will take, and what it was made from: {@code plan.json} in the output folder, so that a resumed
 * run has the same plan although other memory is free.
 *
 * @param origin {@code small}, {@code paper}, or what {@code auto} looked at
 */
record PlannedTraining(TrainingPlan plan, TrainingCost cost, String origin) {

	private static final String FILE = "plan.json";

	/**
	 * Chooses the plan before anything is prepared.
	 *
	 * @param initial the network of the model that training starts from, if it starts from one
	 * @throws InputException if it does not fit into memory, with what would
	 */
	static PlannedTraining of(final PlanOptions options, final TrainingPreset preset, final Optional<NetworkSpec> initial,
		final Engines.Ready engine, final List<Manifest.Row> rows, final Task task)
	{
		final boolean auto = options.isAuto();
		if (auto && initial.isPresent()) throw new InputException(
			"plan=auto plans a network, and the initial model has one: choose plan=small and give patch and spacingMm");
		final long budget = budget(options, auto, engine);
		final int channels = preset.channels().size();
		final TrainingPlanner planner = new TrainingPlanner(preset.network(), channels, budget, plan -> cost(adapted(
			plan, preset), preset, engine).networkBytes());
		if (auto) {
			final DataFingerprint data = CaseSurvey.of(rows, preset.preprocessing().crop(), task);
			final TrainingPlan plan = adapted(planner.plan(data), preset);
			return fitting(plan, cost(plan, preset, engine), String.format(Locale.ROOT, "auto: %s, %.1f GB", data, budget /
				1e9));
		}
		final TrainingPlan plan = adapted(options.explicit(preset.network(), channels, initial, () -> DataFingerprint
			.medianMm(CaseSurvey.spacingsMm(rows))), preset);
		final TrainingCost cost = cost(plan, preset, engine);
		if (!planner.fits(plan)) throw new InputException(String.format(Locale.ROOT,
			"The plan '%s' (%s) needs about %.1f GB for the network, and %.1f GB are free. %s; or let plan=auto choose", options
				.plan(), plan, cost.networkBytes() / 1e9, budget / 1e9, planner.reduced(plan).map(p -> "patch=" + p.patchXyz() +
					" would fit").orElse("No patch of this network would fit: take one with fewer features")));
		return fitting(plan, cost, options.plan());
	}

	/** Plans are for networks that segment; one that restores has other heads. */
	private static TrainingPlan adapted(final TrainingPlan plan, final TrainingPreset preset) {
		final NetworkSpec network = plan.network();
		return plan.withNetwork(network.with(network.kind(), network.inputChannels(), preset.learning().outputChannels()));
	}

	private static PlannedTraining fitting(final TrainingPlan plan, final TrainingCost cost, final String origin) {
		cost.requireHeap(Runtime.getRuntime().maxMemory());
		return new PlannedTraining(plan, cost, origin);
	}

	private static TrainingCost cost(final TrainingPlan plan, final TrainingPreset preset, final Engines.Ready engine) {
		return TrainingCost.of(plan, preset, engine.engine(), engine.probe().gflops());
	}

	/** Bytes that the network may take. A card's memory is not known, so there the user must say. */
	private static long budget(final PlanOptions options, final boolean auto, final Engines.Ready engine) {
		if (options.memoryGb() > 0) return (long) (options.memoryGb() * 1e9);
		if (engine.probe().device().startsWith("CPU")) return FreeMemory.bytes();
		if (auto) throw new InputException("plan=auto needs to know how much memory " + engine.probe().device() +
			" has free: give memoryGb");
		return Long.MAX_VALUE;
	}

	/** @throws InputException naming the file, if it cannot be used */
	static PlannedTraining read(final Path output) {
		final Path file = output.resolve(FILE);
		try {
			final PlannedTraining read = Json.GSON.fromJson(Files.readString(file), PlannedTraining.class);
			if (read == null || read.plan() == null || read.cost() == null) throw new InputException("it holds no plan");
			return read;
		}
		catch (final IOException | RuntimeException e) {
			throw new InputException("The plan in " + file + " cannot be used: " + e.getMessage() +
				". Remove it to plan anew", e);
		}
	}

	static boolean isIn(final Path output) {
		return Files.isRegularFile(output.resolve(FILE));
	}

	void write(final Path output) {
		Json.write(output.resolve(FILE), this);
	}
}
