package org.lymphatlas.network;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.lymphatlas.volume.InputException;

/**
 * The JSON header of a safetensors file.
 *
 * @param file for messages
 * @param metadata free text entries
 * @param entries in the order of their data, which they tile without gap or overlap
 */
record SafetensorsHeader(String file, Map<String, String> metadata, List<Entry> entries) {

	private static final String METADATA = "__metadata__";
	private static final int MAX_AXES = 8;

	/**
	 * A tensor's place.
	 *
	 * @param begin first byte, counted from the end of the header
	 * @param end the byte after the last
	 */
	record Entry(String name, Type type, int[] shape, long begin, long end) {
	}

	/** Number formats that can be read. */
	enum Type {
		F32(4), F16(2), BF16(2);

		private final int bytes;

		Type(final int bytes) {
			this.bytes = bytes;
		}

		int bytes() {
			return bytes;
		}
	}

	/**
	 * Reads a header's text.
	 *
	 * @param dataBytes the bytes that follow the header in the file
	 * @throws InputException if it is no header, or if it does not describe exactly these bytes
	 */
	static SafetensorsHeader parse(final String file, final String json, final long dataBytes) {
		final JsonObject header;
		try {
			header = JsonParser.parseString(json).getAsJsonObject();
		}
		catch (final JsonParseException | IllegalStateException e) {
			throw bad(file, "its header is not a JSON object");
		}
		final Map<String, String> metadata = new LinkedHashMap<>();
		final List<Entry> entries = new ArrayList<>();
		for (final Map.Entry<String, JsonElement> member : header.entrySet()) {
			if (!METADATA.equals(member.getKey())) {
				entries.add(entry(file, member.getKey(), member.getValue()));
			}
			else if (member.getValue().isJsonObject()) {
				member.getValue().getAsJsonObject().entrySet().forEach(e -> metadata.put(e.getKey(),
					e.getValue().isJsonPrimitive() ? e.getValue().getAsString() : e.getValue().toString()));
			}
		}
		entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
		requireTiling(file, entries, dataBytes);
		return new SafetensorsHeader(file, metadata, entries);
	}

	private static Entry entry(final String file, final String name, final JsonElement json) {
		try {
			final JsonObject object = json.getAsJsonObject();
			final String type = object.get("dtype").getAsString();
			final JsonArray lengths = object.getAsJsonArray("shape");
			final JsonArray offsets = object.getAsJsonArray("data_offsets");
			if (!type.matches("F32|F16|BF16")) {
				throw bad(file, name + " is of type " + type + "; F32, F16 and BF16 can be read");
			}
			if (offsets.size() != 2 || lengths.size() > MAX_AXES) {
				throw bad(file, name + " has " + lengths.size() + " axes and " + offsets.size() + " offsets");
			}
			final int[] shape = new int[lengths.size()];
			for (int a = 0; a < shape.length; a++) {
				shape[a] = lengths.get(a).getAsBigDecimal().intValueExact();
			}
			final Entry entry = new Entry(name, Type.valueOf(type), shape, offsets.get(0).getAsBigDecimal().longValueExact(),
				offsets.get(1).getAsBigDecimal().longValueExact());
			final long values = Tensor.length(shape);
			if (values > Integer.MAX_VALUE - 8 || entry.begin() < 0
				|| entry.end() - entry.begin() != values * entry.type().bytes()) {
				throw bad(file, name + " has " + values + " values of " + entry.type() + " but the offsets " + entry.begin()
					+ " to " + entry.end());
			}
			return entry;
		}
		catch (final IllegalStateException | UnsupportedOperationException | ClassCastException | NullPointerException
				| ArithmeticException | IllegalArgumentException e) {
			throw bad(file, "the entry of " + name + " lacks something, or has an impossible number");
		}
	}

	private static void requireTiling(final String file, final List<Entry> sorted, final long dataBytes) {
		long at = 0;
		for (final Entry entry : sorted) {
			if (entry.begin() != at) {
				throw bad(file, entry.name() + " begins at " + entry.begin() + (entry.begin() < at
					? " and overlaps what ends at " : " and leaves a gap after ") + at);
			}
			at = entry.end();
		}
		if (at != dataBytes) {
			throw bad(file, "its tensors take " + at + " bytes and " + dataBytes + " follow the header");
		}
	}

	/** The header of these weights as F32, padded with spaces to a multiple of 8 bytes. */
	static byte[] render(final Weights weights, final Map<String, String> metadata) {
		final Map<String, Object> header = new LinkedHashMap<>();
		if (!metadata.isEmpty()) {
			header.put(METADATA, metadata);
		}
		long at = 0;
		for (final Map.Entry<String, Tensor> tensor : weights.tensors().entrySet()) {
			final long end = at + 4L * tensor.getValue().values().length;
			final Map<String, Object> entry = new LinkedHashMap<>();
			entry.put("dtype", Type.F32);
			entry.put("shape", tensor.getValue().shape());
			entry.put("data_offsets", new long[] { at, end });
			header.put(tensor.getKey(), entry);
			at = end;
		}
		final String json = new Gson().toJson(header);
		final int padding = Math.floorMod(-json.getBytes(StandardCharsets.UTF_8).length, 8);
		return (json + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
	}

	static InputException bad(final String file, final String what) {
		return new InputException("The weights " + file + " cannot be used: " + what
			+ ". Is it a whole safetensors file?");
	}
}
