package org.lymphatlas.network.dl4j;

/**
 * Runs of voxels, the same in all channels of a sample.
 *
 * @param samples of the array
 * @param voxels in each channel of the array
 * @param first voxel of a sample that is in a tile
 * @param count voxels of a sample that are in tiles
 * @param size voxels of a tile; the last of each sample may have fewer
 */
record VoxelTiles(int samples, int voxels, int first, int count, int size) {

	/** All of an array's voxels. */
	static VoxelTiles of(final DeviceArray x, final int size) {
		final int samples = x.shape()[0];
		final int voxels = x.length() / (samples * x.shape()[1]);
		return new VoxelTiles(samples, voxels, 0, voxels, size);
	}

	/** Some of each sample's voxels. */
	VoxelTiles range(final int from, final int voxelCount) {
		return new VoxelTiles(samples, voxels, from, voxelCount, size);
	}

	int tiles() {
		return samples * perSample();
	}

	private int perSample() {
		return (count + size - 1) / size;
	}

	int sample(final int tile) {
		return tile / perSample();
	}

	int length(final int tile) {
		return Math.min(size, count - tile % perSample() * size);
	}

	/** Where a tile begins in one of some number of channels. */
	int index(final int tile, final int channel, final int ofChannels) {
		return (tile / perSample() * ofChannels + channel) * voxels + first + tile % perSample() * size;
	}
}
