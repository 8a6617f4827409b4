package org.lymphatlas.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.lymphatlas.task.Cancellation;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/**
 * Runs one step on every case of a manifest, one after the other on this machine: a step uses all processors already. A
 * case that has its record is done and skipped, whatever its options were; one whose input is wrong is reported and
 * does not stop the others. At the end stands a contact sheet, see {@link MakeContactSheet}.
 */
public final class RunBatch {

	/** What is done with each case; each step includes the ones that it needs. */
	public enum Step {
		ORGANS, REGISTER, SEGMENT
	}

	/**
	 * @param manifest the cases
	 * @param output receives a folder a case, {@code batch.csv} and {@code contact-sheet/}
	 * @param step what is done
	 * @param segmenting how, where it is {@link Step#SEGMENT}; CT, results and organs are each case's own
	 */
	public record Options(Path manifest, Path output, Step step, SegmentNodes.Options segmenting) {

		/** With all defaults. */
		public Options(final Path manifest, final Path output, final Step step) {
			this(manifest, output, step, SegmentNodes.Options.of(manifest, output));
		}
	}

	private RunBatch() {}

	/**
	 * @return a line that sums up the batch
	 * @throws InputException before the first case, if manifest or options cannot be used
	 * @throws CasesFailedException after the last case, if some failed
	 */
	public static String run(final Options options, final Task task) {
		final Path table = options.output().resolve(BatchCsv.FILE);
		OutputFolder.check(options.output());
		OutputFolder.keep("manifest", options.manifest(), table);
		options.segmenting().postProcessing().options();
		final Manifest manifest = Manifest.read(options.manifest());
		final List<BatchCsv.Entry> entries = new ArrayList<>();
		task.setProgressMaximum(manifest.rows().size());
		for (final Manifest.Row row : manifest.rows()) {
			Cancellation.check(task);
			task.setStatusMessage("Case " + row.name() + " (" + (entries.size() + 1) + " of " + manifest.rows().size() + ")");
			entries.add(run(row, options, task));
			BatchCsv.write(entries, table);
			task.setProgressMaximum(manifest.rows().size());
			task.setProgressValue(entries.size());
		}
		final String summary = count(entries, "done") + " case(s) done, " + count(entries, "skipped") +
			" skipped as done before";
		final String sheet = contactSheet(options, task);
		final List<BatchCsv.Entry> failed = entries.stream().filter(e -> e.state().equals("failed")).toList();
		if (failed.isEmpty()) return summary + "; results in " + options.output() + ", " + sheet;
		final StringBuilder names = new StringBuilder(summary + ", " + failed.size() + " failed:");
		failed.forEach(e -> names.append("\n  ").append(e.name()).append(": ").append(e.result()));
		throw new CasesFailedException(names.append("\n  ").append(sheet).toString());
	}

	private static BatchCsv.Entry run(final Manifest.Row row, final Options options, final Task task) {
		final Path folder = options.output().resolve(row.name());
		if (Files.isRegularFile(folder.resolve("record.json"))) return new BatchCsv.Entry(row.name(), "skipped", 0, "");
		final long start = System.nanoTime();
		try {
			final String result = step(row, folder, options, task);
			return new BatchCsv.Entry(row.name(), "done", (System.nanoTime() - start) * 1e-9, result);
		}
		catch (final InputException e) {
			return new BatchCsv.Entry(row.name(), "failed", (System.nanoTime() - start) * 1e-9, e.getMessage());
		}
	}

	private static String step(final Manifest.Row row, final Path folder, final Options options, final Task task) {
		final CtVolume ct = VolumeFiles.readCt(row.ct());
		return switch (options.step()) {
			case ORGANS -> SegmentOrgans.run(ct, new SegmentOrgans.Options(row.ct(), folder, row.organs(),
				OrganChoice.AUTO), task).source();
			case REGISTER -> RegisterAtlas.run(ct, new RegisterAtlas.Options(row.ct(), folder, row.organs(), OrganChoice.AUTO,
				Optional.empty(), RegistrationChoice.AUTO), task).verdict().name().toLowerCase(Locale.ROOT);
			case SEGMENT -> SegmentNodes.run(ct, options.segmenting().ofCase(row.ct(), folder, row.organs()), task).nodes()
				.size() + " nodes";
		};
	}

	/** Cases that took hours stay done if the sheet cannot be made. */
	private static String contactSheet(final Options options, final Task task) {
		final MakeContactSheet.Options sheet = MakeContactSheet.Options.of(options.output());
		try {
			MakeContactSheet.run(sheet, task);
			return "contact sheet in " + sheet.output();
		}
		catch (final InputException e) {
			return "no contact sheet (" + e.getMessage() + ")";
		}
	}

	private static long count(final List<BatchCsv.Entry> entries, final String state) {
		return entries.stream().filter(e -> e.state().equals(state)).count();
	}
}
