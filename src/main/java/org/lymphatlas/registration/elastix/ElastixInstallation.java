package org.lymphatlas.registration.elastix;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.lymphatlas.registration.RegistrationException;

/**
 * An elastix program on this machine.
 *
 * @param elastix the executable
 * @param version as it reports itself, for example {@code 5.0.1}
 */
record ElastixInstallation(Path elastix, String version) {

	private static final Pattern VERSION = Pattern.compile("elastix version:?\\s*(\\d+)\\.(\\d+)(\\.\\d+)?");
	private static final int WANTED_MAJOR = 5;
	private static final int PROBE_SECONDS = 20;
	private static final boolean WINDOWS = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");
	private static final String EXECUTABLE = WINDOWS ? "elastix.exe" : "elastix";
	private static final List<String> USUAL_PLACES = List.of("/usr/bin", "/usr/local/bin", "/opt/elastix/bin",
		"/opt/homebrew/bin", "C:\\Program Files\\elastix", "C:\\elastix");
	/** What a program reported, by its path and time of change: each is asked once. */
	private static final Map<String, ElastixInstallation> PROBED = new ConcurrentHashMap<>();

	/**
	 * Where the user says (the executable, or a folder that has it, or that has it in {@code bin}), or else on the PATH,
	 * or else in the usual places.
	 *
	 * @throws RegistrationException if there is none, or its version is not 5.x; says where it was looked for
	 */
	static ElastixInstallation find(final Optional<Path> preferred) {
		if (preferred.isPresent()) {
			final Path place = preferred.get();
			for (final Path file : List.of(place, place.resolve(EXECUTABLE), place.resolve("bin").resolve(EXECUTABLE)))
				if (isProgram(file)) return probe(file);
			throw new RegistrationException("no elastix program at " + place +
				"; give the executable, or the folder that holds it, or nothing to look for it on the PATH");
		}
		final List<String> folders = new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(Pattern.quote(
			File.pathSeparator))));
		folders.addAll(USUAL_PLACES);
		for (final String folder : folders) {
			if (folder.isBlank()) continue;
			final Path file = Path.of(folder, EXECUTABLE);
			if (isProgram(file)) return probe(file);
		}
		throw new RegistrationException("no elastix program on the PATH or in " + String.join(", ", USUAL_PLACES) +
			"; install it (Debian: apt-get install elastix), or set its folder, or choose the variational engine");
	}

	private static boolean isProgram(final Path file) {
		return Files.isRegularFile(file) && Files.isExecutable(file);
	}

	private static ElastixInstallation probe(final Path file) {
		try {
			return PROBED.computeIfAbsent(file.toAbsolutePath() + " " + Files.getLastModifiedTime(file), key -> ask(file));
		}
		catch (final IOException e) {
			throw new RegistrationException(file + " cannot be looked at: " + e.getMessage(), e);
		}
	}

	private static ElastixInstallation ask(final Path file) {
		final ProcessBuilder builder = new ProcessBuilder(file.toString(), "--version").redirectErrorStream(true);
		addLibraries(builder, file);
		try {
			final Process process = builder.start();
			process.getOutputStream().close();
			if (!process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				throw new RegistrationException(file + " --version did not answer within " + PROBE_SECONDS + " s");
			}
			final String answer;
			try (InputStream out = process.getInputStream()) {
				answer = new String(out.readNBytes(1 << 14), StandardCharsets.UTF_8).strip();
			}
			final Matcher matcher = VERSION.matcher(answer);
			if (!matcher.find()) throw new RegistrationException(file + " --version answers '" + firstLine(answer) +
				"', which is not elastix");
			final String version = answer.substring(matcher.start(1), matcher.end());
			if (Integer.parseInt(matcher.group(1)) != WANTED_MAJOR) throw new RegistrationException(file + " is elastix " +
				version + "; version 5 is needed");
			return new ElastixInstallation(file, version);
		}
		catch (final IOException e) {
			throw new RegistrationException(file + " cannot be started: " + e.getMessage(), e);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new RegistrationException("interrupted while asking " + file + " for its version", e);
		}
	}

	private static String firstLine(final String text) {
		return text.lines().findFirst().orElse("");
	}

	/** The released archives keep their libraries in lib beside bin, or beside the program. */
	static void addLibraries(final ProcessBuilder builder, final Path executable) {
		final Path folder = executable.toAbsolutePath().getParent();
		final List<String> places = new ArrayList<>();
		for (final Path place : List.of(folder.resolveSibling("lib"), folder)) {
			if (hasElastixLibrary(place)) places.add(place.toString());
		}
		if (places.isEmpty()) return;
		for (final String variable : List.of("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")) {
			final String old = builder.environment().get(variable);
			final String added = String.join(File.pathSeparator, places);
			builder.environment().put(variable, old == null || old.isEmpty() ? added : added + File.pathSeparator + old);
		}
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
