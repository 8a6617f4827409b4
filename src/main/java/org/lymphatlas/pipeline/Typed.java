package org.lymphatlas.pipeline;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

import org.lymphatlas.volume.InputException;

/** Reads values that users type; {@code preset} stands for what a preset has. */
final class Typed {

	private static final Pattern COMMA = Pattern.compile(",");

	private Typed() {}

	static boolean isPreset(final String value) {
		return value.equalsIgnoreCase("preset");
	}

	/** @throws InputException naming the key */
	static boolean flag(final String key, final String value, final boolean preset) {
		return switch (value.toLowerCase(Locale.ROOT)) {
			case "preset" -> preset;
			case "true" -> true;
			case "false" -> false;
			default -> throw new InputException(key + "=" + value + ": preset, true or false is possible");
		};
	}

	/** @throws InputException naming the key */
	static <E extends Enum<E>> E choice(final Class<E> type, final String key, final String value, final E preset) {
		if (isPreset(value)) return preset;
		return Arrays.stream(type.getEnumConstants()).filter(e -> e.name().equalsIgnoreCase(value)).findFirst().orElseThrow(
			() -> new InputException(key + "=" + value + ": preset or one of " + Arrays.toString(type.getEnumConstants())
				.toLowerCase(Locale.ROOT) + " is possible"));
	}

	/** @throws InputException naming the key */
	static double number(final String key, final String value, final double preset) {
		return isPreset(value) ? preset : numbers(key, value, 1)[0];
	}

	/** @throws InputException naming the key */
	static double[] numbers(final String key, final String value, final int count) {
		try {
			final double[] numbers = COMMA.splitAsStream(value).map(String::strip).mapToDouble(Double::parseDouble).toArray();
			if (numbers.length == count) return numbers;
		}
		catch (final NumberFormatException e) {
			throw new InputException(key + "=" + value + ": " + e.getMessage() + "; give " + count +
				" numbers separated by commas", e);
		}
		throw new InputException(key + "=" + value + ": give " + count + " numbers separated by commas");
	}
}
