package org.lymphatlas.training;

import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.training.augmentation.Interpolation;
import org.lymphatlas.training.augmentation.PatchGeometry;
import org.lymphatlas.training.augmentation.PatchResampling;
import org.lymphatlas.volume.InputException;

/**
 * Draws batches of patches. A batch is a pure function of the seed and its index, so batches may be made by any thread in
 * any order. Thread-safe.
 */
final class PatchSampler {

	private final List<TrainingCase> cases;
	private final List<InputChannel> channels;
	private final int[] patchZyx;
	private final int[] patchXyz;
	private final int batchSize;
	private final Sampling sampling;
	private final Augmentation augmentation;
	private final LongToDoubleFunction ginShare;
	private final boolean weighted;
	private final long seed;

	/**
	 * @param cases annotated ones; all must have the channels
	 * @param channels what the network reads, in its order
	 * @param ginShare the largest share of random textures in the batch at an index
	 * @param weighted whether voxels are weighted by {@link LossWeightMap}, which takes the atlas probability
	 * @throws InputException if there is no case, one is not annotated or lacks a channel
	 */
	PatchSampler(final List<TrainingCase> cases, final List<InputChannel> channels, final int[] patchZyx,
		final int batchSize, final Sampling sampling, final Augmentation augmentation, final LongToDoubleFunction ginShare,
		final boolean weighted, final long seed)
	{
		if (cases.isEmpty()) throw new InputException("There is no case to draw patches from");
		for (final TrainingCase c : cases) {
			if (c.annotation() == Annotation.NONE) throw new InputException("Case '" + c.name() + "' is not annotated: " +
				"supervised training needs nodes; leave it out or mark its annotation as full or partial");
			channels.forEach(c::channel);
			if (weighted) c.channel(InputChannel.PROBABILITY);
		}
		this.cases = List.copyOf(cases);
		this.channels = List.copyOf(channels);
		this.patchZyx = patchZyx.clone();
		patchXyz = new int[] { patchZyx[2], patchZyx[1], patchZyx[0] };
		this.batchSize = batchSize;
		this.sampling = sampling;
		this.augmentation = augmentation;
		this.ginShare = ginShare;
		this.weighted = weighted;
		this.seed = seed;
	}

	/** The batch at an index, from 0. */
	Batch batch(final long index) {
		final int voxels = patchXyz[0] * patchXyz[1] * patchXyz[2];
		final float[] input = new float[batchSize * channels.size() * voxels];
		final float[] target = new float[batchSize * voxels];
		final float[] weight = new float[batchSize * voxels];
		for (int slot = 0; slot < batchSize; slot++) {
			final Patch patch = patch(index, slot);
			for (int c = 0; c < channels.size(); c++)
				System.arraycopy(patch.channels[c], 0, input, (slot * channels.size() + c) * voxels, voxels);
			for (int i = 0; i < voxels; i++)
				target[slot * voxels + i] = patch.target[i];
			System.arraycopy(patch.weight, 0, weight, slot * voxels, voxels);
		}
		return new Batch(batchSize, channels.size(), patchZyx.clone(), input, target, weight);
	}

	/** What one slot of a batch shows, before it is read from its case. */
	record Draw(TrainingCase source, PatchGeometry geometry, boolean foreground) {}

	private record Patch(float[][] channels, byte[] target, float[] weight) {}

	Draw draw(final long index, final int slot, final RandomGenerator random) {
		final boolean foreground = foreground(index, slot, random);
		final List<TrainingCase> pool = pool(index, slot, foreground);
		final TrainingCase source = pool.get(random.nextInt(pool.size()));
		final boolean centred = foreground && source.foreground().length > 0;
		final int[] start = centred ? aroundForeground(source, random) : anywhere(source, random);
		return new Draw(source, augmentation.drawGeometry(start, patchXyz, source.grid().spacing(), random), centred);
	}

	private Patch patch(final long index, final int slot) {
		final RandomGenerator random = RandomStreams.at(seed, index, slot);
		final Draw draw = draw(index, slot, random);
		final PatchResampling resampling = new PatchResampling(draw.geometry, patchXyz, draw.source.grid());
		final float[][] values = new float[channels.size()][];
		float[] probability = null;
		for (int c = 0; c < values.length; c++) {
			values[c] = read(resampling, draw.source, channels.get(c));
			if (channels.get(c) == InputChannel.PROBABILITY) probability = values[c];
			if (channels.get(c) == InputChannel.CT) augmentation.changeCt(values[c], patchZyx, ginShare.applyAsDouble(index),
				random);
		}
		final byte[] target = resampling.labels(draw.source.target());
		if (!weighted) return new Patch(values, target, LossWeightMap.uniform(target.length));
		if (probability == null) probability = read(resampling, draw.source, InputChannel.PROBABILITY);
		return new Patch(values, target, LossWeightMap.of(probability, target, patchZyx));
	}

	/** Priors are smooth, and only linear interpolation keeps them in [0, 1]. */
	private float[] read(final PatchResampling resampling, final TrainingCase source, final InputChannel channel) {
		return resampling.channel(source.channel(channel), source.padding(channel), channel == InputChannel.CT ? augmentation
			.interpolation() : Interpolation.LINEAR);
	}

	/** The slots take turns, so that none is always the foreground's. A batch of one leaves it to chance. */
	private boolean foreground(final long index, final int slot, final RandomGenerator random) {
		if (batchSize == 1) return random.nextDouble() < sampling.foregroundShare();
		return (index + slot) % batchSize < Math.ceil(batchSize * sampling.foregroundShare() - 1e-9);
	}

	/** The cases that a slot may draw from; odd slots take fully annotated ones when both kinds are there. */
	private List<TrainingCase> pool(final long index, final int slot, final boolean foreground) {
		final Annotation wanted = (batchSize == 1 ? index : slot) % 2 == 1 ? Annotation.FULL : Annotation.PARTIAL;
		final List<TrainingCase> ofKind = cases.stream().filter(c -> c.annotation() == wanted).toList();
		final List<TrainingCase> pool = sampling.oversampleFull() && !ofKind.isEmpty() ? ofKind : cases;
		final List<TrainingCase> withNodes = pool.stream().filter(c -> c.foreground().length > 0).toList();
		return foreground && !withNodes.isEmpty() ? withNodes : pool;
	}

	private int[] aroundForeground(final TrainingCase source, final RandomGenerator random) {
		final int voxel = source.foreground()[random.nextInt(source.foreground().length)];
		final int nx = source.grid().nx(), ny = source.grid().ny();
		final int[] at = { voxel % nx, voxel / nx % ny, voxel / nx / ny };
		return IntStream.range(0, 3).map(a -> at[a] - patchXyz[a] / 2 + (int) Math.rint(patchXyz[a] * sampling.jitter() *
			(2 * random.nextDouble() - 1))).toArray();
	}

	/** Evenly among the places inside the case; centred along axes where the case is smaller than the patch. */
	private int[] anywhere(final TrainingCase source, final RandomGenerator random) {
		return IntStream.range(0, 3).map(a -> {
			final int room = source.grid().size(a) - patchXyz[a];
			return room <= 0 ? Math.floorDiv(room, 2) : random.nextInt(room + 1);
		}).toArray();
	}
}
