package org.lymphatlas.registration.variational;

import java.util.List;

import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;

/**
 * Several images on one grid, stored voxel by voxel, so that one look-up serves them all: trilinear values and their
 * exact gradients along the voxel axes.
 */
final class ChannelSampler {

	private final Grid grid;
	private final int channels;
	private final float[] data;

	ChannelSampler(final Grid grid, final List<FloatVolume> images) {
		this.grid = grid;
		channels = images.size();
		data = new float[Math.multiplyExact(channels, grid.voxels())];
		for (int c = 0; c < channels; c++) {
			final float[] values = images.get(c).values();
			for (int i = 0; i < values.length; i++)
				data[i * channels + c] = values[i];
		}
	}

	Grid grid() {
		return grid;
	}

	int channels() {
		return channels;
	}

	/** The value of a channel at a voxel. */
	float at(final int voxel, final int channel) {
		return data[voxel * channels + channel];
	}

	/** Gradients at a voxel, per voxel step, by central differences (one-sided at the border); three numbers a channel. */
	void gradients(final int x, final int y, final int z, final float[] gradients) {
		final int i = grid.index(x, y, z) * channels;
		difference(i, x, grid.nx(), channels, gradients, 0);
		difference(i, y, grid.ny(), channels * grid.nx(), gradients, 1);
		difference(i, z, grid.nz(), channels * grid.nx() * grid.ny(), gradients, 2);
	}

	private void difference(final int i, final int at, final int n, final int stride, final float[] gradients,
		final int axis)
	{
		final int before = at > 0 ? i - stride : i;
		final int after = at < n - 1 ? i + stride : i;
		final float scale = before == after ? 0 : (float) stride / (after - before);
		for (int c = 0; c < channels; c++)
			gradients[3 * c + axis] = scale * (data[after + c] - data[before + c]);
	}

	Cursor cursor() {
		return new Cursor();
	}

	/** A place between voxel centres; one for each thread. */
	final class Cursor {

		private final int nx = grid.nx(), ny = grid.ny(), nz = grid.nz();
		private final int dx = nx > 1 ? channels : 0;
		private final int dy = ny > 1 ? nx * channels : 0;
		private final int dz = nz > 1 ? nx * ny * channels : 0;
		private int base;
		private float u, v, w;

		/** Goes to continuous voxel coordinates; false, without moving, beyond the outermost voxel centres. */
		boolean moveTo(final double px, final double py, final double pz) {
			if (!(px >= 0 && py >= 0 && pz >= 0 && px <= nx - 1 && py <= ny - 1 && pz <= nz - 1)) return false;
			final int x = Math.min((int) px, Math.max(0, nx - 2));
			final int y = Math.min((int) py, Math.max(0, ny - 2));
			final int z = Math.min((int) pz, Math.max(0, nz - 2));
			u = (float) (px - x);
			v = (float) (py - y);
			w = (float) (pz - z);
			base = ((z * ny + y) * nx + x) * channels;
			return true;
		}

		/** One value a channel. */
		void values(final float[] values) {
			final float w00 = (1 - v) * (1 - w), w10 = v * (1 - w), w01 = (1 - v) * w, w11 = v * w, u0 = 1 - u;
			int i = base;
			for (int c = 0; c < channels; c++, i++)
				values[c] = u0 * (w00 * data[i] + w10 * data[i + dy] + w01 * data[i + dz] + w11 * data[i + dy + dz]) + u *
					(w00 * data[i + dx] + w10 * data[i + dx + dy] + w01 * data[i + dx + dz] + w11 * data[i + dx + dy + dz]);
		}

		/** d/dx, d/dy, d/dz per voxel step, three numbers a channel. */
		void gradients(final float[] gradients) {
			int i = base;
			for (int c = 0; c < channels; c++, i++) {
				final float a000 = data[i], a100 = data[i + dx], a010 = data[i + dy], a110 = data[i + dx + dy];
				final float a001 = data[i + dz], a101 = data[i + dx + dz], a011 = data[i + dy + dz], a111 = data[i + dx + dy +
					dz];
				final float b00 = a000 + u * (a100 - a000), b10 = a010 + u * (a110 - a010);
				final float b01 = a001 + u * (a101 - a001), b11 = a011 + u * (a111 - a011);
				final float g0 = a100 - a000 + v * (a110 - a010 - a100 + a000);
				final float g1 = a101 - a001 + v * (a111 - a011 - a101 + a001);
				gradients[3 * c] = g0 + w * (g1 - g0);
				gradients[3 * c + 1] = b10 - b00 + w * (b11 - b01 - b10 + b00);
				gradients[3 * c + 2] = b01 - b00 + v * (b11 - b10 - b01 + b00);
			}
		}
	}
}
