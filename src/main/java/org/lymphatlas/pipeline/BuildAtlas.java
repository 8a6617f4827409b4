package org.lymphatlas.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.atlas.AtlasBuilder;
import org.lymphatlas.atlas.AtlasFolder;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.registration.Verdict;
import org.lymphatlas.task.Cancellation;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/**
 * Builds an atlas: every annotated case of a manifest is registered to the reference CT and its nodes are averaged there
 * (paper A, appendix A). A case whose registration failed is left out, with a warning.
 */
public final class BuildAtlas {

	/**
	 * @param manifest annotated cases
	 * @param reference a case folder with {@code ct.nii.gz} and, where known, {@code organs.nii.gz} with TotalSegmentator's
	 *          v2 numbers and {@code stations.nii.gz}
	 * @param output the atlas' folder
	 * @param registration {@code auto}, {@code variational} or {@code elastix}
	 */
	public record Options(Path manifest, Path reference, Path output, String registration) {}

	/** Organs that intensities cannot find and that the reference may bring. */
	private static final Set<String> EXTRA_ORGANS = Set.of("heart", "aorta", "esophagus");

	private static final double SAME_GRID_MM = 0.01;

	private BuildAtlas() {}

	/** @return a line that sums up what was built */
	public static String run(final Options options, final Task task) {
		final Manifest manifest = Manifest.read(options.manifest());
		OutputFolder.check(options.output());
		OutputFolder.keep("reference", options.reference().resolve("ct.nii.gz"), options.output());
		manifest.checkAnnotated();
		final RunRecord record = new RunRecord("build-atlas", options);
		final StageClock clock = new StageClock(task);
		final CtVolume ct = VolumeFiles.readCt(options.reference().resolve("ct.nii.gz"));
		final LabelVolume stations = stations(ct.grid(), options.reference(), record);
		final Anatomy anatomy = clock.time("organs of the reference", () -> anatomy(ct, options.reference(), task));
		final AtlasBuilder builder = new AtlasBuilder(ct);
		final Subject reference = new Subject(ct, anatomy);
		final List<Map<String, Object>> cases = new ArrayList<>();
		task.setProgressMaximum(manifest.rows().size());
		int used = 0;
		for (final Manifest.Row row : manifest.rows()) {
			Cancellation.check(task);
			final Registration registration = clock.time("register " + row.name(), () -> add(builder, row, reference, options
				.registration(), task));
			final boolean failed = registration.verdict() == Verdict.FAILED;
			if (failed) record.warn("Case '" + row.name() + "' was left out: its registration failed");
			else used++;
			final Map<String, Object> entry = new LinkedHashMap<>();
			entry.put("case", row.name());
			entry.put("registration", AlignedCase.summary(registration));
			cases.add(entry);
			task.setProgressValue(cases.size());
		}
		final Atlas atlas = builder.build(name(options.output()), anatomy, stations, Map.of("reference", name(options
			.reference()), "cases", Integer.toString(used), "version", RunRecord.version(), "sigmaMm", Double.toString(
				AtlasBuilder.SIGMA_MM)));
		clock.run("write", () -> AtlasFolder.write(atlas, options.output()));
		record.put("cases", cases);
		record.write(options.output(), clock.stages());
		return "Atlas of " + used + " cases in " + options.output();
	}

	private static Registration add(final AtlasBuilder builder, final Manifest.Row row, final Subject reference,
		final String engine, final Task task)
	{
		final CtVolume ct = VolumeFiles.readCt(row.ct());
		final Subject patient = new Subject(ct, AnatomySource.of(ct, row.ct(), row.organs(), task));
		final Registration registration = Engines.register(patient, reference, engine, task);
		if (registration.verdict() != Verdict.FAILED) builder.add(VolumeFiles.readMask(row.requireNodes()), registration
			.transform());
		return registration;
	}

	/** Organs from intensities, so that they compare with a patient's, and those organs that only the reference knows. */
	private static Anatomy anatomy(final CtVolume ct, final Path reference, final Task task) {
		final Anatomy found = AnatomySource.of(ct, reference, Optional.empty(), task);
		final Path file = reference.resolve("organs.nii.gz");
		final Organs organs = Files.isRegularFile(file) ? withExtras(found.organs(), AnatomySource.read(file)) : found
			.organs();
		final Landmarks landmarks = found.landmarks();
		if (landmarks.carina().isEmpty()) throw new InputException("The reference CT " + reference +
			" cannot be an atlas: " + landmarks.carinaReason());
		return new Anatomy(organs, landmarks, found.source(), found.warnings());
	}

	private static Organs withExtras(final Organs base, final Organs extra) {
		final short[] labels = base.labels().labels().clone();
		final SortedMap<Integer, String> names = new TreeMap<>(base.names());
		int next = names.lastKey() + 1;
		for (final String name : EXTRA_ORGANS.stream().sorted().toList()) {
			if (!extra.names().containsValue(name)) continue;
			final byte[] mask = Resampling.nearest(extra.mask(name), base.grid(), PointMapping.IDENTITY).values();
			for (int i = 0; i < mask.length; i++)
				if (mask[i] != 0) labels[i] = (short) next;
			names.put(next++, name);
		}
		return new Organs(new LabelVolume(base.grid(), labels), names);
	}

	/** A folder's own name, also of {@code .} and {@code /}. */
	private static String name(final Path folder) {
		final Path name = folder.toAbsolutePath().normalize().getFileName();
		return name == null ? "atlas" : name.toString();
	}

	private static LabelVolume stations(final Grid grid, final Path reference, final RunRecord record) {
		final Path file = reference.resolve("stations.nii.gz");
		if (Files.isRegularFile(file)) {
			final LabelVolume stations = VolumeFiles.readLabels(file);
			if (!stations.grid().matches(grid, SAME_GRID_MM)) throw new InputException(file + " (" + stations.grid() +
				") does not lie on the grid of the reference CT (" + grid + ")");
			return stations;
		}
		record.warn("The reference has no stations.nii.gz: nodes will have no station");
		return new LabelVolume(grid);
	}
}
