package org.lymphatlas.pipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.viewer.sheet.SheetRow;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.VolumeFiles;

public class MakeContactSheetTest {

	@Rule
	public TemporaryFolder temporary = new TemporaryFolder();

	private Path results;

	@Before
	public void makeResults() throws IOException {
		results = temporary.newFolder("results").toPath();
		VolumeFiles.write(new CtVolume(Grid.of(30, 30, 20, 3, 3, 5)), temporary.getRoot().toPath().resolve("ct.nii.gz"));
		record("good", "../../ct.nii.gz", "\"registration\": {\"verdict\": \"good\", \"reasons\": []}, \"nodes\": 4");
		record("check", "../../ct.nii.gz",
			"\"registration\": {\"verdict\": \"check\", \"reasons\": [\"the carina is 8 mm off\"]}, \"nodes\": 0, \"warnings\": [\"w\"]");
		record("gone", "../../no.nii.gz", "\"registration\": {\"verdict\": \"failed\"}, \"nodes\": null");
		record("organs", "../../ct.nii.gz", "\"organs\": {}");
		Files.createDirectories(results.resolve("no case"));
		BatchCsv.write(List.of(new BatchCsv.Entry("good", "done", 1, "4 nodes"), new BatchCsv.Entry("bad", "failed", 0.1,
			"bad.nrrd: \"cut off\", copy it again")), results.resolve("batch.csv"));
	}

	private void record(final String name, final String ct, final String more) throws IOException {
		Files.createDirectories(results.resolve(name));
		Files.writeString(results.resolve(name).resolve("record.json"), "{\"input\": {\"path\": \"" + ct + "\"}, " + more +
			"}");
	}

	private List<SheetRow> run() {
		return MakeContactSheet.run(MakeContactSheet.Options.of(results), new InlineTask("sheet"));
	}

	@Test
	public void everyCaseHasARowWithWhatItsRecordSays() throws IOException {
		final List<SheetRow> rows = run();
		assertEquals(List.of("bad", "gone", "check", "good", "organs"), rows.stream().map(SheetRow::name).toList());
		assertEquals(List.of("bad.nrrd: \"cut off\", copy it again"), rows.get(0).reasons());
		assertEquals(SheetRow.Verdict.NO_RESULT, rows.get(0).verdict());
		assertEquals(Optional.empty(), rows.get(1).nodes());
		assertTrue(rows.get(1).warnings().get(0), rows.get(1).warnings().get(0).contains("is no longer at"));
		assertEquals(List.of("the carina is 8 mm off"), rows.get(2).reasons());
		assertEquals(List.of("w"), rows.get(2).warnings());
		assertEquals(Optional.of(0), rows.get(2).nodes());
		assertEquals(SheetRow.Verdict.NOT_REGISTERED, rows.get(4).verdict());
		final Path sheet = results.resolve("contact-sheet");
		assertTrue(Files.readString(sheet.resolve("index.html")).contains("5 cases, 1 no result, 1 failed, 1 check, 1 good"));
		assertTrue(Files.exists(sheet.resolve("page-01.png")));
		assertTrue(Files.exists(sheet.resolve("pictures/good.png")));
		assertFalse(Files.exists(sheet.resolve("pictures/gone.png")));
	}

	@Test
	public void picturesAreDrawnAgainOnlyForNewerRecordsAndOldPagesGo() throws IOException {
		run();
		final Path sheet = results.resolve("contact-sheet"), picture = sheet.resolve("pictures/good.png");
		final FileTime later = FileTime.fromMillis(Files.getLastModifiedTime(picture).toMillis() + 10_000);
		Files.setLastModifiedTime(picture, later);
		Files.writeString(sheet.resolve("page-02.png"), "of a longer sheet");
		run();
		assertEquals(later, Files.getLastModifiedTime(picture));
		assertFalse(Files.exists(sheet.resolve("page-02.png")));
		Files.setLastModifiedTime(results.resolve("good/record.json"), FileTime.fromMillis(later.toMillis() + 10_000));
		run();
		assertFalse(later.equals(Files.getLastModifiedTime(picture)));
	}

	@Test
	public void badInputIsNamed() throws IOException {
		refuses("is no folder", results.resolve("nowhere"));
		refuses("holds no case", temporary.newFolder("empty").toPath());
		Files.writeString(results.resolve("good/record.json"), "{");
		refuses("record.json cannot be read", results);
	}

	private static void refuses(final String message, final Path results) {
		final InputException e = assertThrows(InputException.class, () -> MakeContactSheet.run(MakeContactSheet.Options.of(
			results), new InlineTask("sheet")));
		assertTrue(e.getMessage(), e.getMessage().contains(message));
	}

	@Test
	public void aCancelledSheetIsNotWritten() {
		final InlineTask task = new InlineTask("sheet");
		task.cancel("enough");
		assertThrows(CancellationException.class, () -> MakeContactSheet.run(MakeContactSheet.Options.of(results), task));
		assertFalse(Files.exists(results.resolve("contact-sheet/index.html")));
	}
}
