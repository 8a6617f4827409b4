package org.lymphatlas.pipeline;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.Model;
import org.lymphatlas.network.ModelFolder;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.training.TrainingMonitor;
import org.lymphatlas.training.TrainingOutcome;
import org.lymphatlas.training.TrainingPreset;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/** Pre-training on a coarse phantom's CT, and what its weights are then used for. */
public class PretrainModelTest {

	private static final PlanOptions TINY = new PlanOptions("small", "5", "16", "2,4", "", 0, 0);
	/** The initial model brings its network. */
	private static final PlanOptions GOING_ON = new PlanOptions("small", "5", "16", "", "", 0, 0);

	@ClassRule
	public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

	private static Path folder;

	@BeforeClass
	public static void pretrain() throws IOException {
		folder = TEMPORARY.getRoot().toPath();
		final PhantomSpec spec = PhantomSpec.standard(20001, 5);
		final Grid grid = spec.grid();
		MakePhantoms.write(PhantomGenerator.generate(spec.withGrid(grid.crop(new Box(0, 0, 12, grid.nx(), grid.ny(), 40))),
			new InlineTask("phantom")), folder.resolve("a"));
		Files.writeString(folder.resolve("ct.csv"), "case,ct,nodes,annotation\ncase-0,a/ct.nii.gz,,none\n");
		Files.writeString(folder.resolve("nodes.csv"),
			"case,ct,nodes,annotation\ncase-1,a/ct.nii.gz,a/nodes.nii.gz,partial\n");
		run("ct.csv", Optional.of("ct.csv"), "pretrained", TrainingPreset.modelGenesis(), Optional.empty(), TINY);
	}

	private static TrainingOutcome run(final String manifest, final Optional<String> validation, final String output,
		final TrainingPreset preset, final Optional<String> initial, final PlanOptions plan)
	{
		return TrainModel.run(new TrainModel.Options(folder.resolve(manifest), validation.map(folder::resolve), folder.resolve(
			output), Optional.of(folder.resolve("prepared")), Optional.empty(), "auto", preset, initial.map(folder::resolve),
			plan, 2, 2, 5, 1, 0, "dl4j", Device.CPU, false, 1000, BadCasePolicy.REFUSE), network -> TrainingMonitor.NONE,
			new InlineTask("train"));
	}

	private static TrainingOutcome goOn(final String output, final TrainingPreset preset) {
		return run("nodes.csv", Optional.empty(), output, preset, Optional.of("pretrained"), GOING_ON);
	}

	private static Model read(final String model) {
		return ModelFolder.read(folder.resolve(model));
	}

	@Test
	public void ctsWithoutAnnotationTeachAndJudge() throws IOException {
		final Model model = read("pretrained");
		assertEquals(NetworkSpec.DUAL_BRANCH_VNET, model.description().network().kind());
		assertEquals(1, model.description().network().outputChannels());
		assertEquals("no node's intensities are known", CtNormalization.paperB(), model.description().ctNormalization());
		final String record = Files.readString(folder.resolve("pretrained/record.json"));
		assertTrue(record, record.contains("normalised by the intensities of paper B's nodes: clipped to -36.0 .. 157.0 HU"));
		assertTrue(record, record.contains("\"bestValidationDice\": null"));
		assertFalse(record, record.contains("\"bestValidationLoss\": null"));
		assertTrue(record, record.contains("\"atlas\": \"none: nothing in this training reads priors\""));
		assertTrue(Files.size(folder.resolve("pretrained/curves.png")) > 1000);
	}

	/** A learning rate so small that after the steps weights still are the ones that were handed on, but for rounding. */
	@Test
	public void theWeightsAreHandedOn() {
		final TrainingPreset still = TrainingPreset.dbdmp().with(p -> p.learningRate = 1e-9);
		assertTrue(goOn("segmenting", still).completed());
		final Model before = read("pretrained"), after = read("segmenting");
		assertEquals(2, after.description().network().outputChannels());
		assertEquals(before.description().ctNormalization(), after.description().ctNormalization());
		for (final String name : before.weights().names())
			if (!name.contains("head")) assertArrayEquals(name, before.weights().get(name).values(), after.weights().get(name)
				.values(), 1e-6f);
		goOn("segmenting again", still);
		assertArrayEquals("the fresh heads follow from the seed", after.weights().get("main.head.weight").values(), read(
			"segmenting again").weights().get("main.head.weight").values(), 0);
	}

	@Test
	public void networksOfMoreChannelsOrOneDecoderTakeThemToo() {
		assertTrue(goOn("with priors", TrainingPreset.dbdmp().with(p -> p.channels = TrainingPreset.PRIORS)).completed());
		assertEquals(3, read("with priors").description().network().inputChannels());
		assertFalse("the priors' weights have learnt", Arrays.equals(new float[9], Arrays.copyOfRange(read("with priors")
			.weights().get("encoder.0.conv1.conv.weight").values(), 27, 36)));
		assertTrue(goOn("one decoder", TrainingPreset.baseline().with(p -> p.network = NetworkSpec.VNET)).completed());
		assertTrue(read("one decoder").weights().names().stream().noneMatch(name -> name.startsWith("auxiliary")));
	}

	@Test
	public void whatDoesNotFitIsRefused() {
		final InputException kind = assertThrows(InputException.class, () -> goOn("no", TrainingPreset.baseline()));
		assertTrue(kind.getMessage(), kind.getMessage().contains("a dual-branch-vnet, and the preset 'baseline' trains a " +
			"residual-encoder-unet"));
		final InputException features = assertThrows(InputException.class, () -> run("nodes.csv", Optional.empty(), "no",
			TrainingPreset.dbdmp(), Optional.of("pretrained"), TINY));
		assertTrue(features.getMessage(), features.getMessage().contains("leave features and blocks out"));
		final InputException spacing = assertThrows(InputException.class, () -> run("nodes.csv", Optional.empty(), "no",
			TrainingPreset.dbdmp(), Optional.of("pretrained"), new PlanOptions("small", "4", "16", "", "", 0, 0)));
		assertTrue(spacing.getMessage(), spacing.getMessage().contains("spacingMm=5"));
		final InputException unannotated = assertThrows(InputException.class, () -> run("ct.csv", Optional.empty(), "no",
			TrainingPreset.dbdmp(), Optional.of("pretrained"), GOING_ON));
		assertTrue(unannotated.getMessage(), unannotated.getMessage().contains("not annotated"));
	}

	@Test
	public void aModelThatRestoresDoesNotPredict() {
		for (final Prediction.Mode mode : Prediction.Mode.values()) {
			final InputException e = assertThrows(InputException.class, () -> Prediction.of(new Prediction.Options(Optional.of(
				folder.resolve("pretrained")), "dl4j", Device.CPU, mode, Region.ALL, Optional.empty(), List.of()), new RunRecord(
					"predict", List.of())));
			assertTrue(e.getMessage(), e.getMessage().contains("segments nothing") && e.getMessage().contains("initial="));
		}
	}
}
