package org.lymphatlas.training;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.Test;
import org.lymphatlas.network.Batch;
import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.ReconstructionObjective;
import org.lymphatlas.network.VNetDropout;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;

public class RestorationSamplerTest {

	/** Clips between the normalised values -2 and 3. */
	private static final CtNormalization NORMALIZATION = new CtNormalization(-20, 130, 40, 30);
	private static final int[] PATCH = { 8, 12, 16 };
	private static final int VOXELS = 8 * 12 * 16;
	private static final int N = 24;

	/** A case whose CT says where each voxel lies: case number, then the voxel's index. */
	private static TrainingCase located(final int number, final Annotation annotation) {
		final Mask nodes = new Mask(Grid.of(N, N, N, 2, 2, 2));
		final float[] ct = new float[nodes.values().length];
		for (int i = 0; i < ct.length; i++)
			ct[i] = number * ct.length + i + 10;
		return TrainingCase.of("case-" + number, annotation, Map.of(InputChannel.CT, ct), -2, nodes);
	}

	private static RestorationSampler sampler(final List<TrainingCase> cases, final long seed) {
		return new RestorationSampler(cases, PATCH, 2, Sampling.anywhere(), NORMALIZATION, seed);
	}

	private static List<TrainingCase> allAnnotations() {
		return List.of(located(0, Annotation.NONE), located(1, Annotation.PARTIAL), located(2, Annotation.FULL));
	}

	@Test
	public void theTargetIsAPatchOfACaseMirroredAtMost() {
		final RestorationSampler sampler = sampler(allAnnotations(), 4);
		final Set<Integer> cases = new TreeSet<>(), mirrored = new TreeSet<>();
		for (int index = 0; index < 40; index++) {
			final float[] target = sampler.batch(0, index).target();
			for (int n = 0; n < 2; n++) {
				final int[] first = at(target[n * VOXELS]), last = at(target[(n + 1) * VOXELS - 1]);
				cases.add(first[3]);
				final int[] step = new int[3];
				for (int a = 0; a < 3; a++) {
					step[a] = last[a] > first[a] ? 1 : -1;
					if (step[a] < 0) mirrored.add(a);
				}
				for (int i = 0; i < VOXELS; i++) {
					final int[] voxel = { i % 16, i / 16 % 12, i / 16 / 12 }, at = at(target[n * VOXELS + i]);
					for (int a = 0; a < 3; a++)
						assertEquals("batch " + index + ", voxel " + i + ", axis " + a, first[a] + step[a] * voxel[a], at[a]);
				}
			}
		}
		assertEquals("cases of every annotation, and of none", Set.of(0, 1, 2), cases);
		assertEquals("every axis is mirrored now and then", Set.of(0, 1, 2), mirrored);
	}

	/** x, y, z and number of the case. */
	private static int[] at(final float value) {
		final int i = (int) value - 10;
		return new int[] { i % N, i / N % N, i / N / N % N, i / N / N / N };
	}

	@Test
	public void theInputIsTheTargetCorrupted() {
		final RestorationSampler sampler = sampler(Balls.list(2, Annotation.NONE, N, 3), 4);
		int changed = 0;
		for (int index = 0; index < 20; index++) {
			final Batch batch = sampler.batch(0, index);
			assertArrayEquals(new int[] { 2, 1, 8, 12, 16 }, batch.get(Batch.INPUT).shape());
			assertArrayEquals(new int[] { 2, 1, 8, 12, 16 }, batch.get(Batch.TARGET).shape());
			for (int n = 0; n < 2; n++)
				if (!Arrays.equals(sample(batch.input(), n), sample(batch.target(), n))) changed++;
		}
		assertTrue(changed + " of 40 patches are changed", changed >= 36);
	}

	/** Seven of ten patches are painted outside; where they are not, values have no reason to be new. */
	@Test
	public void paintTakesAnyValueThatTheWindowShows() {
		final RestorationSampler sampler = sampler(List.of(flat()), 4);
		final List<Double> painted = new ArrayList<>();
		for (int index = 0; index < 20; index++)
			for (final float v : sampler.batch(0, index).input())
				if (v != 1) painted.add((double) v);
		assertTrue(painted.size() > 5 * VOXELS);
		assertEquals(-2, painted.stream().mapToDouble(v -> v).min().orElseThrow(), 0.01);
		assertEquals(3, painted.stream().mapToDouble(v -> v).max().orElseThrow(), 0.01);
		assertEquals(0.5, painted.stream().mapToDouble(v -> v).average().orElseThrow(), 0.05);
	}

	private static TrainingCase flat() {
		final Mask nodes = new Mask(Grid.of(N, N, N, 2, 2, 2));
		final float[] ct = new float[nodes.values().length];
		Arrays.fill(ct, 1);
		return TrainingCase.of("flat", Annotation.NONE, Map.of(InputChannel.CT, ct), -2, nodes);
	}

	@Test
	public void aBatchFollowsFromSeedAndIndex() {
		final List<TrainingCase> cases = Balls.list(2, Annotation.NONE, N, 3);
		final Batch one = sampler(cases, 4).batch(0, 7);
		final RestorationSampler again = sampler(cases, 4);
		again.batch(0, 3);
		assertArrayEquals(one.input(), again.batch(0, 7).input(), 0);
		assertArrayEquals(one.target(), again.batch(0, 7).target(), 0);
		assertFalse(Arrays.equals(one.target(), again.batch(0, 8).target()));
		assertFalse(Arrays.equals(one.target(), sampler(cases, 5).batch(0, 7).target()));
	}

	@Test
	public void halfOfTheAuxiliaryBranchsChannelsAreDroppedButForValidation() {
		final NetworkSpec network = NetworkSpec.dualBranch(1, List.of(64, 128), new int[] { 3, 3, 3 }, new int[] { 2, 2, 2 });
		final ReconstructionObjective objective = new ReconstructionObjective(new VNetDropout(network.with(network.kind(), 1,
			1), false, 2, PATCH));
		final Restoration restoration = new Restoration(objective, sampler(Balls.list(1, Annotation.NONE, N, 3), 4), 4);
		int dropped = 0, all = 0;
		for (int index = 0; index < 4; index++)
			for (int stage = 0; stage < 2; stage++) {
				for (final float factor : restoration.draw(0, index).get(VNetDropout.auxiliary(stage)).values()) {
					assertTrue("factor " + factor, factor == 0 || factor == 2);
					if (factor == 0) dropped++;
					all++;
				}
				for (final float factor : restoration.whole(0, index).get(VNetDropout.auxiliary(stage)).values())
					assertEquals(1, factor, 0);
			}
		assertEquals(0.5, dropped / (double) all, 0.05);
		assertArrayEquals("the same patches", restoration.draw(0, 1).input(), restoration.whole(0, 1).input(), 0);
	}

	@Test
	public void withoutCasesThereIsNothingToRestore() {
		assertThrows(InputException.class, () -> sampler(List.of(), 1));
	}

	private static float[] sample(final float[] values, final int n) {
		return Arrays.copyOfRange(values, n * VOXELS, (n + 1) * VOXELS);
	}
}
