package org.lymphatlas.training;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Random;

import org.junit.Test;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Weights;

public class SemiSupervisionTest {

	@Test
	public void entropyOfTwoClasses() {
		assertEquals(0, SemiSupervision.entropy(0), 0);
		assertEquals(0, SemiSupervision.entropy(1), 0);
		assertEquals(Math.log(2), SemiSupervision.entropy(0.5f), 1e-7);
		assertEquals(0.5004024, SemiSupervision.entropy(0.2f), 1e-7);
	}

	/** numpy.percentile([3, 1, 2, 10], [0, 50, 80, 100]). */
	@Test
	public void percentileIsNumPys() {
		final float[] values = { 3, 1, 2, 10 };
		assertEquals(1, SemiSupervision.percentile(values, 0), 0);
		assertEquals(2.5, SemiSupervision.percentile(values, 50), 1e-12);
		assertEquals(5.8, SemiSupervision.percentile(values, 80), 1e-12);
		assertEquals(10, SemiSupervision.percentile(values, 100), 0);
		assertArrayEquals("the values stay", new float[] { 3, 1, 2, 10 }, values, 0);
	}

	@Test
	public void unsureVoxelsAreLeftOutAndFewerAsTimeGoesOn() {
		// Entropies ascend with the index; the label is 1 for odd indices.
		final float[] probability = new float[10];
		for (int i = 0; i < 10; i++)
			probability[i] = i % 2 == 1 ? 1 - 0.04f * i : 0.04f * i;
		final SemiSupervision.PseudoLabels first = SemiSupervision.ENTROPY.labels(probability, new float[10], 0);
		final float w = 1 / (0.8f * 0.8f);
		assertArrayEquals(new float[] { w, w, w, w, w, w, w, w, 0, 0 }, first.weight(), 1e-6f);
		assertArrayEquals(new float[] { 0, 1, 0, 1, 0, 1, 0, 1, 0, 1 }, first.label(), 0);
		final SemiSupervision.PseudoLabels half = SemiSupervision.ENTROPY.labels(probability, new float[10], 0.5);
		assertEquals("the percentile 90 leaves out one of ten", 0, half.weight()[9], 0);
		assertEquals(1 / 0.81f, half.weight()[8], 1e-6);
		final SemiSupervision.PseudoLabels last = SemiSupervision.ENTROPY.labels(probability, new float[10], 1);
		for (final float weight : last.weight())
			assertEquals(1, weight, 0);
	}

	/** Mean over kept voxels, times total / kept. */
	@Test
	public void theWeightsMakeTheUnsupervisedLossOfThePaper() {
		final Random random = new Random(4);
		final float[] probability = new float[1000], loss = new float[1000];
		for (int i = 0; i < 1000; i++) {
			probability[i] = random.nextFloat();
			loss[i] = random.nextFloat();
		}
		final float[] weight = SemiSupervision.ENTROPY.labels(probability, new float[1000], 0.25).weight();
		double sum = 0, keptSum = 0;
		int kept = 0;
		for (int i = 0; i < 1000; i++) {
			sum += weight[i] * loss[i];
			if (weight[i] == 0) continue;
			kept++;
			keptSum += loss[i];
		}
		assertEquals("percentile 85", 850, kept, 1);
		assertEquals(keptSum / kept * 1000 / kept, sum / 1000, 1e-5);
	}

	@Test
	public void theAtlasEnlargesPseudoLabels() {
		final float[] probability = { 0.31f, 0.29f, 0.29f, 0.16f, 0.14f, 0.9f };
		final float[] atlas = { 0, 0, 0.1f, 1, 1, 0 };
		final SemiSupervision.PseudoLabels labels = SemiSupervision.ATLAS.labels(probability, atlas, 0.7);
		assertArrayEquals(new float[] { 1, 0, 1, 1, 0, 1 }, labels.label(), 0);
		assertArrayEquals(new float[] { 1, 1, 1, 1, 1, 1 }, labels.weight(), 0);
	}

	@Test
	public void teacherIsAMovingAverage() {
		assertEquals(0, Teacher.kept(0), 0);
		assertEquals(0.5, Teacher.kept(1), 0);
		assertEquals(0.98, Teacher.kept(49), 1e-12);
		assertEquals(0.99, Teacher.kept(99), 1e-12);
		assertEquals(0.99, Teacher.kept(100_000), 0);
		final NetworkSpec network = NetworkSpec.isotropic(1, List.of(2, 2), List.of(1, 1));
		final Weights start = Weights.initial(network, 1), one = Weights.initial(network, 2), two = Weights.initial(network,
			3);
		final Loaded predictor = new Loaded();
		try (Teacher teacher = new Teacher(predictor, start)) {
			teacher.follow(one, 0);
			for (final String name : one.names())
				assertArrayEquals("the first step copies " + name, one.get(name).values(), teacher.weights().get(name).values(),
					0);
			teacher.follow(two, 199);
			for (final String name : one.names())
				for (int i = 0; i < one.get(name).values().length; i++)
					assertEquals(name + " " + i, 0.99 * one.get(name).values()[i] + 0.01 * two.get(name).values()[i], teacher
						.weights().get(name).values()[i], 1e-6);
			final String head = "decoder.seg_layers.0.weight";
			assertArrayEquals("the network that predicts has them", teacher.weights().get(head).values(), predictor.weights.get(
				head).values(), 0);
			assertEquals("the student's stay", Weights.initial(network, 2).get(head).values()[0], one.get(head).values()[0], 0);
		}
	}

	@Test
	public void teacherSeesEverySample() {
		final Loaded predictor = new Loaded();
		final NetworkSpec network = NetworkSpec.isotropic(2, List.of(2, 2), List.of(1, 1));
		try (Teacher teacher = new Teacher(predictor, Weights.initial(network, 1))) {
			final Tensor input = Tensor.zeros(2, 2, 1, 1, 2);
			for (int i = 0; i < 8; i++)
				input.values()[i] = i;
			// The fake network's logits are its input: channel 0 for the background, channel 1 for nodes.
			final float p = (float) (1 / (1 + Math.exp(-2)));
			assertArrayEquals(new float[] { p, p, p, p }, teacher.probability(input), 1e-7f);
		}
	}

	/** Remembers its weights; logits are the input. */
	private static final class Loaded implements Predictor {

		private Weights weights;

		@Override
		public float[] logits(final float[] input, final int[] sizeZyx) {
			return input.clone();
		}

		@Override
		public void load(final Weights other) {
			weights = other;
		}

		@Override
		public long predictedBytes(final int[] sizeZyx) {
			return 0;
		}

		@Override
		public void close() {}
	}
}
