package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;
import org.lymphatlas.network.DiceForm;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.Losses;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.WeightedHeads;

/** Every operation's gradient against central differences of a weighted sum of its output, in both layouts. */
@RunWith(Parameterized.class)
public class GradientTest {

	private static final float STEP = 1f / 64;
	private static final int[] ONE = { 1, 1, 1 };

	@Parameter
	public Layout layout;

	@Parameters(name = "{0}")
	public static Layout[] layouts() {
		return Layout.values();
	}

	@Test
	public void convolution() {
		check("plain", (r, v) -> r.conv3d(v.get(0), v.get(1), v.get(2), ONE, ONE), x(3), Running.random(2, 5, 3, 3, 3, 3),
			Running.random(3, 5));
		check("strided", (r, v) -> r.conv3d(v.get(0), v.get(1), v.get(2), new int[] { 2, 1, 2 }, ONE), x(3),
			Running.random(2, 5, 3, 3, 3, 3), Running.random(3, 5));
		check("flat kernel", (r, v) -> r.conv3d(v.get(0), v.get(1), v.get(2), new int[] { 1, 2, 2 }, new int[] { 0, 1, 1 }),
			x(2), Running.random(2, 6, 2, 1, 3, 3), Running.random(3, 6));
		check("strided in all axes", (r, v) -> r.conv3d(v.get(0), v.get(1), v.get(2), new int[] { 2, 2, 2 }, ONE), x(3),
			Running.random(2, 5, 3, 3, 3, 3), Running.random(3, 5));
		check("kernel of five", (r, v) -> r.conv3d(v.get(0), v.get(1), v.get(2), ONE, new int[] { 0, 1, 2 }), x(2),
			Running.random(2, 3, 2, 1, 3, 5), Running.random(3, 3));
		check("1x1x1 without bias", (r, v) -> r.conv3d(v.get(0), v.get(1), null, ONE, new int[3]), x(3),
			Running.random(2, 5, 3, 1, 1, 1));
	}

	@Test
	public void convolutionOfHeads() {
		check("head", (r, v) -> r.head(v.get(0), v.get(1), v.get(2)), x(3), Running.random(2, 2, 3, 1, 1, 1), Running.random(3,
			2));
		check("projection", (r, v) -> r.conv3d(v.get(0), v.get(1), v.get(2), ONE, new int[3]), x(3), Running.random(2, 2, 3, 1,
			1, 1), Running.random(3, 2));
	}

	@Test
	public void transposedConvolution() {
		check("isotropic", (r, v) -> r.transposedConv3d(v.get(0), v.get(1), v.get(2), new int[] { 2, 2, 2 }),
			Running.random(1, 2, 3, 2, 3, 2), Running.random(2, 3, 4, 2, 2, 2), Running.random(3, 4));
		check("in two axes", (r, v) -> r.transposedConv3d(v.get(0), v.get(1), v.get(2), new int[] { 2, 1, 2 }),
			Running.random(1, 2, 3, 2, 3, 2), Running.random(2, 3, 4, 2, 1, 2), Running.random(3, 4));
	}

	@Test
	public void instanceNorm() {
		check("norm", (r, v) -> r.instanceNorm(v.get(0), v.get(1), v.get(2)), x(3), Running.random(2, 3),
			Running.random(3, 3));
	}

	@Test
	public void instanceNormLeakyRelu() {
		// Shifts of +-3 deviations leave few values near the bend; of those that are, the difference is of second order.
		check("norm and activation", (r, v) -> r.instanceNormLeakyRelu(v.get(0), v.get(1), v.get(2), 0.25), x(2),
			new Tensor(new int[] { 2 }, new float[] { 0.5f, 0.4f }), new Tensor(new int[] { 2 }, new float[] { 3, -3 }));
	}

	@Test
	public void fusedNormAndActivationIsTheirSequence() {
		final Tensor[] inputs = { x(3), Running.random(2, 3), Running.random(3, 3) };
		final Running.Function fused = (r, v) -> r.instanceNormLeakyRelu(v.get(0), v.get(1), v.get(2), 0.01);
		final Running.Function sequence = (r, v) -> r.leakyRelu(r.instanceNorm(v.get(0), v.get(1), v.get(2)), 0.01);
		final float[] seed = Running.random(4, inputs[0].values().length).values();
		assertClose("value", Running.value(layout, sequence, inputs), Running.value(layout, fused, inputs), 1e-6);
		for (int i = 0; i < inputs.length; i++) {
			assertClose("gradient " + i, Running.gradients(layout, sequence, seed, inputs).get(i),
				Running.gradients(layout, fused, seed, inputs).get(i), 1e-4);
		}
	}

	@Test
	public void instanceNormOfAFarOffChannel() {
		// 1e4 plus a little: a sum of plain squares in single precision would lose the variance.
		final Tensor x = x(1);
		final Tensor far = x.copy();
		for (int i = 0; i < far.values().length; i++) {
			far.values()[i] = 10_000 + Math.round(x.values()[i] * 64) / 64f;
			x.values()[i] = Math.round(x.values()[i] * 64) / 64f;
		}
		final Tensor one = new Tensor(new int[] { 1 }, new float[] { 1 });
		final Tensor zero = Tensor.zeros(1);
		final Running.Function norm = (r, v) -> r.instanceNorm(v.get(0), v.get(1), v.get(2));
		assertClose("shifted by 10000", Running.value(layout, norm, x, one, zero), Running.value(layout, norm, far, one, zero), 2e-3);
	}

	@Test
	public void activations() {
		check("leaky ReLU", (r, v) -> r.leakyRelu(v.get(0), 0.01), awayFromZero(x(2)));
		check("add, leaky ReLU", (r, v) -> r.addLeakyRelu(v.get(0), v.get(1), 0.01), awayFromZero(x(2)),
			Tensor.zeros(x(2).shape()));
		check("sigmoid", (r, v) -> r.sigmoid(v.get(0)), x(2));
		check("softplus", (r, v) -> r.softplus(v.get(0)), x(2));
	}

	@Test
	public void extremeLogits() {
		final Tensor x = new Tensor(new int[] { 4 }, new float[] { -200, -90, 90, 200 });
		assertClose("softplus", new Tensor(new int[] { 4 }, new float[] { 0, 0, 90, 200 }),
			Running.value(layout, (r, v) -> r.softplus(v.get(0)), x), 1e-6);
		assertClose("its gradient", new Tensor(new int[] { 4 }, new float[] { 0, 0, 1, 1 }),
			Running.gradients(layout, (r, v) -> r.softplus(v.get(0)), new float[] { 1, 1, 1, 1 }, x).get(0), 1e-6);
	}

	@Test
	public void layout() {
		check("average pool", (r, v) -> r.averagePool3d(v.get(0), new int[] { 2, 1, 2 }), x(2));
		check("subsample", (r, v) -> r.subsample(v.get(0), new int[] { 2, 1, 2 }), x(1));
		check("concat", (r, v) -> r.concat(v.get(0), v.get(1)), x(2), Running.random(5, 2, 3, 4, 6, 4));
		check("scale of channels", (r, v) -> r.scaleChannels(v.get(0), v.get(1)), x(3), Running.random(5, 2, 3));
		check("scale of a convolution's channels", (r, v) -> r.scaleChannels(r.conv3d(v.get(0), v.get(1), null, ONE, ONE), v
			.get(2)), x(2), Running.random(2, 3, 2, 3, 3, 3), Running.random(5, 2, 3));
		check("channel of a convolution", (r, v) -> r.channel(r.conv3d(v.get(0), v.get(1), null, ONE, ONE), 1), x(2),
			Running.random(2, 3, 2, 3, 3, 3));
		check("both layouts in one sum", (r, v) -> r.add(r.conv3d(v.get(0), v.get(1), null, ONE, ONE), v.get(2)), x(2),
			Running.random(2, 3, 2, 3, 3, 3), x(3));
		check("both layouts in one product", (r, v) -> r.multiply(v.get(2), r.conv3d(v.get(0), v.get(1), null, ONE, ONE)), x(
			2), Running.random(2, 3, 2, 3, 3, 3), x(3));
		check("channel", (r, v) -> r.channel(v.get(0), 1), x(3));
		check("sum", (r, v) -> r.sum(v.get(0)), x(2));
		check("sum per sample", (r, v) -> r.sumPerSample(v.get(0)), x(2));
		check("mean", (r, v) -> r.mean(v.get(0)), x(2));
	}

	@Test
	public void arithmetic() {
		final Tensor divisor = Running.random(6, x(2).shape());
		for (int i = 0; i < divisor.values().length; i++) {
			divisor.values()[i] = Math.copySign(1 + Math.abs(divisor.values()[i]), divisor.values()[i]);
		}
		check("add", (r, v) -> r.add(v.get(0), v.get(1)), x(2), divisor);
		check("subtract", (r, v) -> r.subtract(v.get(0), v.get(1)), x(2), divisor);
		check("multiply", (r, v) -> r.multiply(v.get(0), v.get(1)), x(2), divisor);
		check("divide", (r, v) -> r.divide(v.get(0), v.get(1)), x(2), divisor);
		check("affine", (r, v) -> r.affine(v.get(0), -2.5, 7), x(2));
		check("square of one variable", (r, v) -> r.multiply(v.get(0), v.get(0)), x(2));
	}

	@Test
	public void aVariableUsedOftenCollectsItsGradients() {
		check("x sigmoid(x) + x / (1 + x^2)", (r, v) -> {
			final Variable x = v.get(0);
			return r.add(r.multiply(x, r.sigmoid(x)), r.divide(x, r.affine(r.multiply(x, x), 1, 1)));
		}, x(2));
	}

	@Test
	public void losses() {
		final Tensor logits = Running.random(1, 2, 2, 4, 2, 2);
		final Tensor truth = Running.random(2, 2, 1, 4, 2, 2);
		final Tensor weights = Running.random(3, 2, 1, 4, 2, 2);
		for (int i = 0; i < truth.values().length; i++) {
			truth.values()[i] = truth.values()[i] > 0.3 ? 1 : 0;
			weights.values()[i] = 1 / (1 + Math.abs(weights.values()[i]));
		}
		for (final DiceForm form : DiceForm.values()) {
			for (final LossSpec spec : List.of(new LossSpec(1, 0, 0, 0.5, 0.5, form), new LossSpec(0, 1, 0, 0.5, 0.5, form),
				new LossSpec(0, 0, 1, 0.25, 0.75, form), new LossSpec(0.25, 0.25, 0.5, 0.25, 0.75, form))) {
				check(spec.toString(), (r, v) -> Losses.deeplySupervised(r, List.of(v.get(0)), v.get(1), v.get(2),
					spec), 1, logits, truth, weights);
			}
		}
	}

	@Test
	public void lossesOfTwoHeads() {
		final Tensor truth = Running.random(2, 2, 1, 4, 2, 2);
		final Tensor weights = Running.random(3, 2, 1, 4, 2, 2);
		for (int i = 0; i < truth.values().length; i++) {
			truth.values()[i] = truth.values()[i] > 0.3 ? 1 : 0;
			weights.values()[i] = 1 / (1 + Math.abs(weights.values()[i]));
		}
		for (final WeightedHeads heads : WeightedHeads.values()) {
			final LossSpec spec = LossSpec.paperA().withWeightedHeads(heads);
			check(spec.toString(), (r, v) -> Losses.deeplySupervised(r, List.of(v.get(0), v.get(1)), v.get(2), v.get(3),
				spec), 2, Running.random(1, 2, 2, 4, 2, 2), Running.random(4, 2, 2, 2, 1, 2), truth, weights);
		}
	}

	@Test
	public void weightedCrossEntropy() {
		final Tensor truth = Running.random(2, 2, 1, 4, 2, 2);
		for (int i = 0; i < truth.values().length; i++) {
			truth.values()[i] = truth.values()[i] > 0 ? 1 : 0;
		}
		check("weighted cross-entropy", (r, v) -> Losses.weightedCrossEntropy(r, List.of(v.get(0)), v.get(1), v.get(2)), 1,
			Running.random(1, 2, 2, 4, 2, 2), truth, Running.random(3, 2, 1, 4, 2, 2));
	}

	/** Two samples of 4x6x4 voxels. */
	private static Tensor x(final int channels) {
		return Running.random(1, 2, channels, 4, 6, 4);
	}

	private static Tensor awayFromZero(final Tensor x) {
		for (int i = 0; i < x.values().length; i++) {
			x.values()[i] += Math.copySign(2 * STEP, x.values()[i]);
		}
		return x;
	}

	private void check(final String name, final Running.Function function, final Tensor... inputs) {
		check(name, function, inputs.length, inputs);
	}

	private void check(final String name, final Running.Function function, final int differentiated,
			final Tensor... inputs) {
		final float[] seed = Running.random(9, Running.value(layout, function, inputs).values().length).values();
		final List<Tensor> gradients = Running.gradients(layout, function, seed, inputs);
		for (int k = 0; k < differentiated; k++) {
			final float[] values = inputs[k].values();
			double largest = 0;
			for (int i = 0; i < values.length; i += Math.max(1, values.length / 150)) {
				final float original = values[i];
				values[i] = original + STEP;
				final double above = dot(seed, Running.value(layout, function, inputs).values());
				values[i] = original - STEP;
				final double below = dot(seed, Running.value(layout, function, inputs).values());
				values[i] = original;
				final double expected = (above - below) / (2 * STEP);
				largest = Math.max(largest, Math.abs(expected));
				assertEquals(name + ": input " + k + ", value " + i, expected, gradients.get(k).values()[i],
					3e-3 * Math.max(0.1, Math.abs(expected)));
			}
			assertTrue(name + ": input " + k + " has no influence", largest > 1e-3);
		}
	}

	private static double dot(final float[] a, final float[] b) {
		double sum = 0;
		for (int i = 0; i < a.length; i++) {
			sum += (double) a[i] * b[i];
		}
		return sum;
	}

	private static void assertClose(final String name, final Tensor expected, final Tensor actual,
			final double tolerance) {
		for (int i = 0; i < expected.values().length; i++) {
			assertEquals(name + ", value " + i, expected.values()[i], actual.values()[i],
				tolerance * Math.max(1, Math.abs(expected.values()[i])));
		}
	}
}
