package org.lymphatlas.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.lymphatlas.task.InlineTask;

/** Asks a program for its version: once for each file and time of its change, as long as Java runs. */
public final class VersionProbe {

	private static final Duration PATIENCE = Duration.ofSeconds(60);
	private static final int LONGEST_ANSWER = 1 << 14;
	private static final Map<String, String> ANSWERS = new ConcurrentHashMap<>();

	private VersionProbe() {}

	/**
	 * @param arguments as in {@code --version}
	 * @param environment variables that the program needs beside Java's own
	 * @return all that it said
	 * @throws ProgramException if it cannot be started, fails, or does not answer within a minute
	 */
	public static String ask(final Path executable, final List<String> arguments, final Map<String, String> environment) {
		try {
			final String key = executable.toAbsolutePath() + " " + Files.getLastModifiedTime(executable) + " " + arguments;
			return ANSWERS.computeIfAbsent(key, unasked -> askNow(executable, arguments, environment));
		}
		catch (final IOException e) {
			throw new ProgramException(executable + " cannot be looked at: " + e.getMessage(), e);
		}
	}

	private static String askNow(final Path executable, final List<String> arguments,
		final Map<String, String> environment)
	{
		final StringBuffer answer = new StringBuffer();
		try (PrivateFolder folder = new PrivateFolder("version")) {
			ProgramRun.of(executable.toAbsolutePath(), arguments, folder.path()).withEnvironment(environment).withPatience(
				PATIENCE).run(line -> {
					if (answer.length() < LONGEST_ANSWER) answer.append(line).append('\n');
				}, new InlineTask("version of " + executable.getFileName()));
		}
		return answer.toString().strip();
	}
}
