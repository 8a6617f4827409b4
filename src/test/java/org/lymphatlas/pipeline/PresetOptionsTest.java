package org.lymphatlas.pipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.junit.Test;
import org.lymphatlas.network.CropSource;
import org.lymphatlas.network.DiceForm;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.LossSpec;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.OptimizerSpec;
import org.lymphatlas.network.PartialLossSpec;
import org.lymphatlas.network.PriorBelief;
import org.lymphatlas.network.WeightedHeads;
import org.lymphatlas.training.AnnotationTrust;
import org.lymphatlas.training.Learning;
import org.lymphatlas.training.Preprocessing;
import org.lymphatlas.training.Sampling;
import org.lymphatlas.training.SemiSupervision;
import org.lymphatlas.training.SmartCache;
import org.lymphatlas.training.TrainingOptions;
import org.lymphatlas.training.TrainingPreset;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.volume.InputException;

public class PresetOptionsTest {

	private static PresetOptions options(final String preset, final String losses, final String tversky, final String form,
		final String weighted, final String oversample, final String augmentation)
	{
		return new PresetOptions(preset, "preset", "preset", 0, 0, "xyz", losses, tversky, form, "preset", weighted, oversample,
			"preset", "preset", "preset", augmentation, "preset", "preset", "preset", "preset", PartialOptions.AS_PRESET);
	}

	private static void refused(final String key, final PresetOptions options) {
		final InputException e = assertThrows(key, InputException.class, options::training);
		assertTrue(e.getMessage(), e.getMessage().contains(key));
	}

	@Test
	public void presetsStayAsTheyAreUnlessToldOtherwise() {
		for (final TrainingPreset preset : List.of(TrainingPreset.baseline(), TrainingPreset.atlasPriors(), TrainingPreset.dbdmp(),
			TrainingPreset.lymphatlas(), TrainingPreset.modelGenesis()))
			assertEquals(preset, options(preset.name(), "preset", "preset", "preset", "preset", "preset", "preset")
				.training());
	}

	@Test
	public void everyPartCanBeChanged() {
		final TrainingPreset changed = new PresetOptions("atlas-priors", "ct", "vnet", 0.9, 0.05, "x", "1, 1,0", "0.4,0.6",
			"literal", "finest", "false", "false", "node", "0.1", "true", "nnunet", "atlas", "last", "intensities",
			"dbdmp", PartialOptions.AS_PRESET).training();
		assertEquals(new TrainingPreset("atlas-priors", List.of(InputChannel.CT), new Preprocessing(
			CropSource.INTENSITIES, Preprocessing.CtValues.DBDMP), NetworkSpec.VNET, new Learning.Annotated(
			new LossSpec(1, 1, 0, 0.4, 0.6, DiceForm.LITERAL, WeightedHeads.FINEST), false, SemiSupervision.ATLAS),
			new OptimizerSpec(0.9, 3e-5, 12), 0.05, false, Sampling.nnunet().withCentre(Sampling.Centre.NODE).withJitter(0.1).withCache(
				SmartCache.PAPER_A), Augmentation.nnunet().withMirrorAxes("x"), TrainingOptions.Keep.LAST), changed);
	}

	@Test
	public void paperBIsCroppedByIntensities() {
		assertEquals(new Preprocessing(CropSource.INTENSITIES, Preprocessing.CtValues.FINGERPRINT), partial("dbdmp",
			PartialOptions.AS_PRESET).training().preprocessing());
		assertEquals(CropSource.ORGANS, TrainingPreset.atlasPriors().preprocessing().crop());
	}

	@Test
	public void everyPartOfPaperBCanBeChanged() {
		final TrainingPreset changed = partial("dbdmp", new PartialOptions("1,0,0.5,2", "0.7", "0.3", "dice", "0.2", "1.5",
			"0.5", "pseudo", "0.1", "0.3", "0.4")).training();
		assertEquals(new Learning.Partial(new PartialLossSpec(1, 0, 0.7, 0.5, 2, 0.3, PartialLossSpec.PseudoLoss.DICE, 0.2,
			1.5, new PriorBelief(false, true, 0.4)), 0.5, new AnnotationTrust(0.1, 0.3)), changed.learning());
		final Learning.Partial trusting = (Learning.Partial) partial("lymphatlas", changed("trust", "both")).training()
			.learning();
		assertEquals(new PriorBelief(true, true, 1), trusting.loss().belief());
		assertEquals(TrainingPreset.dbdmp(), partial("dbdmp", PartialOptions.AS_PRESET).training());
	}

	private static PartialOptions changed(final String key, final String value) {
		final String[] v = List.of("annotationLosses", "gamma", "alpha", "pseudoLoss", "temperature", "pseudoWeight",
			"rampUp", "trust", "trustedBelow", "leftAbove", "completeness").stream().map(k -> k.equals(key) ? value : "preset")
			.toArray(String[]::new);
		return new PartialOptions(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10]);
	}

	private static PresetOptions partial(final String preset, final PartialOptions partial) {
		return new PresetOptions(preset, "preset", "preset", 0, 0, "xyz", "preset", "preset", "preset", "preset", "preset",
			"preset", "preset", "preset", "preset", "preset", "preset", "preset",
			"preset", "preset", partial);
	}

	@Test
	public void keysWithoutEffectAreRefused() {
		refused("gamma=0.5", partial("baseline", changed("gamma", "0.5")));
		refused("lossWeights=1,1,0", options("dbdmp", "1,1,0", "preset", "preset", "preset", "preset", "preset"));
		refused("lossWeights=1,1,0", options("model-genesis", "1,1,0", "preset", "preset", "preset", "preset", "preset"));
		refused("augmentation=nnunet", options("model-genesis", "preset", "preset", "preset", "preset", "preset", "nnunet"));
		refused("oversampleFull=true", options("model-genesis", "preset", "preset", "preset", "preset", "true", "preset"));
		refused("gamma=0.5", partial("model-genesis", changed("gamma", "0.5")));
		refused("channels=priors", new PresetOptions("model-genesis", "priors", "preset", 0, 0, "xyz", "preset", "preset",
			"preset", "preset", "preset", "preset", "preset", "preset", "preset", "preset", "preset", "preset",
			"preset", "preset", PartialOptions.AS_PRESET));
	}

	@Test
	public void aBaselineCanBecomePaperAWithoutItsChannels() {
		final TrainingPreset changed = options("baseline", "0.25,0.25,0.5", "0.25,0.75", "preset", "true", "true", "none")
			.training();
		assertEquals(new Learning.Annotated(LossSpec.paperA(), true, SemiSupervision.NONE), changed.learning());
		assertTrue(changed.sampling().oversampleFull());
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
		refused("weightedHeads", new PresetOptions("baseline", "preset", "preset", 0, 0, "xyz", "preset", "preset",
			"preset", "coarse", "preset", "preset", "preset", "preset", "preset", "preset", "preset", "preset",
			"preset", "preset", PartialOptions.AS_PRESET));
		refused("network=plain-unet", new PresetOptions("baseline", "preset", "plain-unet", 0, 0, "xyz", "preset", "preset",
			"preset", "preset", "preset", "preset", "preset", "preset", "preset", "preset", "preset", "preset",
			"preset", "preset", PartialOptions.AS_PRESET));
		refused("jitter 0.5", new PresetOptions("dbdmp", "preset", "preset", 0, 0, "xyz", "preset", "preset", "preset", "preset",
			"preset", "preset", "preset", "0.5", "preset", "preset", "preset", "preset", "preset", "preset",
			PartialOptions.AS_PRESET));
		refused("trust=much", partial("lymphatlas", changed("trust", "much")));
		refused("completeness", partial("lymphatlas", changed("completeness", "0")));
		refused("trusted below", partial("lymphatlas", changed("leftAbove", "0.01")));
		refused("tau", partial("dbdmp", changed("temperature", "tau")));
		refused("annotationLosses=1,1", partial("dbdmp", changed("annotationLosses", "1,1")));
		refused("augmentation", options("baseline", "preset", "preset", "preset", "preset", "preset", "much"));
		refused("preset", options("paper-c", "preset", "preset", "preset", "preset", "preset", "preset"));
	}
}
