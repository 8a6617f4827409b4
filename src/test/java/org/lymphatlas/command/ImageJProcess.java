package org.lymphatlas.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A real ImageJ in its own Java, with LymphAtlas in its plugins folder as users install it and the libraries on the
 * class path as Fiji brings them.
 */
final class ImageJProcess {

	/** What a finished ImageJ left behind. */
	record Result(int exitCode, String output) {}

	private final Path folder;
	private final String separator = System.getProperty("path.separator");

	/** @param folder receives the plugins folder and the macro */
	ImageJProcess(final Path folder) throws IOException {
		this.folder = folder;
		final Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("LymphAtlas_.jar");
		if (!Files.exists(jar)) pack(classes(), jar);
	}

	/** Runs a macro without a screen, through the agent that Fiji brings for that. */
	Result headless(final String macro, final int seconds) throws Exception {
		return headless(macro, "", seconds);
	}

	/** As {@link #headless(String, int)}, with what the macro gets from {@code getArgument()}. */
	Result headless(final String macro, final String argument, final int seconds) throws Exception {
		return run(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED", "-Djava.awt.headless=true", "-javaagent:" +
			library("ij1-patcher") + "=init"), List.of("ij.ImageJ", "-batch", write(macro), argument), null, seconds);
	}

	/** Runs a macro with windows on an X display. */
	Result onDisplay(final String display, final String macro, final int seconds) throws Exception {
		return run(List.of(), List.of("ij.ImageJ", "-macro", write(macro)), display, seconds);
	}

	/** Runs a class of the tests on an X display. */
	Result onDisplay(final String display, final Class<?> main, final int seconds) throws Exception {
		return run(List.of(), List.of(main.getName()), display, seconds);
	}

	private String write(final String macro) throws IOException {
		return Files.writeString(folder.resolve("macro.ijm"), macro).toString();
	}

	private Result run(final List<String> options, final List<String> main, final String display, final int seconds)
		throws Exception
	{
		final List<String> command = new ArrayList<>(List.of(Paths.get(System.getProperty("java.home"), "bin", "java")
			.toString(), "-Xmx3g", "-Dplugins.dir=" + folder, "-Duser.home=" + folder));
		command.addAll(options);
		command.addAll(List.of("-cp", classPath()));
		command.addAll(main);
		final Path log = folder.resolve("output.txt");
		final ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
			.redirectOutput(log.toFile());
		builder.environment().remove("DISPLAY");
		if (display != null) builder.environment().put("DISPLAY", display);
		final Process process = builder.start();
		if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
			process.destroyForcibly().waitFor();
			throw new AssertionError("ImageJ still ran after " + seconds + " s. It said:\n" + Files.readString(log));
		}
		return new Result(process.exitValue(), Files.readString(log));
	}

	/** The class path of these tests, with the plugin's jar in the place of its classes. */
	private String classPath() {
		return System.getProperty("java.class.path").replace(classes().toString() + separator, folder.resolve(
			"plugins/LymphAtlas_.jar") + separator);
	}

	private String library(final String name) {
		return Stream.of(System.getProperty("java.class.path").split(separator)).filter(p -> Paths.get(p).getFileName()
			.toString().startsWith(name)).findFirst().orElseThrow();
	}

	private static Path classes() {
		try {
			return Paths.get(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (final java.net.URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	private static void pack(final Path root, final Path jar) throws IOException {
		try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file); Stream<
			Path> paths = Files.walk(root))
		{
			for (final Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
				out.putNextEntry(new JarEntry(root.relativize(path).toString().replace('\\', '/')));
				Files.copy(path, out);
			}
		}
	}
}
