package org.lymphatlas.command;

import static java.util.Map.entry;

import java.util.Map;

import org.lymphatlas.network.Device;
import org.lymphatlas.pipeline.BadCasePolicy;
import org.lymphatlas.pipeline.PlanOptions;
import org.lymphatlas.pipeline.PresetOptions;
import org.lymphatlas.pipeline.TrainModel;
import org.lymphatlas.training.TrainingMonitor;
import org.lymphatlas.training.TrainingOutcome;
import org.lymphatlas.training.TrainingPreset;
import org.lymphatlas.viewer.CurvesWindow;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

import ij.IJ;
import ij.macro.Interpreter;

/** Trains a network on annotated cases. */
@Plugin(type = Command.class, name = "train", label = "Train Model...", menuPath = "Plugins>LymphAtlas>Train Model...",
	headless = true, description = "Trains a network on annotated CTs, or goes on with it")
public final class TrainCommand extends TaskCommand {

	@Parameter(label = "manifest (CSV of annotated cases)", description = "CSV with the columns case, ct, nodes, " +
		"annotation, organs", style = "file", persist = false)
	private String manifest;

	@Parameter(label = "validation (CSV; may be empty)", description = "manifest of the cases that judge the training",
		style = "file", required = false, persist = false)
	private String validation = "";

	@Parameter(label = "output (folder for the model)", description = "folder for the model", style = "directory",
		persist = false)
	private String output;

	@Parameter(label = "preset", description = "lymphatlas: annotations that lack nodes, with priors; atlas-priors: paper A's; " +
		"dbdmp: paper B's, for annotations that lack nodes; baseline: CT alone, nnU-Net's losses; " +
		"model-genesis: paper B's pre-training on CTs of any annotation or none", choices = { "lymphatlas",
			"atlas-priors", "dbdmp", "baseline", "model-genesis" }, persist = false)
	private String preset = "atlas-priors";

	@Parameter(label = "channels", description = "what the network reads: what the preset says, the CT alone, or the CT with " +
		"distance and atlas probability", choices = { "preset", "ct", "priors" }, persist = false)
	private String channels = "preset";

	@Parameter(label = "network", description = "its kind; pseudo labels need one with two branches", choices = { "preset",
		"residual-encoder-unet", "vnet", "dual-branch-vnet" }, persist = false)
	private String network = "preset";

	@Parameter(label = "crop", description = "what tells the lungs' box that the network sees: their masks, or thresholds as in " +
		"paper B, then with the annotated nodes in it", choices = { "preset", "organs", "intensities" }, persist = false)
	private String crop = "preset";

	@Parameter(label = "ctNormalization", description = "Hounsfield units are clipped, shifted and scaled by those of the " +
		"annotated nodes, or by the numbers of paper B's program", choices = { "preset", "fingerprint", "dbdmp" },
		persist = false)
	private String ctNormalization = "preset";

	@Parameter(label = "momentum (0: the preset's)", description = "Nesterov momentum; 0.9 suits runs of a few thousand " +
		"steps", min = "0", max = "0.999", persist = false)
	private double momentum;

	@Parameter(label = "learningRate (0: the preset's)", description = "of the first epoch, falling to 0 with the 0.9th " +
		"power; 0 keeps the preset's schedule", min = "0", max = "1", persist = false)
	private double learningRate;

	@Parameter(label = "mirror (axes)", description = "axes that patches are mirrored along at random", choices = { "xyz",
		"x", "" }, persist = false)
	private String mirror = "xyz";

	@Parameter(label = "lossWeights (preset, or three numbers)", description = "weights of cross-entropy, Dice and Tversky " +
		"loss, as 0.25,0.25,0.5", persist = false)
	private String lossWeights = "preset";

	@Parameter(label = "tverskyWeights (preset, or two numbers)", description = "weights of false positives and false " +
		"negatives in the Tversky loss, as 0.25,0.75", persist = false)
	private String tverskyWeights = "preset";

	@Parameter(label = "diceForm", description = "how voxel weights enter the Dice loss: so that they have an effect, or " +
		"literally as paper A prints it", choices = { "preset", "effective", "literal" }, persist = false)
	private String diceForm = "preset";

	@Parameter(label = "weightedHeads", description = "which of the network's outputs weigh voxels in the Dice loss: all, as " +
		"paper A says, or the finest, as its program does", choices = { "preset", "all", "finest" }, persist = false)
	private String weightedHeads = "preset";

	@Parameter(label = "atlasWeighted", description = "whether false positives cost less in the Dice loss where nodes are " +
		"likely", choices = { "preset", "true", "false" }, persist = false)
	private String atlasWeighted = "preset";

	@Parameter(label = "oversampleFull", description = "whether every other patch is of a fully annotated case",
		choices = { "preset", "true", "false" }, persist = false)
	private String oversampleFull = "preset";

	@Parameter(label = "centre", description = "patches about nodes: as likely about every voxel, so that large nodes are " +
		"seen more often, or about every node", choices = { "preset", "voxel", "node" }, persist = false)
	private String centre = "preset";

	@Parameter(label = "jitter (preset, or a number)", description = "patches about nodes: how far off the centre the node's " +
		"voxel may lie, as a share of the patch, below 0.5", persist = false)
	private String jitter = "preset";

	@Parameter(label = "priorsWithheld (preset, or a number)", description = "share of the patches whose distance and atlas " +
		"probability read 0, so that the network also learns what nodes look like where the atlas expects none",
		persist = false)
	private String priorsWithheld = "preset";

	@Parameter(label = "smartCache", description = "whether an epoch draws from 75 patches of each kind of annotation, of " +
		"which each epoch replaces 8, as in paper A", choices = { "preset", "true", "false" }, persist = false)
	private String smartCache = "preset";

	@Parameter(label = "augmentation", description = "how patches are changed at random", choices = { "preset", "none",
		"nnunet", "gin-ipa" }, persist = false)
	private String augmentation = "preset";

	@Parameter(label = "semiSupervised", description = "what cases without annotation teach: nothing; the labels that a " +
		"teacher is sure of (entropy); its labels after post-processing with the atlas", choices = { "preset", "none",
			"entropy", "atlas" }, persist = false)
	private String semiSupervised = "preset";

	@Parameter(label = "annotationLosses (preset, or four numbers)", description = "with pseudo labels: weights of " +
		"cross-entropy, symmetric and partial cross-entropy and Tversky loss against the annotation, as 0,1,1,1",
		persist = false)
	private String annotationLosses = "preset";

	@Parameter(label = "gamma (preset, or a number)", description = "with pseudo labels: weight of the annotation in the " +
		"symmetric cross-entropy", persist = false)
	private String gamma = "preset";

	@Parameter(label = "alpha (preset, or a number)", description = "with pseudo labels: false positives' weight in the " +
		"Tversky loss; false negatives' is 1 - alpha", persist = false)
	private String alpha = "preset";

	@Parameter(label = "pseudoLoss", description = "what pseudo labels are learnt by: Dice; where both branches agree; the " +
		"same with what is not annotated as background, as paper B's program does", choices = { "preset", "dice", "consensus",
			"truncated" }, persist = false)
	private String pseudoLoss = "preset";

	@Parameter(label = "temperature (preset, or a number)", description = "tau: pseudo labels are the sharper the lower it is",
		persist = false)
	private String temperature = "preset";

	@Parameter(label = "pseudoWeight (preset, or a number)", description = "lambda: the pseudo labels' weight in the loss, " +
		"after the ramp-up", persist = false)
	private String pseudoWeight = "preset";

	@Parameter(label = "rampUp (preset, or a number)", description = "share of the epochs after which pseudo labels have their " +
		"full weight", persist = false)
	private String rampUp = "preset";

	@Parameter(label = "trust", description = "with pseudo labels: whether the atlas decides how far voxels that are not " +
		"annotated are background, in the losses against the annotation, in the pseudo label, or in both", choices = {
			"preset", "none", "annotation", "pseudo", "both" }, persist = false)
	private String trust = "preset";

	@Parameter(label = "trustedBelow (preset, or a number)", description = "atlas probability up to which what is not " +
		"annotated is background", persist = false)
	private String trustedBelow = "preset";

	@Parameter(label = "leftAbove (preset, or a number)", description = "atlas probability from which it is left open",
		persist = false)
	private String leftAbove = "preset";

	@Parameter(label = "completeness (preset, or a number)", description = "with pseudo labels: the share of the nodes' voxels " +
		"that is annotated, up to 1", persist = false)
	private String completeness = "preset";

	@Parameter(label = "encoderDropout", description = "whether a V-Net's encoder loses single values at random in training, " +
		"as in paper B's program", choices = { "preset", "true", "false" }, persist = false)
	private String encoderDropout = "preset";

	@Parameter(label = "initial (model folder; may be empty)", description = "model to start from, or one that was " +
		"pre-trained (preset=model-genesis); else fresh weights",
		style = "directory", required = false, persist = false)
	private String initial = "";

	@Parameter(label = "atlas (folder; may be empty)", description = "atlas folder for trainings that read priors; else " +
		"the shipped one", style = "directory", required = false, persist = false)
	private String atlas = "";

	@Parameter(label = "registration", description = "engine that brings the atlas onto the cases", choices = { "auto",
		"variational", "elastix" }, persist = false)
	private String registration = "auto";

	@Parameter(label = "prepared (folder; may be empty)", description = "folder that keeps the prepared cases, to be shared " +
		"by trainings on the same cases and atlas", style = "directory", required = false, persist = false)
	private String prepared = "";

	@Parameter(label = "plan", description = "size of network and patches: small for CPUs; paper: that of the paper whose network it is, for a GPU; auto: " +
		"planned from the cases and the memory", choices = { "small", "paper", "auto" }, persist = false)
	private String plan = "small";

	@Parameter(label = "spacingMm (mm; empty: the plan's)", description = "voxels that the network sees: one number or x,y,z",
		required = false, persist = false)
	private String spacingMm = "";

	@Parameter(label = "patch (voxels; empty: the plan's)", description = "size of the patches: one number or x,y,z",
		required = false, persist = false)
	private String patch = "";

	@Parameter(label = "features (empty: the plan's)", description = "channels of each stage, finest first: 16,32,64,96",
		required = false, persist = false)
	private String features = "";

	@Parameter(label = "blocks (empty: the plan's)", description = "residual blocks of each stage: 1,1,2,2", required = false,
		persist = false)
	private String blocks = "";

	@Parameter(label = "batch (patches; 0: the plan's)", description = "patches a step", min = "0", max = "64",
		persist = false)
	private int batch;

	@Parameter(label = "memoryGb (0: what is free)", description = "memory that the network may take, outside of Java's heap",
		min = "0", persist = false)
	private double memoryGb;

	@Parameter(label = "epochs", description = "how often to validate and save", min = "1", persist = false)
	private int epochs = 20;

	@Parameter(label = "iterations (an epoch)", description = "steps an epoch", min = "1", persist = false)
	private int iterations = 50;

	@Parameter(label = "seed", description = "of weights, patches and augmentation", persist = false)
	private long seed = 1;

	@Parameter(label = "models (networks)", description = "so many networks from seeds that follow each other, for " +
		"mode=ensemble", min = "1", max = "100", persist = false)
	private int models = 1;

	@Parameter(label = "folds (networks; 0: none)", description = "so many networks, each validated on a share of the cases " +
		"and trained on the others", min = "0", max = "100", persist = false)
	private int folds;

	@Parameter(label = "engine (of the network)", description = "what runs the network", choices = { "auto", "dl4j" },
		persist = false)
	private String engine = "auto";

	@Parameter(label = "device", description = "where it runs", choices = { "auto", "cpu", "cuda" }, persist = false)
	private String device = "auto";

	@Parameter(label = "resume", description = "go on from what is in the output folder, or start", persist = false)
	private boolean resume;

	@Parameter(label = "keep", description = "which weights become the model: those of the best average validation Dice, " +
		"or the last; without validation the last", choices = { "preset", "best", "last" }, persist = false)
	private String keep = "preset";

	@Parameter(label = "maxMinutes (minutes)", description = "stop with a checkpoint after so long", min = "0.1",
		persist = false)
	private double maxMinutes = 100000;

	@Parameter(label = "badCases", description = "cases that cannot be used: refuse names all and stops, skip leaves them " +
		"out", choices = { "refuse", "skip" }, persist = false)
	private String badCases = "refuse";

	@Override
	protected String execute(final Task task) {
		final TrainingOutcome outcome = TrainModel.run(new TrainModel.Options(Inputs.path(manifest), Inputs.optionalPath(
			validation), Inputs.path(output), Inputs.optionalPath(prepared), Inputs.optionalPath(atlas), registration,
			preset(), Inputs.optionalPath(initial), new PlanOptions(plan, spacingMm, patch, features, blocks, batch, memoryGb),
			epochs, iterations, seed, models, folds, engine, Inputs.choice(Device.class,
				device), resume, maxMinutes, Inputs.choice(BadCasePolicy.class, badCases)), this::curves, task);
		return (outcome.completed() ? "Trained all " + epochs + " epochs" : "Stopped after " + outcome.curves().size() +
			" epochs; resume=true goes on") + "; model in " + outcome.model();
	}

	/** Live, where there is a screen. */
	private TrainingMonitor curves(final int network) {
		if (IJ.getInstance() == null || Interpreter.isBatchMode()) return TrainingMonitor.NONE;
		return new CurvesWindow("Training of " + output + (models + folds > 1 ? ", network " + network : ""));
	}

	private TrainingPreset preset() {
		return new PresetOptions(preset, momentum, learningRate, mirror, Map.ofEntries(
			entry("channels", channels), entry("network", network), entry("crop", crop),
			entry("ctNormalization", ctNormalization), entry("lossWeights", lossWeights),
			entry("tverskyWeights", tverskyWeights), entry("diceForm", diceForm), entry("weightedHeads", weightedHeads),
			entry("atlasWeighted", atlasWeighted), entry("oversampleFull", oversampleFull), entry("centre", centre),
			entry("jitter", jitter), entry("priorsWithheld", priorsWithheld), entry("smartCache", smartCache),
			entry("augmentation", augmentation), entry("semiSupervised", semiSupervised),
			entry("annotationLosses", annotationLosses), entry("gamma", gamma),
			entry("alpha", alpha), entry("pseudoLoss", pseudoLoss), entry("temperature", temperature),
			entry("pseudoWeight", pseudoWeight), entry("rampUp", rampUp), entry("trust", trust),
			entry("trustedBelow", trustedBelow), entry("leftAbove", leftAbove), entry("completeness", completeness),
			entry("encoderDropout", encoderDropout), entry("keep", keep))).training();
	}
}
