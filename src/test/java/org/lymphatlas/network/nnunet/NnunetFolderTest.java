package org.lymphatlas.network.nnunet;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.Model;
import org.lymphatlas.network.ModelDescription;
import org.lymphatlas.network.ModelFolder;
import org.lymphatlas.network.ModelKind;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Weights;
import org.lymphatlas.volume.InputException;

public class NnunetFolderTest {

	private static final NetworkSpec NETWORK = NetworkSpec.isotropic(2, List.of(2, 4), List.of(1, 1));
	private static final String SHA = "0123456789abcdef".repeat(4);

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private Path folder;

	@Before
	public void write() {
		folder = temporary.getRoot().toPath().resolve("model");
		final NnunetPlan plan = plan(List.of("0", "all"));
		NnunetFolder.writeWeights(Weights.initial(NETWORK, 1), NETWORK, List.of("0", "all"), "0", folder);
		NnunetFolder.writeWeights(Weights.initial(NETWORK, 2), NETWORK, List.of("0", "all"), "all", folder);
		NnunetFolder.writePlan(plan, folder);
	}

	private static NnunetPlan plan(final List<String> folds) {
		return new NnunetPlan(NETWORK, new int[] { 8, 16, 24 }, new double[] { 5, 0.7, 0.8 }, new int[] { 2, 0, 1 }, List.of(
			new NnunetPlan.Channel("CT", NnunetPlan.Normalization.CT, false, -900.5, 300, 12.25, 40.1), new NnunetPlan.Channel(
				"PET", NnunetPlan.Normalization.Z_SCORE, true, 0, 0, 0, 0)), new NnunetPlan.ResamplingRule(3, 0, Optional
					.empty()), new NnunetPlan.ResamplingRule(1, 0, Optional.of(true)), List.of(new NnunetPlan.Output("background",
						0), new NnunetPlan.Output("node", 1)), false, new int[] { 0, 2 }, Optional.of(1e-5), new NnunetPlan.Origin(
							"there.zip", folds.stream().map(f -> SHA).toList(), folds, "Dataset001_Nodes", "nnUNetTrainer",
							"3d_fullres", "CC BY \"4.0\"\nterms"));
	}

	@Test
	public void comesBackAsItWas() {
		final NnunetModel read = NnunetFolder.read(folder);
		final NnunetPlan written = plan(List.of("0", "all"));
		assertEquals(written.channels(), read.plan().channels());
		assertEquals(written.data(), read.plan().data());
		assertEquals(written.logits(), read.plan().logits());
		assertEquals(written.outputs(), read.plan().outputs());
		assertEquals(written.threshold(), read.plan().threshold());
		assertEquals(written.origin(), read.plan().origin());
		assertArrayEquals(written.patch(), read.plan().patch());
		assertArrayEquals(written.spacingMm(), read.plan().spacingMm(), 0);
		assertArrayEquals(written.transposeForward(), read.plan().transposeForward());
		assertArrayEquals(written.mirrorAxes(), read.plan().mirrorAxes());
		assertEquals(List.of("background", "node"), read.classes());
		assertEquals(2, read.folds());
		for (int fold = 0; fold < 2; fold++) {
			final Weights expected = Weights.initial(NETWORK, fold + 1);
			final Weights weights = read.weights().apply(fold);
			assertEquals(expected.names(), weights.names());
			for (final String name : expected.names())
				assertArrayEquals("fold " + fold + " " + name, expected.get(name).values(), weights.get(name).values(), 0);
		}
	}

	@Test
	public void oneFoldLiesInWeightsSafetensors() {
		final Path single = temporary.getRoot().toPath().resolve("single");
		final NnunetPlan plan = plan(List.of("3"));
		NnunetFolder.writeWeights(Weights.initial(NETWORK, 1), NETWORK, List.of("3"), "3", single);
		NnunetFolder.writePlan(plan, single);
		assertTrue(Files.isRegularFile(single.resolve("weights.safetensors")));
		assertEquals(1, NnunetFolder.read(single).folds());
	}

	@Test
	public void foldsAreReadWhenAskedFor() throws IOException {
		Files.writeString(folder.resolve("weights-fold_all.safetensors"), "damaged after the model was opened");
		final NnunetModel read = NnunetFolder.read(folder);
		assertEquals(NETWORK.features().get(0).intValue(), read.weights().apply(0).get("encoder.stem.convs.0.conv.weight")
			.shape()[0]);
		final InputException e = assertThrows(InputException.class, () -> read.weights().apply(1));
		assertTrue(e.getMessage(), e.getMessage().contains("weights-fold_all.safetensors"));
		Files.delete(folder.resolve("weights-fold_all.safetensors"));
		assertTrue(assertThrows(InputException.class, () -> NnunetFolder.read(folder)).getMessage().contains(
			"lacks weights-fold_all.safetensors"));
	}

	@Test
	public void kindsAreToldApart() throws IOException {
		final Path trained = temporary.getRoot().toPath().resolve("trained");
		final NetworkSpec one = NetworkSpec.isotropic(1, List.of(2, 4), List.of(1, 1));
		ModelFolder.write(new Model(new ModelDescription(ModelDescription.FORMAT_VERSION, one, List.of(InputChannel.CT),
			new CtNormalization(-100, 200, 0, 30), new double[] { 1, 1, 1 }, new int[] { 8, 8, 8 }, "x", 0.5, Map.of("kind",
				"nnunet")), Weights.initial(one, 1)), trained);
		assertEquals(ModelKind.TRAINED, ModelKind.of(trained));
		assertEquals(ModelKind.NNUNET, ModelKind.of(folder));
		assertTrue(assertThrows(InputException.class, () -> ModelFolder.read(folder)).getMessage().contains(
			"was imported from nnU-Net"));
		assertEquals(ModelKind.TRAINED, ModelKind.of(folder.resolve("nothing")));
		Files.writeString(folder.resolve("model.json"), "{\"a\": [[[");
		assertEquals(ModelKind.TRAINED, ModelKind.of(folder));
	}

	@Test
	public void everyFieldIsChecked() throws IOException {
		final String good = Files.readString(folder.resolve("model.json")).replaceAll("\\s+", "");
		final String[][] damages = { { "\"formatVersion\":1", "\"formatVersion\":2", "formatVersion is 2" }, {
			"\"kind\":\"nnunet\"", "\"kind\":\"x\"", "import-model" }, { "\"patch\":[8,16,24]", "\"patch\":[8,16,23]",
				"multiple of" }, { "\"patch\":[8,16,24]", "\"patch\":[4000,4000,4000]", "patch" }, { "\"patch\":[8,16,24]",
					"\"patch\":[8,16]", "patch" }, { "\"spacingMm\":[5.0,", "\"spacingMm\":[0,", "spacingMm" }, {
						"\"transposeForward\":[2,0,1]", "\"transposeForward\":[2,0,0]", "transposeForward" }, {
							"\"mirrorAxes\":[0,2]", "\"mirrorAxes\":[0,3]", "mirrorAxes" }, { "\"mirrorAxes\":[0,2]",
								"\"mirrorAxes\":[0,0]", "mirrorAxes" }, { "\"threshold\":1.0E-5", "\"threshold\":0", "threshold" }, {
									"\"CT\",\"useMask\"", "\"FOO\",\"useMask\"", "normalization" }, { "\"low\":-900.5", "\"low\":900.5",
										"intensities of channel CT" }, { "\"order\":3", "\"order\":2", "orders" }, { "\"label\":1",
											"\"label\":2", "must be label 1" }, { "\"outputs\":[{\"name\":\"background\",\"label\":0},",
												"\"outputs\":[", "outputs" }, { "\"folds\":[\"0\"", "\"folds\":[\"../0\"", "folds" }, {
													"\"folds\":[\"0\"", "\"folds\":[\"all\"", "folds" }, { SHA, "x", "sha256" }, {
														"\"licence\":\"CCBY", "\"nothing\":\"CCBY", "origin" }, { "\"features\":[2,4]",
															"\"features\":[2,400000]", "features" }, { "{\"formatVersion\"", "[{\"formatVersion\"",
																"model.json" }, { "\"network\":", "\"net\":", "missing" } };
		for (final String[] damage : damages) {
			final String bad = good.replace(damage[0], damage[1]);
			assertTrue(damage[0], !bad.equals(good));
			Files.writeString(folder.resolve("model.json"), bad);
			final InputException e = assertThrows(damage[1], InputException.class, () -> NnunetFolder.read(folder));
			assertTrue(damage[1] + ": " + e.getMessage(), e.getMessage().contains(damage[2]) && e.getMessage().contains(
				folder.toString()));
		}
	}
}
