package org.lymphatlas.pipeline;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.CropSource;
import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.Model;
import org.lymphatlas.network.ModelDescription;
import org.lymphatlas.network.ModelFolder;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Weights;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.training.Preprocessing;
import org.lymphatlas.training.TrainingMonitor;
import org.lymphatlas.training.TrainingPreset;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.io.VolumeFiles;

/** Paper B's way from training to nodes on its anisotropic voxels, with a network of a few channels. */
public class DualBranchPipelineTest {

	private static final PlanOptions ANISOTROPIC = new PlanOptions("small", "0.826,0.826,3", "64,64,16", "2,2,2", "", 1, 0);

	@ClassRule
	public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

	private static Path folder;
	private static CtVolume ct;

	@BeforeClass
	public static void train() throws IOException {
		folder = TEMPORARY.getRoot().toPath();
		final PhantomSpec spec = PhantomSpec.standard(20001, 5);
		final Grid grid = spec.grid();
		MakePhantoms.write(PhantomGenerator.generate(spec.withGrid(grid.crop(new Box(0, 0, 12, grid.nx(), grid.ny(), 40))),
			new InlineTask("phantom")), folder.resolve("a"));
		ct = VolumeFiles.readCt(folder.resolve("a/ct.nii.gz"));
		Files.writeString(folder.resolve("cases.csv"),
			"case,ct,nodes,annotation\na,a/ct.nii.gz,a/nodes.nii.gz,partial\n");
		final TrainingPreset preset = TrainingPreset.dbdmp().with(p -> p.preprocessing = p.preprocessing.withCtNormalization(
			Preprocessing.CtValues.DBDMP));
		TrainModel.run(new TrainModel.Options(folder.resolve("cases.csv"), Optional.empty(), folder.resolve("model"), Optional
			.empty(), Optional.empty(), "auto", preset, Optional.empty(), ANISOTROPIC, 1, 2, 5, 1, 0, "dl4j", Device.CPU, false,
			1000, BadCasePolicy.REFUSE), network -> TrainingMonitor.NONE, new InlineTask("train"));
	}

	private static Prediction.Options network(final Path model, final Prediction.Mode mode,
		final Optional<CropSource> crop)
	{
		return new Prediction.Options(Optional.of(model), "dl4j", Device.CPU, mode, Region.MEDIASTINUM, Optional.empty(), List
			.of(), crop);
	}

	@Test
	public void modelKnowsHowItsCtsWereMade() {
		final Model model = ModelFolder.read(folder.resolve("model"));
		final ModelDescription d = model.description();
		assertEquals(NetworkSpec.DUAL_BRANCH_VNET, d.network().kind());
		assertEquals(CropSource.INTENSITIES, d.crop());
		assertEquals(new CtNormalization(-36, 157, 54.37, 32.70), d.ctNormalization());
		assertArrayEquals(new double[] { 0.826, 0.826, 3 }, d.spacingMm(), 0);
		assertArrayEquals(new int[] { 16, 64, 64 }, d.patchZyx());
		assertEquals("xyz", d.mirrorAxes());
		assertTrue("going on needs it", model.weights().names().contains("auxiliary.head.weight"));
	}

	@Test
	public void segmentGoesPaperBsWay() throws IOException {
		final Path output = folder.resolve("segmented");
		final SegmentNodes.Options defaults = SegmentNodes.Options.of(folder.resolve("a/ct.nii.gz"), output);
		SegmentNodes.run(ct, new SegmentNodes.Options(defaults.ct(), output, defaults.organs(), defaults.organChoice(), defaults
			.atlas(), defaults.registration(), network(folder.resolve("model"), Prediction.Mode.FAST, Optional.empty()),
			PostProcessingChoice.named("dbdmp")), new InlineTask("segment"));
		final String record = Files.readString(output.resolve("record.json"));
		for (final String part : new String[] { "\"crop\": \"intensities\"", "\"maxHu\": 235.5", "\"borderVoxels\": 4",
			"\"threshold\": 0.5", "removedAtBorder" })
			assertTrue(part + " in " + record, record.contains(part));
		assertFalse(record, record.contains("cropped by"));
		final Grid seen = NetworkInput.beside(output.resolve("probability.nii.gz"), ct.grid());
		assertArrayEquals(new double[] { 0.826, 0.826, 3 }, seen.spacing(), 1e-12);
		assertProbability(output);
		assertEquals(ct.grid().voxels(), VolumeFiles.readLabels(output.resolve("nodes.nii.gz")).grid().voxels());
		final float[] fast = predicted("both", output, network(folder.resolve("model"), Prediction.Mode.FAST, Optional
			.empty())).values();
		final Path alone = mainDecoderAlone("x");
		assertArrayEquals("the auxiliary decoder has no part in it", fast, predicted("main alone", output, network(alone,
			Prediction.Mode.FAST, Optional.empty())).values(), 0);
		requireDifferent(fast, predicted("mirrored", output, network(alone, Prediction.Mode.STANDARD, Optional.empty()))
			.values());
	}

	private static FloatVolume assertProbability(final Path output) {
		final FloatVolume probability = VolumeFiles.readFloat(output.resolve("probability.nii.gz"));
		long positive = 0;
		for (final float p : probability.values()) {
			assertTrue("a probability of " + p, p >= 0 && p <= 1);
			if (p > 0) positive++;
		}
		assertTrue("predicted somewhere", positive > 1000);
		return probability;
	}

	private static FloatVolume predicted(final String name, final Path priors, final Prediction.Options network) {
		PredictNodes.run(ct, new PredictNodes.Options(folder.resolve("a/ct.nii.gz"), Optional.of(priors), folder.resolve(name),
			network), new InlineTask("predict"));
		return assertProbability(folder.resolve(name));
	}

	private static Path mainDecoderAlone(final String mirrorAxes) {
		final Model both = ModelFolder.read(folder.resolve("model"));
		final ModelDescription d = both.description();
		final NetworkSpec n = d.network();
		final Map<String, Tensor> main = new LinkedHashMap<>(both.weights().tensors());
		main.keySet().removeIf(name -> name.startsWith("auxiliary"));
		final Path alone = folder.resolve("main");
		ModelFolder.write(new Model(new ModelDescription(d.formatVersion(), n.with(NetworkSpec.VNET, n.inputChannels(), n
			.outputChannels()), d.channels(), d.ctNormalization(), d.spacingMm(), d.patchZyx(), mirrorAxes, d.threshold(), d
				.training()).withCrop(d.crop()), new Weights(main)), alone);
		return alone;
	}

	private static void requireDifferent(final float[] fast, final float[] mirrored) {
		double difference = 0;
		for (int i = 0; i < fast.length; i++)
			difference = Math.max(difference, Math.abs(fast[i] - mirrored[i]));
		assertTrue("largest difference " + difference, difference > 1e-6);
	}

	@Test
	public void anotherCropThanInTrainingIsSaid() {
		for (final CropSource crop : CropSource.values()) {
			final RunRecord record = new RunRecord("predict", Map.of());
			Prediction.of(network(folder.resolve("model"), Prediction.Mode.FAST, Optional.of(crop)), record).close();
			assertEquals(crop == CropSource.INTENSITIES ? List.of() : List.of(
				"The model was trained on CTs cropped by intensities, and sees this one cropped by organs"), record.warnings());
		}
	}
}
