package org.lymphatlas.training;

import org.lymphatlas.network.InputChannel;
import org.lymphatlas.training.augmentation.Interpolation;
import org.lymphatlas.training.augmentation.PatchGeometry;
import org.lymphatlas.training.augmentation.PatchResampling;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;

/** The part of a case that one patch shows, so that no more of it is read than the patch needs. */
final class CaseBlock {

	/** Voxels about the points of a patch: cubic interpolation reads one before and two after each. */
	private static final int MARGIN = 2;

	private final TrainingCase source;
	private final Box box;
	private final PatchResampling resampling;

	CaseBlock(final TrainingCase source, final PatchGeometry geometry, final int[] patchXyz) {
		this.source = source;
		box = around(geometry, patchXyz, source.grid());
		final double[] offset = geometry.offset();
		resampling = new PatchResampling(new PatchGeometry(geometry.matrix(), new double[] { offset[0] - box.minX(),
			offset[1] - box.minY(), offset[2] - box.minZ() }), patchXyz, source.grid().crop(box));
	}

	/** The patch of a channel. */
	float[] channel(final InputChannel channel, final Interpolation interpolation) {
		return resampling.channel(source.channel(channel).read(source.grid(), box), source.padding(channel), interpolation);
	}

	/** The patch of the target. */
	byte[] target() {
		final byte[] values = new byte[box.sizeX() * box.sizeY() * box.sizeZ()];
		int at = 0;
		for (int z = box.minZ(); z < box.maxZ(); z++)
			for (int y = box.minY(); y < box.maxY(); y++, at += box.sizeX())
				source.target().get(source.grid().index(box.minX(), y, z), values, at, box.sizeX());
		return resampling.labels(values);
	}

	/** The voxels that a patch's points lie among, at least one; the corners of a patch are its extremes. */
	static Box around(final PatchGeometry geometry, final int[] patchXyz, final Grid grid) {
		final int[] min = new int[3], max = new int[3];
		for (int a = 0; a < 3; a++) {
			double low = geometry.offset()[a], high = low;
			for (int c = 0; c < 3; c++) {
				final double reach = geometry.matrix()[3 * a + c] * (patchXyz[c] - 1);
				low += Math.min(0, reach);
				high += Math.max(0, reach);
			}
			min[a] = (int) Math.max(0, Math.min(grid.size(a) - 1, Math.floor(low) - MARGIN));
			max[a] = (int) Math.max(min[a] + 1, Math.min(grid.size(a), Math.ceil(high) + MARGIN + 1));
		}
		return new Box(min[0], min[1], min[2], max[0], max[1], max[2]);
	}
}
