package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.Map;

import org.lymphatlas.anatomy.Station;
import org.lymphatlas.viewer.CaseFolder;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * A small case folder as {@code segment} leaves it: two nodes of 5 mm radius at (20, 20, 30) and (34, 22, 40), one of them
 * found, the other with a probability of 0.02 only.
 */
public final class CorrectableCase {

	public static final Grid GRID = Grid.of(56, 44, 34, 1, 1, 2);
	public static final double[] FOUND = { 20, 20, 30 }, MISSED = { 34, 22, 40 }, AXIAL = { 0, 0, 1 };

	private CorrectableCase() {}

	/** @param verdict of the registration; null for a case that was not segmented */
	public static Path write(final Path folder, final String verdict) {
		final CtVolume ct = new CtVolume(GRID);
		final FloatVolume probability = new FloatVolume(GRID);
		final LabelVolume nodes = new LabelVolume(GRID), stations = new LabelVolume(GRID);
		for (int z = 0, i = 0; z < GRID.nz(); z++)
			for (int y = 0; y < GRID.ny(); y++)
				for (int x = 0; x < GRID.nx(); x++, i++) {
					final boolean found = isIn(FOUND, 5, x, y, 2 * z), missed = isIn(MISSED, 5, x, y, 2 * z);
					ct.hu()[i] = (short) (found || missed ? 60 : -90);
					probability.values()[i] = found ? 0.9f : missed ? 0.02f : 1e-5f;
					nodes.labels()[i] = (short) (found ? 1 : 0);
					stations.labels()[i] = (short) (x < 25 ? Station.S4R.label() : Station.S7.label());
				}
		VolumeFiles.write(ct, folder.resolve("ct.nii.gz"));
		if (verdict == null) return folder;
		VolumeFiles.write(probability, folder.resolve("probability.nii.gz"));
		VolumeFiles.write(nodes, folder.resolve("nodes.nii.gz"));
		VolumeFiles.write(new FloatVolume(GRID), folder.resolve("priors/distance.nii.gz"));
		VolumeFiles.write(new FloatVolume(GRID), folder.resolve("priors/probability.nii.gz"));
		VolumeFiles.write(stations, folder.resolve("priors/station.nii.gz"));
		Json.write(folder.resolve("record.json"), Map.of("registration", Map.of("verdict", verdict), "nodes", 1, "warnings",
			new String[] { "a warning of " + verdict }));
		return folder;
	}

	private static boolean isIn(final double[] centre, final double radius, final double x, final double y,
		final double z)
	{
		return Math.hypot(Math.hypot(x - centre[0], y - centre[1]), z - centre[2]) <= radius;
	}

	public static CaseCorrection open(final Path folder) {
		return CaseCorrection.open(folder, CaseFolder.read(folder), "R1");
	}
}
