package org.lymphatlas.command;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.ImagePlusVolumes;
import org.lymphatlas.volume.io.VolumeFiles;

import ij.io.FileSaver;

/** A real ImageJ with its windows, on an X server without a screen. */
public class WindowTest {

	@ClassRule
	public static final VirtualDisplay DISPLAY = new VirtualDisplay();

	@Rule
	public TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void aCommandRunsFromAMacroAndLogs() throws Exception {
		final File screen = folder.newFile("screen.png"), log = folder.newFile("log.txt");
		final ImageJProcess.Result result = new ImageJProcess(folder.getRoot().toPath()).onDisplay(DISPLAY.name(), """
			run("Check Installation...");
			wait(500);
			run("Capture Screen");
			saveAs("png", "%s");
			File.saveString(getInfo("log"), "%s");
			run("Quit");
			""".formatted(screen, log), 60);
		assertEquals(result.output(), 0, result.exitCode());
		final String logged = Files.readString(log.toPath());
		assertTrue(logged, logged.contains("Memory: ") && logged.contains("Ready: "));
		assertEquals(1600, ImageIO.read(screen).getWidth());
	}

	@Test
	public void theDialogIsRecordedAndTheRecordingReplays() throws Exception {
		final Path root = folder.getRoot().toPath(), example = folder.newFolder("case 1").toPath();
		final Grid grid = Grid.of(40, 40, 20, 3, 3, 5);
		final LabelVolume stations = new LabelVolume(grid);
		Arrays.fill(stations.labels(), 9000, 11000, (short) 7);
		VolumeFiles.write(new CtVolume(grid), example.resolve("ct.nii.gz"));
		VolumeFiles.write(stations, example.resolve("stations.nii.gz"));
		final ImageJProcess.Result result = new ImageJProcess(root).onDisplay(DISPLAY.name(), DialogRecording.class, 60);
		assertEquals(result.output(), 0, result.exitCode());
		assertTrue(result.output(), result.output().contains("RECORDED run(\"Overlay Priors...\", \"case=[" + example +
			"] prior=station opacity=0.5 distancemm=50 through=carina output=" + root.resolve("overlay.tif") + "\");"));
		assertArrayEquals(Files.readAllBytes(root.resolve("overlay.tif")), Files.readAllBytes(root.resolve("again.tif")));
	}

	@Test
	public void trainingsCurvesAreDrawnAnewInOneWindowThatStaysClosed() throws Exception {
		final ImageJProcess.Result result = new ImageJProcess(folder.getRoot().toPath()).onDisplay(DISPLAY.name(),
			CurvesShown.class, 60);
		assertEquals(result.output(), 0, result.exitCode());
		for (int e = 0; e < 12; e++)
			assertTrue(result.output(), result.output().contains("EPOCH " + e + " WINDOWS 1"));
		assertTrue(result.output(), result.output().contains("BEFORE 0") && result.output().contains(
			"POINTS 12 TITLE Training of a model") && result.output().contains("CLOSED 0"));
	}

	@Test
	public void anOpenImageIsSegmentedAndShownWithItsTable() throws Exception {
		final Path root = folder.getRoot().toPath(), tiff = root.resolve("patient.tif"), screen = root.resolve("screen.png");
		new FileSaver(ImagePlusVolumes.toImagePlus(ExamplePatient.ct(), "patient.tif")).saveAsTiff(tiff.toString());
		final ImageJProcess.Result result = new ImageJProcess(root).onDisplay(DISPLAY.name(), """
			open("%s");
			error = call("org.lymphatlas.command.Launcher.tryToRun", "Segment Lymph Nodes...", "ct=patient.tif output=[%s]");
			wait(1000);
			run("Capture Screen");
			saveAs("png", "%s");
			images = String.join(getList("image.titles"), ", ");
			File.saveString("error: " + error + "; " + images + ", " + String.join(getList("window.titles"), ", "), "%s");
			run("Close All");
			run("Quit");
			""".formatted(tiff, root.resolve("out"), screen, root.resolve("titles.txt")), 180);
		assertTrue(result.output(), Files.exists(root.resolve("titles.txt")));
		final String titles = Files.readString(root.resolve("titles.txt"));
		assertTrue(titles, titles.startsWith("error: ;"));
		for (final String title : List.of("patient.tif", "LymphAtlas, research use only", "Lymph Nodes", "Log"))
			assertTrue(title + " is not among\n" + titles, titles.contains(title));
		assertTrue(Files.exists(root.resolve("out/record.json")));
	}
}
