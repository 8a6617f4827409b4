package org.lymphatlas.training;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.training.augmentation.Interpolation;
import org.lymphatlas.training.augmentation.ModelGenesis;
import org.lymphatlas.training.augmentation.PatchGeometry;
import org.lymphatlas.volume.InputException;

/**
 * Draws CT patches as they are, the target, and as {@link ModelGenesis} leaves them, the input. Nodes play no part, so
 * cases of any annotation serve, and of none. A batch is a pure function of the seed, the epoch and its index.
 * Thread-safe.
 */
final class RestorationSampler {

	private final PatchPlaces places;
	private final int[] patchZyx;
	private final int[] patchXyz;
	private final int batchSize;
	private final float low;
	private final float high;
	private final long seed;

	/**
	 * @param normalization that the cases' CTs were made with: painted voxels take any value between its limits
	 * @throws InputException if there is no case
	 */
	RestorationSampler(final List<TrainingCase> cases, final int[] patchZyx, final int batchSize, final Sampling sampling,
		final CtNormalization normalization, final long seed)
	{
		if (cases.isEmpty()) throw new InputException("There is no case to draw patches from");
		this.patchZyx = patchZyx.clone();
		patchXyz = new int[] { patchZyx[2], patchZyx[1], patchZyx[0] };
		places = new PatchPlaces(cases, patchXyz, batchSize, sampling, seed);
		this.batchSize = batchSize;
		low = normalization.apply(normalization.lowHu());
		high = normalization.apply(normalization.highHu());
		this.seed = seed;
	}

	/**
	 * One batch: {@link Batch#INPUT} and {@link Batch#TARGET}, both [n, 1, d, h, w].
	 *
	 * @param epoch that it belongs to, from 0
	 * @param index its own, from 0, counted on over all epochs
	 */
	Batch batch(final int epoch, final long index) {
		final int[] shape = { batchSize, 1, patchZyx[0], patchZyx[1], patchZyx[2] };
		final Tensor input = Tensor.zeros(shape), target = Tensor.zeros(shape);
		for (int slot = 0; slot < batchSize; slot++) {
			final RandomGenerator random = RandomStreams.at(seed, index, slot);
			final float[] original = read(places.at(epoch, index, slot, random), random);
			final float[] corrupted = original.clone();
			ModelGenesis.corrupt(corrupted, patchZyx, low, high, random);
			System.arraycopy(original, 0, target.values(), slot * original.length, original.length);
			System.arraycopy(corrupted, 0, input.values(), slot * original.length, original.length);
		}
		return new Batch(Map.of(Batch.INPUT, input, Batch.TARGET, target));
	}

	private float[] read(final PatchPlaces.Place place, final RandomGenerator random) {
		final PatchGeometry geometry = ModelGenesis.drawGeometry(place.startXyz(), patchXyz, random);
		return new CaseBlock(place.source(), geometry, patchXyz).channel(InputChannel.CT, Interpolation.LINEAR);
	}
}
