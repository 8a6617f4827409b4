package org.lymphatlas.volume;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Means of a volume over the boxes that the voxels of a coarser grid cover, one axis after the other. */
final class BoxAverage {

	private static final double SAME_DIRECTION = 1e-3;

	private BoxAverage() {}

	static FloatVolume of(final Volume source, final Grid target) {
		final Grid grid = source.grid();
		final double[] d = grid.direction(), e = target.direction();
		for (int i = 0; i < 9; i++)
			if (Math.abs(d[i] - e[i]) > SAME_DIRECTION) throw new IllegalArgumentException("Directions differ: " + Arrays
				.toString(d) + " and " + Arrays.toString(e));
		final double[] first = target.toWorld(0, 0, 0);
		grid.toVoxel(first, first);
		final Cells[] cells = new Cells[3];
		for (int a = 0; a < 3; a++)
			cells[a] = Cells.of(first[a], target.spacing(a) / grid.spacing(a), target.size(a), grid.size(a));
		final float[] xAndY = inSlices(source, cells[0], cells[1]);
		return new FloatVolume(target, alongZ(xAndY, target.nx() * target.ny(), cells[2]));
	}

	/** Averages x, then y, in every source slice. */
	private static float[] inSlices(final Volume source, final Cells cx, final Cells cy) {
		final Grid grid = source.grid();
		final int tx = cx.count(), ty = cy.count();
		final float[] result = new float[Math.multiplyExact(tx * ty, grid.nz())];
		IntStream.range(0, grid.nz()).parallel().forEach(z -> {
			final float[] rows = new float[tx * grid.ny()];
			for (int y = 0; y < grid.ny(); y++) {
				final int row = grid.index(0, y, z);
				for (int x = 0; x < tx; x++) {
					double sum = 0;
					for (int k = 0; k < cx.weights()[x].length; k++)
						sum += cx.weights()[x][k] * source.valueAt(row + cx.first()[x] + k);
					rows[y * tx + x] = (float) sum;
				}
			}
			for (int y = 0; y < ty; y++)
				addRows(rows, cy.first()[y] * tx, tx, cy.weights()[y], result, (z * ty + y) * tx);
		});
		return result;
	}

	private static float[] alongZ(final float[] slices, final int sliceSize, final Cells cz) {
		final float[] result = new float[sliceSize * cz.count()];
		IntStream.range(0, cz.count()).parallel().forEach(z -> addRows(slices, cz.first()[z] * sliceSize, sliceSize, cz
			.weights()[z], result, z * sliceSize));
		return result;
	}

	/** Adds consecutive rows, each with its weight, to one row of the result. */
	private static void addRows(final float[] rows, final int start, final int length, final float[] weights,
		final float[] result, final int at)
	{
		for (int k = 0; k < weights.length; k++)
			for (int i = 0; i < length; i++)
				result[at + i] += weights[k] * rows[start + k * length + i];
	}

	/** Which source voxels each target voxel covers along one axis, and how much of it each covers. */
	private record Cells(int[] first, float[][] weights) {

		/**
		 * @param centre first target centre in source voxels
		 * @param width width of a target voxel in source voxels
		 */
		static Cells of(final double centre, final double width, final int count, final int sourceSize) {
			final int[] first = new int[count];
			final float[][] weights = new float[count][];
			for (int i = 0; i < count; i++) {
				final double from = clamp(centre + (i - 0.5) * width + 0.5, sourceSize);
				final double to = clamp(centre + (i + 0.5) * width + 0.5, sourceSize);
				first[i] = Math.min(sourceSize - 1, (int) from);
				final int last = Math.max(first[i], Math.min(sourceSize - 1, (int) Math.ceil(to) - 1));
				weights[i] = new float[last - first[i] + 1];
				if (to - from < 1e-9) Arrays.fill(weights[i], 1f / weights[i].length);
				else for (int k = 0; k < weights[i].length; k++) {
					final int voxel = first[i] + k;
					weights[i][k] = (float) ((Math.min(to, voxel + 1) - Math.max(from, voxel)) / (to - from));
				}
			}
			return new Cells(first, weights);
		}

		int count() {
			return first.length;
		}

		private static double clamp(final double edge, final int sourceSize) {
			return Math.max(0, Math.min(sourceSize, edge));
		}
	}
}
