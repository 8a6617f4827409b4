package org.lymphatlas.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.lymphatlas.volume.InputException;

/**
 * What users type to have a preset otherwise, by key. A key that is absent, or has the value {@code preset}, leaves what the
 * preset has; one that nobody reads is a mistake.
 */
final class Changes {

	private final Map<String, String> values = new TreeMap<>();
	private final Map<String, String> unread;

	Changes(final Map<String, String> typed) {
		typed.forEach((key, value) -> {
			if (!value.equalsIgnoreCase("preset")) values.put(key, value);
		});
		unread = new TreeMap<>(values);
	}

	/** @throws InputException naming a key that was not read, as it would have no effect */
	void refuseUnread(final String preset) {
		unread.forEach((key, value) -> {
			throw new InputException(key + "=" + value + ": the preset '" + preset + "' has nothing that it would change; " +
				"leave it out or choose another preset");
		});
	}

	/** @throws InputException naming the key */
	boolean flag(final String key, final boolean preset) {
		return Boolean.parseBoolean(choice(key, List.of("true", "false"), Boolean.toString(preset)));
	}

	/** @throws InputException naming the key */
	<E extends Enum<E>> E choice(final String key, final E preset) {
		final List<String> names = Arrays.stream(preset.getDeclaringClass().getEnumConstants()).map(e -> e.name().toLowerCase(
			Locale.ROOT)).toList();
		return Enum.valueOf(preset.getDeclaringClass(), choice(key, names, preset.name()).toUpperCase(Locale.ROOT));
	}

	/**
	 * @param names that are possible, in lower case
	 * @throws InputException naming the key
	 */
	String choice(final String key, final List<String> names, final String preset) {
		if (!values.containsKey(key)) return preset;
		final String name = read(key).toLowerCase(Locale.ROOT);
		if (names.contains(name)) return name;
		throw new InputException(key + "=" + values.get(key) + ": preset or one of " + String.join(", ", names) +
			" is possible");
	}

	/** @throws InputException naming the key */
	double number(final String key, final double preset) {
		return numbers(key, preset)[0];
	}

	/**
	 * As many numbers as the preset has.
	 *
	 * @throws InputException naming the key
	 */
	double[] numbers(final String key, final double... preset) {
		return values.containsKey(key) ? Typed.numbers(key, read(key), preset.length) : preset;
	}

	private String read(final String key) {
		unread.remove(key);
		return values.get(key);
	}
}
