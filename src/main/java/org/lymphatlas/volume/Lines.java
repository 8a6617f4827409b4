package org.lymphatlas.volume;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * How the voxels of a grid lie on lines along one axis. Lines come in chunks that may be worked on in parallel; within a
 * chunk they are neighbours in memory.
 */
record Lines(int length, int stride, int chunks, int linesInChunk, int chunkStride, int lineStride) {

	static Lines along(final int axis, final Grid grid) {
		final int nx = grid.nx(), ny = grid.ny(), nz = grid.nz();
		return switch (axis) {
			case 0 -> new Lines(nx, 1, nz, ny, nx * ny, nx);
			case 1 -> new Lines(ny, nx, nz, nx, nx * ny, 1);
			case 2 -> new Lines(nz, nx * ny, ny, nx, nx, 1);
			default -> throw new IllegalArgumentException("No axis " + axis);
		};
	}

	/** Array index of a line's first voxel. */
	int start(final int chunk, final int line) {
		return chunk * chunkStride + line * lineStride;
	}

	void forEachChunk(final IntConsumer work) {
		IntStream.range(0, chunks).parallel().forEach(work);
	}
}
