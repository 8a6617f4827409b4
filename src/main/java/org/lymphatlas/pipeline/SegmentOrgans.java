package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.Optional;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/** Writes the organs and landmarks of a CT, as TotalSegmentator or its intensities tell them. */
public final class SegmentOrgans {

	/**
	 * @param ct what to call the input in the record: its path or window title
	 * @param output receives {@code organs/} and {@code record.json}
	 * @param input TotalSegmentator's folder of masks or label map
	 * @param choice what is done without it
	 */
	public record Options(Path ct, Path output, Optional<Path> input, OrganChoice choice) {

		public Options {
			if (choice.source() == OrganChoice.Source.INTENSITY && input.isPresent()) throw new InputException(
				"source=intensity takes the organs from the CT alone; leave out input, or choose source=totalsegmentator");
		}
	}

	private SegmentOrgans() {}

	public static Anatomy run(final CtVolume ct, final Options options, final Task task) {
		OutputFolder.check(options.output());
		options.input().ifPresent(input -> OutputFolder.keep("input", input, options.output().resolve("organs")));
		final RunRecord record = new RunRecord("organs", options);
		final StageClock clock = new StageClock(task);
		record.input(options.ct(), ct.grid());
		final Anatomy anatomy = clock.time("organs", () -> AnatomySource.of(ct, options.ct(), options.input(), options
			.choice(), record, task));
		record.warn(anatomy.warnings());
		record.put("landmarks", OrganFiles.describe(anatomy.landmarks()));
		clock.run("write organs", () -> OrganFiles.write(anatomy, ct.grid(), options.output().resolve("organs")));
		record.write(options.output(), clock.stages());
		return anatomy;
	}
}
