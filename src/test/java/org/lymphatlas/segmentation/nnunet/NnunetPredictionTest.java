package org.lymphatlas.segmentation.nnunet;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.Test;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.dl4j.Dl4jEngine;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Volume;

public class NnunetPredictionTest {

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
			for (int i = 0; i < grid.voxels(); i++) {
				if (labels.labelAt(i) != result.labels().labelAt(i)) different++;
				assertEquals(c.name() + " probability" + voxel(grid, i), probability.labelAt(i) / 60000.0, result.probability()
					.orElseThrow().values()[i], 5e-5);
			}
			assertTrue(c.name() + ": " + different + " of " + grid.voxels() + " labels differ", different <= 1e-4 * grid
				.voxels());
		}
	}
}
