package org.lymphatlas.program;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a program may be: where the user says, in the system property {@code lymphatlas.<name>} or the environment
 * variable {@code LYMPHATLAS_<NAME>}, on the PATH, in the usual places; the first that is named decides.
 *
 * @param name of the executable, without {@code .exe}
 * @param usualPlaces folders beyond the PATH
 * @param advice what to do when there is none, as in "install it (apt-get install elastix)"
 */
public record ProgramSearch(String name, List<String> usualPlaces, String advice) {

	private static final boolean WINDOWS = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");

	/** The system property that names the executable or its folder. */
	public String property() {
		return "lymphatlas." + name.toLowerCase(Locale.ROOT);
	}

	/** The environment variable that names the executable or its folder. */
	public String variable() {
		return "LYMPHATLAS_" + name.toUpperCase(Locale.ROOT);
	}

	/**
	 * @param preferred the executable, or a folder that has it, or that has it in {@code bin}
	 * @return an executable file, its path absolute
	 * @throws ProgramException if there is none; says where it was looked for, and what to do
	 */
	public Path find(final Optional<Path> preferred) {
		if (preferred.isPresent()) return at(preferred.get().toString(), "the option");
		final String property = System.getProperty(property(), "");
		if (!property.isBlank()) return at(property, "the system property " + property());
		final String variable = System.getenv().getOrDefault(variable(), "");
		if (!variable.isBlank()) return at(variable, "the environment variable " + variable());
		final String[] path = System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator));
		return Stream.concat(Stream.of(path), usualPlaces.stream()).filter(folder -> !folder.isBlank()).flatMap(
			ProgramSearch::path).map(folder -> folder.resolve(executable())).filter(ProgramSearch::isProgram).findFirst()
			.orElseThrow(() -> new ProgramException("no " + name + " program on the PATH or in " + String.join(", ",
				usualPlaces) + "; " + advice));
	}

	private Path at(final String place, final String whoSaysSo) {
		return path(place).flatMap(p -> Stream.of(p, p.resolve(executable()), p.resolve("bin").resolve(executable()))).filter(
			ProgramSearch::isProgram).findFirst().orElseThrow(() -> new ProgramException("no " + name + " program at " +
				place + ", where " + whoSaysSo + " says; give the executable, or the folder that holds it, or nothing to look " +
				"for it on the PATH"));
	}

	/** None for what cannot be a path here: the PATH may hold anything. */
	private static Stream<Path> path(final String text) {
		try {
			return Stream.of(Path.of(text).toAbsolutePath());
		}
		catch (final InvalidPathException e) {
			return Stream.empty();
		}
	}

	private String executable() {
		return WINDOWS ? name + ".exe" : name;
	}

	private static boolean isProgram(final Path file) {
		return Files.isRegularFile(file) && Files.isExecutable(file);
	}
}
