package org.lymphatlas.training.augmentation;

import java.util.Arrays;

/**
 * Where the voxels of a patch lie in its case: {@code case voxel = matrix patch voxel + offset}, x, y, z.
 *
 * @param matrix row-major 3x3
 * @param offset case voxel of the patch's voxel (0, 0, 0)
 */
public record PatchGeometry(double[] matrix, double[] offset) {

	/** The patch as it lies, its first voxel at a voxel of the case. */
	static PatchGeometry at(final int[] startXyz) {
		return new PatchGeometry(new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 }, new double[] { startXyz[0], startXyz[1],
			startXyz[2] });
	}

	/**
	 * @param angles radians about x, then y, then z, in millimetre space
	 * @param scales of the patch's axes, before it is rotated
	 * @param mirror whether the patch shows an axis reversed
	 */
	static PatchGeometry of(final int[] startXyz, final int[] patchXyz, final double[] spacingMm, final double[] angles,
		final double[] scales, final boolean[] mirror)
	{
		final double[] rotation = rotation(angles);
		final double[] matrix = new double[9];
		final double[] offset = new double[3];
		for (int r = 0; r < 3; r++) {
			offset[r] = startXyz[r] + 0.5 * (patchXyz[r] - 1);
			for (int c = 0; c < 3; c++) {
				matrix[3 * r + c] = (mirror[c] ? -scales[c] : scales[c]) * rotation[3 * r + c] * (r == c ? 1 : spacingMm[c] /
					spacingMm[r]);
				offset[r] -= matrix[3 * r + c] * 0.5 * (patchXyz[c] - 1);
			}
		}
		return new PatchGeometry(matrix, offset);
	}

	private static double[] rotation(final double[] angles) {
		if (Arrays.stream(angles).allMatch(a -> a == 0)) return new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 };
		final double cx = Math.cos(angles[0]), sx = Math.sin(angles[0]);
		final double cy = Math.cos(angles[1]), sy = Math.sin(angles[1]);
		final double cz = Math.cos(angles[2]), sz = Math.sin(angles[2]);
		return new double[] { //
			cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx, //
			sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx, //
			-sy, cy * sx, cy * cx };
	}

	/** Does every voxel of the patch fall on a voxel of the case? Then nothing needs to be interpolated. */
	boolean fallsOnVoxels() {
		for (int i = 0; i < 9; i++)
			if (i % 4 == 0 ? Math.abs(matrix[i]) != 1 : matrix[i] != 0) return false;
		return Arrays.stream(offset).allMatch(o -> o == Math.rint(o));
	}
}
