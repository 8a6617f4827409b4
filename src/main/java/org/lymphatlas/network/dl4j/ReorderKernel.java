package org.lymphatlas.network.dl4j;

/** The same values in another order in memory: channels first to channels last, or back. */
final class ReorderKernel implements Kernel {

	private static final int VOXELS = 512;

	private final boolean toLast;

	/** @param target the output's layout */
	ReorderKernel(final Layout target) {
		toLast = target == Layout.CHANNELS_LAST;
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		move(inputs[0], output, toLast);
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		move(gradient, inputGradients[0], !toLast);
	}

	private static void move(final DeviceArray source, final DeviceArray target, final boolean toLast) {
		final VoxelTiles tiles = VoxelTiles.of(source, VOXELS);
		final Layout from = toLast ? Layout.CHANNELS_FIRST : Layout.CHANNELS_LAST;
		final Layout to = toLast ? Layout.CHANNELS_LAST : Layout.CHANNELS_FIRST;
		Threads.forEach(tiles.tiles(), tile -> {
			final float[][] values = new float[source.shape()[1]][tiles.length(tile)];
			from.get(source, tiles, tile, values);
			to.put(target, tiles, tile, values);
		});
	}

	@Override
	public boolean keepsInput(final int index) {
		return false;
	}
}
