package org.lymphatlas.training;

import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.random.RandomGenerator;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.training.augmentation.Interpolation;
import org.lymphatlas.training.augmentation.PatchGeometry;
import org.lymphatlas.volume.InputException;

/**
 * Draws batches of patches. A batch is a pure function of the seed, the epoch and its index, so batches may be made by any
 * thread in any order. Thread-safe.
 */
final class PatchSampler {

	private final PatchPlaces places;
	private final double priorsWithheld;
	private final List<InputChannel> channels;
	private final int[] patchZyx;
	private final int[] patchXyz;
	private final int batchSize;
	private final Augmentation augmentation;
	private final LongToDoubleFunction ginShare;
	private final VoxelWeights weights;
	private final long seed;

	/**
	 * @param cases annotated ones; all must have the channels
	 * @param channels what the network reads, in its order
	 * @param ginShare the largest share of random textures in the batch at an index
	 * @param weights of voxels in the loss; all but {@link VoxelWeights#UNIFORM} take the atlas probability
	 * @throws InputException if there is no case, one is not annotated or lacks a channel
	 */
	PatchSampler(final List<TrainingCase> cases, final List<InputChannel> channels, final int[] patchZyx,
		final int batchSize, final Sampling sampling, final Augmentation augmentation, final LongToDoubleFunction ginShare,
		final VoxelWeights weights, final long seed)
	{
		if (cases.isEmpty()) throw new InputException("There is no case to draw patches from");
		for (final TrainingCase c : cases) {
			if (c.annotation() == Annotation.NONE) throw new InputException("Case '" + c.name() + "' is not annotated: " +
				"supervised training needs nodes; leave it out or mark its annotation as full or partial");
			channels.forEach(c::channel);
			if (weights != VoxelWeights.UNIFORM) c.channel(InputChannel.PROBABILITY);
		}
		this.channels = List.copyOf(channels);
		this.patchZyx = patchZyx.clone();
		patchXyz = new int[] { patchZyx[2], patchZyx[1], patchZyx[0] };
		places = new PatchPlaces(cases, patchXyz, batchSize, sampling, seed);
		priorsWithheld = sampling.priorsWithheld();
		this.batchSize = batchSize;
		this.augmentation = augmentation;
		this.ginShare = ginShare;
		this.weights = weights;
		this.seed = seed;
	}

	/**
	 * One batch.
	 *
	 * @param epoch that it belongs to, from 0
	 * @param index its own, from 0, counted on over all epochs
	 */
	Batch batch(final int epoch, final long index) {
		final int voxels = patchXyz[0] * patchXyz[1] * patchXyz[2];
		final float[] input = new float[batchSize * channels.size() * voxels];
		final float[] target = new float[batchSize * voxels];
		final float[] weight = new float[batchSize * voxels];
		for (int slot = 0; slot < batchSize; slot++) {
			final Patch patch = patch(epoch, index, slot);
			for (int c = 0; c < channels.size(); c++)
				System.arraycopy(patch.channels[c], 0, input, (slot * channels.size() + c) * voxels, voxels);
			for (int i = 0; i < voxels; i++)
				target[slot * voxels + i] = patch.target[i];
			System.arraycopy(patch.weight, 0, weight, slot * voxels, voxels);
		}
		return new Batch(batchSize, channels.size(), patchZyx.clone(), input, target, weight);
	}

	private record Patch(float[][] channels, byte[] target, float[] weight) {}

	/** What one slot of a batch shows, before it is read from its case. */
	PatchPlaces.Place place(final int epoch, final long index, final int slot) {
		return places.at(epoch, index, slot, RandomStreams.at(seed, index, slot));
	}

	private Patch patch(final int epoch, final long index, final int slot) {
		final RandomGenerator random = RandomStreams.at(seed, index, slot);
		final PatchPlaces.Place place = places.at(epoch, index, slot, random);
		final PatchGeometry geometry = augmentation.drawGeometry(place.startXyz(), patchXyz, place.source().grid().spacing(),
			random);
		final CaseBlock block = new CaseBlock(place.source(), geometry, patchXyz);
		final float[][] values = new float[channels.size()][];
		float[] probability = null;
		for (int c = 0; c < values.length; c++) {
			values[c] = read(block, channels.get(c));
			if (channels.get(c) == InputChannel.PROBABILITY) probability = values[c];
			if (channels.get(c) == InputChannel.CT) augmentation.changeCt(values[c], patchZyx, ginShare.applyAsDouble(index),
				random);
		}
		final byte[] target = block.target();
		if (probability == null && weights != VoxelWeights.UNIFORM) probability = read(block, InputChannel.PROBABILITY);
		final float[] weight = weights.of(place.source().annotation(), probability, target, patchZyx);
		if (random.nextDouble() < priorsWithheld) withholdPriors(values);
		return new Patch(values, target, weight);
	}

	private void withholdPriors(final float[][] values) {
		for (int c = 0; c < values.length; c++)
			if (channels.get(c) != InputChannel.CT) values[c] = new float[values[c].length];
	}

	/** Priors are smooth, and only linear interpolation keeps them in [0, 1]. */
	private float[] read(final CaseBlock block, final InputChannel channel) {
		return block.channel(channel, channel == InputChannel.CT ? augmentation.interpolation() : Interpolation.LINEAR);
	}
}
