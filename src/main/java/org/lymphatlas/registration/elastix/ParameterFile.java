package org.lymphatlas.registration.elastix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.lymphatlas.registration.RegistrationException;

/** elastix's parameter and transform parameter files: {@code (Name value value ...)}, strings in quotes, // comments. */
final class ParameterFile {

	private static final Pattern VALUE = Pattern.compile("\"([^\"]*)\"|(\\S+)");

	private static final int LONGEST_SHOWN = 60;

	private final Map<String, List<String>> values = new LinkedHashMap<>();

	/** Bytes that are no text show up as lines that are no parameters. */
	static ParameterFile read(final Path file) throws IOException {
		return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), file.getFileName().toString());
	}

	/** @throws RegistrationException if a line is neither empty, a comment nor a parameter */
	static ParameterFile parse(final String text, final String name) {
		final ParameterFile file = new ParameterFile();
		int number = 0;
		for (final String raw : text.split("\\R")) {
			number++;
			final String line = withoutComment(raw).strip();
			if (line.isEmpty()) continue;
			if (!line.startsWith("(") || !line.endsWith(")")) throw new RegistrationException(name + ", line " + number +
				": '" + shown(line) + "' is not an elastix parameter, as in (Name value)");
			final List<String> words = new ArrayList<>();
			final Matcher matcher = VALUE.matcher(line.substring(1, line.length() - 1));
			while (matcher.find())
				words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
			if (words.isEmpty()) throw new RegistrationException(name + ", line " + number + ": a parameter without a name");
			file.values.put(words.get(0), words.subList(1, words.size()));
		}
		return file;
	}

	private static String shown(final String line) {
		final String text = line.replaceAll("[^\\p{Print}]", "?");
		return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
	}

	private static String withoutComment(final String line) {
		boolean quoted = false;
		for (int i = 0; i + 1 < line.length(); i++) {
			if (line.charAt(i) == '"') quoted = !quoted;
			if (!quoted && line.startsWith("//", i)) return line.substring(0, i);
		}
		return line;
	}

	void put(final String key, final List<String> words) {
		values.put(key, List.copyOf(words));
	}

	void put(final String key, final String word) {
		put(key, List.of(word));
	}

	/** Takes a parameter out; its values, if it was there. */
	Optional<List<String>> remove(final String key) {
		return Optional.ofNullable(values.remove(key));
	}

	boolean has(final String key) {
		return values.containsKey(key);
	}

	List<String> strings(final String key) {
		final List<String> found = values.get(key);
		if (found == null) throw new RegistrationException("elastix parameter " + key + " is missing");
		return Collections.unmodifiableList(found);
	}

	String string(final String key, final String otherwise) {
		return has(key) && !values.get(key).isEmpty() ? values.get(key).get(0) : otherwise;
	}

	/** @throws RegistrationException if the parameter is missing, not that many numbers, or not finite */
	double[] numbers(final String key, final int count) {
		final List<String> words = strings(key);
		if (words.size() != count) throw new RegistrationException("elastix parameter " + key + " has " + words.size() +
			" values, " + count + " are needed");
		final double[] numbers = new double[count];
		for (int i = 0; i < count; i++) {
			try {
				numbers[i] = Double.parseDouble(words.get(i));
			}
			catch (final NumberFormatException e) {
				throw new RegistrationException("elastix parameter " + key + " holds '" + words.get(i) + "', not a number", e);
			}
			if (!Double.isFinite(numbers[i])) throw new RegistrationException("elastix parameter " + key + " holds " + words
				.get(i));
		}
		return numbers;
	}

	@Override
	public String toString() {
		final StringBuilder text = new StringBuilder();
		values.forEach((key, words) -> {
			text.append('(').append(key);
			for (final String word : words)
				text.append(' ').append(isNumber(word) ? word : "\"" + word + "\"");
			text.append(")\n");
		});
		return text.toString();
	}

	private static boolean isNumber(final String word) {
		return word.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
	}
}
