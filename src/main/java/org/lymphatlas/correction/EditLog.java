package org.lymphatlas.correction;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.lymphatlas.volume.InputException;

/**
 * The record of a correction, from which it can be audited and done again.
 *
 * @param source name of the file of nodes that it started from
 * @param sourceChecksum of these nodes, as {@link NodeMap#checksum}
 * @param resultChecksum of the nodes after all edits
 * @param edits first to last
 */
public record EditLog(String source, String sourceChecksum, String resultChecksum, List<Edit> edits) {

	private static final int FORMAT = 1;
	private static final Map<String, Class<? extends Operation>> OPERATIONS = Map.of("delete", DeleteNode.class, "grow-probability",
		GrowFromProbability.class, "grow-intensity", GrowFromIntensity.class, "stroke", Stroke.class, "interpolate",
		InterpolateSlices.class, "split", SplitNode.class, "merge", MergeNodes.class, "station", SetStation.class);
	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	public EditLog {
		edits = List.copyOf(edits);
	}

	/** What the record calls an operation. */
	public static String name(final Operation operation) {
		return OPERATIONS.entrySet().stream().filter(e -> e.getValue() == operation.getClass()).map(Map.Entry::getKey)
			.findFirst().orElseThrow();
	}

	public String toJson() {
		final JsonObject json = new JsonObject();
		json.addProperty("format", FORMAT);
		json.addProperty("source", source);
		json.addProperty("sourceChecksum", sourceChecksum);
		json.addProperty("resultChecksum", resultChecksum);
		json.add("edits", GSON.toJsonTree(edits.stream().map(EditLog::toJson).toList()));
		return GSON.toJson(json) + "\n";
	}

	private static JsonObject toJson(final Edit edit) {
		final JsonObject json = new JsonObject();
		json.addProperty("time", edit.time().toString());
		json.addProperty("reader", edit.reader());
		json.addProperty("operation", name(edit.operation()));
		json.add("nodes", GSON.toJsonTree(edit.operation().nodes().stream().sorted().toList()));
		json.addProperty("voxels", edit.voxels());
		json.add("parameters", GSON.toJsonTree(edit.operation()));
		return json;
	}

	/**
	 * @param file for the messages
	 * @throws InputException if the text is no record of edits, or one of its operations cannot be
	 */
	public static EditLog parse(final String text, final String file) {
		try {
			final JsonObject json = JsonParser.parseString(text).getAsJsonObject();
			final int format = json.get("format").getAsInt();
			if (format != FORMAT) throw new InputException(file + ": is of format " + format + ", this version reads " + FORMAT);
			final List<Edit> edits = new ArrayList<>();
			for (final JsonElement edit : json.getAsJsonArray("edits"))
				edits.add(edit(edit.getAsJsonObject()));
			return new EditLog(json.get("source").getAsString(), json.get("sourceChecksum").getAsString(), json.get(
				"resultChecksum").getAsString(), edits);
		}
		catch (final JsonParseException | IllegalStateException | NullPointerException | ClassCastException
				| DateTimeException | NumberFormatException | UnsupportedOperationException e)
		{
			throw new InputException(file + ": is no record of edits (" + e.getMessage() + ")", e);
		}
	}

	private static Edit edit(final JsonObject json) {
		final String name = json.get("operation").getAsString();
		final Class<? extends Operation> type = OPERATIONS.get(name);
		if (type == null) throw new JsonParseException("unknown operation '" + name + "'");
		final Operation operation;
		try {
			operation = GSON.fromJson(json.get("parameters"), type);
		}
		catch (final RuntimeException e) {
			// Gson wraps what a record's constructor throws.
			throw new JsonParseException(name + ": " + (e.getCause() == null ? e : e.getCause()).getMessage(), e);
		}
		if (operation == null) throw new JsonParseException(name + " has no parameters");
		return new Edit(Instant.parse(json.get("time").getAsString()), json.get("reader").getAsString(), operation, json.get("voxels").getAsLong());
	}
}
