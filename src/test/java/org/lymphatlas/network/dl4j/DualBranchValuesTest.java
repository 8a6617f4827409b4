package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

import com.google.gson.Gson;

import org.junit.BeforeClass;
import org.junit.Test;
import org.lymphatlas.network.Batch;
import org.lymphatlas.network.DualBranchObjective;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Networks;
import org.lymphatlas.network.PartialLossSpec;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.VNet;
import org.lymphatlas.network.VNetDropout;

/**
 * Paper B's network and objective against PyTorch 2.15 in double precision (dual-branch.json, written by
 * src/benchmark/training-step/dual_branch_values.py): logits of both branches, the loss, and all gradients.
 */
public class DualBranchValuesTest {

	private record Case(String name, NetworkSpec network, int[] sizeZyx, double[] theta, double pseudoWeight,
			boolean encoderDropout, int step,
			double[] main, double[] auxiliary, double loss, Map<String, double[]> gradients) {

		DualBranchObjective objective() {
			return new DualBranchObjective(PartialLossSpec.paperB(), dropout());
		}

		VNetDropout dropout() {
			return new VNetDropout(network, encoderDropout, theta.length, sizeZyx);
		}

		private static int stage(final String mask) {
			return mask.charAt(mask.length() - 1) - '0';
		}

		/** The parameters, then the objective's inputs, by name. */
		Map<String, Tensor> tensors() {
			final Map<String, Tensor> all = new LinkedHashMap<>(NetworkValuesTest.weights(network, k -> Math.sin(k + 0.001 * k
				* k)).tensors());
			objective().inputs().forEach((name, shape) -> all.put(name, filled(shape, value(name))));
			return all;
		}

		private IntToDoubleFunction value(final String name) {
			return switch (name) {
				case Batch.INPUT -> i -> Math.sin(0.37 * i + 0.00013 * i * i);
				case Batch.TARGET -> i -> Math.sin(0.11 * i) > 0.6 ? 1 : 0;
				case DualBranchObjective.MAIN_SHARE -> i -> theta[i];
				case DualBranchObjective.AUXILIARY_SHARE -> i -> 1 - theta[i];
				case DualBranchObjective.PSEUDO_WEIGHT -> i -> pseudoWeight;
				default -> name.startsWith("encoder") ? i -> Math.sin(0.7 * i + stage(name)) > -0.6 ? 1.25 : 0
					: i -> Math.sin(1.7 * i + stage(name)) > 0 ? 2 : 0;
			};
		}
	}

	private record Expected(long parametersOfPaperB, List<Case> cases) {
	}

	private static Expected expected;

	@BeforeClass
	public static void read() throws IOException {
		try (Reader reader = new InputStreamReader(DualBranchValuesTest.class.getResourceAsStream("dual-branch.json"),
			StandardCharsets.UTF_8)) {
			expected = new Gson().fromJson(reader, Expected.class);
		}
		assertEquals(4, expected.cases().size());
	}

	@Test
	public void paperBsPlanHasAsManyParametersAsPyTorchs() {
		assertEquals(expected.parametersOfPaperB(), Networks.parameterShapes(NetworkSpec.paperB(1)).values().stream()
			.mapToLong(Tensor::length).sum());
	}

	@Test
	public void logitsOfBothBranchesAndLossArePyTorchs() {
		for (final Case c : expected.cases()) {
			for (final Layout layout : Layout.values()) {
				final String name = c.name() + ", " + layout;
				final int count = (int) (c.theta().length * 2 * Tensor.length(c.sizeZyx()));
				for (int branch = 0; branch < 2; branch++) {
					final int b = branch;
					final float[] logits = run(layout, c, (ops, all) -> VNet.branches(ops, inputs(c, all), all, c.dropout())
						.get(b));
					final double[] values = branch == 0 ? c.main() : c.auxiliary();
					assertEquals(name, count, logits.length);
					assertEquals(name, (count + c.step() - 1) / c.step(), values.length);
					for (int k = 0; k < values.length; k++) {
						assertEquals(name + ", branch " + branch + ", value " + k * c.step(), values[k], logits[k * c.step()], 2e-4);
					}
				}
				assertEquals(name, c.loss(), run(layout, c, loss(c))[0], 2e-5 * c.loss());
			}
		}
	}

	@Test
	public void gradientsArePyTorchs() {
		for (final Case c : expected.cases()) {
			final List<String> names = new ArrayList<>(c.tensors().keySet());
			assertEquals(c.name(), Networks.parameterShapes(c.network()).keySet(), c.gradients().keySet());
			final double largest = c.gradients().values().stream().mapToDouble(g -> g[0]).max().orElseThrow();
			for (final Layout layout : Layout.values()) {
				final List<Tensor> gradients = Running.gradients(layout, recorded(c, loss(c)), new float[] { 1 }, c.tensors()
					.values().toArray(Tensor[]::new));
				c.gradients().forEach((name, norms) -> {
					final float[] gradient = gradients.get(names.indexOf(name)).values();
					double squares = 0;
					double weighted = 0;
					for (int i = 0; i < gradient.length; i++) {
						squares += (double) gradient[i] * gradient[i];
						weighted += gradient[i] * Math.cos(i);
					}
					assertArrayEquals(c.name() + ", " + layout + ", norm and sum of " + name, norms, new double[] { Math.sqrt(
						squares), weighted }, 1e-4 * largest);
				});
			}
		}
	}

	/** A function of parameters and inputs by name. */
	private interface Named {
		Variable apply(Recorder ops, Function<String, Variable> all);
	}

	private static Named loss(final Case c) {
		return (ops, all) -> c.objective().apply(ops, inputs(c, all), all).loss();
	}

	private static Map<String, Variable> inputs(final Case c, final Function<String, Variable> all) {
		final Map<String, Variable> inputs = new LinkedHashMap<>();
		c.objective().inputs().keySet().forEach(name -> inputs.put(name, all.apply(name)));
		return inputs;
	}

	private static float[] run(final Layout layout, final Case c, final Named function) {
		return Running.value(layout, recorded(c, function), c.tensors().values().toArray(Tensor[]::new)).values();
	}

	private static Running.Function recorded(final Case c, final Named function) {
		final List<String> names = List.copyOf(c.tensors().keySet());
		return (recorder, leaves) -> function.apply(recorder, name -> leaves.get(names.indexOf(name)));
	}

	private static Tensor filled(final int[] shape, final IntToDoubleFunction value) {
		final Tensor tensor = Tensor.zeros(shape);
		for (int i = 0; i < tensor.values().length; i++) {
			tensor.values()[i] = (float) value.applyAsDouble(i);
		}
		return tensor;
	}
}
