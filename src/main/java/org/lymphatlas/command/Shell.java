package org.lymphatlas.command;

import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.lymphatlas.volume.InputException;

/**
 * The commands from a shell: {@code <command> key=value ...}. Stages go to the error stream, the last line of the output
 * stream is the result. Exit codes: 0 done, 2 the input or the options are wrong, 1 anything else.
 */
public final class Shell {

	/** How long a cancelled command gets to clean up. */
	private static final int CLEAN_UP_SECONDS = 10;

	private final PrintStream out;
	private final PrintStream err;
	private final CountDownLatch ended = new CountDownLatch(1);

	Shell(final PrintStream out, final PrintStream err) {
		this.out = out;
		this.err = err;
	}

	public static void main(final String[] args) {
		final int exitCode = new Shell(System.out, System.err).run(List.of(args));
		// Windows stay until they are closed; Java ends with the last one.
		if (exitCode != 0 || !hasWindows()) System.exit(exitCode);
	}

	private static boolean hasWindows() {
		return !GraphicsEnvironment.isHeadless() && Arrays.stream(Frame.getFrames()).anyMatch(Frame::isShowing);
	}

	/** @return the exit code */
	int run(final List<String> args) {
		try {
			if (args.isEmpty()) throw new InputException(Help.overview());
			if (List.of("help", "--help", "-h").contains(args.get(0))) out.println(args.size() == 1 ? Help.overview() : Help
				.of(Commands.ofShellName(args.get(1))));
			else execute(Commands.ofShellName(args.get(0)), args.subList(1, args.size()));
			return 0;
		}
		catch (final Throwable t) {
			final Failure failure = Failure.of(t);
			err.println(failure.message());
			return failure.exitCode();
		}
		finally {
			ended.countDown();
		}
	}

	private void execute(final Class<? extends TaskCommand> type, final List<String> args) throws Exception {
		final TaskCommand command = TaskCommand.create(type);
		Options.of(type).assign(command, keyValues(args));
		final ConsoleTask task = new ConsoleTask(TaskCommand.shellName(type), err);
		Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(task), "lymphatlas-interrupt"));
		try {
			out.println(command.execute(task));
		}
		finally {
			task.finish();
		}
	}

	/** Ctrl-C: asks the command to stop and waits until it has tidied up. */
	private void interrupt(final ConsoleTask task) {
		if (ended.getCount() == 0) return;
		task.cancel("Cancelled");
		try {
			ended.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private static Map<String, String> keyValues(final List<String> args) {
		final Map<String, String> pairs = new LinkedHashMap<>();
		for (final String arg : args) {
			final int equals = arg.indexOf('=');
			if (equals < 1) throw new InputException("'" + arg + "' is not of the form key=value (put quotes around values " +
				"with spaces)");
			if (pairs.put(arg.substring(0, equals), arg.substring(equals + 1)) != null) throw new InputException("Key '" + arg
				.substring(0, equals) + "' is given twice");
		}
		return pairs;
	}
}
