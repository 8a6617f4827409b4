package org.lymphatlas.training;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.Test;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.SemiSupervisedObjective;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.volume.InputException;

public class UnlabelledSamplerTest {

	private static final int VOXELS = 16 * 16 * 16;

	private static UnlabelledSampler sampler(final List<TrainingCase> cases, final List<InputChannel> channels) {
		return new UnlabelledSampler(cases, channels, new int[] { 16, 16, 16 }, 2, Sampling.standard(), Augmentation.nnunet(),
			Augmentation.ginIpa(), index -> 1, 3);
	}

	private static float[] channel(final Tensor tensor, final int sample, final int channel) {
		final int from = (sample * tensor.shape()[1] + channel) * VOXELS;
		return Arrays.copyOfRange(tensor.values(), from, from + VOXELS);
	}

	@Test
	public void teacherAndStudentSeeTheSamePlaceAndTheStudentAnotherCt() {
		final UnlabelledSampler sampler = sampler(Balls.list(3, Annotation.NONE, 24, 1), List.of(InputChannel.DISTANCE,
			InputChannel.CT, InputChannel.PROBABILITY));
		for (int index = 0; index < 6; index++) {
			final Map<String, Tensor> tensors = sampler.tensors(0, index);
			final Tensor teacher = tensors.get(UnlabelledSampler.TEACHER_INPUT), student = tensors.get(
				SemiSupervisedObjective.UNLABELLED_INPUT), atlas = tensors.get(UnlabelledSampler.ATLAS_PROBABILITY);
			assertArrayEquals(new int[] { 2, 3, 16, 16, 16 }, teacher.shape());
			assertArrayEquals(new int[] { 2, 1, 16, 16, 16 }, atlas.shape());
			for (int n = 0; n < 2; n++) {
				assertArrayEquals("distance", channel(teacher, n, 0), channel(student, n, 0), 0);
				assertArrayEquals("probability", channel(teacher, n, 2), channel(student, n, 2), 0);
				assertArrayEquals("the atlas is that of the place", channel(teacher, n, 2), channel(atlas, n, 0), 0);
				assertFalse("the CT is changed", Arrays.equals(channel(teacher, n, 1), channel(student, n, 1)));
			}
		}
	}

	@Test
	public void followsFromTheIndex() {
		final List<TrainingCase> cases = Balls.list(2, Annotation.NONE, 24, 1);
		final float[] one = sampler(cases, List.of(InputChannel.CT)).tensors(0, 7).get(UnlabelledSampler.TEACHER_INPUT)
			.values();
		final UnlabelledSampler again = sampler(cases, List.of(InputChannel.CT));
		again.tensors(0, 3);
		assertArrayEquals(one, again.tensors(0, 7).get(UnlabelledSampler.TEACHER_INPUT).values(), 0);
		assertFalse(Arrays.equals(one, again.tensors(0, 8).get(UnlabelledSampler.TEACHER_INPUT).values()));
		assertEquals("the atlas probability is there although the network does not read it", 2 * VOXELS, again.tensors(0, 7)
			.get(UnlabelledSampler.ATLAS_PROBABILITY).values().length);
	}

	@Test
	public void withoutCasesNothingCanBeLearnt() {
		final InputException e = assertThrows(InputException.class, () -> sampler(List.of(), List.of(InputChannel.CT)));
		assertTrue(e.getMessage(), e.getMessage().contains("'none'"));
	}
}
