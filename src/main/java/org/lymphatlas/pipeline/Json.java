package org.lymphatlas.pipeline;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.AtomicFiles;

/** JSON files of this room: readable, whole or absent, and with null where a number is undefined (ASSD of nothing). */
final class Json {

	private static final JsonSerializer<Double> FINITE_OR_NULL = (value, type, context) -> Double.isFinite(value)
		? new JsonPrimitive(value) : JsonNull.INSTANCE;

	static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping()
		.registerTypeAdapter(Double.class, FINITE_OR_NULL).registerTypeAdapter(double.class, FINITE_OR_NULL)
		.registerTypeHierarchyAdapter(Path.class, (JsonSerializer<Path>) (path, type, context) -> new JsonPrimitive(path
			.toString())).registerTypeAdapter(Optional.class, (JsonSerializer<Optional<?>>) (optional, type,
				context) -> optional.isPresent() ? context.serialize(optional.get()) : JsonNull.INSTANCE).create();

	private Json() {}

	static void write(final Path file, final Object value) {
		writeText(file, GSON.toJson(value) + "\n");
	}

	static void makeFolder(final Path folder) {
		try {
			Files.createDirectories(folder);
		}
		catch (final IOException e) {
			throw new InputException("Cannot make the folder " + folder + " (" + e.getClass().getSimpleName().replace("Exception", "") +
				": " + e.getMessage() + "); choose another output", e);
		}
	}

	static void writeText(final Path file, final String text) {
		makeFolder(file.toAbsolutePath().getParent());
		AtomicFiles.writeString(file, text);
	}
}
