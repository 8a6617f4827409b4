package org.lymphatlas.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at what this machine offers. */
final class Installation {

	private Installation() {}

	static List<Finding> findings() {
		return List.of(java(), memory(), elastix(), bigDataViewer());
	}

	private static Finding java() {
		return new Finding("Java", true, System.getProperty("java.version") + " of " + System.getProperty("java.vendor") +
			", " + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", " + Runtime.getRuntime()
				.availableProcessors() + " processors");
	}

	private static Finding memory() {
		return new Finding("Memory", true, Memory.machineMegabytes() + " MB in the machine, Java's heap may take " + Memory
			.heapMegabytes() + " MB");
	}

	private static Finding elastix() {
		return onPath("elastix").map(path -> new Finding("elastix", true, path.toString())).orElse(new Finding("elastix",
			false, "no elastix on the PATH; the embedded registration is used (on Debian: apt-get install elastix)"));
	}

	private static Finding bigDataViewer() {
		try {
			Class.forName("bdv.util.BdvFunctions", false, Installation.class.getClassLoader());
			return new Finding("BigDataViewer", false, "is here, but this version shows cases with ImageJ's own windows; the " +
				"bridge to BigDataViewer is not built yet");
		}
		catch (final ClassNotFoundException e) {
			return new Finding("BigDataViewer", false, "not on the class path (Fiji brings it); cases are shown with ImageJ's " +
				"own windows");
		}
	}

	private static Optional<Path> onPath(final String program) {
		return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(Pattern.quote(File.pathSeparator)))
			.filter(folder -> !folder.isEmpty()).map(folder -> Path.of(folder, program)).filter(Files::isExecutable)
			.findFirst();
	}
}
