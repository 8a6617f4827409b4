package org.lymphatlas.pipeline;

import java.util.regex.Pattern;

import org.lymphatlas.volume.InputException;

/** Reads numbers that users type. */
final class Typed {

	private static final Pattern COMMA = Pattern.compile(",");

	private Typed() {}

	/**
	 * @param count how many there must be, separated by commas
	 * @throws InputException naming the key
	 */
	static double[] numbers(final String key, final String value, final int count) {
		final String wanted = count == 1 ? "a number" : count + " numbers separated by commas";
		try {
			final double[] numbers = COMMA.splitAsStream(value).map(String::strip).mapToDouble(Double::parseDouble).toArray();
			if (numbers.length == count) return numbers;
		}
		catch (final NumberFormatException e) {
			throw new InputException(key + "=" + value + ": " + e.getMessage() + "; give " + wanted, e);
		}
		throw new InputException(key + "=" + value + ": give " + wanted);
	}
}
