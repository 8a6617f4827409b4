package org.lymphatlas.network.nnunet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Unet;
import org.lymphatlas.network.Weights;
import org.lymphatlas.network.pytorch.TorchCheckpoint;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/**
 * Makes a model folder of ours from what nnU-Net v2 leaves after a training, or from an export of it. Nothing in the source
 * is executed, and what cannot be honoured exactly is refused by its name.
 */
public final class NnunetImport {

	private static final int MAX_LICENCE_CHARS = 100_000;

	/**
	 * @param sources a folder, a zip, or zips that belong together
	 * @param name what the model's record calls the source: its path or address
	 * @param configuration which of several trainings; empty for the only one
	 * @param folds for example "0,2" or "all"; empty for all numbered ones
	 * @param checkpoint final, best or latest
	 * @param licence to be kept with the model; empty for what the source says
	 */
	public record Source(List<Path> sources, String name, String configuration, String folds, String checkpoint,
		String licence)
	{}

	/** What is the same for all folds. */
	private record Context(SourceFiles files, Training training, Map<String, String> folds, Plans plans, Dataset dataset,
		Source source)
	{}

	private NnunetImport() {}

	/**
	 * Fills a model folder; needs the memory of one fold.
	 *
	 * @param folder empty; if this fails, what it holds is to be thrown away
	 * @return the plan as it was written
	 * @throws InputException naming what is missing, damaged or not supported
	 */
	public static NnunetPlan run(final Source source, final Path folder, final Task task) {
		try (SourceFiles files = SourceFiles.of(source.sources())) {
			final Training training = Training.choose(files, source.configuration(), source.name());
			final Map<String, String> folds = training.folds(source.folds(), source.checkpoint());
			final Context context = new Context(files, training, folds, new Plans(JsonView.parse(training.plans(), files.bytes(training
				.plans()))), Dataset.of(JsonView.parse(training.dataset(), files.bytes(training.dataset()))), source);
			NnunetPlan plan = null;
			for (final Map.Entry<String, String> fold : folds.entrySet()) {
				task.setStatusMessage("Reading fold " + fold.getKey() + " of " + source.name());
				plan = importFold(context, plan, fold.getKey(), fold.getValue(), folder, task);
			}
			NnunetFolder.writePlan(plan, folder);
			return plan;
		}
		catch (final IOException e) {
			throw new UncheckedIOException("Importing " + source.name() + " failed: " + e.getMessage(), e);
		}
	}

	/** @return the plan with this fold */
	private static NnunetPlan importFold(final Context context, final NnunetPlan before, final String fold,
		final String name, final Path folder, final Task task) throws IOException
	{
		try (LocalCheckpoint local = LocalCheckpoint.of(context.files, name, folder, task);
				TorchCheckpoint checkpoint = TorchCheckpoint.open(local.file(), name))
		{
			final String trainer = text(checkpoint, name, "trainer_name");
			final String configuration = text(checkpoint, name, "init_args", "configuration");
			final NnunetPlan plan = before == null ? plan(context, checkpoint, fold, local.sha256(), trainer, configuration, name)
				: same(before, trainer, configuration, name).withFold(fold, local.sha256());
			requireHeap(plan);
			final Weights weights = CheckpointWeights.read(checkpoint, plan.network(), task);
			NnunetFolder.writeWeights(weights, plan.network(), context.folds.keySet(), fold, folder);
			return plan;
		}
		catch (final InputException e) {
			throw e.getMessage().contains(name) ? e : new InputException(name + ": " + e.getMessage(), e);
		}
	}

	private static NnunetPlan plan(final Context context, final TorchCheckpoint checkpoint, final String fold,
		final String sha256, final String trainer, final String configuration, final String name)
	{
		Trainers.requireKnown(trainer, name);
		final String asked = context.source.configuration();
		if (context.training.configurationHint().isEmpty() && !asked.isEmpty() && !asked.equals(configuration))
			throw new InputException(name + " is of the configuration " + configuration + ", and not " + asked);
		final String dataset = context.plans.json().find("dataset_name").map(JsonView::text).orElse("");
		return PlanReader.read(context.plans, context.dataset, checkpoint.integers("inference_allowed_mirroring_axes").orElse(
			List.of()), new NnunetPlan.Origin(context.source.name(), List.of(sha256), List.of(fold), dataset, trainer,
				configuration, licence(context)));
	}

	private static NnunetPlan same(final NnunetPlan plan, final String trainer, final String configuration,
		final String name)
	{
		if (!trainer.equals(plan.origin().trainer()) || !configuration.equals(plan.origin().configuration()))
			throw new InputException(name + " was trained by " + trainer + " in the configuration " + configuration +
				", the fold before by " + plan.origin().trainer() + " in " + plan.origin().configuration() +
				"; choose folds that belong together with folds=");
		return plan;
	}

	private static String text(final TorchCheckpoint checkpoint, final String name, final String... path) {
		return checkpoint.text(path).orElseThrow(() -> new InputException(name + " has no " + String.join(".", path) +
			": it is no checkpoint of nnU-Net v2"));
	}

	private static void requireHeap(final NnunetPlan plan) {
		final long bytes = Float.BYTES * Unet.parameterShapes(plan.network()).values().stream().mapToLong(Tensor::length).sum();
		final long heap = Runtime.getRuntime().maxMemory();
		if (bytes > heap / 10 * 8) throw new InputException("One fold takes " + (bytes >> 20) + " MB; Java may use " +
			(heap >> 20) + " MB. Give Java more memory");
	}

	/** Given with the source, or what dataset.json and a licence file beside or above it say. */
	private static String licence(final Context context) {
		if (!context.source.licence().isEmpty()) return context.source.licence();
		final String folder = context.training.folder();
		final String file = context.files.names().stream().filter(n -> n.matches(
			"(.*/)?(?i:licen[cs]e)(\\.(txt|md))?") && folder.startsWith(n.substring(0, n.lastIndexOf('/') + 1))).findFirst().map(
				n -> new String(context.files.bytes(n), StandardCharsets.UTF_8).strip()).orElse("");
		final String all = Stream.of(context.dataset.licence(), file).filter(t -> !t.isEmpty()).collect(Collectors.joining(
			"\n\n"));
		return all.substring(0, Math.min(all.length(), MAX_LICENCE_CHARS));
	}
}
