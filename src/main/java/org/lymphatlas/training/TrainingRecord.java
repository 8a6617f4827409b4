package org.lymphatlas.training;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.lymphatlas.network.ModelDescription;
import org.lymphatlas.network.Weights;

/** What is needed to repeat a run, and what tells one run from another. */
final class TrainingRecord {

	/** Probability from which a voxel is a node's: where the network finds it likelier than not. */
	private static final double THRESHOLD = 0.5;
	/** What stands elsewhere in the description. */
	private static final Set<String> NOT_REPEATED = Set.of("network", "ctNormalization", "spacingMm", "patchZyx");
	private static final Gson JSON = new Gson();

	private final TrainingOptions options;
	private final JsonObject run = new JsonObject();

	TrainingRecord(final TrainingOptions options, final List<TrainingCase> training, final List<TrainingCase> validation,
		final String engine)
	{
		this.options = options;
		run.add("preset", JSON.toJsonTree(options.preset()));
		run.add("schedule", JSON.toJsonTree(options.schedule()));
		run.add("network", JSON.toJsonTree(options.network()));
		run.add("ctNormalization", JSON.toJsonTree(options.ctNormalization()));
		run.add("spacingMm", JSON.toJsonTree(options.spacingMm()));
		run.add("patchZyx", JSON.toJsonTree(options.patchZyx()));
		run.addProperty("batchSize", options.batchSize());
		run.addProperty("epochs", options.epochs());
		run.addProperty("iterations", options.iterations());
		run.addProperty("validationIterations", options.validationIterations());
		run.addProperty("seed", options.seed());
		run.addProperty("keep", options.keep().name());
		options.initial().ifPresent(weights -> run.addProperty("initialWeights", checksum(weights)));
		run.addProperty("engine", engine);
		run.add("training", cases(training));
		run.add("validation", cases(validation));
	}

	/** Tells one network's weights from another's. */
	private static String checksum(final Weights weights) {
		final CRC32 crc = new CRC32();
		weights.tensors().values().forEach(tensor -> {
			final ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * tensor.values().length);
			bytes.asFloatBuffer().put(tensor.values());
			crc.update(bytes);
		});
		return String.format("CRC-32 %08x", crc.getValue());
	}

	private static JsonArray cases(final List<TrainingCase> cases) {
		final JsonArray array = new JsonArray();
		for (final TrainingCase c : cases)
			array.add(c.name() + ": " + c.annotation() + ", " + c.grid() + ", " + c.foreground().count() +
				" foreground voxels");
		return array;
	}

	/** Everything that determines the course of the run. */
	JsonObject run() {
		return run;
	}

	/** The model's description, the run in it. */
	ModelDescription description(final Progress progress) {
		final Map<String, Object> training = new LinkedHashMap<>();
		training.put("epochsDone", progress.epoch());
		training.put("steps", (long) progress.epoch() * options.iterations() + progress.iteration());
		if (!progress.curves().isEmpty()) {
			final EpochRecord last = progress.lastEpoch();
			if (Double.isFinite(last.diceAverage())) training.put("validationDiceAverage", progress.bestAverage());
			else if (Double.isFinite(last.lossAverage())) training.put("validationLossAverage", -progress.bestAverage());
			training.put("trainLoss", last.trainLoss());
			training.put("seconds", progress.curves().stream().mapToDouble(EpochRecord::seconds).sum());
		}
		training.put("java", System.getProperty("java.version"));
		run.entrySet().stream().filter(e -> !NOT_REPEATED.contains(e.getKey())).forEach(e -> training.put(e.getKey(), e
			.getValue()));
		return new ModelDescription(ModelDescription.FORMAT_VERSION, options.network(), options.preset().channels(), options
			.ctNormalization(), options.spacingMm(), options.patchZyx(), options.preset().augmentation().spatial().mirrorAxes(),
			THRESHOLD, training).withCrop(options.preset().preprocessing().crop());
	}
}
