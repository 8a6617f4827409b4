package org.lymphatlas.network.dl4j;

/** Sums equal runs of values, as many as the output has values; in double precision and a fixed order. */
final class SumKernel implements Kernel {

	@Override
	public void forward(final DeviceArray[] inputs, final DeviceArray output) {
		final int length = inputs[0].length() / output.length();
		final float[] sums = new float[output.length()];
		Threads.forEach(sums.length, run -> sums[run] = (float) sum(inputs[0], run * length, length));
		output.put(0, sums, 0, sums.length);
	}

	private static double sum(final DeviceArray array, final int from, final int length) {
		final float[] chunk = new float[Threads.CHUNK];
		double sum = 0;
		for (int done = 0; done < length; done += chunk.length) {
			final int n = Math.min(chunk.length, length - done);
			array.get(from + done, chunk, 0, n);
			for (int i = 0; i < n; i++) {
				sum += chunk[i];
			}
		}
		return sum;
	}

	@Override
	public void backward(final DeviceArray[] inputs, final DeviceArray output, final DeviceArray gradient,
			final DeviceArray[] inputGradients) {
		final float[] g = gradient.toArray();
		final int length = inputGradients[0].length() / g.length;
		Threads.forEach(g.length, run -> Floats.fill(inputGradients[0], run * length, length, g[run]));
	}

	@Override
	public boolean keepsInput(final int index) {
		return false;
	}
}
