package org.lymphatlas.network.dl4j;

/**
 * One axis of a convolution: output v reads input v stride + tap - padding through each tap of the kernel.
 *
 * @param taps of the kernel
 * @param inputs voxels of the input
 * @param outputs voxels of the output
 */
record Axis(int taps, int stride, int padding, int inputs, int outputs) {

	/** The input that an output reads; out of range where the padding is. */
	int input(final int output, final int tap) {
		return output * stride + tap - padding;
	}

	/** The output that reads an input through a tap; -1 if there is none. */
	int output(final int input, final int tap) {
		final int shifted = input + padding - tap;
		return shifted >= 0 && shifted % stride == 0 && shifted / stride < outputs ? shifted / stride : -1;
	}

	/** The first output that reads an input, not padding, through a tap. */
	int first(final int tap) {
		return Math.max(0, Math.floorDiv(padding - tap + stride - 1, stride));
	}

	/** How many outputs from the first on read inputs through a tap. */
	int count(final int tap) {
		return Math.max(0, Math.min(outputs, Math.floorDiv(inputs - 1 + padding - tap, stride) + 1) - first(tap));
	}
}
