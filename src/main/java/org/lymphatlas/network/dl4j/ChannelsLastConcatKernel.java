package org.lymphatlas.network.dl4j;

/** At each voxel the channels of the first input, then those of the second. */
final class ChannelsLastConcatKernel extends ForwardKernel {

	private static final int VOXELS = 256;

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		final int first = inputs[0].shape()[1];
		final int second = inputs[1].shape()[1];
		final int all = first + second;
		final int voxels = output.length() / all;
		Threads.forEach((voxels + VOXELS - 1) / VOXELS, chunk -> {
			final int from = chunk * VOXELS;
			final int n = Math.min(VOXELS, voxels - from);
			final float[] a = new float[n * first];
			final float[] b = new float[n * second];
			final float[] joined = new float[n * all];
			inputs[0].get(from * first, a, 0, a.length);
			inputs[1].get(from * second, b, 0, b.length);
			for (int v = 0; v < n; v++) {
				System.arraycopy(a, v * first, joined, v * all, first);
				System.arraycopy(b, v * second, joined, v * all + first, second);
			}
			output.put(from * all, joined, 0, joined.length);
		});
	}
}
