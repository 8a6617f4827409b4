package org.lymphatlas.network.dl4j;

import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How an image tensor of logical shape [sample, channel, z, y, x] lies in memory, and the kernels for it. Where oneDNN can
 * use AVX-512 it computes channels last, so that arrays that lie so need no copies into another order and back (measured
 * with its version 2.3: half the time of a 3x3x3 convolution of 32 channels); with AVX2 it computes in blocks of channels,
 * to which both orders have to be copied, and channels first is a little faster. Training is always channels first.
 */
enum Layout {

	CHANNELS_FIRST {
		@Override
		Kernel instanceNorm(final double epsilon, final float slope) {
			return new InstanceNormKernel(epsilon, slope);
		}

		@Override
		Kernel transposedConvolution(final int[] stride) {
			return new ConvolutionKernel("deconv3d", this, stride, stride, new int[3]);
		}

		@Override
		Kernel averagePool(final int[] stride) {
			return new AveragePoolKernel(stride);
		}

		@Override
		Kernel concat() {
			return new ConcatKernel();
		}

		@Override
		int[] memoryShape(final int[] shape) {
			return shape;
		}

		@Override
		void get(final DeviceArray x, final VoxelTiles tiles, final int tile, final float[][] target) {
			for (int c = 0; c < target.length; c++) {
				x.get(tiles.index(tile, c, target.length), target[c], 0, target[c].length);
			}
		}

		@Override
		void put(final float[] values, final DeviceArray target) {
			target.put(0, values, 0, values.length);
		}
	},

	CHANNELS_LAST {
		@Override
		Kernel instanceNorm(final double epsilon, final float slope) {
			return new ChannelsLastNormKernel(epsilon, slope);
		}

		@Override
		Kernel transposedConvolution(final int[] stride) {
			return new ChannelsLastTransposedKernel(stride);
		}

		@Override
		Kernel averagePool(final int[] stride) {
			return new ChannelsLastPoolKernel(stride);
		}

		@Override
		Kernel concat() {
			return new ChannelsLastConcatKernel();
		}

		@Override
		int[] memoryShape(final int[] shape) {
			return new int[] { shape[0], shape[2], shape[3], shape[4], shape[1] };
		}

		@Override
		void get(final DeviceArray x, final VoxelTiles tiles, final int tile, final float[][] target) {
			final int channels = target.length;
			final float[] values = new float[channels * target[0].length];
			x.get(tiles.index(tile, 0, 1) * channels, values, 0, values.length);
			for (int c = 0; c < channels; c++) {
				final float[] t = target[c];
				for (int v = 0; v < t.length; v++) {
					t[v] = values[v * channels + c];
				}
			}
		}

		@Override
		void put(final float[] values, final DeviceArray target) {
			final int channels = target.shape()[1];
			final int voxels = values.length / channels;
			Threads.forChunks(voxels, (from, n) -> {
				final float[] chunk = new float[n * channels];
				for (int i = 0; i < chunk.length; i++) {
					chunk[i] = values[i % channels * voxels + from + i / channels];
				}
				target.put(from * channels, chunk, 0, chunk.length);
			});
		}
	};

	/** ND4J's number for processors with AVX-512. */
	private static final int AVX512 = 3;

	/** The faster one for prediction on this processor. */
	static Layout forPrediction() {
		return NativeOpsHolder.getInstance().getDeviceNativeOps().optimalLevel() >= AVX512 ? CHANNELS_LAST : CHANNELS_FIRST;
	}

	/** Of which the kernel equals the stride. */
	abstract Kernel transposedConvolution(int[] stride);

	abstract Kernel instanceNorm(double epsilon, float slope);

	abstract Kernel averagePool(int[] stride);

	abstract Kernel concat();

	/** The lengths of the axes in the order in which they lie in memory, slowest first. */
	abstract int[] memoryShape(int[] shape);

	/** Fetches a tile channel by channel. */
	abstract void get(DeviceArray x, VoxelTiles tiles, int tile, float[][] target);

	/** Fills an array of one sample with values that are given channels first. */
	abstract void put(float[] values, DeviceArray target);
}
