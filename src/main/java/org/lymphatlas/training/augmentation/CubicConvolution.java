package org.lymphatlas.training.augmentation;

/**
 * Interpolation by cubic convolution with a = -1/2 (Keys, IEEE Trans. Acoustics, Speech and Signal Processing 29, 1981),
 * exact for quadratic functions. Needs no prefilter, as splines do, which for a turned patch costs more than the patch.
 */
final class CubicConvolution {

	private final float[] source;
	private final int nx;
	private final int ny;
	private final int nz;
	private final float padding;
	private final float[] wx = new float[4];
	private final float[] wy = new float[4];
	private final float[] wz = new float[4];

	/** Not thread-safe; {@code padding} is the value of all voxels beyond the source's. */
	CubicConvolution(final float[] source, final int nx, final int ny, final int nz, final float padding) {
		this.source = source;
		this.nx = nx;
		this.ny = ny;
		this.nz = nz;
		this.padding = padding;
	}

	float at(final double x, final double y, final double z) {
		final int xi = (int) Math.floor(x) - 1, yi = (int) Math.floor(y) - 1, zi = (int) Math.floor(z) - 1;
		if (xi <= -4 || yi <= -4 || zi <= -4 || xi >= nx || yi >= ny || zi >= nz) return padding;
		weights((float) (x - xi - 1), wx);
		weights((float) (y - yi - 1), wy);
		weights((float) (z - zi - 1), wz);
		final boolean insideX = xi >= 0 && xi + 4 <= nx;
		float sum = 0;
		for (int k = 0; k < 4; k++) {
			float plane = 0;
			for (int j = 0; j < 4; j++)
				plane += wy[j] * (insideX && yi + j >= 0 && yi + j < ny && zi + k >= 0 && zi + k < nz ? row(((zi + k) * ny + yi +
					j) * nx + xi) : edgeRow(xi, yi + j, zi + k));
			sum += wz[k] * plane;
		}
		return sum;
	}

	private float row(final int i) {
		return wx[0] * source[i] + wx[1] * source[i + 1] + wx[2] * source[i + 2] + wx[3] * source[i + 3];
	}

	private float edgeRow(final int x, final int y, final int z) {
		if (y < 0 || z < 0 || y >= ny || z >= nz) return padding;
		float sum = 0;
		for (int i = 0; i < 4; i++)
			sum += wx[i] * (x + i >= 0 && x + i < nx ? source[(z * ny + y) * nx + x + i] : padding);
		return sum;
	}

	/** Of the voxels at -1, 0, 1, 2 for a point at t in [0, 1). */
	private static void weights(final float t, final float[] w) {
		w[0] = t * (-0.5f + t * (1 - 0.5f * t));
		w[1] = 1 + t * t * (-2.5f + 1.5f * t);
		w[2] = t * (0.5f + t * (2 - 1.5f * t));
		w[3] = t * t * (-0.5f + 0.5f * t);
	}
}
