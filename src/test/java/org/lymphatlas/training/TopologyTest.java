package org.lymphatlas.training;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.Test;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Weights;

/** Values of nnU-Net v2's get_pool_and_conv_props with edges of at least 4. */
public class TopologyTest {

	@Test
	public void stagesAreNnunets() {
		check(iso(1), new int[] { 128, 112, 160 }, "111 222 222 222 222 212", "333 333 333 333 333 333", 128, 112, 160);
		check(iso(1.5), new int[] { 48, 48, 48 }, "111 222 222 222", "333 333 333 333", 48, 48, 48);
		check(new double[] { 2.5, 0.8, 0.8 }, new int[] { 64, 160, 160 }, "111 122 222 222 222 222",
			"133 333 333 333 333 333", 64, 160, 160);
		check(new double[] { 5, 0.7, 0.7 }, new int[] { 24, 192, 192 }, "111 122 122 222 222 122",
			"133 133 333 333 333 333", 24, 192, 192);
		check(iso(3), new int[] { 95, 67, 92 }, "111 222 222 222 222", "333 333 333 333 333", 96, 80, 96);
		check(iso(1), new int[] { 15, 40, 17 }, "111 222 222", "333 333 333", 16, 40, 20);
		check(new double[] { 6, 2, 1 }, new int[] { 20, 80, 60 }, "111 112 122 222 222", "113 133 333 333 333", 20, 80, 64);
		check(iso(1), new int[] { 256, 256, 256 }, "111 222 222 222 222 222 222", "333 333 333 333 333 333 333", 256, 256,
			256);
		check(new double[] { 2, 1, 1 }, new int[] { 7, 9, 30 }, "111 122 112", "133 333 333", 7, 10, 32);
	}

	private static double[] iso(final double s) {
		return new double[] { s, s, s };
	}

	private static void check(final double[] spacing, final int[] size, final String strides, final String kernels,
		final int... patch)
	{
		final Topology topology = Topology.of(spacing, size);
		final String what = Arrays.toString(spacing) + " " + Arrays.toString(size);
		assertEquals(what, strides, text(topology.strides()));
		assertEquals(what, kernels, text(topology.kernels()));
		assertArrayEquals(what, patch, topology.patchZyx());
	}

	private static String text(final List<int[]> triples) {
		return triples.stream().map(t -> "" + t[0] + t[1] + t[2]).collect(Collectors.joining(" "));
	}

	@Test
	public void papersPlanFollowsFromItsPatch() {
		final NetworkSpec planned = TrainingPlan.of(NetworkSpec.RESIDUAL_ENCODER_UNET, 3, iso(1.2), new int[] { 128, 112, 160 }, 2).network();
		final NetworkSpec paper = TrainingPlan.paperA(3, iso(1.2)).network();
		assertEquals(paper.features(), planned.features());
		assertEquals(paper.blocksPerStage(), planned.blocksPerStage());
		assertEquals(text(paper.strides()), text(planned.strides()));
		assertEquals(text(paper.kernels()), text(planned.kernels()));
		assertEquals(paper.convsPerDecoderStage(), planned.convsPerDecoderStage());
	}

	/** Paper A: 101.9 million parameters; 101,941,898 in dynamic-network-architectures for 3 channels. */
	@Test
	public void papersNetworkHasItsParametersAndStart() {
		final Weights weights = Weights.initial(NetworkSpec.paperA(3), 1);
		assertEquals(101_941_898, weights.tensors().values().stream().mapToLong(t -> Tensor.length(t.shape())).sum());
		int zeros = 0;
		for (final String name : weights.names()) {
			final float[] values = weights.get(name).values();
			if (name.endsWith("conv2.norm.weight")) {
				zeros++;
				for (final float value : values)
					assertEquals(name, 0, value, 0);
			}
			else if (name.endsWith("conv.weight") && values.length > 500_000) {
				final int[] shape = weights.get(name).shape();
				double squares = 0;
				for (final float value : values)
					squares += (double) value * value;
				assertEquals(name + " as He et al. with a = 0.01", 2 / (1.0001 * values.length / shape[0]), squares /
					values.length, 0.02 * 2 * shape[0] / values.length);
			}
		}
		assertEquals("every residual block ends with a norm of zero", 26, zeros);
	}
}
