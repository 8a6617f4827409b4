package org.lymphatlas.network.nnunet;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Weights;
import org.lymphatlas.network.pytorch.TorchCheckpointTest;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.AtomicFolder;

public class NnunetImportTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private Path root;
	private Path output;

	@Before
	public void folders() {
		root = temporary.getRoot().toPath();
		output = root.resolve("models/model");
	}

	private static void assertWeights(final String name, final NnunetModel model) throws IOException {
		final JsonObject expected = JsonParser.parseReader(new InputStreamReader(NnunetImportTest.class.getResourceAsStream(
			name + ".json"), StandardCharsets.UTF_8)).getAsJsonObject();
		for (int fold = 0; fold < model.folds(); fold++) {
			final JsonObject tensors = expected.getAsJsonObject(model.plan().origin().folds().get(fold));
			final Weights weights = model.weights().apply(fold);
			assertEquals(tensors.keySet(), weights.names());
			for (final String tensor : weights.names())
				TorchCheckpointTest.assertTensor("fold " + fold + " " + tensor, tensors.get(tensor), weights.get(tensor));
		}
	}

	private void refused(final Path source, final String reason) {
		refused(source, "", "", "final", reason);
	}

	private void refused(final Path source, final String configuration, final String folds, final String checkpoint,
		final String reason)
	{
		final InputException e = assertThrows(reason, InputException.class, () -> Fixture.run(source, output, configuration,
			folds, checkpoint));
		assertTrue(reason + ": " + e.getMessage(), e.getMessage().contains(reason));
		assertNothingLeft();
	}

	private void assertNothingLeft() {
		assertFalse(Files.exists(output));
		if (!Files.exists(output.getParent())) return;
		try (Stream<Path> left = Files.list(output.getParent())) {
			assertEquals(List.of(), left.toList());
		}
		catch (final IOException e) {
			throw new AssertionError(e);
		}
	}

	@Test
	public void plainModelOfNewPlans() throws IOException {
		final NnunetModel model = Fixture.run(Fixture.zip("plain", root), output);
		assertWeights("plain", model);
		final NnunetPlan plan = model.plan();
		assertEquals(List.of("0", "2"), plan.origin().folds());
		assertEquals("nnUNetTrainer", plan.origin().trainer());
		assertEquals("3d_fullres", plan.origin().configuration());
		assertEquals("Dataset901_Plain", plan.origin().dataset());
		assertEquals(NetworkSpec.PLAIN_UNET, plan.network().kind());
		assertEquals(List.of(2, 1), plan.network().convsPerDecoderStage());
		assertArrayEquals(new int[] { 1, 2, 2 }, plan.network().strides().get(1));
		assertArrayEquals(new int[] { 1, 3, 3 }, plan.network().kernels().get(0));
		assertArrayEquals(new int[] { 8, 8, 16 }, plan.patch());
		assertArrayEquals(new double[] { 3, 1.5, 1.25 }, plan.spacingMm(), 0);
		assertArrayEquals(new int[] { 0, 1, 2 }, plan.mirrorAxes());
		assertEquals(List.of("background", "lymph_node", "vessel"), model.classes());
		assertEquals(new NnunetPlan.Channel("CT", NnunetPlan.Normalization.CT, false, -115, 236, 38.5, 57.25), plan.channels()
			.get(0));
		assertEquals(new NnunetPlan.Channel("PET", NnunetPlan.Normalization.Z_SCORE, false, 0, 0, 0, 0), plan.channels().get(
			1));
		assertEquals(new NnunetPlan.ResamplingRule(3, 0, Optional.empty()), plan.data());
		assertEquals(new NnunetPlan.ResamplingRule(1, 0, Optional.empty()), plan.logits());
	}

	@Test
	public void residualModelOfOldPlansWithRegionsAndFoldAll() throws IOException {
		final NnunetModel model = Fixture.run(Fixture.unpack("residual", root.resolve("results")), output);
		assertWeights("residual", model);
		final NnunetPlan plan = model.plan();
		assertEquals(List.of("all"), plan.origin().folds());
		assertEquals(NetworkSpec.RESIDUAL_ENCODER_UNET, plan.network().kind());
		assertEquals(List.of(2, 4, 4), plan.network().features());
		assertTrue(plan.regions());
		assertEquals(List.of(new NnunetPlan.Output("nodes", 1), new NnunetPlan.Output("large", 2), new NnunetPlan.Output(
			"mediastinum", 3)), plan.outputs());
		assertArrayEquals(new int[] { 1, 2, 0 }, plan.transposeForward());
		assertEquals(0, plan.mirrorAxes().length);
	}

	@Test
	public void folderAndZipGiveTheSame() throws IOException {
		final NnunetModel a = Fixture.run(Fixture.zip("plain", root), root.resolve("a"));
		final NnunetModel b = Fixture.run(Fixture.unpack("plain", root.resolve("results")).resolve(Fixture.PLAIN), root
			.resolve("b"));
		assertEquals(a.plan().origin().sha256(), b.plan().origin().sha256());
		for (final String file : new String[] { "weights-fold_0.safetensors", "weights-fold_2.safetensors" })
			assertArrayEquals(Files.readAllBytes(root.resolve("a").resolve(file)), Files.readAllBytes(root.resolve("b").resolve(
				file)));
		try (Stream<Path> files = Files.list(root.resolve("a"))) {
			assertEquals("the unpacked checkpoint is gone", 3, files.count());
		}
	}

	@Test
	public void foldsAndCheckpointsAreChosen() throws IOException {
		final Path zip = Fixture.zip("plain", root);
		assertEquals(List.of("2"), Fixture.run(zip, root.resolve("one"), "3d_fullres", "fold_2", "final").plan().origin()
			.folds());
		assertEquals(List.of("2", "0"), Fixture.run(zip, root.resolve("two"), "", "2, 0", "final").plan().origin().folds());
		refused(zip, "", "1", "final", "There is no fold 1");
		refused(zip, "", "all", "final", "there are: 0, 2");
		refused(zip, "", "", "best", "has no checkpoint_best.pth; it has: final");
		refused(zip, "3d_lowres", "", "final", "holds no configuration 3d_lowres, but ");
	}

	@Test
	public void severalTrainingsAreListed() throws IOException {
		final Path results = Fixture.unpack("plain", root.resolve("results"));
		Fixture.unpack("residual", results);
		refused(results, Fixture.PLAIN.substring(0, Fixture.PLAIN.length() - 1) + ", " + Fixture.RESIDUAL.substring(0,
			Fixture.RESIDUAL.length() - 1));
		refused(results, "3d_fullres", "", "final", "several trainings");
		assertEquals("Dataset902_Residual", Fixture.run(results, output, "Dataset902_Residual/" + Fixture.RESIDUAL.split(
			"/")[1], "", "final").plan().origin().dataset());
	}

	@Test
	public void plansMayLieAboveAndInAnotherZip() throws IOException {
		final Path meta = Fixture.zip("plain", root), folds = root.resolve("folds.zip");
		Files.copy(meta, folds);
		try (FileSystem zip = FileSystems.newFileSystem(meta, (ClassLoader) null)) {
			Files.move(zip.getPath(Fixture.PLAIN + "plans.json"), zip.getPath("plans.json"));
			Files.move(zip.getPath(Fixture.PLAIN + "dataset.json"), zip.getPath("dataset.json"));
			for (final String fold : new String[] { "fold_0", "fold_2" })
				Files.delete(zip.getPath(Fixture.PLAIN + fold + "/checkpoint_final.pth"));
			Files.delete(zip.getPath(Fixture.PLAIN + "dataset_fingerprint.json"));
		}
		try (FileSystem zip = FileSystems.newFileSystem(folds, (ClassLoader) null)) {
			Files.delete(zip.getPath(Fixture.PLAIN + "plans.json"));
			Files.delete(zip.getPath(Fixture.PLAIN + "dataset.json"));
		}
		refused(folds, "There is no plans.json");
		try (FileSystem zip = FileSystems.newFileSystem(meta, (ClassLoader) null); FileSystem other = FileSystems
			.newFileSystem(folds, (ClassLoader) null))
		{
			Files.copy(zip.getPath("plans.json"), other.getPath("plans.json"));
			Files.writeString(zip.getPath("README"), "one");
		}
		AtomicFolder.write(output, folder -> NnunetImport.run(new NnunetImport.Source(List.of(meta, folds), "two zips", "", "",
			"final", "CC BY-NC 4.0"), folder, new InlineTask("import")));
		assertWeights("plain", NnunetFolder.read(output));
		assertEquals("CC BY-NC 4.0", NnunetFolder.read(output).plan().origin().licence());
		try (FileSystem other = FileSystems.newFileSystem(folds, (ClassLoader) null)) {
			Files.writeString(other.getPath("README"), "two");
		}
		assertTrue(assertThrows(InputException.class, () -> SourceFiles.of(List.of(meta, folds))).getMessage().contains(
			"holds another README"));
	}

	@Test
	public void licencesOfTheSourceAreKept() throws IOException {
		final Path results = Fixture.unpack("plain", root.resolve("results"));
		final Path dataset = results.resolve(Fixture.PLAIN + "dataset.json");
		Files.writeString(dataset, Files.readString(dataset).replaceFirst("\\{", "{\"licence\": \"CC BY 4.0\", "));
		Files.writeString(results.resolve("Dataset901_Plain/LICENSE.txt"), "Be kind.\n");
		assertEquals("CC BY 4.0\n\nBe kind.", Fixture.run(results, output).plan().origin().licence());
	}

	@Test
	public void whatIsNotSupportedIsRefusedByName() throws IOException {
		final String[][] changes = { { "plans.json", "\"patch_size\": [8, 8, 16]", "\"patch_size\": [8, 16]", "2D" }, {
			"plans.json", "\"batch_dice\": true", "\"previous_stage\": \"3d_lowres\"", "cascade" }, { "plans.json",
				"InstanceNorm3d", "BatchNorm3d", "BatchNorm3d" }, { "plans.json", "unet.PlainConvUNet", "primus.Primus",
					"primus.Primus is not supported" }, { "plans.json", "\"nonlin\": \"torch.nn.LeakyReLU\"",
						"\"nonlin\": \"torch.nn.ReLU\"", "torch.nn.ReLU" }, { "plans.json", "\"conv_bias\": true",
							"\"conv_bias\": false", "without bias" }, { "plans.json", "\"eps\": 1e-05", "\"eps\": 0.001", "eps" }, {
								"plans.json", "\"conv_bias\": true", "\"conv_bias\": true, \"attention\": true",
								"option attention" }, { "plans.json", "\"resampling_fn_data\": \"resample_data_or_seg_to_shape\"",
									"\"resampling_fn_data\": \"resample_torch_fornnunet\"", "resample_torch_fornnunet" }, { "plans.json",
										"\"is_seg\": false, \"order\": 1", "\"is_seg\": false, \"order\": 3",
										"resampling_fn_probabilities of order 3" }, { "plans.json", "\"ZScoreNormalization\"",
											"\"MyNormalization\"", "MyNormalization" }, { "plans.json", "\"DefaultPreprocessor\"", "\"Mine\"",
												"preprocessor_name is Mine" }, { "plans.json", "\"SimpleITKIO\"", "\"NibabelIOWithReorient\"",
													"NibabelIOWithReorient" }, { "plans.json", "\"LabelManager\"", "\"Mine\"",
														"label_manager is Mine" }, { "plans.json", "\"batch_dice\": true",
															"\"inherits_from\": \"3d_lowres\"", "inherits from itself" }, { "plans.json",
																"\"batch_dice\": true", "\"inherits_from\": \"none\"", "no configuration none" }, {
																	"plans.json", "\"3d_fullres\": {\"data", "\"3d_other\": {\"data",
																	"no configuration 3d_fullres; it has" }, { "plans.json", "\"configurations\"",
																		"\"plans_per_stage\": 1, \"configurations\"", "nnU-Net v1" }, { "dataset.json",
																			"\"background\": 0", "\"0\": \"background\"", "nnU-Net v1" }, { "dataset.json",
																				"\"lymph_node\": 1", "\"lymph_node\": 5", "labels must be 0 to 2" } };
		for (final String[] change : changes)
			refusedAfter(change);
	}

	/** Plans of another network than the checkpoint's. */
	@Test
	public void everyParameterIsExpectedAndEachExpectedOneIsThere() throws IOException {
		refusedAfter("plans.json", "\"features_per_stage\": [2, 3, 4]", "\"features_per_stage\": [2, 3, 5]",
			"encoder.stages.2.0.convs.0.conv.weight has the shape");
		refusedAfter("plans.json", "\"n_conv_per_stage\": [1, 2, 1]", "\"n_conv_per_stage\": [1, 2, 2]",
			"lacks encoder.stages.2.0.convs.1.conv.weight");
		refusedAfter("plans.json", "\"n_conv_per_stage\": [1, 2, 1]", "\"n_conv_per_stage\": [1, 1, 1]",
			"holds encoder.stages.1.0.convs.1.conv.weight, which the network of its plans has not");
		refusedAfter("dataset.json", "\"vessel\": 2,", "", "decoder.seg_layers");
		refusedAfter("dataset.json", "\"1\": \"PET\"", "\"1\": \"PET\", \"2\": \"MR\"",
			"2 normalization_schemes and 2 use_mask_for_norm for 3 channels");
	}

	private void refusedAfter(final String... change) throws IOException {
		final Path results = Fixture.unpack("plain", temporary.newFolder().toPath());
		final Path file = results.resolve(Fixture.PLAIN + change[0]);
		final String text = Files.readString(file).replaceAll("\\s+", " ").replaceAll("\\[ ", "[").replaceAll(" \\]", "]")
			.replaceAll("\\{ ", "{");
		assertTrue(change[1] + " is not in " + text, text.contains(change[1]));
		Files.writeString(file, text.replace(change[1], change[2]));
		refused(results, change[3]);
	}

	@Test
	public void sourcesThatAreNoModelsAreRefused() throws IOException {
		refused(root.resolve("nowhere"), "There is no folder or zip");
		final Path empty = temporary.newFolder().toPath();
		refused(empty, "holds no nnU-Net model");
		Files.createDirectories(empty.resolve("fold_0"));
		Files.writeString(empty.resolve("fold_0/model_final_checkpoint.model"), "x");
		refused(empty, "nnU-Net v1");
		Files.writeString(empty.resolve("fold_0/checkpoint_final.pth"), "x");
		refused(empty, "There is no plans.json");
		final Path truncated = Fixture.zip("plain", root);
		Files.write(truncated, Arrays.copyOf(Files.readAllBytes(truncated), 20_000));
		refused(truncated, "not downloaded whole");
		refused(Files.writeString(root.resolve("no.zip"), "no zip"), "no.zip cannot be read: it is no zip");
	}

	@Test
	public void jsonThatNestsOrSwellsIsRefused() throws IOException {
		final Path results = Fixture.unpack("plain", root.resolve("results"));
		final Path plans = results.resolve(Fixture.PLAIN + "plans.json");
		Files.writeString(plans, "{\"configurations\": " + "[".repeat(1_000_000));
		refused(results, "is no JSON");
		Files.writeString(plans, "[]");
		refused(results, "plans.json is JsonArray, and not an object");
		Files.write(plans, new byte[(16 << 20) + 1]);
		refused(results, "more than the 16777216 that are read");
	}

	@Test
	public void cancelledImportsLeaveNothing() throws IOException {
		final Path zip = Fixture.zip("plain", root);
		final InlineTask task = new InlineTask("import");
		task.cancel("enough");
		assertThrows(CancellationException.class, () -> AtomicFolder.write(output, folder -> NnunetImport.run(
			new NnunetImport.Source(List.of(zip), "zip", "", "", "final", ""), folder, task)));
		assertNothingLeft();
	}

	@Test
	public void whatIsThereIsNotOverwritten() throws IOException {
		final Path zip = Fixture.zip("plain", root);
		Files.createDirectories(output);
		Files.writeString(output.resolve("mine.txt"), "mine");
		assertTrue(assertThrows(InputException.class, () -> Fixture.run(zip, output)).getMessage().contains("is there already"));
		assertEquals("mine", Files.readString(output.resolve("mine.txt")));
		Files.delete(output.resolve("mine.txt"));
		assertEquals("an empty folder will do", 2, Fixture.run(zip, output).folds());
	}

	@Test
	public void trainersAreKnownByName() {
		for (final String known : new String[] { "nnUNetTrainer", "nnUNetTrainerNoMirroring", "nnUNetTrainer_250epochs",
			"nnUNetTrainer_1epoch", "nnUNetTrainer_4000epochs_NoMirroring", "nnUNetTrainer_DASegOrd0_NoMirroring",
			"nnUNetTrainer_onlyMirror01", "nnUNetTrainerDA5", "nnUNetTrainerDiceTopK10Loss_2000epochs",
			"nnUNetTrainerNoDeepSupervision", "nnUNetTrainerCELoss_5epochs", "nnUNetTrainerVanillaAdam3en4",
			"nnUNetTrainerAdanCosAnneal", "nnUNetTrainer_probabilisticOversampling_033" })
			Trainers.requireKnown(known, "x");
		for (final String foreign : new String[] { "nnUNetTrainerBN", "nnUNet_Primus_M_Trainer", "nnUNetTrainerSwinUNETR",
			"nnUNetTrainerUMambaBot", "nnUNetTrainerDA5_SwinUNETR", "nnUNetTrainerV2", "nnUNetTrainer_mine", "", "nnUNetTrainer ",
			"nnUNetTrainer_onlyMirror01_Mamba", "nnUNet_PrimusV3S_Trainer" })
			assertTrue(foreign, assertThrows(foreign, InputException.class, () -> Trainers.requireKnown(foreign, "x"))
				.getMessage().contains("was trained by " + foreign));
	}
}
