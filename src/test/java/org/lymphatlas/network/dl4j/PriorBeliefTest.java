package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.lymphatlas.network.dl4j.EightVoxels.ANNOTATION;
import static org.lymphatlas.network.dl4j.EightVoxels.AUXILIARY;
import static org.lymphatlas.network.dl4j.EightVoxels.MAIN;
import static org.lymphatlas.network.dl4j.EightVoxels.THETA;
import static org.lymphatlas.network.dl4j.EightVoxels.TRUST;
import static org.lymphatlas.network.dl4j.EightVoxels.assertGradients;
import static org.lymphatlas.network.dl4j.EightVoxels.sigmoid;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

import org.junit.Test;
import org.lymphatlas.network.PartialAnnotationLosses;
import org.lymphatlas.network.PartialLossSpec;
import org.lymphatlas.network.PartialLossSpec.PseudoLoss;
import org.lymphatlas.network.PriorBelief;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.volume.InputException;

/** What the losses make of trust and of an incomplete annotation, against double precision and differences. */
public class PriorBeliefTest {

	private static final double[] ALL = { 1, 1, 1, 1, 1, 1, 1, 1 };

	@Test
	public void eachTermWeighsVoxelsByTrust() {
		for (int term = 0; term < 4; term++)
			for (final double completeness : new double[] { 1, 0.2 }) {
				final double[] only = new double[4];
				only[term] = 1;
				final PartialLossSpec spec = spec(only, completeness);
				assertGradients(spec.toString(), (r, v) -> PartialAnnotationLosses.supervised(r, v.get(0), v.get(2), v.get(5),
					spec), (m, a) -> supervised(m, TRUST, spec));
				assertGradients("all alike, " + spec, (r, v) -> PartialAnnotationLosses.supervised(r, v.get(0), v.get(2), spec), (
					m, a) -> supervised(m, ALL, spec));
			}
	}

	/** Four samples of two voxels, the second and the last of them annotated in full. */
	@Test
	public void completenessCountsInPartialSamplesAlone() {
		final double[] partial = { 1, 0, 1, 0 }, ofVoxel = new double[8];
		Arrays.setAll(ofVoxel, i -> partial[i / 2]);
		for (int term = 0; term < 4; term++)
			for (final double[] trust : new double[][] { TRUST, ALL }) {
				final double[] only = new double[4];
				only[term] = 1;
				final PartialLossSpec spec = spec(only, 0.2);
				final Running.Function loss = (r, v) -> PartialAnnotationLosses.supervised(r, v.get(0), v.get(1), trust == ALL
					? Optional.empty() : Optional.of(v.get(2)), Optional.of(v.get(3)), spec);
				final Tensor[] inputs = { samples(MAIN), samples(ANNOTATION), samples(TRUST), new Tensor(new int[] { 4, 1 },
					new float[] { 1, 0, 1, 0 }) };
				assertEquals(spec.toString(), supervised(MAIN, trust, ofVoxel, spec), Running.value(loss, inputs).values()[0],
					2e-6);
				final float[] gradient = gradient(loss, inputs);
				for (int i = 0; i < 8; i++) {
					final double[] up = MAIN.clone(), down = MAIN.clone();
					up[i] += 1e-5;
					down[i] -= 1e-5;
					assertEquals(spec + ", voxel " + i, (supervised(up, trust, ofVoxel, spec) - supervised(down, trust, ofVoxel, spec)) /
						2e-5, gradient[i], 2e-6);
				}
			}
	}

	private static Tensor samples(final double[] values) {
		return new Tensor(new int[] { 4, 1, 1, 1, 2 }, EightVoxels.image(values).values());
	}

	@Test
	public void fullTrustIsPaperBToTheBit() {
		final PartialLossSpec paper = PartialLossSpec.paperB();
		final Random random = new Random(5);
		final Tensor logits = Running.random(7, 2, 1, 3, 5, 7), all = Tensor.zeros(2, 1, 3, 5, 7), annotation = Tensor.zeros(2,
			1, 3, 5, 7);
		Arrays.fill(all.values(), 1);
		for (int i = 0; i < 210; i++)
			annotation.values()[i] = random.nextInt(10) == 0 ? 1 : 0;
		final Running.Function plain = (r, v) -> PartialAnnotationLosses.supervised(r, v.get(0), v.get(1), paper);
		final Running.Function trusting = (r, v) -> PartialAnnotationLosses.supervised(r, v.get(0), v.get(1), v.get(2), paper);
		assertEquals(Running.value(plain, logits, annotation, all).values()[0], Running.value(trusting, logits, annotation, all)
			.values()[0], 0);
		assertArrayEquals(gradient(plain, logits, annotation, all), gradient(trusting, logits, annotation, all), 0);
	}

	@Test
	public void nothingTrustedAndNothingAnnotatedTeachesNothing() {
		final PartialLossSpec paper = PartialLossSpec.paperB();
		final Tensor logits = Running.random(7, 1, 1, 2, 2, 2), nothing = Tensor.zeros(1, 1, 2, 2, 2);
		for (final float g : gradient((r, v) -> PartialAnnotationLosses.supervised(r, v.get(0), v.get(1), v.get(1), paper),
			logits, nothing))
			assertEquals(0, g, 0);
	}

	@Test
	public void thePseudoLabelOfTrustedBackgroundIsBackground() {
		final float[] label = Running.value((r, v) -> PartialAnnotationLosses.pseudoLabel(r, v.get(0), v.get(1), v.get(2), v
			.get(3), v.get(4), 0.3, v.get(5)), EightVoxels.inputs(ANNOTATION)).values();
		for (int i = 0; i < 8; i++) {
			final double mixed = THETA * sigmoid(MAIN[i]) + (1 - THETA) * sigmoid(AUXILIARY[i]);
			final double expected = ANNOTATION[i] == 1 ? 1 - 1e-4 : (1 - TRUST[i]) * sigmoid((2 * mixed - 1) / 0.3);
			assertEquals("voxel " + i, expected, label[i], 1e-6);
		}
	}

	@Test
	public void noTrustLeavesThePseudoLabelToTheBit() {
		final Tensor[] inputs = EightVoxels.inputs(ANNOTATION);
		inputs[5] = Tensor.zeros(1, 1, 2, 2, 2);
		assertArrayEquals(Running.value((r, v) -> PartialAnnotationLosses.pseudoLabel(r, v.get(0), v.get(1), v.get(2), v.get(3),
			v.get(4), 0.3), inputs).values(), Running.value((r, v) -> PartialAnnotationLosses.pseudoLabel(r, v.get(0), v.get(1),
				v.get(2), v.get(3), v.get(4), 0.3, v.get(5)), inputs).values(), 0);
	}

	/** Of ten voxels that look alike k are nodes', one of them annotated: the best answer is k tenths. */
	@Test
	public void incompleteAnnotationsTeachTheTrueShareOfNodes() {
		final Tensor annotation = Tensor.zeros(1, 1, 1, 1, 10);
		annotation.values()[0] = 1;
		for (int nodes = 2; nodes < 10; nodes++) {
			final Tensor logits = Tensor.zeros(1, 1, 1, 1, 10);
			Arrays.fill(logits.values(), (float) Math.log(nodes / (10.0 - nodes)));
			final PartialLossSpec ce = spec(new double[] { 1, 0, 0, 0 }, 1.0 / nodes);
			float slope = 0;
			for (final float g : gradient((r, v) -> PartialAnnotationLosses.supervised(r, v.get(0), v.get(1), ce), logits,
				annotation))
				slope += g;
			assertEquals(nodes + " nodes", 0, slope, 1e-7);
		}
	}

	/** In the mean over voxels that look alike the reverse cross-entropy pulls as if every node were annotated. */
	@Test
	public void incompleteAnnotationsPullAsCompleteOnes() {
		final Tensor some = Tensor.zeros(1, 1, 1, 1, 10), every = Tensor.zeros(1, 1, 1, 1, 10), logits = Tensor.zeros(1, 1, 1,
			1, 10);
		Arrays.fill(logits.values(), -0.7f);
		some.values()[0] = 1;
		for (int i = 0; i < 4; i++)
			every.values()[i] = 1;
		final double[] rce = { 0, 1, 0, 0 };
		assertEquals(sum(gradient((r, v) -> PartialAnnotationLosses.supervised(r, v.get(0), v.get(1), spec(rce, 1)), logits,
			every)), sum(gradient((r, v) -> PartialAnnotationLosses.supervised(r, v.get(0), v.get(1), spec(rce, 0.25)), logits,
				some)), 1e-6);
	}

	/** Large logits neither overflow nor lose the slope that is left. */
	@Test
	public void certaintyStaysFinite() {
		final Tensor logits = new Tensor(new int[] { 1, 1, 1, 1, 4 }, new float[] { 90, -90, 90, -90 });
		final Tensor annotation = new Tensor(new int[] { 1, 1, 1, 1, 4 }, new float[] { 1, 1, 0, 0 });
		final PartialLossSpec ce = spec(new double[] { 1, 0, 0, 0 }, 0.2);
		final double expected = (-Math.log(0.2) + 90 - Math.log(0.2) - Math.log(0.8) + 0) / 4;
		assertEquals(expected, Running.value((r, v) -> PartialAnnotationLosses.supervised(r, v.get(0), v.get(1), ce), logits,
			annotation).values()[0], 1e-4);
	}

	@Test
	public void completenessIsAShare() {
		for (final double wrong : new double[] { 0, -0.1, 1.01, Double.NaN })
			assertThrows("" + wrong, InputException.class, () -> new PriorBelief(true, true, wrong));
	}

	/** @param weights of CE, RCE, PCE, Tversky */
	private static PartialLossSpec spec(final double[] weights, final double completeness) {
		return new PartialLossSpec(weights[0], weights[1], 0, weights[2], weights[3], 0.4, PseudoLoss.CONSENSUS, 0.3, 2,
			new PriorBelief(true, false, completeness));
	}

	private static float[] gradient(final Running.Function loss, final Tensor... inputs) {
		return Running.gradients(Layout.CHANNELS_FIRST, loss, new float[] { 1 }, inputs).get(0).values();
	}

	private static double sum(final float[] values) {
		double sum = 0;
		for (final float v : values)
			sum += v;
		return sum;
	}

	private static double supervised(final double[] m, final double[] t, final PartialLossSpec spec) {
		return supervised(m, t, ALL, spec);
	}

	/** @param partial of each voxel, 1 where completeness counts */
	private static double supervised(final double[] m, final double[] t, final double[] partial,
		final PartialLossSpec spec)
	{
		double ce = 0, rce = 0, pce = 0, hits = 0, false1 = 0, false0 = 0, trust = 0, annotated = 0;
		for (int i = 0; i < 8; i++) {
			final double p = sigmoid(m[i]), y = ANNOTATION[i], c = partial[i] == 1 ? spec.belief().completeness() : 1;
			ce -= t[i] * (y == 1 ? Math.log(c * p) : Math.log(1 - c * p));
			rce -= t[i] * Math.log(1e-4) / 2 * (y == 1 ? (2 - c) / c * (1 - p) : p);
			pce -= y * Math.log(p);
			hits += p * y;
			false1 += c * t[i] * p * (1 - y);
			false0 += (1 - p) * y;
			trust += t[i];
			annotated += y;
		}
		return spec.ceWeight() * ce / trust + spec.sceWeight() * rce / trust + spec.pceWeight() * pce / annotated + spec
			.tverskyWeight() * (1 - (hits + 1e-5) / (hits + 0.4 * false1 + 0.6 * false0 + 1e-5));
	}
}
