package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertEquals;

import java.util.Arrays;

import org.junit.Test;
import org.lymphatlas.network.Tensor;

/** A convolution's gradient by its weights, channels last, against the sums that define it, in double precision. */
public class WeightGradientTest {

	/** Samples, z, y, x: rows are gathered in several portions, the last of them smaller. */
	private static final int[] SIZE = { 2, 5, 9, 21 };

	@Test
	public void severalPortionsOfRows() {
		check(24, 17, new int[] { 3, 3, 3 }, new int[] { 1, 1, 1 }, new int[] { 1, 1, 1 });
	}

	@Test
	public void fewChannels() {
		check(1, 16, new int[] { 3, 3, 3 }, new int[] { 1, 1, 1 }, new int[] { 1, 1, 1 });
		check(5, 3, new int[] { 3, 3, 3 }, new int[] { 1, 1, 1 }, new int[] { 1, 1, 1 });
	}

	@Test
	public void flatKernelsAndKernelsOfOne() {
		check(24, 17, new int[] { 1, 3, 3 }, new int[] { 1, 1, 1 }, new int[] { 0, 1, 1 });
		check(40, 33, new int[] { 1, 1, 1 }, new int[] { 1, 1, 1 }, new int[] { 0, 0, 0 });
		check(3, 2, new int[] { 1, 1, 1 }, new int[] { 1, 1, 1 }, new int[] { 0, 1, 1 });
	}

	@Test
	public void strides() {
		check(24, 17, new int[] { 3, 3, 3 }, new int[] { 2, 2, 2 }, new int[] { 1, 1, 1 });
		check(33, 18, new int[] { 1, 2, 2 }, new int[] { 1, 2, 2 }, new int[] { 0, 0, 0 });
		check(17, 9, new int[] { 2, 3, 1 }, new int[] { 1, 3, 1 }, new int[] { 1, 2, 0 });
		check(4, 6, new int[] { 1, 1, 1 }, new int[] { 2, 2, 2 }, new int[] { 0, 0, 0 });
		check(4, 6, new int[] { 5, 1, 3 }, new int[] { 1, 2, 1 }, new int[] { 2, 0, 0 });
	}

	private static void check(final int in, final int out, final int[] kernel, final int[] stride, final int[] padding) {
		final Axis[] axes = new Axis[3];
		for (int a = 0; a < 3; a++) {
			final int outputs = (SIZE[1 + a] + 2 * padding[a] - kernel[a]) / stride[a] + 1;
			axes[a] = new Axis(kernel[a], stride[a], padding[a], SIZE[1 + a], outputs);
		}
		final int[] xShape = { SIZE[0], in, SIZE[1], SIZE[2], SIZE[3] };
		final int[] gradientShape = { SIZE[0], out, axes[0].outputs(), axes[1].outputs(), axes[2].outputs() };
		final Tensor x = Running.random(1, xShape);
		final Tensor gradient = Running.random(2, gradientShape);
		final float[] weights = new float[out * in * kernel[0] * kernel[1] * kernel[2]];
		try (DeviceArray a = DeviceArray.of(x);
				DeviceArray b = DeviceArray.of(gradient);
				DeviceArray target = DeviceArray.create(out, in, kernel[0], kernel[1], kernel[2])) {
			new WeightGradient(a, b, axes).writeTo(target);
			target.get(0, weights, 0, weights.length);
		}
		for (int i = 0; i < weights.length; i++) {
			final double expected = expected(x.values(), gradient.values(), in, out, axes, i);
			assertEquals("kernel " + Arrays.toString(kernel) + ", stride " + Arrays.toString(stride) + ", padding " + Arrays
				.toString(padding) + ": value " + i + " of [out, in, z, y, x]", expected, weights[i], 2e-3);
		}
	}

	/** The arrays' values lie channels last; index of [out, in, z, y, x]. */
	private static double expected(final float[] x, final float[] gradient, final int in, final int out,
			final Axis[] axes, final int index) {
		final int kx = index % axes[2].taps();
		final int ky = index / axes[2].taps() % axes[1].taps();
		final int kz = index / axes[2].taps() / axes[1].taps() % axes[0].taps();
		final int channels = index / axes[2].taps() / axes[1].taps() / axes[0].taps();
		double sum = 0;
		for (int v = 0; v < gradient.length / out; v++) {
			final int inX = axes[2].input(v % axes[2].outputs(), kx);
			final int inY = axes[1].input(v / axes[2].outputs() % axes[1].outputs(), ky);
			final int plane = v / axes[2].outputs() / axes[1].outputs();
			final int inZ = axes[0].input(plane % axes[0].outputs(), kz);
			if (inX >= 0 && inX < SIZE[3] && inY >= 0 && inY < SIZE[2] && inZ >= 0 && inZ < SIZE[1]) {
				final int voxel = ((plane / axes[0].outputs() * SIZE[1] + inZ) * SIZE[2] + inY) * SIZE[3] + inX;
				sum += (double) x[voxel * in + channels % in] * gradient[v * out + channels / in];
			}
		}
		return sum;
	}
}
