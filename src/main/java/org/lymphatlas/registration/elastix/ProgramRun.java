package org.lymphatlas.registration.elastix;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.lymphatlas.registration.RegistrationException;
import org.lymphatlas.task.Cancellation;
import org.scijava.task.Task;

/** One run of a program to its end, its output read line by line; a cancelled task kills it and all it started. */
final class ProgramRun {

	private static final int POLL_MS = 100;
	private static final int KILL_SECONDS = 2;

	private ProgramRun() {}

	/**
	 * @param command program and arguments, never through a shell
	 * @param folder working directory
	 * @param line receives each line of output, from another thread
	 * @return the exit status
	 * @throws java.util.concurrent.CancellationException within a second of the task's cancel, the processes gone
	 */
	static int run(final List<String> command, final Path folder, final Consumer<String> line, final Task task) {
		final ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
		ElastixInstallation.addLibraries(builder, Path.of(command.get(0)));
		final Process process;
		try {
			process = builder.start();
			process.getOutputStream().close();
		}
		catch (final IOException e) {
			throw new RegistrationException(command.get(0) + " cannot be started: " + e.getMessage(), e);
		}
		final Thread reader = new Thread(() -> read(process, line), "elastix output");
		reader.setDaemon(true);
		reader.start();
		try {
			while (!process.waitFor(POLL_MS, TimeUnit.MILLISECONDS))
				Cancellation.check(task);
			Cancellation.check(task);
			reader.join(TimeUnit.SECONDS.toMillis(KILL_SECONDS));
			return process.exitValue();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new RegistrationException("interrupted while " + command.get(0) + " ran", e);
		}
		finally {
			kill(process);
		}
	}

	private static void read(final Process process, final Consumer<String> line) {
		try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(),
			StandardCharsets.UTF_8)))
		{
			for (String text = out.readLine(); text != null; text = out.readLine())
				line.accept(text);
		}
		catch (final IOException closed) {
			// The process was killed: there is nothing more to read, and its exit status tells.
		}
	}

	private static void kill(final Process process) {
		process.descendants().forEach(ProcessHandle::destroyForcibly);
		process.destroyForcibly();
		try {
			process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
