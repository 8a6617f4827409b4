package org.lymphatlas.segmentation.totalsegmentator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.lymphatlas.anatomy.ImportedOrgans;
import org.lymphatlas.anatomy.TotalSegmentatorOrgans;
import org.lymphatlas.anatomy.TotalSegmentatorOrgans.Version;
import org.lymphatlas.program.PrivateFolder;
import org.lymphatlas.program.ProgramException;
import org.lymphatlas.program.ProgramRun;
import org.lymphatlas.program.ProgramSearch;
import org.lymphatlas.program.VersionProbe;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.NiftiLabelNames;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/**
 * The TotalSegmentator program that a user installed. It fetches its weights from the internet when it is first used, and
 * tells its makers of each use unless its own settings say not to.
 *
 * @param executable its path
 * @param version as it reports itself, for example {@code 2.18.0}
 */
public record TotalSegmentatorProgram(Path executable, String version) {

	private static final ProgramSearch SEARCH = new ProgramSearch("TotalSegmentator", List.of(Path.of(System.getProperty(
		"user.home", ""), ".local", "bin").toString(), "/usr/local/bin", "/opt/totalsegmentator/bin"),
		"install it (pip install TotalSegmentator), or give its place in the environment variable " +
			"LYMPHATLAS_TOTALSEGMENTATOR");
	private static final Pattern VERSION = Pattern.compile("(?m)^\\D{0,40}?((\\d{1,4})\\.\\d+\\S*)\\s*$");
	private static final Pattern PROGRESS = Pattern.compile("(\\d+)/(\\d+) \\[");
	/** Large CTs are resampled without a word. */
	private static final Duration PATIENCE = Duration.ofMinutes(30);

	/**
	 * @param preferred where the user says it is; else see {@link ProgramSearch}
	 * @throws ProgramException if there is none, or if it does not answer as TotalSegmentator does
	 */
	public static TotalSegmentatorProgram find(final Optional<Path> preferred) {
		final Path file = SEARCH.find(preferred);
		final String answer = VersionProbe.ask(file, List.of("--version"), Map.of());
		final Matcher matcher = VERSION.matcher(answer);
		if (!matcher.find()) throw new ProgramException(file + " --version answers '" + answer.lines().findFirst().orElse(
			"") + "', which is no version of TotalSegmentator");
		return new TotalSegmentatorProgram(file, matcher.group(1));
	}

	private int major() {
		return Integer.parseInt(version.substring(0, version.indexOf('.')));
	}

	/**
	 * Runs it on a CT, on the graphics card if it finds one. Its files are removed afterwards.
	 *
	 * @param task what the program says is its status
	 * @return organs on the CT's grid
	 * @throws ProgramException if it fails, with the cause it gave
	 * @throws java.util.concurrent.CancellationException within a second of the task's cancel, the program killed
	 */
	public ImportedOrgans run(final CtVolume ct, final Quality quality, final Task task) {
		try (PrivateFolder folder = new PrivateFolder("totalsegmentator")) {
			final Path input = folder.resolve("ct.nii"), output = folder.resolve("organs.nii");
			VolumeFiles.write(ct, input);
			ProgramRun.of(executable, arguments(input, output, quality), folder.path()).withEnvironment(temporary(folder
				.path())).withPatience(PATIENCE).run(line -> show(line, task), task);
			return read(output);
		}
	}

	private List<String> arguments(final Path input, final Path output, final Quality quality) {
		if (major() < 2 && quality == Quality.FASTEST) throw new ProgramException(executable + " is version " + version +
			", which has no 6 mm network; choose totalsegmentator=fast, or install version 2");
		final List<String> arguments = new ArrayList<>(List.of("-i", input.toString(), "-o", output.toString(), "--ml"));
		quality.programOption().ifPresent(arguments::add);
		return arguments;
	}

	/** Its own temporary files go into our folder, so that nothing stays when it is killed. */
	private static Map<String, String> temporary(final Path folder) {
		return Map.of("TMPDIR", folder.toString(), "TEMP", folder.toString(), "TMP", folder.toString());
	}

	private static void show(final String line, final Task task) {
		final Matcher progress = PROGRESS.matcher(line);
		if (progress.find()) {
			task.setProgressMaximum(Long.parseLong(progress.group(2)));
			task.setProgressValue(Long.parseLong(progress.group(1)));
		}
		else if (!line.isBlank()) task.setStatusMessage("TotalSegmentator: " + line.strip());
	}

	private ImportedOrgans read(final Path output) {
		if (!Files.isRegularFile(output)) throw new ProgramException(executable + " ended well but wrote no organs");
		try {
			final boolean named = !NiftiLabelNames.read(output).isEmpty();
			return named || major() >= 2 ? TotalSegmentatorOrgans.readLabels(output) : TotalSegmentatorOrgans.readLabels(
				output, Version.V1);
		}
		catch (final InputException e) {
			throw new ProgramException("What " + executable + " wrote cannot be used: " + e.getMessage(), e);
		}
	}
}
