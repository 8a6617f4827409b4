package org.lymphatlas.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.random.RandomGenerator;

import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.SemiSupervisedObjective;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.training.augmentation.Interpolation;
import org.lymphatlas.training.augmentation.PatchGeometry;
import org.lymphatlas.training.augmentation.PatchViews;
import org.lymphatlas.volume.InputException;

/**
 * Draws patches of cases without annotation, as teacher and student see them. A pure function of the seed, the epoch and
 * the index. Thread-safe.
 */
final class UnlabelledSampler {

	/** The teacher's view, [n, channels, d, h, w]. */
	static final String TEACHER_INPUT = "teacherInput";
	/** Of the patches, [n, 1, d, h, w]. */
	static final String ATLAS_PROBABILITY = "atlasProbability";

	private final PatchPlaces places;
	private final List<InputChannel> channels;
	private final int[] patchZyx;
	private final int[] patchXyz;
	private final int batchSize;
	private final Augmentation weak;
	private final Augmentation strong;
	private final LongToDoubleFunction ginShare;
	private final long seed;

	/**
	 * @param cases with the channels and the atlas probability
	 * @param weak how both views are augmented
	 * @param strong what the student's CT undergoes on top
	 * @param ginShare the largest share of random textures in the batch at an index
	 * @throws InputException if there is no case, or one lacks a channel
	 */
	UnlabelledSampler(final List<TrainingCase> cases, final List<InputChannel> channels, final int[] patchZyx,
		final int batchSize, final Sampling sampling, final Augmentation weak, final Augmentation strong,
		final LongToDoubleFunction ginShare, final long seed)
	{
		if (cases.isEmpty()) throw new InputException("Semi-supervised training needs cases without annotation: list CTs in " +
			"the manifest with the annotation 'none'");
		for (final TrainingCase c : cases) {
			channels.forEach(c::channel);
			c.channel(InputChannel.PROBABILITY);
		}
		this.channels = List.copyOf(channels);
		this.patchZyx = patchZyx.clone();
		patchXyz = new int[] { patchZyx[2], patchZyx[1], patchZyx[0] };
		places = new PatchPlaces(cases, patchXyz, batchSize, sampling, seed);
		this.batchSize = batchSize;
		this.weak = weak;
		this.strong = strong;
		this.ginShare = ginShare;
		this.seed = seed;
	}

	/** Of one batch: both views and the atlas probability. */
	Map<String, Tensor> tensors(final int epoch, final long index) {
		final List<float[]> teacher = new ArrayList<>(), student = new ArrayList<>(), probability = new ArrayList<>();
		for (int slot = 0; slot < batchSize; slot++) {
			final RandomGenerator random = RandomStreams.at(seed, index, slot);
			final PatchPlaces.Place place = places.at(epoch, index, slot, random);
			final PatchGeometry geometry = weak.drawGeometry(place.startXyz(), patchXyz, place.source().grid().spacing(),
				random);
			final CaseBlock block = new CaseBlock(place.source(), geometry, patchXyz);
			final float[][] values = channels.stream().map(channel -> read(block, channel)).toArray(float[][]::new);
			final int ct = channels.indexOf(InputChannel.CT);
			weak.changeCt(values[ct], patchZyx, 0, random);
			final PatchViews views = PatchViews.of(values, ct, patchZyx, strong, ginShare.applyAsDouble(index), random);
			teacher.addAll(Arrays.asList(views.weak()));
			student.addAll(Arrays.asList(views.strong()));
			probability.add(read(block, InputChannel.PROBABILITY));
		}
		return Map.of(TEACHER_INPUT, tensor(teacher), SemiSupervisedObjective.UNLABELLED_INPUT, tensor(student),
			ATLAS_PROBABILITY, tensor(probability));
	}

	/** Priors are smooth, and only linear interpolation keeps them in [0, 1]. */
	private float[] read(final CaseBlock block, final InputChannel channel) {
		return block.channel(channel, channel == InputChannel.CT ? weak.interpolation() : Interpolation.LINEAR);
	}

	/** Channels of all samples, one after the other. */
	private Tensor tensor(final List<float[]> parts) {
		final int voxels = patchXyz[0] * patchXyz[1] * patchXyz[2];
		final float[] values = new float[parts.size() * voxels];
		for (int p = 0; p < parts.size(); p++)
			System.arraycopy(parts.get(p), 0, values, p * voxels, voxels);
		return new Tensor(new int[] { batchSize, parts.size() / batchSize, patchZyx[0], patchZyx[1], patchZyx[2] }, values);
	}
}
