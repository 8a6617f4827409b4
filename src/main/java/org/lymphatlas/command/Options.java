package org.lymphatlas.command;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.lymphatlas.volume.InputException;

/** The options of one command, in the order of its fields. */
record Options(List<Option> all) {

	static Options of(final Class<? extends TaskCommand> command) {
		return new Options(Arrays.stream(command.getDeclaredFields()).filter(Option::isOption).map(Option::of).toList());
	}

	/**
	 * Sets a command's options from texts, keys in any case.
	 *
	 * @throws InputException if a key is unknown, a value cannot be one of its option, or a required option is missing
	 */
	void assign(final TaskCommand command, final Map<String, String> texts) {
		texts.forEach((key, text) -> find(key).set(command, text));
		final List<Option> missing = all.stream().filter(o -> o.isMissingIn(command)).toList();
		if (!missing.isEmpty()) throw new InputException("Missing: " + missing.stream().map(o -> o.key() + "=... (" + o
			.parameter().description() + ")").collect(Collectors.joining("; ")));
	}

	private Option find(final String key) {
		return all.stream().filter(o -> o.isKey(key)).findFirst().orElseThrow(() -> new InputException("Unknown key '" +
			key + "'. " + (all.isEmpty() ? "This command has no options." : "Known keys: " + keys())));
	}

	String keys() {
		return all.stream().map(Option::key).collect(Collectors.joining(", "));
	}
}
