package org.lymphatlas.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.lymphatlas.network.Safetensors;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.TrainerState;
import org.lymphatlas.network.Weights;
import org.lymphatlas.volume.InputException;

/**
 * Everything that a run needs to go on as if it had not stopped: one safetensors file with weights, momentum and, as JSON
 * in its header, progress and the run's description. Being one file that is replaced atomically, it is never half new.
 *
 * @param state weights and momentum
 * @param teacher weights that walk along, where there are any
 * @param progress position and curves
 * @param run what determines the run's course, for {@link #requireSame}
 */
record Checkpoint(TrainerState state, Optional<Weights> teacher, Progress progress, JsonObject run) {

	private static final String WEIGHTS = "weights.";
	private static final String MOMENTUM = "momentum.";
	private static final String TEACHER = "teacher.";
	/** Progress may hold values that are not numbers, where there is no validation. */
	private static final Gson JSON = new GsonBuilder().serializeSpecialFloatingPointValues().create();

	void write(final Path file) {
		final Map<String, Tensor> tensors = new LinkedHashMap<>();
		put(tensors, WEIGHTS, state.weights());
		put(tensors, MOMENTUM, state.momentum());
		teacher.ifPresent(weights -> put(tensors, TEACHER, weights));
		Safetensors.write(new Weights(tensors), Map.of("progress", JSON.toJson(progress), "run", JSON.toJson(run)), file);
	}

	private static void put(final Map<String, Tensor> tensors, final String prefix, final Weights weights) {
		weights.tensors().forEach((name, tensor) -> tensors.put(prefix + name, tensor));
	}

	/** @throws InputException naming the file, if it is not a whole checkpoint */
	static Checkpoint read(final Path file) {
		final Map<String, String> header = Safetensors.readMetadata(file);
		final Map<String, Tensor> tensors = Safetensors.read(file).tensors();
		try {
			final Progress progress = JSON.fromJson(header.get("progress"), Progress.class);
			if (progress == null || progress.curves() == null || progress.curves().size() != progress.epoch())
				throw new InputException("The checkpoint " + file + " does not say how far training had come");
			final Weights teacher = part(tensors, TEACHER);
			return new Checkpoint(new TrainerState(part(tensors, WEIGHTS), part(tensors, MOMENTUM)), Optional.of(teacher)
				.filter(weights -> !weights.names().isEmpty()), progress, JsonParser.parseString(String.valueOf(header.get("run"))).getAsJsonObject());
		}
		catch (final JsonParseException | IllegalStateException e) {
			throw new InputException("The checkpoint " + file + " cannot be used: " + e.getMessage() +
				". Remove it to start anew", e);
		}
	}

	/** @throws InputException naming what differs, if this checkpoint is of another run */
	void requireSame(final JsonObject wanted, final Path file) {
		for (final Map.Entry<String, JsonElement> entry : wanted.entrySet()) {
			final JsonElement had = run.get(entry.getKey());
			if (!entry.getValue().equals(had)) throw new InputException("The run in " + file + " had " + entry.getKey() +
				" " + had + ", now it is " + entry.getValue() + ": resume with the options it was started with, or choose " +
				"another output folder");
		}
	}

	private static Weights part(final Map<String, Tensor> tensors, final String prefix) {
		final Map<String, Tensor> part = new LinkedHashMap<>();
		tensors.forEach((name, tensor) -> {
			if (name.startsWith(prefix)) part.put(name.substring(prefix.length()), tensor);
		});
		return new Weights(part);
	}
}
