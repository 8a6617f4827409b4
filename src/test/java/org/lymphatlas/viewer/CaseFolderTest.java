package org.lymphatlas.viewer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.VolumeFiles;

public class CaseFolderTest {

	@Rule
	public TemporaryFolder temporary = new TemporaryFolder();

	private final CaseView example = ExampleCase.on(ExampleCase.grid(2, 2, 4, 0, 0));
	private Path folder;

	@Before
	public void makeFolder() throws IOException {
		folder = temporary.newFolder("case-0007").toPath();
	}

	/** As 'segment' leaves it. */
	private void writeResults() throws IOException {
		Files.createDirectories(folder.resolve("priors"));
		Files.createDirectories(folder.resolve("organs"));
		VolumeFiles.write(example.ct(), temporary.getRoot().toPath().resolve("patient.nrrd"));
		VolumeFiles.write(example.distance(), folder.resolve("priors/distance.nii.gz"));
		VolumeFiles.write(example.probability(), folder.resolve("priors/probability.nii.gz"));
		VolumeFiles.write(example.nodes(), folder.resolve("priors/station.nii.gz"));
		VolumeFiles.write(example.nodes(), folder.resolve("nodes.nii.gz"));
		Files.writeString(folder.resolve("organs/landmarks.json"), "{\"carinaLps\": [-10, 5, 0], \"carinaReason\": \"seen\"}");
		Files.writeString(folder.resolve("record.json"), "{\"input\": {\"path\": \"../patient.nrrd\"}, \"registration\": " +
			"{\"verdict\": \"check\"}}");
	}

	@Test
	public void resultsAreReadWithTheCtThatTheirRecordNames() throws IOException {
		writeResults();
		final CaseView view = CaseFolder.read(folder);
		assertEquals("case-0007", view.title());
		assertEquals("registration: check", view.verdict());
		assertArrayEquals(example.ct().hu(), view.ct().hu());
		assertArrayEquals(example.distance().values(), view.distance().values(), 0);
		assertArrayEquals(example.probability().values(), view.probability().values(), 0);
		assertArrayEquals(example.nodes().labels(), view.nodes().labels());
		assertArrayEquals(example.nodes().labels(), view.stations().labels());
		assertArrayEquals(ExampleCase.CARINA, view.carina().orElseThrow(), 0);
	}

	@Test
	public void aPhantomHasNoPriorsButACarina() throws IOException {
		VolumeFiles.write(example.ct(), folder.resolve("ct.nii.gz"));
		Files.writeString(folder.resolve("phantom.json"), "{\"carinaLps\": [-10, 5, 0]}");
		final CaseView view = CaseFolder.read(folder);
		assertNull(view.distance());
		assertNull(view.nodes());
		assertArrayEquals(ExampleCase.CARINA, view.carina().orElseThrow(), 0);
	}

	@Test
	public void anAbsentCarinaIsAbsent() throws IOException {
		writeResults();
		Files.writeString(folder.resolve("organs/landmarks.json"), "{\"carinaLps\": null, \"carinaReason\": \"cut off\"}");
		assertTrue(CaseFolder.read(folder).carina().isEmpty());
	}

	@Test
	public void whatIsMissingIsNamed() throws IOException {
		refuses("There is no case folder", folder.resolve("nowhere"));
		refuses("holds neither ct.nii.gz nor a record.json", folder);
		writeResults();
		Files.delete(temporary.getRoot().toPath().resolve("patient.nrrd"));
		refuses("is no longer at", folder);
		Files.writeString(folder.resolve("record.json"), "{");
		refuses("record.json cannot be read", folder);
	}

	private static void refuses(final String message, final Path folder) {
		final InputException e = assertThrows(InputException.class, () -> CaseFolder.read(folder));
		assertTrue(e.getMessage(), e.getMessage().contains(message));
	}

	@Test
	public void theDistanceMapsMillimetresStandInTheRecord() throws IOException {
		assertTrue(CaseFolder.largestDistanceMm(folder).isEmpty());
		Files.writeString(folder.resolve("record.json"), "{\"atlas\": {\"name\": \"a\", \"largestDistanceMm\": 266.5}}");
		assertEquals(266.5, CaseFolder.largestDistanceMm(folder).getAsDouble(), 0);
		for (final String none : new String[] { "\"far\"", "-3", "null", "[1]" }) {
			Files.writeString(folder.resolve("record.json"), "{\"atlas\": {\"largestDistanceMm\": " + none + "}}");
			assertTrue(none, CaseFolder.largestDistanceMm(folder).isEmpty());
		}
	}
}
