package org.lymphatlas.program;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.lymphatlas.task.Cancellation;
import org.scijava.task.Task;

/**
 * One run of a program to its end, its output read line by line. A cancelled task, a failure or the end of Java kills it
 * and all it started.
 *
 * @param command program and arguments, never through a shell
 * @param folder working directory
 * @param environment variables set beside those that Java has
 * @param patience the longest that it may say nothing before it counts as hanging
 */
public record ProgramRun(List<String> command, Path folder, Map<String, String> environment, Duration patience) {

	private static final int POLL_MS = 50;
	private static final int LAST_WORDS_MS = 2000;
	private static final int SIGNALS = 128;
	private static final int KILLED = SIGNALS + 9;
	private static final Duration PATIENCE = Duration.ofMinutes(10);

	public ProgramRun {
		command = List.copyOf(command);
		environment = Map.copyOf(environment);
	}

	/** In a folder, Java's own environment, ten minutes of patience. */
	public static ProgramRun of(final Path executable, final List<String> arguments, final Path folder) {
		final List<String> command = new ArrayList<>(List.of(executable.toString()));
		command.addAll(arguments);
		return new ProgramRun(command, folder, Map.of(), PATIENCE);
	}

	public ProgramRun withEnvironment(final Map<String, String> variables) {
		final Map<String, String> all = new HashMap<>(environment);
		all.putAll(variables);
		return new ProgramRun(command, folder, all, patience);
	}

	public ProgramRun withPatience(final Duration longestSilence) {
		return new ProgramRun(command, folder, environment, longestSilence);
	}

	/**
	 * Runs it; returns when it ended with status 0.
	 *
	 * @param line receives each line of its output and error output, from another thread; what it throws ends the run
	 * @throws ProgramException if it cannot be started, ends with another status, is killed, or says nothing for too long;
	 *           names the status and what it said of the cause
	 * @throws java.util.concurrent.CancellationException within a second of the task's cancel, the processes gone
	 */
	public void run(final Consumer<String> line, final Task task) {
		Cancellation.check(task);
		final Process process = start();
		final ProcessTree tree = new ProcessTree(process);
		final Thread atExit = new Thread(tree::kill);
		Runtime.getRuntime().addShutdownHook(atExit);
		final ProgramOutput output = new ProgramOutput(process.getInputStream(), line, name());
		output.start();
		try {
			while (!process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
				Cancellation.check(task);
				output.checkListener();
				if (output.silentSeconds() > patience.toMillis() * 1e-3) throw new ProgramException(name() +
					" hangs: nothing was heard of it for " + patience.toSeconds() + " s, and it was stopped; last it said: " +
					output.cause());
				tree.look();
			}
			Cancellation.check(task);
			tree.killDescendants();
			output.join(LAST_WORDS_MS);
			output.checkListener();
			check(process.exitValue(), output);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new ProgramException("interrupted while " + name() + " ran", e);
		}
		finally {
			tree.kill();
			forget(atExit);
		}
	}

	private Process start() {
		final ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
		builder.environment().putAll(environment);
		try {
			final Process process = builder.start();
			process.getOutputStream().close();
			return process;
		}
		catch (final IOException e) {
			throw new ProgramException(command.get(0) + " cannot be started: " + e.getMessage(), e);
		}
	}

	private void check(final int status, final ProgramOutput output) {
		if (status == 0) return;
		if (status == KILLED) throw new ProgramException(name() + " was killed from outside (status " + status +
			"), perhaps for want of memory; last it said: " + output.cause());
		throw new ProgramException(name() + " ended with status " + status + ": " + output.cause());
	}

	private static void forget(final Thread atExit) {
		try {
			Runtime.getRuntime().removeShutdownHook(atExit);
		}
		catch (final IllegalStateException alreadyEnding) {
			// Java is ending: the hook runs, and finds nothing left to kill.
		}
	}

	private String name() {
		return Path.of(command.get(0)).getFileName().toString();
	}
}
