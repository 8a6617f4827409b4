package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.lymphatlas.phantom.ContrastPhase;
import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomNode;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.Cancellation;
import org.lymphatlas.training.Annotation;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/**
 * Writes phantoms as cases: {@code case-0001/ct.nii.gz}, {@code organs.nii.gz}, {@code stations.nii.gz},
 * {@code nodes.nii.gz}, {@code partial.nii.gz}, {@code phantom.json}, and {@code manifest.csv} beside the cases. The
 * manifest leaves {@code organs} empty, so that what reads it must find the organs itself, as on a patient's CT.
 */
public final class MakePhantoms {

	/**
	 * @param output folder of the cases
	 * @param count how many
	 * @param seed of the first case; the following have seed + 1, + 2, ...
	 * @param spacingMm voxel size in the slice
	 * @param sliceMm distance and thickness of the slices
	 * @param noise 1 for the noise of a routine CT, less or more for another dose
	 * @param contrast phase that all are seen in, or any
	 * @param annotation what the manifest calls the cases' annotation, and which node file it names
	 */
	public record Options(Path output, int count, long seed, double spacingMm, double sliceMm,
		double noise, ContrastPhase contrast, Annotation annotation) {}

	private MakePhantoms() {}

	/** @return the manifest's path */
	public static Path run(final Options options, final Task task) {
		OutputFolder.check(options.output());
		final StringBuilder manifest = new StringBuilder("case,ct,nodes,annotation,organs\n");
		task.setProgressMaximum(options.count());
		for (int i = 0; i < options.count(); i++) {
			Cancellation.check(task);
			final String name = String.format("case-%04d", i + 1);
			task.setStatusMessage("Phantom " + name);
			write(PhantomGenerator.generate(spec(options, options.seed() + i), task), options.output().resolve(name));
			final String nodes = switch (options.annotation()) {
				case FULL -> name + "/nodes.nii.gz";
				case PARTIAL -> name + "/partial.nii.gz";
				case NONE -> "";
			};
			manifest.append(name).append(',').append(name).append("/ct.nii.gz,").append(nodes).append(',').append(options
				.annotation().name().toLowerCase(Locale.ROOT)).append(",\n");
			task.setProgressValue(i + 1);
		}
		final Path file = options.output().resolve("manifest.csv");
		Json.writeText(file, manifest.toString());
		return file;
	}

	/** The standard field of view, scanned as the options say. */
	private static PhantomSpec spec(final Options options, final long seed) {
		final PhantomSpec isotropic = PhantomSpec.standard(seed, options.spacingMm()).withNoiseScale(options.noise())
			.withContrast(options.contrast());
		if (options.sliceMm() == options.spacingMm()) return isotropic;
		final Grid grid = isotropic.grid();
		return isotropic.withGrid(grid.withSpacing(options.spacingMm(), options.spacingMm(), options.sliceMm()));
	}

	/** Writes the mean anatomy without nodes, from which the shipped atlas is made, as one case. */
	public static void reference(final Path folder, final double spacingMm, final Task task) {
		OutputFolder.check(folder);
		write(PhantomGenerator.generate(PhantomSpec.atlas(spacingMm), task), folder);
	}

	static void write(final Phantom phantom, final Path folder) {
		Json.makeFolder(folder);
		VolumeFiles.write(phantom.ct(), folder.resolve("ct.nii.gz"));
		VolumeFiles.write(phantom.organs().labels(), folder.resolve("organs.nii.gz"));
		VolumeFiles.write(phantom.stations(), folder.resolve("stations.nii.gz"));
		VolumeFiles.write(phantom.nodes(), folder.resolve("nodes.nii.gz"));
		VolumeFiles.write(phantom.partial(), folder.resolve("partial.nii.gz"));
		final Map<String, Object> description = new LinkedHashMap<>();
		description.put("seed", phantom.seed());
		description.put("carinaLps", phantom.carinaLps());
		description.put("nodes", List.<PhantomNode> copyOf(phantom.nodeList()));
		description.put("organs", phantom.organs().names());
		Json.write(folder.resolve("phantom.json"), description);
	}
}
