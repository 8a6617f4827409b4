package org.lymphatlas.training.augmentation;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.Test;
import org.lymphatlas.training.augmentation.ConvolutionNet.Layer;

/** Expected values: PyTorch in double precision, {@code conv3d} with zero padding and {@code leaky_relu(0.01)}. */
public class ConvolutionNetTest {

	private static final int[] CHANNELS = { 1, 4, 4, 4, 1 };
	private static final float[] EXPECTED = { 4.085431f, -4.23276f, 0.701746f, -1.141293f, 0.132513f, -3.683263f,
		4.315922f, 1.377589f, 2.391001f, -0.188923f, 0.1392744f, 2.853665f, -3.241549f, -2.150783f, 1.1061f, 4.995822f,
		-5.78418f, 1.826978f, 2.012254f, -1.113632f, -4.373882f, 6.310073f, 1.801371f, -0.125276f, 3.410073f, -3.005453f,
		2.201426f, -3.542974f, 1.67798f, -3.989495f, 11.0351f, -4.111809f, 3.454269f, 1.760444f, 4.508273f, -3.626219f,
		-2.680955f, -0.7293802f, -1.094877f, -3.072896f, -4.768706f, 2.558118f, 0.3791209f, 0.336711f, -1.708206f,
		2.070945f, 2.271769f, -2.326923f, -1.412443f, 2.46339f, 3.398285f, -5.366695f, 1.107372f, 4.147163f, -0.7606265f,
		-4.427873f, 1.829789f, 0.7482368f, -5.423374f, 1.220714f };

	/** sin(0), sin(f), sin(2f) ... */
	static float[] sines(final int count, final double f) {
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = (float) Math.sin(i * f);
		return values;
	}

	private static ConvolutionNet net(final int... kernels) {
		return new ConvolutionNet(IntStream.range(0, 4).mapToObj(l -> new Layer(CHANNELS[l], kernels[l], sines(CHANNELS[l + 1] *
			CHANNELS[l] * kernels[l] * kernels[l] * kernels[l], 0.37 + l), sines(CHANNELS[l + 1], 1.1 + l))).toList());
	}

	@Test
	public void smallImageIsPyTorchs() {
		assertArrayEquals(EXPECTED, net(3, 1, 3, 3).apply(sines(60, 0.7), new int[] { 3, 4, 5 }), 1e-5f);
	}

	@Test
	public void imageOfManyBlocksIsPyTorchs() {
		final float[] image = net(3, 3, 3, 3).apply(sines(5 * 40 * 67, 0.7), new int[] { 5, 40, 67 });
		assertEquals(-3.27135403, image[0], 1e-4);
		assertEquals(2.87664082, image[6666], 1e-4);
		assertEquals(-3.00637027, image[13399], 1e-4);
		assertEquals(93255.6807, IntStream.range(0, image.length).mapToDouble(i -> Math.abs(image[i])).sum(), 0.2);
	}

	@Test
	public void anySizeServes() {
		final ConvolutionNet net = net(3, 3, 1, 3);
		for (final int[] size : new int[][] { { 1, 1, 1 }, { 1, 5, 3 }, { 2, 1, 40 }, { 9, 3, 1 } }) {
			final int n = size[0] * size[1] * size[2];
			final float[] image = net.apply(sines(n, 0.7), size);
			final float[] around = new float[(size[0] + 8) * (size[1] + 8) * (size[2] + 8)];
			assertEquals(n, image.length);
			assertTrue(around.length > n && IntStream.range(0, n).allMatch(i -> Float.isFinite(image[i])));
		}
	}

	/** A kernel whose one weight lies off its centre shifts the image; nothing comes in from beyond. */
	@Test
	public void aSingleTapShifts() {
		final int[] size = { 4, 5, 6 };
		final float[] image = sines(120, 0.3);
		for (int tap = 0; tap < 27; tap++) {
			final float[] weights = new float[27];
			weights[tap] = 1;
			final float[] shifted = new ConvolutionNet(List.of(new Layer(1, 3, weights, new float[1]))).apply(image, size);
			for (int z = 0, i = 0; z < 4; z++)
				for (int y = 0; y < 5; y++)
					for (int x = 0; x < 6; x++, i++) {
						final int fx = x + tap % 3 - 1, fy = y + tap / 3 % 3 - 1, fz = z + tap / 9 - 1;
						final boolean inside = fx >= 0 && fy >= 0 && fz >= 0 && fx < 6 && fy < 5 && fz < 4;
						assertEquals("tap " + tap + " at " + x + ", " + y + ", " + z, inside ? image[(fz * 5 + fy) * 6 + fx] : 0,
							shifted[i], 0);
					}
		}
	}

	@Test
	public void drawnNetsHaveBothKernelsAndNormalWeights() {
		final SplittableRandom random = new SplittableRandom(1);
		final int[] wide = new int[4];
		double sum = 0, squares = 0;
		int weights = 0;
		for (int n = 0; n < 400; n++) {
			final List<Layer> layers = ConvolutionNet.draw(random).layers();
			for (int l = 0; l < 4; l++) {
				final Layer layer = layers.get(l);
				assertEquals(CHANNELS[l], layer.in());
				assertEquals(CHANNELS[l + 1], layer.out());
				assertEquals(layer.out() * layer.taps(), layer.weights().length);
				if (layer.kernel() == 3) wide[l]++;
				for (final float w : layer.weights()) {
					sum += w;
					squares += w * w;
					weights++;
				}
			}
		}
		assertEquals(0, sum / weights, 0.01);
		assertEquals(1, squares / weights, 0.01);
		assertTrue(Arrays.toString(wide), Arrays.stream(wide).allMatch(w -> w > 160 && w < 240));
	}
}
