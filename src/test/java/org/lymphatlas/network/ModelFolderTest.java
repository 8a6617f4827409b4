package org.lymphatlas.network;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.InputException;

public class ModelFolderTest {

	private static final NetworkSpec NETWORK = NetworkSpec.isotropic(3, List.of(2, 4), List.of(1, 1));

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private final Model model = new Model(new ModelDescription(ModelDescription.FORMAT_VERSION, NETWORK, List.of(
		InputChannel.CT, InputChannel.DISTANCE, InputChannel.PROBABILITY), new CtNormalization(-160.5, 240, 51.25, 33.1),
		new double[] { 2.5, 2, 3 }, new int[] { 16, 8, 24 }, "xz", 0.3, Map.of("seed", 7, "cases", List.of("a", "b"))), Weights
			.initial(NETWORK, 5));
	private Path folder;

	@Before
	public void write() {
		folder = temporary.getRoot().toPath().resolve("a/model");
		ModelFolder.write(model, folder);
	}

	private void assertSame(final Model read) {
		final ModelDescription d = read.description();
		assertEquals(model.description().channels(), d.channels());
		assertEquals(model.description().ctNormalization(), d.ctNormalization());
		assertArrayEquals(new double[] { 2.5, 2, 3 }, d.spacingMm(), 0);
		assertArrayEquals(new int[] { 16, 8, 24 }, d.patchZyx());
		assertEquals("xz", d.mirrorAxes());
		assertEquals(0.3, d.threshold(), 0);
		assertEquals(List.of("a", "b"), d.training().get("cases"));
		assertEquals(NETWORK.features(), d.network().features());
		assertEquals(model.weights().names(), read.weights().names());
		for (final String name : read.weights().names())
			assertArrayEquals(name, model.weights().get(name).values(), read.weights().get(name).values(), 0);
	}

	@Test
	public void comesBackFromAFolder() throws IOException {
		assertSame(ModelFolder.read(folder));
		try (var files = Files.list(folder)) {
			assertEquals("no leftovers", 2, files.count());
		}
		assertTrue(Files.readString(folder.resolve("model.json")).contains("\"probability\""));
	}

	@Test
	public void comesBackFromAZip() throws IOException {
		for (final String inside : new String[] { "", "some model/" }) {
			final Path zip = temporary.getRoot().toPath().resolve("model" + inside.length() + ".zip");
			try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
				for (final String name : new String[] { "model.json", "weights.safetensors" }) {
					out.putNextEntry(new ZipEntry(inside + name));
					Files.copy(folder.resolve(name), out);
				}
			}
			assertSame(ModelFolder.read(zip));
		}
	}

	@Test
	public void anEnsembleHasWeightsForEachOfItsNetworks() throws IOException {
		final Weights second = Weights.initial(NETWORK, 6);
		ModelFolder.writeMember(second, folder, 2);
		assertEquals("not before it is said", 1, ModelFolder.read(folder).description().members());
		ModelFolder.setMembers(folder, 2);
		assertEquals(2, ModelFolder.read(folder).description().members());
		assertSame(ModelFolder.read(folder));
		final String name = "decoder.seg_layers.0.weight";
		assertArrayEquals(second.get(name).values(), ModelFolder.read(folder, 2).weights().get(name).values(), 0);
		assertTrue("numbers stay as they were", Pattern.compile("\"seed\": 7[,\\s]").matcher(Files.readString(
			folder.resolve("model.json"))).find());
		assertTrue(assertThrows(InputException.class, () -> ModelFolder.read(folder, 3)).getMessage().contains(
			"there is no number 3"));
		assertThrows(InputException.class, () -> ModelFolder.setMembers(folder, 3));
		assertEquals("a model that lacks weights is not made", 2, ModelFolder.read(folder).description().members());
	}

	@Test
	public void descriptionsOfBeforeThereWereEnsemblesAreOfOneNetwork() throws IOException {
		final Path file = folder.resolve("model.json");
		Files.writeString(file, Files.readString(file).replaceAll(",\\s*\"members\": 1", ""));
		assertEquals(false, Files.readString(file).contains("members"));
		assertEquals(1, ModelFolder.read(folder).description().members());
	}

	private void assertRefused(final String because) {
		final InputException e = assertThrows(InputException.class, () -> ModelFolder.read(folder));
		assertTrue(e.getMessage(), e.getMessage().contains(because) && e.getMessage().contains(folder.toString()));
	}

	private void replace(final String what, final String by) throws IOException {
		final Path file = folder.resolve("model.json");
		final String text = Files.readString(file);
		assertTrue(text, text.contains(what));
		Files.writeString(file, text.replace(what, by));
	}

	@Test
	public void missingPartsAreNamed() throws IOException {
		Files.delete(folder.resolve("weights.safetensors"));
		assertRefused("no weights.safetensors");
		Files.delete(folder.resolve("model.json"));
		assertRefused("no model.json");
		assertThrows(InputException.class, () -> ModelFolder.read(temporary.getRoot().toPath().resolve("absent")));
		final InputException shipped = assertThrows(InputException.class, () -> ModelFolder.readResource("/models/absent"));
		assertTrue(shipped.getMessage(), shipped.getMessage().contains("/models/absent"));
	}

	@Test
	public void whatIsNoZipIsRefused() throws IOException {
		final Path file = temporary.newFile("model.zip").toPath();
		Files.writeString(file, "no zip");
		final InputException e = assertThrows(InputException.class, () -> ModelFolder.read(file));
		assertTrue(e.getMessage(), e.getMessage().contains(file.toString()));
	}

	@Test
	public void otherVersionIsRefused() throws IOException {
		replace("\"formatVersion\": 1", "\"formatVersion\": 99");
		assertRefused("formatVersion is 99");
	}

	@Test
	public void unknownChannelIsRefused() throws IOException {
		replace("\"probability\"", "\"pet\"");
		assertRefused("ct, distance, probability");
	}

	@Test
	public void channelsMustFitTheNetwork() throws IOException {
		replace("\"inputChannels\": 3", "\"inputChannels\": 1");
		assertRefused("names 3 channels");
	}

	@Test
	public void weightsMustFitTheNetwork() throws IOException {
		replace("\"convsPerDecoderStage\": 1", "\"convsPerDecoderStage\": 2");
		assertRefused("weights do not fit");
	}

	@Test
	public void brokenDescriptionsAreRefused() throws IOException {
		for (final String text : new String[] { "", "null", "[]", "{", "{}", "{\"formatVersion\": \"x\"}", "{\"a\":".repeat(
			100_000) }) {
			Files.writeString(folder.resolve("model.json"), text);
			assertRefused("model");
		}
	}

	@Test
	public void impossibleNumbersAreRefused() throws IOException {
		replace("\"stdHu\": 33.1", "\"stdHu\": 0");
		assertRefused("deviation");
		replace("\"stdHu\": 0", "\"stdHu\": 33.1");
		replace("\"threshold\": 0.3", "\"threshold\": -1");
		assertRefused("threshold");
	}

	@Test
	public void cropIsKeptAndAModelWithoutOneWasCroppedByOrgans() throws IOException {
		final Path file = folder.resolve("model.json");
		final String organs = Files.readString(file);
		assertTrue(organs, organs.contains("\"crop\": \"organs\""));
		Files.writeString(file, organs.replaceAll(",\\s*\"crop\": \"organs\"", ""));
		assertFalse(Files.readString(file).contains("crop"));
		assertEquals(CropSource.ORGANS, ModelFolder.read(folder).description().crop());
		final Path other = temporary.getRoot().toPath().resolve("by-intensities");
		ModelFolder.write(new Model(model.description().withCrop(CropSource.INTENSITIES), model.weights()), other);
		assertEquals(CropSource.INTENSITIES, ModelFolder.read(other).description().crop());
		assertEquals(CropSource.INTENSITIES, ModelFolder.read(other).description().withMembers(2).crop());
		Files.writeString(file, organs.replace("\"organs\"", "\"heart\""));
		assertTrue(assertThrows(InputException.class, () -> ModelFolder.read(folder)).getMessage().contains("model.json"));
	}

	@Test
	public void incompleteModelIsNotWritten() {
		final Path other = temporary.getRoot().toPath().resolve("other");
		final ModelDescription d = model.description();
		final Model bad = new Model(new ModelDescription(1, NETWORK, d.channels(), d.ctNormalization(), d.spacingMm(),
			new int[] { 3, 3, 3 }, "", 0.5, Map.of()), model.weights());
		assertThrows(InputException.class, () -> ModelFolder.write(bad, other));
		assertFalse(Files.exists(other));
	}
}
