package org.lymphatlas.training;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import org.lymphatlas.volume.Grid;

/**
 * Decides which case each sample of each batch shows, and where. A pure function of the seed, the epoch, the batch and the
 * slot. Thread-safe.
 */
final class PatchPlaces {

	/** Sets the streams of the smart cache apart from those of the batches. */
	private static final long CACHE_STREAM = -1;

	/**
	 * @param source the case
	 * @param startXyz its voxel that is the patch's first; may lie outside
	 * @param foreground whether the patch is centred near a node
	 */
	record Place(TrainingCase source, int[] startXyz, boolean foreground) {}

	/** Cases to draw from; those with nodes also apart, unless no case has one. */
	private record Pool(int number, List<TrainingCase> all, List<TrainingCase> withNodes) {

		static Pool of(final int number, final List<TrainingCase> cases) {
			final List<TrainingCase> withNodes = cases.stream().filter(c -> c.foreground().count() > 0).toList();
			return new Pool(number, cases, withNodes.isEmpty() ? cases : withNodes);
		}
	}

	private final Map<Annotation, Pool> pools = new EnumMap<>(Annotation.class);
	private final int[] patchXyz;
	private final int batchSize;
	private final Sampling sampling;
	private final long seed;
	private final int[] cachedForeground;
	private final int[] cachedAnywhere;

	/** @param cases at least one, all annotated */
	PatchPlaces(final List<TrainingCase> cases, final int[] patchXyz, final int batchSize, final Sampling sampling,
		final long seed)
	{
		final List<TrainingCase> full = cases.stream().filter(c -> c.annotation() == Annotation.FULL).toList();
		final List<TrainingCase> partial = cases.stream().filter(c -> c.annotation() == Annotation.PARTIAL).toList();
		final boolean apart = sampling.oversampleFull() && !full.isEmpty() && !partial.isEmpty();
		pools.put(Annotation.PARTIAL, Pool.of(0, apart ? partial : cases));
		pools.put(Annotation.FULL, apart ? Pool.of(1, full) : pools.get(Annotation.PARTIAL));
		this.patchXyz = patchXyz;
		this.batchSize = batchSize;
		this.sampling = sampling;
		this.seed = seed;
		cachedForeground = cached(true);
		cachedAnywhere = cached(false);
	}

	/** The smart cache's places of one kind, evenly among all; all of them if there is none of the kind. */
	private int[] cached(final boolean foreground) {
		final int held = sampling.cache().held();
		final double share = sampling.foregroundShare();
		final int[] places = IntStream.range(0, held).filter(p -> foreground == Math.ceil((p + 1) * share - 1e-9) > Math
			.ceil(p * share - 1e-9)).toArray();
		return places.length > 0 ? places : IntStream.range(0, held).toArray();
	}

	/** @param random the sample's own stream, from its beginning */
	Place at(final int epoch, final long batch, final int slot, final RandomGenerator random) {
		final boolean foreground = foreground(batch, slot, random);
		final Pool pool = pools.get(kind(batch, slot));
		final SmartCache cache = sampling.cache();
		if (cache.isOff()) return draw(pool, foreground, random);
		final int[] places = foreground ? cachedForeground : cachedAnywhere;
		final int place = places[random.nextInt(places.length)];
		return draw(pool, foreground, RandomStreams.at(seed, CACHE_STREAM, pool.number(), place, cache.generation(epoch,
			place)));
	}

	/** The slots take turns, so that none is always the foreground's. A batch of one leaves it to chance. */
	private boolean foreground(final long batch, final int slot, final RandomGenerator random) {
		if (batchSize == 1) return random.nextDouble() < sampling.foregroundShare();
		return (batch + slot) % batchSize < Math.ceil(batchSize * sampling.foregroundShare() - 1e-9);
	}

	/** Every other sample is a fully annotated one; batches of an odd size begin with each kind in turn. */
	private Annotation kind(final long batch, final int slot) {
		return (batch * batchSize + slot) % 2 == 1 ? Annotation.FULL : Annotation.PARTIAL;
	}

	private Place draw(final Pool pool, final boolean foreground, final RandomGenerator random) {
		final List<TrainingCase> cases = foreground ? pool.withNodes() : pool.all();
		final TrainingCase source = cases.get(random.nextInt(cases.size()));
		final boolean centred = foreground && source.foreground().count() > 0;
		return new Place(source, centred ? aroundForeground(source, random) : anywhere(source.grid(), random), centred);
	}

	private int[] aroundForeground(final TrainingCase source, final RandomGenerator random) {
		final int voxel = switch (sampling.centre()) {
			case VOXEL -> source.foreground().drawVoxel(random);
			case NODE -> source.foreground().drawVoxelOfNode(random);
		};
		final int nx = source.grid().nx(), ny = source.grid().ny();
		final int[] at = { voxel % nx, voxel / nx % ny, voxel / nx / ny };
		return IntStream.range(0, 3).map(a -> at[a] - patchXyz[a] / 2 + (int) Math.rint(patchXyz[a] * sampling.jitter() *
			(2 * random.nextDouble() - 1))).toArray();
	}

	/** Evenly among the places inside the case; centred along axes where the case is smaller than the patch. */
	private int[] anywhere(final Grid grid, final RandomGenerator random) {
		return IntStream.range(0, 3).map(a -> {
			final int room = grid.size(a) - patchXyz[a];
			return room <= 0 ? Math.floorDiv(room, 2) : random.nextInt(room + 1);
		}).toArray();
	}
}
