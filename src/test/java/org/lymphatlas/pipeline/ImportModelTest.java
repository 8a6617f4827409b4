package org.lymphatlas.pipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.ModelKind;
import org.lymphatlas.network.nnunet.Catalogue;
import org.lymphatlas.network.nnunet.ModelServer;
import org.lymphatlas.network.nnunet.NnunetFolder;
import org.lymphatlas.network.nnunet.NnunetModel;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.InputException;

/** From a published zip on a server to a model folder that was tried. */
public class ImportModelTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private static byte[] export() throws IOException {
		try (var in = NnunetModel.class.getResourceAsStream("residual.zip")) {
			return in.readAllBytes();
		}
	}

	private ImportModel.Options options(final String source, final boolean accept) {
		return new ImportModel.Options(source, temporary.getRoot().toPath().resolve("model"), "", "", "final", accept);
	}

	@Test
	public void publishedModelsAreFetchedOnceTheirLicenceIsAgreedTo() throws IOException {
		final Path downloads = temporary.getRoot().toPath().resolve("downloads"), output = options("", true).output();
		try (ModelServer server = new ModelServer(export())) {
			final Catalogue.File file = new Catalogue.File(server.address("/moved/residual.zip"), Optional.empty(), Optional
				.empty(), Optional.empty(), Optional.empty());
			final Catalogue catalogue = new Catalogue(Map.of("mine", "Be kind.\nhttps://example.org"), List.of(
				new Catalogue.Entry("kind-model", "A model", "mine", "https://example.org", "all", "", List.of(file))));
			final InputException e = assertThrows(InputException.class, () -> ImportModel.run(options("kind-model", false),
				catalogue, downloads, new InlineTask("import")));
			assertTrue(e.getMessage(), e.getMessage().contains("Be kind.") && e.getMessage().contains("acceptLicence=true") && e
				.getMessage().contains("no SHA-256 is published"));
			assertEquals("nothing was asked for", List.of(), server.requests());
			assertFalse(Files.exists(downloads));

			final String line = ImportModel.run(options("kind-model", true), catalogue, downloads, new InlineTask("import"));
			assertTrue(line, line.contains("Dataset902_Residual") && line.contains("licence: Be kind.") && line.contains(
				"3 classes: nodes, large, mediastinum") && line.contains("one patch of 8x16x8 takes"));
			assertEquals(ModelKind.NNUNET, ModelKind.of(output));
			assertEquals("Be kind.\nhttps://example.org", NnunetFolder.read(output).plan().origin().licence());
			final JsonObject record = JsonParser.parseString(Files.readString(output.resolve("record.json"),
				StandardCharsets.UTF_8)).getAsJsonObject();
			assertEquals(server.address("/moved/residual.zip"), record.getAsJsonObject("model").get("source").getAsString());
			assertEquals(64, record.getAsJsonObject("model").getAsJsonArray("sha256").get(0).getAsString().length());
			assertTrue(record.getAsJsonObject("selfCheck").get("seconds").getAsDouble() > 0);
		}
	}

	@Test
	public void unknownNamesAreToldWhatThereIs() {
		final InputException e = assertThrows(InputException.class, () -> ImportModel.run(options("lnq", false),
			new InlineTask("import")));
		assertTrue(e.getMessage(), e.getMessage().contains("lnq-mediastinal") && e.getMessage().contains(
			"totalsegmentator-297"));
		assertTrue(ImportModel.terms(options("lnq-mediastinal", false)).orElseThrow().contains("CC BY-NC 4.0"));
		assertEquals(Optional.empty(), ImportModel.terms(options(temporary.getRoot().toString(), false)));
	}
}
