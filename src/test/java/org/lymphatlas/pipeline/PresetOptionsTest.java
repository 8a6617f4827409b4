package org.lymphatlas.pipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.junit.Test;
import org.lymphatlas.network.DiceForm;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.OptimizerSpec;
import org.lymphatlas.network.WeightedHeads;
import org.lymphatlas.training.Sampling;
import org.lymphatlas.training.SemiSupervision;
import org.lymphatlas.training.SmartCache;
import org.lymphatlas.training.TrainingPreset;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.volume.InputException;

public class PresetOptionsTest {

	private static PresetOptions options(final String preset, final String losses, final String tversky, final String form,
		final String weighted, final String oversample, final String augmentation)
	{
		return new PresetOptions(preset, "preset", 0, 0, "xyz", losses, tversky, form, "preset", weighted, oversample,
			"preset", "preset", augmentation, "preset");
	}

	private static void refused(final String key, final PresetOptions options) {
		final InputException e = assertThrows(key, InputException.class, options::training);
		assertTrue(e.getMessage(), e.getMessage().contains(key));
	}

	@Test
	public void presetsStayAsTheyAreUnlessToldOtherwise() {
		for (final TrainingPreset preset : List.of(TrainingPreset.baseline(), TrainingPreset.atlasPriors()))
			assertEquals(preset, options(preset.name(), "preset", "preset", "preset", "preset", "preset", "preset")
				.training());
	}

	@Test
	public void everyPartCanBeChanged() {
		final TrainingPreset changed = new PresetOptions("atlas-priors", "ct", 0.9, 0.05, "x", "1, 1,0", "0.4,0.6", "literal",
			"finest", "false", "false", "node", "true", "nnunet", "atlas").training();
		assertEquals(new TrainingPreset("atlas-priors", List.of(InputChannel.CT), new LossSpec(1, 1, 0, 0.4, 0.6,
			DiceForm.LITERAL, WeightedHeads.FINEST), false, new OptimizerSpec(0.9, 3e-5, 12), 0.05, false, Sampling.nnunet().withCentre(Sampling.Centre.NODE)
				.withCache(SmartCache.PAPER_A),
			Augmentation.nnunet().withMirrorAxes("x"), SemiSupervision.ATLAS), changed);
	}

	@Test
	public void aBaselineCanBecomePaperAWithoutItsChannels() {
		final TrainingPreset changed = options("baseline", "0.25,0.25,0.5", "0.25,0.75", "preset", "true", "true", "none")
			.training();
		assertEquals(LossSpec.paperA(), changed.loss());
		assertTrue(changed.atlasWeighted() && changed.sampling().oversampleFull());
		assertEquals("nothing is mirrored, so prediction must not mirror either", "", changed.augmentation().spatial().mirrorAxes());
	}

	@Test
	public void badValuesAreNamed() {
		refused("lossWeights", options("baseline", "1,1", "preset", "preset", "preset", "preset", "preset"));
		refused("lossWeights", options("baseline", "1,a,1", "preset", "preset", "preset", "preset", "preset"));
		refused("weights of the loss are 0", options("baseline", "0,0,0", "preset", "preset", "preset", "preset", "preset"));
		refused("-1", options("baseline", "-1,1,1", "preset", "preset", "preset", "preset", "preset"));
		refused("tverskyWeights", options("baseline", "preset", "1", "preset", "preset", "preset", "preset"));
		refused("diceForm", options("baseline", "preset", "preset", "printed", "preset", "preset", "preset"));
		refused("atlasWeighted", options("baseline", "preset", "preset", "preset", "yes", "preset", "preset"));
		refused("oversampleFull", options("baseline", "preset", "preset", "preset", "preset", "yes", "preset"));
		refused("weightedHeads", new PresetOptions("baseline", "preset", 0, 0, "xyz", "preset", "preset", "preset", "coarse",
			"preset", "preset", "preset", "preset", "preset", "preset"));
		refused("augmentation", options("baseline", "preset", "preset", "preset", "preset", "preset", "much"));
		refused("preset", options("paper-c", "preset", "preset", "preset", "preset", "preset", "preset"));
	}
}
