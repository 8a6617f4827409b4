package org.lymphatlas.registration.elastix;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.lymphatlas.program.ProgramException;
import org.lymphatlas.program.ProgramSearch;
import org.lymphatlas.program.VersionProbe;
import org.lymphatlas.registration.RegistrationException;

/**
 * An elastix program on this machine. Its parameter and transform files are read as 5.0 writes them: versions before 5.0.1
 * are refused, and so are later major ones; later minor ones are taken and said to be untested.
 *
 * @param elastix the executable
 * @param version as it reports itself, for example {@code 5.0.1}
 */
record ElastixInstallation(Path elastix, String version) {

	private static final ProgramSearch SEARCH = new ProgramSearch("elastix", List.of("/usr/bin", "/usr/local/bin",
		"/opt/elastix/bin", "/opt/homebrew/bin", "C:\\Program Files\\elastix", "C:\\elastix"),
		"install it (Debian: apt-get install elastix; others: github.com/SuperElastix/elastix/releases), or set its folder " +
			"in the environment variable LYMPHATLAS_ELASTIX, or choose the variational engine");
	private static final Pattern VERSION = Pattern.compile("elastix version:?\\s*(\\d+)\\.(\\d+)(?:\\.(\\d+))?");
	private static final int MAJOR = 5;
	private static final int LAST_TESTED_MINOR = 0;

	/**
	 * @param preferred where the user says it is; else see {@link ProgramSearch}
	 * @throws RegistrationException if there is none, or its version is not 5.0.1 or a later 5; says where it was looked
	 *           for
	 */
	static ElastixInstallation find(final Optional<Path> preferred) {
		try {
			final Path file = SEARCH.find(preferred);
			return new ElastixInstallation(file, version(file, VersionProbe.ask(file, List.of("--version"), libraries(file))));
		}
		catch (final ProgramException e) {
			throw new RegistrationException(e.getMessage(), e);
		}
	}

	private static String version(final Path file, final String answer) {
		final Matcher matcher = VERSION.matcher(answer);
		if (!matcher.find()) throw new RegistrationException(file + " --version answers '" + answer.lines().findFirst()
			.orElse("") + "', which is not elastix");
		final String version = answer.substring(matcher.start(1), matcher.end());
		final int minor = Integer.parseInt(matcher.group(2));
		final int patch = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
		if (Integer.parseInt(matcher.group(1)) != MAJOR || minor == 0 && patch == 0) throw new RegistrationException(file +
			" is elastix " + version + "; 5.0.1 or a later 5 is needed");
		return version;
	}

	/** Whether the version is one that this program was tried with. */
	boolean tested() {
		return Integer.parseInt(version.split("\\.")[1]) <= LAST_TESTED_MINOR;
	}

	/** What it runs with: the released archives keep their libraries in lib beside bin, or beside the program. */
	Map<String, String> environment() {
		return libraries(elastix);
	}

	private static Map<String, String> libraries(final Path executable) {
		final Path folder = executable.toAbsolutePath().getParent();
		final String places = Stream.of(folder.resolveSibling("lib"), folder).filter(
			ElastixInstallation::hasElastixLibrary).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
		final Map<String, String> variables = new HashMap<>();
		if (places.isEmpty()) return variables;
		for (final String variable : List.of("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")) {
			final String old = System.getenv().getOrDefault(variable, "");
			variables.put(variable, old.isEmpty() ? places : places + File.pathSeparator + old);
		}
		return variables;
	}

	private static boolean hasElastixLibrary(final Path folder) {
		if (!Files.isDirectory(folder)) return false;
		try (DirectoryStream<Path> libraries = Files.newDirectoryStream(folder, "libANNlib*")) {
			return libraries.iterator().hasNext();
		}
		catch (final IOException unreadable) {
			return false;
		}
	}
}
