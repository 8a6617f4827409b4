package org.lymphatlas.network.dl4j;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_get_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.util.List;

import org.bytedeco.javacpp.FloatPointer;
import org.lymphatlas.network.Tensor;

/**
 * Transposed convolution whose kernel equals its stride, channels last: a row of input voxels times the weights of one
 * (z, y) of the kernel is a row of output voxels, written where it belongs without any copy.
 */
final class ChannelsLastTransposedKernel extends ForwardKernel {

	private final int[] stride;

	ChannelsLastTransposedKernel(final int[] stride) {
		this.stride = stride.clone();
	}

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		final int blasThreads = blas_get_num_threads();
		blas_set_num_threads(1);
		try (FloatPointer weight = new FloatPointer(inputs[1].length())) {
			final int outputs = output.shape()[1];
			weight.put(byRow(inputs[1].toArray(), inputs[1].shape()[0], outputs), 0, inputs[1].length());
			multiply(inputs[0], weight, repeated(inputs[2].toArray(), output.shape()[4]), output);
		}
		finally {
			blas_set_num_threads(blasThreads);
		}
	}

	private void multiply(final DeviceArray x, final FloatPointer weight, final float[] bias, final DeviceArray output) {
		final int[] size = x.shape();
		final int in = size[1];
		final int out = stride[2] * output.shape()[1];
		final int[] outputSize = output.shape();
		Threads.forEach(size[0] * outputSize[2] * outputSize[3], outputRow -> {
			final int y = outputRow % outputSize[3];
			final int z = outputRow / outputSize[3];
			final int inputRow = z / stride[0] * size[3] + y / stride[1];
			final int matrix = z % stride[0] * stride[1] + y % stride[1];
			output.put(outputRow * bias.length, bias, 0, bias.length);
			cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, size[4], out, in, 1, x.pointer(inputRow * size[4] * in),
				in, new FloatPointer(weight).position((long) matrix * in * out), out, 1, output.pointer(outputRow
					* bias.length), out);
		});
	}

	/** [in, out, kz, ky, kx] as [kz, ky, in, kx, out]. */
	private float[] byRow(final float[] weight, final int in, final int outputs) {
		final float[] matrices = new float[weight.length];
		int k = 0;
		for (int i = 0; i < in; i++) {
			for (int o = 0; o < outputs; o++) {
				for (int zy = 0; zy < stride[0] * stride[1]; zy++) {
					for (int x = 0; x < stride[2]; x++) {
						matrices[((zy * in + i) * stride[2] + x) * outputs + o] = weight[k++];
					}
				}
			}
		}
		return matrices;
	}

	private static float[] repeated(final float[] bias, final int times) {
		final float[] row = new float[bias.length * times];
		for (int i = 0; i < row.length; i++) {
			row[i] = bias[i % bias.length];
		}
		return row;
	}

	@Override
	public long scratchValues(final List<Variable> inputs, final Variable output) {
		return Tensor.length(inputs.get(1).shape());
	}
}
