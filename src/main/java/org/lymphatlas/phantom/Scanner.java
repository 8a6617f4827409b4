package org.lymphatlas.phantom;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;

/** From the painted chest to a CT: the point spread in the plane, and noise as filtered back projection makes it. */
final class Scanner {

	private static final double NEGATIVE_LOBE = 0.3, FINE_MM = 0.5, COARSE_MM = 1.5;

	private Scanner() {}

	/**
	 * @param hu noiseless CT numbers; overwritten
	 * @param scale 1 for the noise drawn for the seed
	 */
	static CtVolume scan(final Grid grid, final float[] hu, final double sliceThicknessMm, final long seed,
		final double scale)
	{
		final SplittableRandom r = Streams.of(seed, Streams.NOISE);
		final double psfMm = r.nextDouble(0.5, 0.85);
		// Sigma at 2.5 mm slices; thinner slices are noisier by the square root.
		final double sigma = scale * r.nextDouble(9, 20) * Math.sqrt(2.5 / Math.max(0.6, sliceThicknessMm));
		final short[] out = new short[hu.length];
		final int n = grid.nx() * grid.ny();
		IntStream.range(0, grid.nz()).parallel().forEach(z -> {
			final float[] slice = new float[n];
			System.arraycopy(hu, z * n, slice, 0, n);
			gauss(slice, grid, psfMm);
			if (sigma > 0) addNoise(slice, grid, z, seed, sigma);
			for (int i = 0; i < n; i++)
				out[z * n + i] = (short) Math.max(-1024, Math.min(3071, Math.round(slice[i])));
		});
		return new CtVolume(grid, out);
	}

	private static void addNoise(final float[] slice, final Grid grid, final int z, final long seed,
		final double sigma)
	{
		final float[] fine = white(slice.length, seed, z), coarse = fine.clone();
		gauss(fine, grid, FINE_MM);
		gauss(coarse, grid, COARSE_MM);
		double squares = 0;
		for (int i = 0; i < fine.length; i++) {
			fine[i] -= (float) NEGATIVE_LOBE * coarse[i];
			squares += fine[i] * fine[i];
		}
		final float gain = (float) (sigma / Math.sqrt(squares / fine.length));
		// More rays are stopped where the row holds more tissue: noise grows along it, as streaks at the shoulders do.
		for (int y = 0; y < grid.ny(); y++) {
			double path = 0;
			for (int x = 0; x < grid.nx(); x++)
				path += Math.max(0, slice[y * grid.nx() + x] + 1000) * grid.spacing(0) / 1000;
			final float local = (float) (gain * Math.max(0.55, Math.min(1.8, Math.pow(path / 220, 0.8))));
			for (int x = 0, i = y * grid.nx(); x < grid.nx(); x++, i++)
				slice[i] += local * fine[i];
		}
	}

	private static float[] white(final int n, final long seed, final int z) {
		final SplittableRandom r = Streams.of(seed, Streams.NOISE + 1000L + z);
		final float[] noise = new float[n];
		for (int i = 0; i < n; i++)
			noise[i] = (float) r.nextGaussian();
		return noise;
	}

	/** In the plane only; sigma in mm. */
	private static void gauss(final float[] slice, final Grid grid, final double sigmaMm) {
		final int nx = grid.nx(), ny = grid.ny();
		final float[] kx = kernel(sigmaMm / grid.spacing(0)), ky = kernel(sigmaMm / grid.spacing(1));
		final float[] line = new float[Math.max(nx, ny)];
		for (int y = 0; y < ny; y++)
			convolve(slice, y * nx, 1, nx, kx, line);
		for (int x = 0; x < nx; x++)
			convolve(slice, x, nx, ny, ky, line);
	}

	private static float[] kernel(final double sigma) {
		final int r = (int) Math.ceil(3 * sigma);
		final float[] k = new float[2 * r + 1];
		double sum = 0;
		for (int i = -r; i <= r; i++)
			sum += k[i + r] = (float) Math.exp(-0.5 * i * i / (sigma * sigma));
		for (int i = 0; i < k.length; i++)
			k[i] /= (float) sum;
		return k;
	}

	private static void convolve(final float[] v, final int offset, final int stride, final int n, final float[] k,
		final float[] line)
	{
		final int r = k.length / 2;
		for (int i = 0; i < n; i++)
			line[i] = v[offset + i * stride];
		for (int i = 0; i < n; i++) {
			float sum = 0;
			for (int j = -r; j <= r; j++)
				sum += k[j + r] * line[Math.max(0, Math.min(n - 1, i + j))];
			v[offset + i * stride] = sum;
		}
	}
}
