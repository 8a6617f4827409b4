package org.lymphatlas.viewer.bigdataviewer;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.swing.SwingUtilities;
import javax.tools.ToolProvider;

/**
 * Classes of BigDataViewer's names that write down what is called, compiled from this test's resources and seen by their
 * own class loader only, so that all other tests run without a BigDataViewer.
 */
final class BdvDouble {

	private final ClassLoader loader;

	/** @param changed in the sources' text, to make it another version */
	BdvDouble(final Path folder, final String removed, final String changed) throws IOException, URISyntaxException {
		final Path sources = Path.of(BdvDouble.class.getResource("double").toURI()), copies = Files.createDirectories(folder
			.resolve("sources"));
		final List<String> arguments = new ArrayList<>(List.of("-d", Files.createDirectories(folder.resolve("classes"))
			.toString(), "-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path")));
		try (Stream<Path> files = Files.list(sources)) {
			for (final Path file : files.toList())
				arguments.add(Files.writeString(copies.resolve(file.getFileName().toString()), Files.readString(file).replace(
					removed, changed)).toString());
		}
		if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])) != 0)
			throw new AssertionError("the test doubles do not compile");
		loader = new URLClassLoader(new URL[] { folder.resolve("classes").toUri().toURL() }, BdvDouble.class.getClassLoader());
	}

	ClassLoader loader() {
		return loader;
	}

	/** The calls since forget() whose first element is the name; the rest are its arguments. */
	List<Object[]> calls(final String name) throws Exception {
		final List<Object[]> calls = new ArrayList<>(), log = log();
		SwingUtilities.invokeAndWait(() -> log.stream().filter(call -> call[0].equals(name)).forEach(calls::add));
		return calls;
	}

	void forget() throws Exception {
		SwingUtilities.invokeAndWait(log()::clear);
	}

	/** The log belongs to Swing's thread, as those who write it do. */

	@SuppressWarnings("unchecked")
	private List<Object[]> log() throws ReflectiveOperationException {
		return (List<Object[]>) loader.loadClass("bdv.util.Calls").getField("LOG").get(null);
	}
}
