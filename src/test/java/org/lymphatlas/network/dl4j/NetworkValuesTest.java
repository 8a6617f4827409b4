package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.BeforeClass;
import org.junit.Test;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Networks;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Unet;
import org.lymphatlas.network.Weights;

/**
 * Plain and residual networks, isotropic and anisotropic, of one region and of 118 classes against
 * dynamic-network-architectures 0.4.4 in double precision (networks.json, written by
 * src/benchmark/nnunet/network_values.py).
 */
public class NetworkValuesTest {

	private record Case(String name, NetworkSpec network, int[] sizeZyx, List<JsonArray> parameters, double spread, int step,
			double[] logits) {
	}

	private static List<Case> cases;

	@BeforeClass
	public static void read() throws IOException {
		try (Reader reader = new InputStreamReader(NetworkValuesTest.class.getResourceAsStream("networks.json"),
			StandardCharsets.UTF_8)) {
			cases = new Gson().fromJson(reader, new TypeToken<List<Case>>() { }.getType());
		}
		assertEquals(8, cases.size());
	}

	@Test
	public void parametersHavePyTorchsNamesShapesAndOrder() {
		for (final Case c : cases) {
			final Map<String, int[]> shapes = Unet.parameterShapes(c.network().validate());
			final List<String> names = new ArrayList<>();
			c.parameters().forEach(parameter -> names.add(parameter.get(0).getAsString()));
			assertEquals(c.name(), names, new ArrayList<>(shapes.keySet()));
			for (final JsonArray parameter : c.parameters()) {
				final String name = parameter.get(0).getAsString();
				assertArrayEquals(c.name() + ": " + name, new Gson().fromJson(parameter.get(1), int[].class), shapes.get(name));
			}
		}
	}

	@Test
	public void logitsArePyTorchsChannelsFirst() {
		logitsArePyTorchs(Layout.CHANNELS_FIRST);
	}

	@Test
	public void logitsArePyTorchsChannelsLast() {
		logitsArePyTorchs(Layout.CHANNELS_LAST);
	}

	private static void logitsArePyTorchs(final Layout layout) {
		for (final Case c : cases) {
			final float[] input = new float[c.network().inputChannels() * (int) Tensor.length(c.sizeZyx())];
			for (int i = 0; i < input.length; i++) {
				input[i] = (float) Math.sin(0.37 * i + 0.00013 * i * i);
			}
			try (Predictor predictor = new Dl4jPredictor(c.network(), weights(c.network(), k -> Math.sin(k + 0.001 * k * k)),
				layout)) {
				final float[] logits = predictor.logits(input, c.sizeZyx());
				assertEquals(c.name(), c.network().outputChannels() * Tensor.length(c.sizeZyx()), logits.length);
				assertEquals(c.name(), (logits.length + c.step() - 1) / c.step(), c.logits().length);
				assertTrue(c.name(), c.logits().length >= 200);
				for (int k = 0; k < c.logits().length; k++) {
					assertEquals(c.name() + ", value " + k * c.step(), c.logits()[k], logits[k * c.step()], 1e-4 * c.spread());
				}
			}
		}
	}

	/** Value k over all parameters, with s as given: 0.3 s in convolutions, 1 + 0.1 s in norms' scales, else 0.1 s. */
	static Weights weights(final NetworkSpec spec, final IntToDoubleFunction wave) {
		final Map<String, Tensor> tensors = new LinkedHashMap<>();
		int k = 0;
		for (final Map.Entry<String, int[]> parameter : Networks.parameterShapes(spec).entrySet()) {
			final Tensor tensor = Tensor.zeros(parameter.getValue());
			for (int i = 0; i < tensor.values().length; i++) {
				final double s = wave.applyAsDouble(k++);
				tensor.values()[i] = (float) (tensor.shape().length == 5 ? 0.3 * s
					: parameter.getKey().endsWith("norm.weight") ? 1 + 0.1 * s : 0.1 * s);
			}
			tensors.put(parameter.getKey(), tensor);
		}
		return new Weights(tensors);
	}
}
