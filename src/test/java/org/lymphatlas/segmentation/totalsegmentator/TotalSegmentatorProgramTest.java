package org.lymphatlas.segmentation.totalsegmentator;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.anatomy.ImportedOrgans;
import org.lymphatlas.program.ProgramException;
import org.lymphatlas.program.Scripts;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.VolumeFiles;

/** A program of shell lines in TotalSegmentator's place; the real one runs in src/benchmark/totalsegmentator. */
public class TotalSegmentatorProgramTest {

	private static final String VERSION = "if [ \"$1\" = --version ]; then echo 2.18.0; exit; fi";

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private final Grid grid = new Grid(new int[] { 6, 5, 4 }, new double[] { 0.8, 0.9, 2.5 }, new double[] { -3, 8, 11 },
		new double[] { -1, 0, 0, 0, 1, 0, 0, 0, -1 });
	private final CtVolume ct = new CtVolume(grid);
	private final LabelVolume labels = new LabelVolume(grid);
	private Path folder;

	@Before
	public void makeCtAndLabels() throws IOException {
		folder = temporary.newFolder("a b").toPath();
		for (int i = 0; i < ct.hu().length; i++) {
			ct.hu()[i] = (short) (17 * i - 1000);
			labels.labels()[i] = (short) (i % 5 == 0 ? 52 : i % 7 == 0 ? 16 : 0);
		}
		VolumeFiles.write(labels, folder.resolve("prepared.nii"));
	}

	private TotalSegmentatorProgram program(final String... lines) throws IOException {
		return TotalSegmentatorProgram.find(Optional.of(Scripts.script(folder, "TotalSegmentator", lines)));
	}

	@Test
	public void itGetsTheCtAndItsOrgansComeBackByName() throws IOException {
		final TotalSegmentatorProgram program = program(VERSION, "printf '%s\\n' \"$@\" > '" + folder + "/arguments'",
			"cp \"$2\" '" + folder + "/seen.nii'", "echo \"$TMPDIR\" > '" + folder + "/tmp'", "touch \"$TMPDIR/leftover\"",
			"cp '" + folder + "/prepared.nii' \"$4\"", "echo Predicting...");
		assertEquals("2.18.0", program.version());
		final ImportedOrgans found = program.run(ct, Quality.FAST, new InlineTask("test"));
		assertEquals(Set.of("aorta", "trachea"), found.organs().present());
		for (int i = 0; i < labels.labels().length; i++)
			assertEquals("voxel " + i, labels.labels()[i] == 52, found.organs().mask("aorta").get(i));
		assertTrue(found.organs().grid().matches(grid, 1e-3));
		final CtVolume seen = VolumeFiles.readCt(folder.resolve("seen.nii"));
		assertArrayEquals(ct.hu(), seen.hu());
		assertTrue(seen.grid().matches(grid, 1e-3));
		final List<String> arguments = Files.readAllLines(folder.resolve("arguments"));
		assertEquals(List.of("-i", "-o", "--ml", "--fast"), List.of(arguments.get(0), arguments.get(2), arguments.get(4),
			arguments.get(5)));
		assertFalse("its temporary folder is gone", Files.exists(Path.of(Files.readString(folder.resolve("tmp")).strip())));
	}

	@Test
	public void qualityIsPassedOn() throws IOException {
		final TotalSegmentatorProgram program = program(VERSION, "printf '%s ' \"$@\" > '" + folder + "/arguments'", "cp '" +
			folder + "/prepared.nii' \"$4\"");
		program.run(ct, Quality.FASTEST, new InlineTask("test"));
		assertTrue(Files.readString(folder.resolve("arguments")).endsWith("--ml --fastest "));
		program.run(ct, Quality.NORMAL, new InlineTask("test"));
		assertTrue(Files.readString(folder.resolve("arguments")).endsWith("--ml "));
	}

	@Test
	public void versionOneHasItsOwnNumbersAndNoSixMillimetres() throws IOException {
		labels.labels()[0] = 7;
		VolumeFiles.write(labels, folder.resolve("prepared.nii"));
		final TotalSegmentatorProgram program = program("if [ \"$1\" = --version ]; then echo 1.5.7; exit; fi", "cp '" +
			folder + "/prepared.nii' \"$4\"");
		assertTrue(program.run(ct, Quality.FAST, new InlineTask("test")).organs().mask("aorta").get(0));
		assertTrue(assertThrows(ProgramException.class, () -> program.run(ct, Quality.FASTEST, new InlineTask("test")))
			.getMessage().contains("no 6 mm network"));
	}

	@Test
	public void whatItSaysOfItsFailureIsSaid() throws IOException {
		final TotalSegmentatorProgram program = program(VERSION, "echo 'Downloading model for Task 297'",
			"echo 'requests.exceptions.ConnectionError: Name or service not known' >&2", "exit 1");
		final String message = assertThrows(ProgramException.class, () -> program.run(ct, Quality.FAST, new InlineTask(
			"test"))).getMessage();
		assertTrue(message, message.contains("status 1") && message.contains("ConnectionError"));
	}

	@Test
	public void aProgramThatWritesNothingOrNonsenseHasFailed() throws IOException {
		final TotalSegmentatorProgram silent = program(VERSION, "exit 0");
		assertTrue(assertThrows(ProgramException.class, () -> silent.run(ct, Quality.FAST, new InlineTask("test")))
			.getMessage().contains("wrote no organs"));
		final TotalSegmentatorProgram noisy = program(VERSION, "echo nonsense > \"$4\"");
		assertTrue(assertThrows(ProgramException.class, () -> noisy.run(ct, Quality.FAST, new InlineTask("test")))
			.getMessage().contains("cannot be used"));
	}

	@Test
	public void anotherProgramOfThatNameIsRefused() throws IOException {
		assertTrue(assertThrows(ProgramException.class, () -> program("echo 'segments totals'")).getMessage().contains(
			"no version of TotalSegmentator"));
		assertThrows(ProgramException.class, () -> TotalSegmentatorProgram.find(Optional.of(folder.resolve("absent"))));
	}

	@Test(timeout = 20_000)
	public void cancelEndsItWithinASecond() throws Exception {
		final TotalSegmentatorProgram program = program(VERSION, "echo $$ > '" + folder + "/pid'", "sleep 60");
		final InlineTask task = new InlineTask("test");
		final long[] cancelled = new long[1];
		final Thread canceller = new Thread(() -> {
			while (!Files.exists(folder.resolve("pid")))
				Thread.onSpinWait();
			cancelled[0] = System.nanoTime();
			task.cancel("enough");
		});
		canceller.start();
		assertThrows(CancellationException.class, () -> program.run(ct, Quality.FAST, task));
		canceller.join();
		assertTrue("took too long", System.nanoTime() - cancelled[0] < 1_500_000_000L);
		final long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
		assertTrue(ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
	}
}
