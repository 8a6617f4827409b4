package org.lymphatlas.network.nnunet;

import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.lymphatlas.volume.InputException;

/**
 * A value in a JSON file that somebody else wrote; asking for what is not there names the file, the key and the reason.
 *
 * @param where the file and the keys that lead here, for messages
 * @param json the value
 */
record JsonView(String where, JsonElement json) {

	/** @throws InputException if the bytes are no JSON object */
	static JsonView parse(final String file, final byte[] utf8) {
		try {
			final JsonView view = new JsonView(file, JsonParser.parseReader(new StringReader(new String(utf8,
				StandardCharsets.UTF_8))));
			view.object();
			return view;
		}
		catch (final JsonParseException | StackOverflowError e) {
			throw new InputException(file + " is no JSON (" + e.getMessage() + "); it may be damaged", e);
		}
	}

	boolean has(final String key) {
		return object().has(key) && !object().get(key).isJsonNull();
	}

	/** @throws InputException if there is none */
	JsonView get(final String key) {
		if (!has(key)) throw new InputException(where + " has no " + key);
		return new JsonView(where + ": " + key, object().get(key));
	}

	Optional<JsonView> find(final String key) {
		return has(key) ? Optional.of(get(key)) : Optional.empty();
	}

	/** The members of an object in the file's order. */
	Map<String, JsonView> members() {
		final Map<String, JsonView> members = new LinkedHashMap<>();
		object().entrySet().forEach(e -> members.put(e.getKey(), new JsonView(where + ": " + e.getKey(), e.getValue())));
		return members;
	}

	JsonObject object() {
		if (!json.isJsonObject()) throw not("an object");
		return json.getAsJsonObject();
	}

	boolean isList() {
		return json.isJsonArray();
	}

	List<JsonView> list() {
		if (!isList()) throw not("a list");
		final List<JsonView> items = new ArrayList<>();
		json.getAsJsonArray().forEach(item -> items.add(new JsonView(where + "[" + items.size() + "]", item)));
		return items;
	}

	String text() {
		if (!json.isJsonPrimitive() || !json.getAsJsonPrimitive().isString()) throw not("a text");
		return json.getAsString();
	}

	boolean flag() {
		if (!json.isJsonPrimitive() || !json.getAsJsonPrimitive().isBoolean()) throw not("true or false");
		return json.getAsBoolean();
	}

	double number() {
		return convert("a number", e -> e.getAsDouble());
	}

	/** Also one that is written as a text or with zeros after the point, as nnU-Net's own int() takes it. */
	int integer() {
		return convert("a whole number", e -> new BigDecimal(e.getAsString()).intValueExact());
	}

	int[] integers() {
		return list().stream().mapToInt(JsonView::integer).toArray();
	}

	double[] numbers() {
		return list().stream().mapToDouble(JsonView::number).toArray();
	}

	private <T> T convert(final String wanted, final Function<JsonElement, T> conversion) {
		try {
			if (json.isJsonPrimitive()) return conversion.apply(json);
		}
		catch (final NumberFormatException | ArithmeticException e) {
			throw not(wanted);
		}
		throw not(wanted);
	}

	InputException not(final String wanted) {
		final String shown = json.isJsonPrimitive() ? json.toString() : json.getClass().getSimpleName();
		return new InputException(where + " is " + (shown.length() > 80 ? shown.substring(0, 80) + "..." : shown) +
			", and not " + wanted);
	}
}
