package org.lymphatlas.command;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the shell says about itself; taken from the commands' own annotations. */
final class Help {

	private Help() {}

	static String overview() {
		return """
			LymphAtlas finds, segments and measures enlarged mediastinal lymph nodes on chest CT. Research use only.

			  ./lymphatlas demo                     segments a CT that training never saw, and says how well
			  ./lymphatlas test                     runs all tests
			  ./lymphatlas help <command>           its keys and defaults
			  ./lymphatlas <command> key=value ...  runs a command without a window

			Commands:
			""" + Commands.ALL.stream().map(c -> String.format("  %-14s %s", TaskCommand.shellName(c), TaskCommand.plugin(c)
			.description())).collect(Collectors.joining("\n")) + """


			The last line of output is the result. Exit code 0: done; 2: the input or the options are wrong; 1: anything else.
			LYMPHATLAS_JAVA_OPTS passes more options to Java, for example -Xmx12g. In ImageJ and Fiji the same commands stand
			under Plugins>LymphAtlas, with the same keys in macros.""";
	}

	static String of(final Class<? extends TaskCommand> type) {
		final TaskCommand command = TaskCommand.create(type);
		final String options = Options.of(type).all().stream().map(o -> "  " + line(o, command)).collect(Collectors.joining(
			"\n"));
		return "./lymphatlas " + TaskCommand.shellName(type) + " key=value ...\n" + TaskCommand.plugin(type).description() +
			"\nIn ImageJ: " + TaskCommand.menuPath(type) + "\n\n" + (options.isEmpty() ? "No keys." : "Keys:\n" +
				options);
	}

	private static String line(final Option option, final TaskCommand command) {
		final String value = option.text(command);
		final String choices = String.join(", ", option.choices());
		final String must = option.isMissingIn(command) ? "must be given" : value.isEmpty() ? ""
			: "default " + value;
		final String notes = Stream.of(choices, option.isNumber() ? option.range() : "", must).filter(s -> !s
			.isEmpty()).collect(Collectors.joining("; "));
		return String.format(Locale.ROOT, "%-16s %s%s", option.key(), option.parameter().description(), notes.isEmpty() ? ""
			: " (" + notes + ")");
	}
}
