package org.lymphatlas.training;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.Test;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;

public class PatchPlacesTest {

	private static final int[] PATCH = { 16, 16, 16 };
	private static final long SEED = 21;

	/** A node of 125 voxels about (6, 6, 6) and one of a single voxel at (24, 24, 24). */
	private static TrainingCase largeAndSmall() {
		final Grid grid = Grid.of(30, 30, 30, 1, 1, 1);
		final Mask nodes = new Mask(grid);
		for (int z = 4; z <= 8; z++)
			for (int y = 4; y <= 8; y++)
				for (int x = 4; x <= 8; x++)
					nodes.values()[grid.index(x, y, z)] = 1;
		nodes.values()[grid.index(24, 24, 24)] = 1;
		return TrainingCase.of("two nodes", Annotation.FULL, Map.of(InputChannel.CT, new float[grid.voxels()]), -3, nodes);
	}

	private static PatchPlaces places(final List<TrainingCase> cases, final int batch, final Sampling sampling) {
		return new PatchPlaces(cases, PATCH, batch, sampling, SEED);
	}

	private static PatchPlaces.Place at(final PatchPlaces places, final int epoch, final long batch, final int slot) {
		return places.at(epoch, batch, slot, RandomStreams.at(SEED, batch, slot));
	}

	/** Share of the foreground patches that are centred on the small node. */
	private static double smallShare(final Sampling.Centre centre) {
		final PatchPlaces places = places(List.of(largeAndSmall()), 2, Sampling.nnunet().withCentre(centre));
		int small = 0, foreground = 0;
		for (int b = 0; b < 4000; b++)
			for (int slot = 0; slot < 2; slot++) {
				final PatchPlaces.Place place = at(places, 0, b, slot);
				if (!place.foreground()) continue;
				foreground++;
				if (place.startXyz()[0] > 8) small++;
			}
		assertEquals(4000, foreground);
		return (double) small / foreground;
	}

	@Test
	public void centresAreDrawnByVoxelOrByNode() {
		assertEquals(1.0 / 126, smallShare(Sampling.Centre.VOXEL), 4 * Math.sqrt(1.0 / 126 / 4000));
		assertEquals(0.5, smallShare(Sampling.Centre.NODE), 4 * 0.5 / Math.sqrt(4000));
	}

	@Test
	public void oddBatchesHoldBothKindsInEqualShares() {
		final List<TrainingCase> cases = new ArrayList<>(Balls.list(5, Annotation.PARTIAL, 16, 1));
		cases.addAll(Balls.list(1, Annotation.FULL, 16, 9));
		for (final int batch : new int[] { 1, 2, 3, 4, 5 }) {
			final PatchPlaces places = places(cases, batch, Sampling.standard());
			int full = 0, foreground = 0, fullForeground = 0;
			for (int b = 0; b < 60; b++) {
				int inBatch = 0;
				for (int slot = 0; slot < batch; slot++) {
					final PatchPlaces.Place place = at(places, 0, b, slot);
					final boolean isFull = place.source().annotation() == Annotation.FULL;
					if (isFull) inBatch++;
					if (place.foreground()) foreground++;
					if (isFull && place.foreground()) fullForeground++;
				}
				if (batch > 1) assertTrue("batch " + b + " of " + batch + " holds both", inBatch >= batch / 2 && inBatch < batch);
				full += inBatch;
			}
			assertEquals("half of the samples of batches of " + batch, 30 * batch, full);
			if (batch > 1) assertTrue("at least a third", foreground >= 20 * batch);
			assertEquals("nodes are shown of both kinds alike", foreground / 2.0, fullForeground, batch == 1 ? 8 : 0.5);
		}
	}

	@Test
	public void oneKindAloneFillsAllSlots() {
		for (final Annotation kind : new Annotation[] { Annotation.FULL, Annotation.PARTIAL }) {
			final List<TrainingCase> cases = Balls.list(4, kind, 16, 3);
			final PatchPlaces places = places(cases, 2, Sampling.standard());
			final Map<String, Integer> seen = new HashMap<>();
			for (int b = 0; b < 1000; b++)
				for (int slot = 0; slot < 2; slot++)
					seen.merge(at(places, 0, b, slot).source().name(), 1, Integer::sum);
			assertEquals(4, seen.size());
			seen.forEach((name, n) -> assertEquals(kind + " case " + name, 500, n, 4 * Math.sqrt(2000 * 0.25 * 0.75)));
		}
	}

	/** What an epoch draws from, seen in very many batches. */
	private static Set<String> seen(final PatchPlaces places, final int epoch) {
		final Set<String> seen = new HashSet<>();
		for (int b = 0; b < 3000; b++)
			for (int slot = 0; slot < 2; slot++)
				seen.add(key(at(places, epoch, b, slot)));
		return seen;
	}

	private static String key(final PatchPlaces.Place place) {
		return place.source().name() + Arrays.toString(place.startXyz()) + place.foreground();
	}

	@Test
	public void smartCacheHoldsAndReplacesRoundRobin() {
		final List<TrainingCase> cases = new ArrayList<>(Balls.list(3, Annotation.PARTIAL, 80, 1));
		cases.addAll(Balls.list(2, Annotation.FULL, 80, 9));
		// So wide a jitter that no two places are the same by chance.
		final PatchPlaces places = new PatchPlaces(cases, new int[] { 40, 40, 40 }, 2, new Sampling(1.0 / 3, 0.49, true,
			Sampling.Centre.VOXEL, SmartCache.PAPER_A, 0), SEED);
		final List<Set<String>> epochs = IntStream.range(0, 22).mapToObj(epoch -> seen(places, epoch)).toList();
		for (int epoch = 0; epoch < 21; epoch++) {
			assertEquals("75 of each kind in epoch " + epoch, 150, epochs.get(epoch).size());
			final Set<String> kept = new HashSet<>(epochs.get(epoch));
			kept.retainAll(epochs.get(epoch + 1));
			assertEquals("8 of each kind are replaced after epoch " + epoch, 134, kept.size());
		}
		final Set<String> longest = new HashSet<>(epochs.get(0));
		longest.retainAll(epochs.get(9));
		assertEquals("after 9 epochs 72 of 75 have gone", 6, longest.size());
		longest.retainAll(epochs.get(10));
		assertEquals("after 10 epochs none is left", 0, longest.size());
		final long foreground = epochs.get(3).stream().filter(k -> k.endsWith("true")).count();
		assertEquals("a third is about nodes", 50, foreground);
	}

	@Test
	public void smartCacheIsPure() {
		final List<TrainingCase> cases = Balls.list(3, Annotation.FULL, 40, 1);
		final Sampling sampling = Sampling.standard().withCache(new SmartCache(7, 3, 0, 0));
		final PatchPlaces a = places(cases, 2, sampling), b = places(cases, 2, sampling);
		final String[] backwards = new String[400];
		for (int i = 399; i >= 0; i--)
			backwards[i] = key(at(a, i / 20, i, i % 2));
		LongStream.range(0, 400).parallel().forEach(i -> assertEquals("batch " + i, backwards[(int) i], key(at(b, (int) i /
			20, i, (int) i % 2))));
		assertNotEquals("epochs differ", seen(a, 0), seen(a, 1));
		assertEquals("without the kinds apart there is one choice", 7, seen(a, 0).size());
	}

	/** Counted out by replacing 3 of 7 in turn. */
	@Test
	public void generationsAreThoseOfARoundRobin() {
		final SmartCache cache = new SmartCache(7, 3, 0, 0);
		final long[] generation = new long[7];
		int next = 0;
		for (int epoch = 0; epoch < 50; epoch++) {
			for (int place = 0; place < 7; place++)
				assertEquals("place " + place + " in epoch " + epoch, generation[place], cache.generation(epoch, place));
			for (int k = 0; k < 3; k++, next = (next + 1) % 7)
				generation[next]++;
		}
	}

	@Test
	public void impossibleCachesAreRefused() {
		assertThrows(InputException.class, () -> new SmartCache(5, 6, 0, 0));
		assertThrows(InputException.class, () -> new SmartCache(5, 2, 0, 1));
		assertThrows(InputException.class, () -> new SmartCache(-1, -1, 0, 0));
	}
}
