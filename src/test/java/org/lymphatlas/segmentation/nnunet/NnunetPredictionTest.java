package org.lymphatlas.segmentation.nnunet;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.junit.Test;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.dl4j.Dl4jEngine;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Volume;

public class NnunetPredictionTest {

	/** The last bit of a logit from 2 to 4 in half precision: where a sum lies between two, it may fall either way. */
	private static final double ONE_BIT = 2e-3 / 4;

	private static final Dl4jEngine ENGINE = new Dl4jEngine();

	private static NnunetResult run(final RecordedCase c, final List<? extends Volume> channels,
		final Optional<Mask> region)
	{
		try (FoldEnsemble folds = new FoldEnsemble(c.model(), c.settings().folds(), ENGINE, Device.CPU)) {
			return new NnunetPrediction(c.model().plan(), folds, c.settings()).run(channels, region, OptionalInt.of(c.model()
				.plan().regions() ? 0 : 1), new InlineTask("predict"));
		}
	}

	private static String voxel(final Grid grid, final int i) {
		return " at " + i % grid.nx() + ", " + i / grid.nx() % grid.ny() + ", " + i / grid.nx() / grid.ny();
	}

	@Test
	public void preprocessedImageIsNnunets() throws IOException {
		for (final RecordedCase c : RecordedCase.ALL) {
			final NetworkImage image = NetworkImage.of(c.model().plan(), c.channels(), new InlineTask("preprocess"));
			final RecordedCase.Preprocessed expected = c.preprocessed();
			assertArrayEquals(c.name(), expected.size(), image.size());
			final int voxels = image.channels()[0].length;
			for (int i = 0; i < expected.values().length; i++) {
				final int at = i * expected.every();
				assertEquals(c.name() + " channel " + at / voxels + " voxel " + at % voxels, expected.values()[i], image
					.channels()[at / voxels][at % voxels], 5e-5);
			}
		}
	}

	@Test
	public void labelsAndProbabilityAreNnunets() {
		for (final RecordedCase c : RecordedCase.ALL) {
			final NnunetResult result = run(c, c.channels(), Optional.empty());
			final LabelVolume labels = c.labels(), probability = c.probability();
			final Grid grid = labels.grid();
			assertTrue(c.name(), result.labels().grid().matches(grid, 1e-4));
			int different = 0;
			double sum = 0;
			for (int i = 0; i < grid.voxels(); i++) {
				if (labels.labelAt(i) != result.labels().labelAt(i)) different++;
				final double expected = probability.labelAt(i) / 60000.0, actual = result.probability().orElseThrow().values()[i];
				assertEquals(c.name() + " probability" + voxel(grid, i), expected, actual, ONE_BIT);
				sum += Math.abs(expected - actual);
			}
			assertTrue(c.name() + ": " + different + " of " + grid.voxels() + " labels differ", different <= 1e-4 * grid
				.voxels());
			assertEquals(c.name() + ", mean difference", 0, sum / grid.voxels(), 2e-5);
		}
	}

	/** Inside a region the result is the full one to the last bit, outside there is none; few tiles are computed. */
	@Test
	public void regionKeepsTheResult() {
		final Random random = new Random(1);
		for (final RecordedCase c : RecordedCase.ALL) {
			final NnunetResult full = run(c, c.channels(), Optional.empty());
			final Grid grid = full.labels().grid();
			for (int trial = 0; trial < 4; trial++) {
				final Mask region = new Mask(grid);
				final int[] corner = { random.nextInt(grid.nx()), random.nextInt(grid.ny()), random.nextInt(grid.nz()) };
				for (int z = corner[2]; z < Math.min(grid.nz(), corner[2] + trial + 1); z++)
					for (int y = corner[1]; y < Math.min(grid.ny(), corner[1] + 2 * trial + 1); y++)
						for (int x = corner[0]; x < Math.min(grid.nx(), corner[0] + 2 * trial + 1); x++)
							region.values()[grid.index(x, y, z)] = 1;
				final NnunetResult part = run(c, c.channels(), Optional.of(region));
				for (int i = 0; i < grid.voxels(); i++) {
					assertEquals(c.name() + " label" + voxel(grid, i), region.get(i) ? full.labels().labelAt(i) : 0, part.labels()
						.labelAt(i));
					assertEquals(c.name() + " probability" + voxel(grid, i), region.get(i) ? full.probability().orElseThrow()
						.values()[i] : 0, part.probability().orElseThrow().values()[i], 0);
				}
			}
		}
	}

	@Test
	public void regionOfOneVoxelNeedsFewTilesAndNoneNeedsNone() {
		final RecordedCase c = RecordedCase.ALL.get(0);
		try (FoldEnsemble folds = new FoldEnsemble(c.model(), List.of(0), ENGINE, Device.CPU)) {
			final NnunetPrediction prediction = new NnunetPrediction(c.model().plan(), folds, NnunetSettings.oneFold(false));
			final Grid grid = c.channels().get(0).grid();
			final Mask region = new Mask(grid);
			assertEquals(0, prediction.passes(grid, Optional.of(region)));
			region.values()[0] = 1;
			assertEquals("the corner lies in one tile", 1, prediction.passes(grid, Optional.of(region)));
			assertEquals("starts 0, 4, 8, 11; 0, 5; 0, 7", 4 * 2 * 2, prediction.passes(grid, Optional.empty()));
			assertEquals("mirrored", 8 * 16, new NnunetPrediction(c.model().plan(), folds, NnunetSettings.oneFold(true)).passes(
				grid, Optional.empty()));
		}
	}

	/** Axes are taken as they are stored, wherever they point. */
	@Test
	public void directionOfTheGridDoesNotMatter() {
		for (final RecordedCase c : RecordedCase.ALL) {
			final double h = Math.sqrt(0.5);
			final List<CtVolume> turned = c.channels().stream().map(v -> new CtVolume(new Grid(v.grid().size(), v.grid()
				.spacing(), new double[] { 10, -20, 30 }, new double[] { -h, h, 0, h, h, 0, 0, 0, -1 }), ((CtVolume) v).hu()))
				.toList();
			final NnunetResult result = run(c, turned, Optional.empty());
			assertArrayEquals(c.name(), run(c, c.channels(), Optional.empty()).labels().labels(), result.labels().labels());
			assertEquals(turned.get(0).grid(), result.labels().grid());
		}
	}

	@Test
	public void sameResultTwice() {
		final RecordedCase c = RecordedCase.ALL.get(2);
		assertArrayEquals(run(c, c.channels(), Optional.empty()).probability().orElseThrow().values(), run(c, c.channels(),
			Optional.empty()).probability().orElseThrow().values(), 0);
	}

	@Test
	public void refusesWhatDoesNotFit() {
		final RecordedCase c = RecordedCase.ALL.get(3);
		final List<Volume> channels = c.channels();
		final Grid grid = channels.get(0).grid();
		assertRefused("reads 4 channels (ct, z_score, rescale_to_0_1, rgb_to_0_1), 1 were given", c, channels.subList(0, 1));
		final List<Volume> other = new ArrayList<>(channels);
		other.set(1, new CtVolume(Grid.of(5, 5, 5, 1, 1, 1)));
		assertRefused("channel 'z_score'", c, other);
		other.set(1, new FloatVolume(grid));
		((FloatVolume) other.get(1)).values()[7] = Float.NaN;
		assertRefused("Channel 'z_score' holds a value that is not a finite number", c, other);
		other.set(1, channels.get(1));
		other.set(3, channels.get(0));
		assertRefused("wants an image of 0 to 255", c, other);
		assertRefused("zero everywhere", c, List.of(new CtVolume(grid), new CtVolume(grid), new CtVolume(grid), new CtVolume(
			grid)));
		assertThrows(InputException.class, () -> new FoldEnsemble(c.model(), List.of(1), ENGINE, Device.CPU));
	}

	private static void assertRefused(final String message, final RecordedCase c, final List<? extends Volume> channels) {
		final String actual = assertThrows(InputException.class, () -> run(c, channels, Optional.empty())).getMessage();
		assertTrue(actual, actual.contains(message));
	}

	@Test
	public void stopsWhenCancelled() {
		final RecordedCase c = RecordedCase.ALL.get(0);
		final InlineTask task = new InlineTask("predict") {

			@Override
			protected void changed() {
				if (getProgressValue() == 3 && !isCanceled()) cancel("Enough");
			}
		};
		try (FoldEnsemble folds = new FoldEnsemble(c.model(), c.settings().folds(), ENGINE, Device.CPU)) {
			assertThrows(CancellationException.class, () -> new NnunetPrediction(c.model().plan(), folds, c.settings()).labels(c
				.channels(), task));
			assertEquals(3, task.getProgressValue());
		}
	}
}
