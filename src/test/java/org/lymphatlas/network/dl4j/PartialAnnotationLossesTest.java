package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.lymphatlas.network.dl4j.EightVoxels.ANNOTATION;
import static org.lymphatlas.network.dl4j.EightVoxels.AUXILIARY;
import static org.lymphatlas.network.dl4j.EightVoxels.MAIN;
import static org.lymphatlas.network.dl4j.EightVoxels.THETA;
import static org.lymphatlas.network.dl4j.EightVoxels.assertGradients;
import static org.lymphatlas.network.dl4j.EightVoxels.gradients;
import static org.lymphatlas.network.dl4j.EightVoxels.inputs;
import static org.lymphatlas.network.dl4j.EightVoxels.sigmoid;
import static org.lymphatlas.network.dl4j.EightVoxels.value;

import java.util.Arrays;
import java.util.List;

import org.junit.Test;
import org.lymphatlas.network.PartialAnnotationLosses;
import org.lymphatlas.network.PartialLossSpec;
import org.lymphatlas.network.PartialLossSpec.PseudoLoss;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.volume.InputException;

/** Paper B's losses of eight voxels: values worked out beforehand, gradients against differences in double precision. */
public class PartialAnnotationLossesTest {

	private static final double TAU = 0.3;
	private static final double[] NOTHING = new double[8];
	private static final PartialLossSpec PAPER = PartialLossSpec.paperB();

	@Test
	public void weightsAreFiniteAndNotAllNothing() {
		for (final double[] w : new double[][] { { 0, 0, 0, 0 }, { -1, 1, 1, 1 }, { Double.POSITIVE_INFINITY, 1, 1, 1 }, {
			Double.NaN, 1, 1, 1 } })
			assertThrows(Arrays.toString(w), InputException.class, () -> new PartialLossSpec(w[0], w[1], 0.8, w[2], w[3], 0.4,
				PseudoLoss.CONSENSUS, 0.3, 2));
	}

	@Test
	public void symmetricCrossEntropy() {
		final Running.Function sce = (r, v) -> PartialAnnotationLosses.supervised(r, v.get(0), v.get(2), sce(0.8));
		assertEquals(1.2210995859, value(sce, ANNOTATION), 1e-6);
		assertGradients("SCE", sce, (m, a) -> 0.8 * ce(m) + rce(m));
		final Running.Function reverseAlone = (r, v) -> PartialAnnotationLosses.supervised(r, v.get(0), v.get(2), sce(
			0));
		assertEquals(1.0066217594, value(reverseAlone, ANNOTATION), 1e-6);
	}

	@Test
	public void partialCrossEntropy() {
		final Running.Function pce = (r, v) -> PartialAnnotationLosses.partialCrossEntropy(r, v.get(0), v.get(2));
		assertEquals(0.2407135086, value(pce, ANNOTATION), 1e-6);
		assertGradients("PCE", pce, (m, a) -> pce(m));
		assertEquals("without annotated voxels", 0, value(pce, NOTHING), 0);
	}

	@Test
	public void pseudoLabel() {
		final double[] expected = labels(MAIN, AUXILIARY);
		final float[] label = Running.value((r, v) -> PartialAnnotationLosses.pseudoLabel(r, v.get(0), v.get(1), v.get(2), v.get(
			3), v.get(4), TAU), inputs(ANNOTATION)).values();
		for (int i = 0; i < label.length; i++)
			assertEquals("voxel " + i, expected[i], label[i], 1e-6);
	}

	@Test
	public void aPseudoLabelIsNeverQuiteCertainOutsideTheAnnotation() {
		final float[] certain = { 40 };
		final Tensor logit = new Tensor(new int[] { 1, 1, 1, 1, 1 }, certain);
		final Tensor half = new Tensor(new int[] { 1, 1 }, new float[] { 0.5f });
		assertEquals(0.965555, Running.value((r, v) -> PartialAnnotationLosses.pseudoLabel(r, v.get(0), v.get(0), v.get(1), v
			.get(2), v.get(2), TAU), logit, Tensor.zeros(1, 1, 1, 1, 1), half).values()[0], 1e-6);
	}

	@Test
	public void noGradientFlowsThroughThePseudoLabel() {
		final Running.Function label = (r, v) -> r.sum(PartialAnnotationLosses.pseudoLabel(r, v.get(0), v.get(1), v.get(2), v
			.get(3), v.get(4), TAU));
		for (int input = 0; input < 2; input++)
			for (final float g : gradients(label).get(input).values())
				assertEquals(0, g, 0);
	}

	@Test
	public void consensus() {
		final Running.Function main = (r, v) -> PartialAnnotationLosses.consensus(r, v.get(0), v.get(1), label(r, v));
		assertEquals(0.4075393511, value(main, ANNOTATION), 1e-6);
		final double[] fixed = labels(MAIN, AUXILIARY);
		assertGradients("main", main, (m, a) -> consensus(m, a, fixed));
		assertGradients("auxiliary", (r, v) -> PartialAnnotationLosses.consensus(r, v.get(1), v.get(0), label(r, v)), (m,
			a) -> consensus(a, m, fixed));
	}

	@Test
	public void branchesThatAgreeHaveNoDivergence() {
		for (final float d : Running.value((r, v) -> PartialAnnotationLosses.divergence(r, v.get(0), v.get(0)), inputs(
			ANNOTATION)).values())
			assertEquals(0, d, 1e-6);
	}

	@Test
	public void supervisedIsTheSumOfItsParts() {
		final Running.Function all = (r, v) -> PartialAnnotationLosses.supervised(r, v.get(0), v.get(2), PAPER);
		assertEquals(1.2210995859 + 0.2407135086 + 0.2129157699, value(all, ANNOTATION), 2e-6);
		assertGradients("supervised", all, (m, a) -> 0.8 * ce(m) + rce(m) + pce(m) + tversky(m));
	}

	@Test
	public void diceWithThePseudoLabel() {
		final PartialLossSpec dice = new PartialLossSpec(1, 0, 0.8, 0, 0, 0.4, PseudoLoss.DICE, TAU, 2);
		final double[] label = labels(MAIN, AUXILIARY);
		assertGradients("Dice", (r, v) -> PartialAnnotationLosses.pseudo(r, v.get(0), v.get(1), label(r, v), dice), (m, a) -> {
			double overlap = 0, sum = 0;
			for (int i = 0; i < 8; i++) {
				overlap += sigmoid(m[i]) * label[i];
				sum += sigmoid(m[i]) + label[i];
			}
			return 1 - (2 * overlap + 1e-5) / (sum + 1e-5);
		});
	}

	private static PartialLossSpec sce(final double gamma) {
		return new PartialLossSpec(0, 1, gamma, 0, 0, 0.4, PseudoLoss.CONSENSUS, TAU, 2);
	}

	private static Variable label(final Recorder r, final List<Variable> v) {
		return PartialAnnotationLosses.pseudoLabel(r, v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), TAU);
	}

	private static double[] labels(final double[] m, final double[] a) {
		final double[] labels = new double[8];
		for (int i = 0; i < 8; i++) {
			final double mixed = THETA * sigmoid(m[i]) + (1 - THETA) * sigmoid(a[i]);
			labels[i] = ANNOTATION[i] == 1 ? 1 - 1e-4 : 1 / (1 + Math.exp(-(2 * mixed - 1) / TAU));
		}
		return labels;
	}

	private static double consensus(final double[] m, final double[] a, final double[] label) {
		double sum = 0, weights = 0;
		for (int i = 0; i < 8; i++) {
			final double p = sigmoid(m[i]), q = sigmoid(a[i]);
			final double kl = q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / (1 - p));
			sum += Math.exp(-kl) * -(label[i] * Math.log(p) + (1 - label[i]) * Math.log(1 - p)) + kl;
			weights += Math.exp(-kl);
		}
		return sum / weights;
	}

	private static double ce(final double[] m) {
		double sum = 0;
		for (int i = 0; i < 8; i++)
			sum -= Math.log(ANNOTATION[i] == 1 ? sigmoid(m[i]) : 1 - sigmoid(m[i]));
		return sum / 8;
	}

	private static double rce(final double[] m) {
		double sum = 0;
		for (int i = 0; i < 8; i++)
			sum += (ANNOTATION[i] == 1 ? 1 - sigmoid(m[i]) : sigmoid(m[i])) * -Math.log(1e-4);
		return sum / 16;
	}

	private static double pce(final double[] m) {
		double sum = 0;
		for (int i = 0; i < 8; i++)
			sum -= ANNOTATION[i] * Math.log(sigmoid(m[i]));
		return sum / 4;
	}

	private static double tversky(final double[] m) {
		double hits = 0, false1 = 0, false0 = 0;
		for (int i = 0; i < 8; i++) {
			hits += sigmoid(m[i]) * ANNOTATION[i];
			false1 += sigmoid(m[i]) * (1 - ANNOTATION[i]);
			false0 += (1 - sigmoid(m[i])) * ANNOTATION[i];
		}
		return 1 - (hits + 1e-5) / (hits + 0.4 * false1 + 0.6 * false0 + 1e-5);
	}
}
