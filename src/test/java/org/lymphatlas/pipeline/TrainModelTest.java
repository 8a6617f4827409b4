package org.lymphatlas.pipeline;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import javax.imageio.ImageIO;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.Model;
import org.lymphatlas.network.ModelFolder;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.training.SemiSupervision;
import org.lymphatlas.training.TrainingMonitor;
import org.lymphatlas.training.TrainingOptions;
import org.lymphatlas.training.TrainingOutcome;
import org.lymphatlas.training.TrainingPreset;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.Sha256;

/** Whole trainings, of a few steps on a coarse phantom. */
public class TrainModelTest {

	private static final PlanOptions TINY = new PlanOptions("small", "5", "16", "2,4", "1,1", 0, 0);
	/** The initial model brings its network. */
	private static final PlanOptions GOING_ON = new PlanOptions("small", "5", "16", "", "", 0, 0);

	@ClassRule
	public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

	private static Path folder;

	private final List<Integer> drawn = new ArrayList<>();

	@BeforeClass
	public static void makeCases() throws IOException {
		folder = TEMPORARY.getRoot().toPath();
		final PhantomSpec spec = PhantomSpec.standard(20001, 5);
		final Grid grid = spec.grid();
		MakePhantoms.write(PhantomGenerator.generate(spec.withGrid(grid.crop(new Box(0, 0, 12, grid.nx(), grid.ny(), 40))),
			new InlineTask("phantom")), folder.resolve("a"));
		manifest("annotated.csv", "full", "partial", "full");
		manifest("all.csv", "full", "partial", "full", "none");
		run(options("annotated.csv", "ensemble", TrainingPreset.atlasPriors(), Optional.empty(), 3, false), new InlineTask(
			"train"));
	}

	private static void manifest(final String name, final String... annotations) throws IOException {
		final StringBuilder csv = new StringBuilder("case,ct,nodes,annotation\n");
		for (int i = 0; i < annotations.length; i++)
			csv.append("case-" + i + ",a/ct.nii.gz,a/nodes.nii.gz," + annotations[i] + "\n");
		Files.writeString(folder.resolve(name), csv);
	}

	private static TrainModel.Options options(final String manifest, final String output, final TrainingPreset preset,
		final Optional<Path> initial, final int folds, final boolean resume)
	{
		return new TrainModel.Options(folder.resolve(manifest), Optional.empty(), folder.resolve(output), Optional.of(folder
			.resolve("prepared")), Optional.empty(), "auto", preset, initial, initial.isPresent() ? GOING_ON : TINY, 2,
			2, 5, 1, folds, "dl4j", Device.CPU,
			resume, 1000, BadCasePolicy.REFUSE);
	}

	private static TrainingOutcome run(final TrainModel.Options options, final InlineTask task) {
		return TrainModel.run(options, network -> TrainingMonitor.NONE, task);
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> networks(final String output) throws IOException {
		return (List<Map<String, Object>>) record(output).get("networks");
	}

	private static Map<?, ?> record(final String output) throws IOException {
		return Json.GSON.fromJson(Files.readString(folder.resolve(output).resolve("record.json")), Map.class);
	}

	@Test
	public void foldsMakeAnEnsembleOfOneFolder() throws IOException {
		final Path output = folder.resolve("ensemble");
		assertEquals(3, ModelFolder.read(output).description().members());
		final String head = "decoder.seg_layers.0.weight";
		assertFalse("the networks differ", ModelFolder.read(output).weights().get(head).values()[0] == ModelFolder.read(output,
			3).weights().get(head).values()[0]);
		for (final String name : new String[] { "curves.csv", "curves-2.csv", "curves-3.csv", "checkpoint/last.safetensors",
			"checkpoint/last-3.safetensors" })
			assertTrue(name, Files.isRegularFile(output.resolve(name)));
		assertEquals(900, ImageIO.read(output.resolve("curves-2.png").toFile()).getWidth());
		final List<Map<String, Object>> networks = networks("ensemble");
		assertEquals(List.of(5.0, 6.0, 7.0), networks.stream().map(n -> n.get("seed")).toList());
		for (final Map<String, Object> network : networks) {
			assertEquals(1, ((List<?>) network.get("validationCases")).size());
			assertFalse(((List<?>) network.get("trainingCases")).contains(((List<?>) network.get("validationCases")).get(0)));
			assertEquals(true, network.get("completed"));
		}
	}

	@Test
	public void theRecordSaysWhatIsNeededToRepeatTheRun() throws IOException {
		final Map<?, ?> record = record("ensemble");
		assertEquals(Sha256.of(folder.resolve("annotated.csv")), ((Map<?, ?>) record.get("manifestsSha256")).get(folder
			.resolve("annotated.csv").toString()));
		for (final String key : new String[] { "version", "options", "java", "device", "gflops", "atlas", "plan",
			"ctNormalization", "stages" })
			assertTrue(key, record.containsKey(key));
		assertEquals(5.0, ((Map<?, ?>) record.get("options")).get("seed"));
	}

	@Test
	public void aStoppedEnsembleGoesOnToTheSameBytes() throws IOException {
		final InlineTask stop = new InlineTask("train") {

			@Override
			protected void changed() {
				if (getStatusMessage().startsWith("training of network 2")) drawn.add(1);
				if (!drawn.isEmpty() && getProgressValue() == 1 && !isCanceled()) cancel("Enough");
			}
		};
		assertThrows(CancellationException.class, () -> run(options("annotated.csv", "stopped", TrainingPreset.atlasPriors(),
			Optional.empty(), 3, true), stop));
		assertEquals("the first network is a model already", 1, ModelFolder.read(folder.resolve("stopped")).description()
			.members());
		assertEquals("the record of a stopped run", 1, networks("stopped").size());
		assertTrue(stop.getStatusMessage(), stop.getStatusMessage().contains("resume=true"));
		assertTrue(run(options("annotated.csv", "stopped", TrainingPreset.atlasPriors(), Optional.empty(), 3, true),
			new InlineTask("train")).completed());
		for (final String name : new String[] { "weights.safetensors", "weights-2.safetensors", "weights-3.safetensors" })
			assertArrayEquals(name, Files.readAllBytes(folder.resolve("ensemble").resolve(name)), Files.readAllBytes(folder
				.resolve("stopped").resolve(name)));
	}

	@Test
	public void casesWithoutAnnotationTeachWhereTheyAreWanted() throws IOException {
		final Optional<Path> initial = Optional.of(folder.resolve("ensemble"));
		for (final SemiSupervision way : new SemiSupervision[] { SemiSupervision.ENTROPY, SemiSupervision.ATLAS }) {
			final TrainingPreset preset = TrainingPreset.atlasPriors().with(p -> p.annotated(a -> a.withSemiSupervision(way)));
			assertTrue(run(options("all.csv", "taught-" + way, preset, initial, 0, false), new InlineTask("train"))
				.completed());
			final Model model = ModelFolder.read(folder.resolve("taught-" + way));
			assertEquals(ModelFolder.read(initial.get()).description().ctNormalization(), model.description()
				.ctNormalization());
			assertTrue(model.description().training().get("initialWeights").toString().startsWith("CRC-32"));
		}
		final InputException none = assertThrows(InputException.class, () -> run(options("annotated.csv", "nothing",
			TrainingPreset.atlasPriors().with(p -> p.annotated(a -> a.withSemiSupervision(SemiSupervision.ATLAS))), initial, 0, false), new InlineTask(
				"train")));
		assertTrue(none.getMessage(), none.getMessage().contains("annotation 'none'"));
	}

	@Test
	public void whatDoesNotFitIsRefusedByName() {
		final InputException unannotated = assertThrows(InputException.class, () -> run(options("all.csv", "no",
			TrainingPreset.atlasPriors(), Optional.empty(), 0, false), new InlineTask("train")));
		assertTrue(unannotated.getMessage(), unannotated.getMessage().contains("'case-3'") && unannotated.getMessage()
			.contains("semiSupervised"));
		final InputException channels = assertThrows(InputException.class, () -> run(options("annotated.csv", "no",
			TrainingPreset.atlasPriors().with(p -> p.channels = List.of(InputChannel.CT)), Optional.of(folder.resolve(
				"ensemble")), 0, false), new InlineTask("train")));
		assertTrue(channels.getMessage(), channels.getMessage().contains("[CT, DISTANCE, PROBABILITY]"));
		final InputException folds = assertThrows(InputException.class, () -> options("annotated.csv", "no", TrainingPreset
			.atlasPriors(), Optional.empty(), 1, false));
		assertTrue(folds.getMessage(), folds.getMessage().contains("folds=1"));
	}
}
