package org.lymphatlas.network.dl4j;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How an image tensor of logical shape [sample, channel, z, y, x] lies in memory, and the kernels for it. Where oneDNN can
 * use AVX-512 it computes channels last, so that arrays that lie so need no copies into another order and back (measured
 * with its version 2.3: half the time of a 3x3x3 convolution of 32 channels); with AVX2 it computes in blocks of channels,
 * to which both orders have to be copied, and channels first is a little faster.
 */
enum Layout {

	CHANNELS_FIRST {
		@Override
		Kernel convolution(final int[] kernel, final int[] stride, final int[] padding) {
			return new ConvolutionKernel("conv3dnew", this, kernel, stride, padding);
		}

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
		void put(final DeviceArray x, final VoxelTiles tiles, final int tile, final float[][] source) {
			for (int c = 0; c < source.length; c++) {
				x.put(tiles.index(tile, c, source.length), source[c], 0, source[c].length);
			}
		}
	},

	CHANNELS_LAST {
		@Override
		Kernel convolution(final int[] kernel, final int[] stride, final int[] padding) {
			return new ChannelsLastConvolutionKernel(kernel, stride, padding);
		}

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
		void put(final DeviceArray x, final VoxelTiles tiles, final int tile, final float[][] source) {
			final int channels = source.length;
			final float[] values = new float[channels * source[0].length];
			for (int c = 0; c < channels; c++) {
				final float[] s = source[c];
				for (int v = 0; v < s.length; v++) {
					values[v * channels + c] = s[v];
				}
			}
			x.put(tiles.index(tile, 0, 1) * channels, values, 0, values.length);
		}
	};

	/** ND4J's number for processors with AVX-512. */
	private static final int AVX512 = 3;

	/** The faster one on this processor, for prediction and for training. */
	static Layout fastest() {
		// ND4J finds its native operations only once its backend is there.
		Nd4j.getBackend();
		return NativeOpsHolder.getInstance().getDeviceNativeOps().optimalLevel() >= AVX512 ? CHANNELS_LAST : CHANNELS_FIRST;
	}

	abstract Kernel convolution(int[] kernel, int[] stride, int[] padding);

	/** Of which the kernel equals the stride. */
	abstract Kernel transposedConvolution(int[] stride);

	abstract Kernel instanceNorm(double epsilon, float slope);

	abstract Kernel averagePool(int[] stride);

	abstract Kernel concat();

	/** The lengths of the axes in the order in which they lie in memory, slowest first. */
	abstract int[] memoryShape(int[] shape);

	/** Fetches a tile channel by channel. */
	abstract void get(DeviceArray x, VoxelTiles tiles, int tile, float[][] target);

	/** Stores a tile that is given channel by channel. */
	abstract void put(DeviceArray x, VoxelTiles tiles, int tile, float[][] source);
}
