package org.lymphatlas.volume.io;

import java.nio.ByteOrder;
import java.nio.file.Path;

import org.lymphatlas.volume.Grid;

/**
 * What a header promises: a grid, how its voxels are stored (x fastest), and where. A voxel's value is
 * {@code slope * stored + intercept}.
 *
 * @param file the file whose header this is, for messages
 */
record StoredImage(Path file, Grid grid, ElementType type, ByteOrder order, double slope, double intercept,
	VoxelSource source) implements VoxelStream
{

	/**
	 * Where the voxels are.
	 *
	 * @param offset bytes of the file before the (packed) voxels
	 * @param skip bytes to pass over after unpacking
	 */
	record VoxelSource(Path file, long offset, Compression compression, long skip) {}

	@Override
	public String name() {
		return file.toString();
	}

	@Override
	public void check() {
		VoxelReader.checkSize(this);
	}

	@Override
	public void read(final Sink sink) {
		VoxelReader.read(this, sink);
	}

	/** Bytes of all voxels, unpacked. */
	long bytes() {
		return (long) grid.voxels() * type.bytes();
	}
}
