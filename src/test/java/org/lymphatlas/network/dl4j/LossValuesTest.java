package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.util.List;

import org.junit.Test;
import org.lymphatlas.network.DiceForm;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.Losses;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.WeightedHeads;

/** Losses of eight voxels, worked out in double precision beforehand. */
public class LossValuesTest {

	private static final float[] FOREGROUND = { 2, 1, 0, -1, -2, 3, -3, 0.5f };
	private static final float[] TRUTH = { 1, 1, 0, 0, 0, 1, 0, 1 };
	private static final float[] PROBABILITY_OF_ATLAS = { 0, 0.1f, 0.3f, 0.2f, 0.6f, 0, 0.05f, 0 };

	@Test
	public void crossEntropy() {
		assertEquals(0.2680972831, loss(new LossSpec(1, 0, 0, 0.5, 0.5, DiceForm.EFFECTIVE), 1, ones()), 1e-6);
	}

	@Test
	public void dice() {
		final LossSpec effective = new LossSpec(0, 1, 0, 0.5, 0.5, DiceForm.EFFECTIVE);
		final LossSpec literal = new LossSpec(0, 1, 0, 0.5, 0.5, DiceForm.LITERAL);
		assertEquals(-0.7847106550, loss(effective, 1, ones()), 1e-6);
		assertEquals(-0.7847183497, loss(literal, 1, atlasWeights()), 1e-6);
	}

	@Test
	public void effectiveDiceCountsAFalsePositiveLessWhereNodesAreLikely() {
		// p = .880797 .731059 .5 .268941 .119203 .952574 .047426 .622459; w = 1 where y = 1, else clip(1 - PA, .75, 1).
		// 2 sum w p y = 6.3737781; sum w p + sum w y = 3.1868891 + .375 + .2151529 + .0894022 + .0450547 + 4 = 7.9114988.
		final LossSpec effective = new LossSpec(0, 1, 0, 0.5, 0.5, DiceForm.EFFECTIVE);
		assertEquals(-6.3737781 / 7.9114988, loss(effective, 1, atlasWeights()), 1e-5);
	}

	@Test
	public void tversky() {
		assertEquals(0.2093287649, loss(new LossSpec(0, 0, 1, 0.25, 0.75, DiceForm.EFFECTIVE), 1, ones()), 1e-6);
		assertEquals(0.2129157699, loss(new LossSpec(0, 0, 1, 0.4, 0.6, DiceForm.EFFECTIVE), 1, ones()), 1e-6);
	}

	@Test
	public void sumsAreWeighted() {
		final double expected = 0.25 * 0.2680972831 - 0.25 * 0.7847106550 + 0.5 * 0.2093287649;
		assertEquals(expected, loss(LossSpec.paperA(), 1, ones()), 1e-6);
		assertEquals(0.2680972831 - 0.7847106550, loss(LossSpec.ceAndDice(), 1, ones()), 1e-6);
	}

	@Test
	public void tverskyIsPerSampleAndDiceOverTheBatch() {
		// Two samples of four voxels. Tversky (PyTorch, float64): mean of the samples' values.
		assertEquals(expectedTverskyPerSample(), loss(new LossSpec(0, 0, 1, 0.25, 0.75, DiceForm.EFFECTIVE), 2, ones()),
			1e-6);
		assertEquals(-0.7847106550, loss(new LossSpec(0, 1, 0, 0.5, 0.5, DiceForm.EFFECTIVE), 2, ones()), 1e-6);
	}

	private static double expectedTverskyPerSample() {
		double sum = 0;
		for (int s = 0; s < 2; s++) {
			double hits = 0;
			double positives = 0;
			double truth = 0;
			for (int i = 4 * s; i < 4 * s + 4; i++) {
				final double p = 1 / (1 + Math.exp(-FOREGROUND[i]));
				hits += p * TRUTH[i];
				positives += p;
				truth += TRUTH[i];
			}
			sum += (hits + 1e-5) / (hits + 0.25 * (positives - hits) + 0.75 * (truth - hits) + 1e-5);
		}
		return 1 - sum / 2;
	}

	@Test
	public void weightedCrossEntropyIsTheMeanOfWeightedVoxels() {
		final float[] weights = { 0, 2, 1, 0, 0.5f, 3, 1, 0 };
		double sum = 0;
		for (int i = 0; i < 8; i++)
			sum += weights[i] * Math.log(1 + Math.exp(TRUTH[i] == 1 ? -FOREGROUND[i] : FOREGROUND[i]));
		final Tensor truth = new Tensor(new int[] { 1, 1, 1, 1, 8 }, TRUTH);
		assertEquals(sum / 8, Running.value((r, v) -> Losses.weightedCrossEntropy(r, List.of(v.get(0)), v.get(1), v.get(2)),
			logits(1), truth, new Tensor(truth.shape(), weights)).values()[0], 1e-6);
		assertEquals(0.2680972831, Running.value((r, v) -> Losses.weightedCrossEntropy(r, List.of(v.get(0)), v.get(1), v.get(
			2)), logits(1), truth, new Tensor(truth.shape(), ones())).values()[0], 1e-6);
	}

	@Test
	public void headsCountHalfAsMuchEach() {
		final LossSpec ce = new LossSpec(1, 0, 0, 0.5, 0.5, DiceForm.EFFECTIVE);
		final Tensor fine = logits(1);
		final Tensor flat = Tensor.zeros(1, 2, 1, 1, 8);
		final Tensor truth = new Tensor(new int[] { 1, 1, 1, 1, 8 }, TRUTH);
		final double loss = Running.value((r, v) -> Losses.deeplySupervised(r, List.of(v.get(0), v.get(1), v.get(1)),
			v.get(2), v.get(2), ce), fine, flat, truth)
			.values()[0];
		assertEquals((0.2680972831 + 0.75 * Math.log(2)) / 1.75, loss, 1e-6);
	}

	/** 1/2^i over their sum; five heads as in the paper's plan: .516129 .258065 .129032 .064516 .032258. */
	@Test
	public void fiveHeadsHaveThePapersWeights() {
		final double[] expected = { 0.516129, 0.258065, 0.129032, 0.064516, 0.032258 };
		final LossSpec ce = new LossSpec(1, 0, 0, 0.5, 0.5, DiceForm.EFFECTIVE);
		final Tensor flat = Tensor.zeros(1, 2, 1, 1, 8);
		for (int counted = 0; counted < 5; counted++) {
			final Tensor[] heads = new Tensor[5];
			for (int h = 0; h < 5; h++) {
				heads[h] = h == counted ? logits(1) : flat;
			}
			final double loss = Running.value((r, v) -> Losses.deeplySupervised(r, v.subList(0, 5), v.get(5), v.get(5), ce),
				heads[0], heads[1], heads[2], heads[3], heads[4], new Tensor(new int[] { 1, 1, 1, 1, 8 }, TRUTH)).values()[0];
			assertEquals("head " + counted, expected[counted], (loss - Math.log(2)) / (0.2680972831 - Math.log(2)), 1e-5);
		}
	}

	/** Two heads of one resolution: the second is weighted in the paper's form, and not in the program's. */
	@Test
	public void coarseHeadsAreWeightedOrNot() {
		final double weighted = -6.3737781 / 7.9114988, plain = -0.7847106550;
		assertEquals(weighted, twoHeads(WeightedHeads.ALL), 1e-5);
		assertEquals((2 * weighted + plain) / 3, twoHeads(WeightedHeads.FINEST), 1e-5);
	}

	private static double twoHeads(final WeightedHeads heads) {
		final LossSpec dice = new LossSpec(0, 1, 0, 0.5, 0.5, DiceForm.EFFECTIVE, heads);
		final int[] shape = { 1, 1, 1, 1, 8 };
		return Running.value((r, v) -> Losses.deeplySupervised(r, List.of(v.get(0), v.get(0)), v.get(1), v.get(2), dice),
			logits(1), new Tensor(shape, TRUTH), new Tensor(shape, atlasWeights())).values()[0];
	}

	/** Without a node, and none predicted, the literal form adds its constant at each of the voxels: Dice nears their number. */
	@Test
	public void literalDiceOfAnEmptyBatchExceedsOne() {
		final int n = 4096;
		final Tensor none = Tensor.zeros(1, 1, 16, 16, 16);
		final Tensor sure = Tensor.zeros(1, 2, 16, 16, 16);
		final Tensor ones = Tensor.zeros(1, 1, 16, 16, 16);
		for (int i = 0; i < n; i++) {
			sure.values()[n + i] = -30;
			ones.values()[i] = 1;
		}
		for (final DiceForm form : DiceForm.values()) {
			final double dice = -Running.value((r, v) -> Losses.deeplySupervised(r, List.of(v.get(0)), v.get(1), v.get(2),
				new LossSpec(0, 1, 0, 0.5, 0.5, form)), sure, none, ones).values()[0];
			final double expected = form == DiceForm.LITERAL ? n : 1;
			assertEquals(form.name(), expected, dice, 1e-3 * expected);
		}
	}

	@Test
	public void truthOfCoarseHeadsIsTheMiddleOfEachTile() {
		final float[] field = new float[2 * 4 * 2 * 6];
		for (int i = 0; i < field.length; i++) {
			field[i] = i;
		}
		// torch.nn.functional.interpolate(arange(96.).reshape(2, 1, 4, 2, 6), (2, 1, 2), mode='nearest-exact')
		final Tensor coarse = Running.value((r, v) -> r.subsample(v.get(0), new int[] { 2, 2, 3 }), new Tensor(new int[] { 2, 1,
			4, 2, 6 }, field));
		assertArrayEquals(new int[] { 2, 1, 2, 1, 2 }, coarse.shape());
		assertArrayEquals(new float[] { 19, 22, 43, 46, 67, 70, 91, 94 }, coarse.values(), 0);
	}

	private static double loss(final LossSpec spec, final int samples, final float[] weights) {
		final int[] shape = { samples, 1, 1, 1, 8 / samples };
		return Running.value((r, v) -> Losses.deeplySupervised(r, List.of(v.get(0)), v.get(1), v.get(2), spec), logits(samples), new Tensor(shape, TRUTH), new Tensor(shape, weights)).values()[0];
	}

	/** Background logits 0. */
	private static Tensor logits(final int samples) {
		final int voxels = 8 / samples;
		final Tensor logits = Tensor.zeros(samples, 2, 1, 1, voxels);
		for (int s = 0; s < samples; s++) {
			System.arraycopy(FOREGROUND, s * voxels, logits.values(), (2 * s + 1) * voxels, voxels);
		}
		return logits;
	}

	private static float[] ones() {
		return new float[] { 1, 1, 1, 1, 1, 1, 1, 1 };
	}

	private static float[] atlasWeights() {
		final float[] weights = new float[8];
		for (int i = 0; i < 8; i++) {
			weights[i] = TRUTH[i] == 1 ? 1 : Math.min(1, Math.max(0.75f, 1 - PROBABILITY_OF_ATLAS[i]));
		}
		return weights;
	}
}
