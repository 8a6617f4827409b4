package org.lymphatlas.pipeline;

import static java.util.Map.entry;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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

	/** A preset but for keys with their values. */
	private static PresetOptions options(final String preset, final String... changes) {
		return new PresetOptions(preset, 0, 0, "xyz", Arrays.stream(changes).map(change -> change.split("=", 2)).collect(
			Collectors.toMap(pair -> pair[0], pair -> pair[1])));
	}

	private static void refused(final String key, final PresetOptions options) {
		final InputException e = assertThrows(key, InputException.class, options::training);
		assertTrue(e.getMessage(), e.getMessage().contains(key));
	}

	@Test
	public void presetsStayAsTheyAreUnlessToldOtherwise() {
		for (final TrainingPreset preset : List.of(TrainingPreset.baseline(), TrainingPreset.atlasPriors(), TrainingPreset.dbdmp(),
			TrainingPreset.lymphatlas(), TrainingPreset.modelGenesis()))
			assertEquals(preset, options(preset.name(), "gamma=preset", "augmentation=preset").training());
	}

	@Test
	public void onlyWhatReadsPriorsNeedsThem() {
		for (final PresetOptions needs : List.of(options("lymphatlas"), options("atlas-priors"), options("dbdmp",
			"channels=priors"), options("dbdmp", "trust=annotation"), options("dbdmp", "trust=pseudo"), options("baseline",
				"atlasWeighted=true"), options("baseline", "semiSupervised=entropy")))
			assertTrue("" + needs, needs.training().needsPriors());
		for (final PresetOptions ctOnly : List.of(options("dbdmp"), options("baseline"), options("model-genesis"), options(
			"dbdmp", "completeness=0.6"), options("atlas-priors", "channels=ct", "atlasWeighted=false")))
			assertFalse("" + ctOnly, ctOnly.training().needsPriors());
	}

	@Test
	public void everyPartCanBeChanged() {
		final TrainingPreset changed = new PresetOptions("atlas-priors", 0.9, 0.05, "x", Map.ofEntries(entry("channels", "ct"),
			entry("network", "vnet"), entry("lossWeights", "1, 1,0"), entry("tverskyWeights", "0.4,0.6"), entry("diceForm",
				"literal"), entry("weightedHeads", "finest"), entry("atlasWeighted", "false"), entry("oversampleFull", "false"),
			entry("centre", "node"), entry("jitter", "0.1"), entry("smartCache", "true"), entry("augmentation", "nnunet"), entry(
				"semiSupervised", "atlas"), entry("keep", "last"), entry("crop", "intensities"), entry("ctNormalization", "dbdmp")))
					.training();
		assertEquals(new TrainingPreset("atlas-priors", List.of(InputChannel.CT), new Preprocessing(
			CropSource.INTENSITIES, Preprocessing.CtValues.DBDMP), NetworkSpec.VNET, new Learning.Annotated(
			new LossSpec(1, 1, 0, 0.4, 0.6, DiceForm.LITERAL, WeightedHeads.FINEST), false, SemiSupervision.ATLAS),
			new OptimizerSpec(0.9, 3e-5, 12), 0.05, false, Sampling.nnunet().withCentre(Sampling.Centre.NODE).withJitter(0.1).withCache(
				SmartCache.PAPER_A), Augmentation.nnunet().withMirrorAxes("x"), TrainingOptions.Keep.LAST), changed);
	}

	@Test
	public void paperBIsCroppedByIntensities() {
		assertEquals(new Preprocessing(CropSource.INTENSITIES, Preprocessing.CtValues.FINGERPRINT), options("dbdmp").training().preprocessing());
		assertEquals(CropSource.ORGANS, TrainingPreset.atlasPriors().preprocessing().crop());
	}

	@Test
	public void everyPartOfPaperBCanBeChanged() {
		final TrainingPreset changed = options("dbdmp", "annotationLosses=1,0.25,0.5,2", "gamma=0.7", "alpha=0.3",
			"pseudoLoss=dice", "temperature=0.2", "pseudoWeight=1.5", "rampUp=0.5", "trust=pseudo", "trustedBelow=0.1",
			"leftAbove=0.3", "completeness=0.4", "encoderDropout=true").training();
		assertEquals(new Learning.Partial(new PartialLossSpec(1, 0.25, 0.7, 0.5, 2, 0.3, PartialLossSpec.PseudoLoss.DICE, 0.2,
			1.5, new PriorBelief(false, true, 0.4)), 0.5, new AnnotationTrust(0.1, 0.3), true), changed.learning());
		final Learning.Partial trusting = (Learning.Partial) options("lymphatlas", "trust=both").training().learning();
		assertEquals(new PriorBelief(true, true, 1), trusting.loss().belief());
		assertEquals(0.5, options("lymphatlas").training().sampling().priorsWithheld(), 0);
		assertEquals(0, options("lymphatlas", "channels=ct").training().sampling().priorsWithheld(), 0);
		assertEquals(0.3, options("lymphatlas", "priorsWithheld=0.3").training().sampling().priorsWithheld(), 0);
		assertEquals(new Learning.SelfSupervised(true), options("model-genesis", "encoderDropout=true").training().learning());
	}

	@Test
	public void keysWithoutEffectAreRefused() {
		for (final String change : List.of("gamma=0.5", "completeness=0.4", "encoderDropout=true"))
			refused(change, options("baseline", change));
		for (final String change : List.of("lossWeights=1,1,0", "semiSupervised=entropy"))
			refused(change, options("dbdmp", change));
		for (final String change : List.of("lossWeights=1,1,0", "augmentation=nnunet", "oversampleFull=true", "jitter=0.1",
			"gamma=0.5", "channels=priors"))
			refused(change, options("model-genesis", change));
		refused("priorsWithheld=0.5", options("dbdmp", "priorsWithheld=0.5"));
		refused("priorsWithheld=0.5", options("lymphatlas", "channels=ct", "priorsWithheld=0.5"));
		refused("gamma=0.5", options("dbdmp", "annotationLosses=1,0,0,1", "gamma=0.5"));
		refused("alpha=0.3", options("dbdmp", "annotationLosses=0,1,1,0", "alpha=0.3"));
		refused("temperature=0.1", options("dbdmp", "pseudoLoss=truncated", "temperature=0.1"));
		refused("trustedBelow=0.1", options("lymphatlas", "trustedBelow=0.1"));
		refused("gama=0.5", options("dbdmp", "gama=0.5"));
	}

	@Test
	public void aBaselineCanBecomePaperAWithoutItsChannels() {
		final TrainingPreset changed = options("baseline", "lossWeights=0.25,0.25,0.5", "tverskyWeights=0.25,0.75",
			"atlasWeighted=true", "oversampleFull=true", "augmentation=none").training();
		assertEquals(new Learning.Annotated(LossSpec.paperA(), true, SemiSupervision.NONE), changed.learning());
		assertTrue(changed.sampling().oversampleFull());
		assertEquals("nothing is mirrored, so prediction must not mirror either", "", changed.augmentation().spatial().mirrorAxes());
	}

	@Test
	public void badValuesAreNamed() {
		refused("lossWeights=1,1: give 3 numbers", options("baseline", "lossWeights=1,1"));
		refused("lossWeights", options("baseline", "lossWeights=1,a,1"));
		refused("weights of the loss are 0", options("baseline", "lossWeights=0,0,0"));
		refused("-1", options("baseline", "lossWeights=-1,1,1"));
		refused("tverskyWeights", options("baseline", "tverskyWeights=1"));
		refused("diceForm=printed: preset or one of literal, effective", options("baseline", "diceForm=printed"));
		refused("atlasWeighted=yes: preset or one of true, false", options("baseline", "atlasWeighted=yes"));
		refused("oversampleFull", options("baseline", "oversampleFull=yes"));
		refused("weightedHeads", options("baseline", "weightedHeads=coarse"));
		refused("network=plain-unet", options("baseline", "network=plain-unet"));
		refused("choose network=vnet", options("baseline", "network=dual-branch-vnet"));
		refused("channels=mri", options("baseline", "channels=mri"));
		refused("jitter 0.5", options("dbdmp", "jitter=0.5"));
		refused("without priors 1.5", options("lymphatlas", "priorsWithheld=1.5"));
		refused("trust=much", options("lymphatlas", "trust=much"));
		refused("completeness", options("lymphatlas", "completeness=0"));
		refused("trusted below", options("lymphatlas", "trust=both", "leftAbove=0.01"));
		refused("temperature=tau", options("dbdmp", "temperature=tau"));
		refused("annotationLosses=1,1", options("dbdmp", "annotationLosses=1,1"));
		refused("augmentation=much", options("baseline", "augmentation=much"));
		refused("paper-c", options("paper-c"));
	}
}
