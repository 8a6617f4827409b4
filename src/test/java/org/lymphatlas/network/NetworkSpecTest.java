package org.lymphatlas.network;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.Gson;

import org.junit.Test;
import org.lymphatlas.volume.InputException;

/** Plans, the parameters that follow from them, and fresh weights. */
public class NetworkSpecTest {

	@Test
	public void presetsAreAsLargeAsTheirPeers() {
		// dynamic-network-architectures 0.4.4, ResidualEncoderUNet: parameters and tensors.
		assertEquals(101_941_898, values(NetworkSpec.paperA(3)));
		assertEquals(264, Unet.parameterShapes(NetworkSpec.paperA(3)).size());
		assertEquals(1_728_006, values(NetworkSpec.small(3)));
		assertEquals(85, Unet.parameterShapes(NetworkSpec.small(3)).size());
	}

	@Test
	public void multiplyAddsAreAsManyAsPyTorchCounts() {
		// torch.utils.flop_counter on the same networks, halved; the second without coarse heads, the third anisotropic.
		assertEquals(6_554_419_200L, NetworkSpec.small(3).multiplyAdds(2, new int[] { 32, 40, 48 }));
		assertEquals(3_276_595_200L, NetworkSpec.small(3).withDeepSupervision(false).multiplyAdds(1, new int[] { 32, 40,
			48 }));
		final int[] disc = { 1, 3, 3 };
		final int[] cube = { 3, 3, 3 };
		final int[] flat = { 1, 2, 2 };
		assertEquals(13_555_008L, new NetworkSpec(NetworkSpec.PLAIN_UNET, 3, 1, List.of(4, 6, 8, 8, 8), List.of(2, 1, 2, 3,
			2), List.of(1, 2, 2, 1), List.of(disc, disc, cube, cube, cube), List.of(new int[] { 1, 1, 1 }, flat, flat,
				new int[] { 2, 2, 2 }, flat), true).multiplyAdds(1, new int[] { 6, 48, 32 }));
		assertThrows(InputException.class, () -> NetworkSpec.small(3).multiplyAdds(1, new int[] { 32, 40, 44 }));
	}

	private static long values(final NetworkSpec spec) {
		return Unet.parameterShapes(spec.validate()).values().stream().mapToLong(Tensor::length).sum();
	}

	@Test
	public void smallFitsIntoEightMegabytes() {
		assertTrue(4 * values(NetworkSpec.small(3)) + 20_000 < 8_000_000);
	}

	@Test
	public void namesAreNnunets() {
		final Map<String, int[]> shapes = Unet.parameterShapes(NetworkSpec.paperA(3));
		assertArrayEquals(new int[] { 64, 32, 1, 1, 1 }, shapes.get("encoder.stages.1.blocks.0.skip.1.conv.weight"));
		assertArrayEquals(new int[] { 320, 320, 2, 1, 2 }, shapes.get("decoder.transpconvs.0.weight"));
		assertArrayEquals(new int[] { 320, 640, 3, 3, 3 }, shapes.get("decoder.stages.0.convs.0.conv.weight"));
		assertArrayEquals(new int[] { 2, 32, 1, 1, 1 }, shapes.get("decoder.seg_layers.4.weight"));
		// Strided, but no change of channels: pooled only.
		assertTrue(shapes.keySet().stream().noneMatch(name -> name.startsWith("encoder.stages.5.blocks.0.skip")));
		// No stride in the first stage: a change of channels there would be projected without pooling before it.
		assertTrue(Unet.parameterShapes(new NetworkSpec(NetworkSpec.RESIDUAL_ENCODER_UNET, 1, 2,
			List.of(4, 8), List.of(1, 1), List.of(1), Collections.nCopies(2, new int[] { 3, 3, 3 }),
			Collections.nCopies(2, new int[] { 1, 1, 1 }), true)).containsKey("encoder.stages.1.blocks.0.skip.0.conv.weight"));
	}

	@Test
	public void survivesJson() {
		final Gson gson = new Gson();
		final NetworkSpec spec = NetworkSpec.paperA(3);
		final NetworkSpec back = gson.fromJson(gson.toJson(spec), NetworkSpec.class).validate();
		assertEquals(gson.toJson(spec), gson.toJson(back));
		assertEquals(spec.features(), back.features());
		assertArrayEquals(new int[] { 2, 1, 2 }, back.strides().get(5));
	}

	@Test
	public void convolutionsOfTheDecoderAreOneNumberOrAList() {
		final Gson gson = new Gson();
		final String json = gson.toJson(NetworkSpec.small(3));
		assertTrue(json, json.contains("\"convsPerDecoderStage\":1,"));
		assertEquals(List.of(1, 1, 1), gson.fromJson(json, NetworkSpec.class).convsPerDecoderStage());
		final NetworkSpec mixed = gson.fromJson(json.replace("Stage\":1,", "Stage\":[2,1,3],"), NetworkSpec.class).validate();
		assertEquals(List.of(2, 1, 3), mixed.convsPerDecoderStage());
		assertEquals(mixed.convsPerDecoderStage(), gson.fromJson(gson.toJson(mixed), NetworkSpec.class)
			.convsPerDecoderStage());
		// Deepest first.
		final Map<String, int[]> shapes = Unet.parameterShapes(mixed);
		assertArrayEquals(new int[] { 64, 64, 3, 3, 3 }, shapes.get("decoder.stages.0.convs.1.conv.weight"));
		assertTrue(!shapes.containsKey("decoder.stages.1.convs.1.conv.weight"));
		assertArrayEquals(new int[] { 16, 16, 3, 3, 3 }, shapes.get("decoder.stages.2.convs.2.conv.weight"));
	}

	@Test
	public void divisorIsTheProductOfStrides() {
		assertArrayEquals(new int[] { 8, 8, 8 }, NetworkSpec.small(3).divisorZyx());
		assertArrayEquals(new int[] { 32, 16, 32 }, NetworkSpec.paperA(3).divisorZyx());
		NetworkSpec.paperA(3).requirePatch(new int[] { 128, 112, 160 });
		assertThrows(InputException.class, () -> NetworkSpec.paperA(3).requirePatch(new int[] { 128, 120, 160 }));
		assertThrows(InputException.class, () -> NetworkSpec.small(3).requirePatch(new int[] { 8, 8, 8 }));
		assertThrows(InputException.class, () -> NetworkSpec.small(3).requirePatch(new int[] { 0, 8, 8 }));
		assertThrows(InputException.class, () -> NetworkSpec.small(3).requirePatch(new int[] { 16, 16 }));
	}

	@Test
	public void plansOutOfRangeAreRefusedByName() {
		final Gson gson = new Gson();
		final Map<String, String> changes = new LinkedHashMap<>();
		changes.put("\"kind\":\"residual-encoder-unet\"", "\"kind\":\"transformer\"");
		changes.put("\"inputChannels\":3", "\"inputChannels\":0");
		changes.put("\"outputChannels\":2", "\"outputChannels\":0");
		changes.put("\"convsPerDecoderStage\":1", "\"convsPerDecoderStage\":[1,1]");
		changes.put("\"convsPerDecoderStage\":", "\"convsAbsent\":");
		changes.put("\"features\":[16,32,64,96]", "\"features\":[16,32,64]");
		changes.put("\"features\":[16,32,64,96", "\"features\":[16,32,64,-1");
		changes.put("\"blocksPerStage\":[1,1,2,2]", "\"blocksPerStage\":[1,1,2,0]");
		changes.put("\"kernels\":[[3,3,3]", "\"kernels\":[[3,4,3]");
		changes.put("\"strides\":[[1,1,1]", "\"strides\":[[2,1,1]");
		changes.put("\"strides\":[[1,1,1],[2,2,2]", "\"strides\":[[1,1,1],[2,2]");
		changes.put("\"features\":", "\"featuresAbsent\":");
		final String json = gson.toJson(NetworkSpec.small(3));
		changes.forEach((from, to) -> {
			assertTrue(from + " in " + json, json.contains(from));
			final NetworkSpec spec = gson.fromJson(json.replace(from, to), NetworkSpec.class);
			final InputException thrown = assertThrows(to, InputException.class, spec::validate);
			assertTrue(thrown.getMessage(), thrown.getMessage().contains(from.substring(1, from.indexOf('"', 1))));
		});
	}

	@Test
	public void freshWeightsAreDrawnAsHeEtAl() {
		final NetworkSpec spec = NetworkSpec.small(3);
		final Weights weights = Weights.initial(spec, 5);
		final float[] conv = weights.get("encoder.stages.3.blocks.1.conv1.conv.weight").values();
		double sum = 0;
		double squares = 0;
		for (final float w : conv) {
			sum += w;
			squares += w * w;
		}
		final double sigma = Math.sqrt(2 / (1.0001 * 96 * 27));
		assertEquals(0, sum / conv.length, 5 * sigma / Math.sqrt(conv.length));
		assertEquals(sigma, Math.sqrt(squares / conv.length), 0.01 * sigma);
		// PyTorch counts a transposed convolution's fan-in on its second axis, its outputs.
		squares = 0;
		for (final float w : weights.get("decoder.transpconvs.0.weight").values()) {
			squares += w * w;
		}
		assertEquals(2 / (1.0001 * 64 * 8), squares / (96 * 64 * 8), 0.02 * 2 / (64 * 8));
		assertAll(weights, "encoder.stem.convs.0.norm.weight", 1);
		assertAll(weights, "encoder.stages.1.blocks.0.skip.1.norm.weight", 1);
		assertAll(weights, "encoder.stages.1.blocks.0.conv1.norm.weight", 1);
		assertAll(weights, "encoder.stages.1.blocks.0.conv2.norm.weight", 0);
		assertAll(weights, "encoder.stages.1.blocks.0.conv2.norm.bias", 0);
		assertAll(weights, "decoder.transpconvs.0.bias", 0);
	}

	/** A block that starts as what comes from below would keep the encoder's features from the output. */
	@Test
	public void aFreshVNetShowsItsFeaturesOfEveryStage() {
		for (final String kind : List.of(NetworkSpec.VNET, NetworkSpec.DUAL_BRANCH_VNET)) {
			final NetworkSpec spec = NetworkSpec.paperB(1).with(kind, 1, 2);
			final Weights weights = Weights.initial(spec, 5);
			weights.names().stream().filter(name -> name.endsWith("norm.weight")).forEach(name -> assertAll(weights, name, 1));
			assertAll(weights, "main.0.conv2.norm.bias", 0);
			assertEquals("a node's log odds at 1 %", Math.log(0.01 / 0.99), weights.get("main.head.bias").values()[1], 1e-3);
		}
	}

	@Test
	public void seedsDecide() {
		final NetworkSpec spec = NetworkSpec.isotropic(1, List.of(4, 4), List.of(1, 1));
		final String name = "encoder.stem.convs.0.conv.weight";
		assertArrayEquals(Weights.initial(spec, 1).get(name).values(), Weights.initial(spec, 1).get(name).values(), 0);
		assertTrue(!Arrays.equals(Weights.initial(spec, 1).get(name).values(), Weights.initial(spec, 2).get(name).values()));
	}

	@Test
	public void leftOverWeightsAreRefused() {
		final NetworkSpec spec = NetworkSpec.isotropic(1, List.of(4, 4), List.of(1, 1));
		final Map<String, Tensor> tensors = new LinkedHashMap<>(Weights.initial(spec, 1).tensors());
		tensors.put("decoder.more", Tensor.zeros(1));
		final InputException thrown = assertThrows(InputException.class, () -> new Weights(tensors).fitTo(spec));
		assertTrue(thrown.getMessage(), thrown.getMessage().contains("decoder.more"));
	}

	private static void assertAll(final Weights weights, final String name, final float expected) {
		for (final float value : weights.get(name).values()) {
			assertEquals(name, expected, value, 0);
		}
	}
}
