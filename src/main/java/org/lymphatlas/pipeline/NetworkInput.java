package org.lymphatlas.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/**
 * The voxels that a network saw: {@code network-input.json} beside the probability it gave, since post-processing may
 * ask where they end. Axes are those of {@link Grid}.
 *
 * @param size voxels along x, y, z
 * @param spacingMm of the voxels
 * @param originLps centre of the first voxel, mm
 * @param direction row-major, columns are the axes
 */
record NetworkInput(int[] size, double[] spacingMm, double[] originLps, double[] direction) {

	private static final String FILE = "network-input.json";
	private static final long MAX_BYTES = 1 << 16;

	static NetworkInput of(final Grid grid) {
		return new NetworkInput(grid.size(), grid.spacing(), grid.origin(), grid.direction());
	}

	void write(final Path folder) {
		Json.write(folder.resolve(FILE), this);
	}

	/**
	 * @param probability a file
	 * @param ct its grid
	 * @throws InputException if what lies beside it does not say it, or is another CT's
	 */
	static Grid beside(final Path probability, final Grid ct) {
		final Path file = probability.toAbsolutePath().resolveSibling(FILE);
		if (!Files.isRegularFile(file)) throw new InputException("borderVoxels needs to know which part of the CT the " +
			"network saw, and " + file + " is not there: 'predict' and 'segment' write it beside the probability; run one of " +
			"them, or give borderVoxels=0");
		final Grid grid = read(file);
		if (!reachesInto(grid, ct)) throw new InputException(file + " (" + grid + ") describes a part of another CT than " +
			probability + " (" + ct + ") has. Run 'predict' again, or give borderVoxels=0");
		return grid;
	}

	private static Grid read(final Path file) {
		try {
			if (Files.size(file) > MAX_BYTES) throw new InputException("it has more than " + MAX_BYTES + " bytes");
			final NetworkInput read = Json.GSON.fromJson(Files.readString(file), NetworkInput.class);
			if (read == null || read.size == null || read.spacingMm == null || read.originLps == null || read.direction == null)
				throw new InputException("size, spacingMm, originLps and direction must be there");
			return new Grid(read.size, read.spacingMm, read.originLps, read.direction);
		}
		catch (final IOException | RuntimeException e) {
			throw new InputException(file + " does not describe what a network saw: " + e.getMessage() +
				". Run 'predict' again, or give borderVoxels=0", e);
		}
	}

	/** Do all corners lie in the CT, but for the rounding of a voxel? */
	private static boolean reachesInto(final Grid input, final Grid ct) {
		final double[] p = new double[3];
		for (int corner = 0; corner < 8; corner++) {
			for (int a = 0; a < 3; a++)
				p[a] = (corner >> a & 1) * (input.size(a) - 1);
			input.toWorld(p, p);
			ct.toVoxel(p, p);
			for (int a = 0; a < 3; a++) {
				final double slack = 0.5 + (input.spacing(0) + input.spacing(1) + input.spacing(2)) / ct.spacing(a);
				if (!(p[a] >= -slack && p[a] <= ct.size(a) - 1 + slack)) return false;
			}
		}
		return true;
	}
}
