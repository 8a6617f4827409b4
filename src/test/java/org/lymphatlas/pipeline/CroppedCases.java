package org.lymphatlas.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.lymphatlas.network.CropSource;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Downsampling;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/**
 * For a program that is to see of the cases of a manifest what our networks see: the lungs' box at their spacing. Arguments:
 *
 * <pre>
 * crop  MANIFEST OUTPUT SPACING_MM          ct.nii.gz and nodes.nii.gz of each case, and manifest.csv
 * paste MANIFEST PROBABILITIES OUTPUT       probability.nii.gz of each case, brought onto the case's own grid
 * </pre>
 */
public final class CroppedCases {

	private CroppedCases() {}

	public static void main(final String[] args) {
		final List<Manifest.Row> rows = Manifest.read(Path.of(args[1])).rows();
		switch (args[0]) {
			case "crop" -> crop(rows, Path.of(args[2]), Double.parseDouble(args[3]));
			case "paste" -> paste(rows, Path.of(args[2]), Path.of(args[3]));
			default -> throw new IllegalArgumentException("No step " + args[0]);
		}
	}

	private static void crop(final List<Manifest.Row> rows, final Path output, final double spacingMm) {
		final Task task = new InlineTask("crop");
		final List<String> lines = new ArrayList<>(List.of("case,ct,nodes,annotation,organs"));
		for (final Manifest.Row row : rows) {
			final Path folder = output.resolve(row.name());
			lines.add(String.format("%s,%s/ct.nii.gz,%s/nodes.nii.gz,%s,", row.name(), row.name(), row.name(), row.annotation()
				.name().toLowerCase(Locale.ROOT)));
			if (Files.exists(folder.resolve("nodes.nii.gz"))) continue;
			final CtVolume ct = VolumeFiles.readCt(row.ct());
			final Grid seen = NetworkGrid.of(ct, () -> AnatomySource.of(ct, row.ct(), Optional.empty(), task).organs(),
				CropSource.ORGANS, Optional.empty(), new double[] { spacingMm, spacingMm, spacingMm }, task).grid();
			Json.makeFolder(folder);
			VolumeFiles.write(Downsampling.ct(ct, seen), folder.resolve("ct.nii.gz"));
			VolumeFiles.write(Resampling.smooth(VolumeFiles.readMask(row.requireNodes()), seen), folder.resolve("nodes.nii.gz"));
		}
		Json.writeText(output.resolve("manifest.csv"), String.join("\n", lines) + "\n");
	}

	private static void paste(final List<Manifest.Row> rows, final Path probabilities, final Path output) {
		for (final Manifest.Row row : rows) {
			final FloatVolume seen = VolumeFiles.readFloat(probabilities.resolve(row.name()).resolve("probability.nii.gz"));
			final Path folder = output.resolve(row.name());
			Json.makeFolder(folder);
			NetworkInput.of(seen.grid()).write(folder);
			VolumeFiles.write(Resampling.linear(seen, VolumeFiles.readCt(row.ct()).grid(), PointMapping.IDENTITY, 0), folder
				.resolve("probability.nii.gz"));
		}
	}
}
