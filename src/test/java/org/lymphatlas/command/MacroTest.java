package org.lymphatlas.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.io.VolumeFiles;

/** Macros in a real ImageJ without a screen. */
public class MacroTest {

	@Rule
	public TemporaryFolder folder = new TemporaryFolder();

	private ImageJProcess imagej;

	@Before
	public void install() throws Exception {
		imagej = new ImageJProcess(folder.getRoot().toPath());
	}

	@Test
	public void aCommandRunsAndItsResultIsInTheLog() throws Exception {
		final ImageJProcess.Result result = imagej.headless("run('Check Installation...');\nprint('after');\n", 60);
		assertEquals(result.output(), 0, result.exitCode());
		assertTrue(result.output(), result.output().contains("Memory: "));
		assertTrue(result.output(), result.output().contains("Ready: "));
		assertTrue(result.output(), result.output().contains("after"));
	}

	@Test
	public void anUnknownKeyEndsTheMacroAndIsNamed() throws Exception {
		final ImageJProcess.Result result = imagej.headless("run('Check Installation...', 'loud=1');\nprint('after');\n", 60);
		assertTrue(result.output(), result.output().contains("Unknown key 'loud'"));
		assertFalse(result.output(), result.output().contains("after"));
		assertFalse(result.output(), result.output().contains("\tat org.lymphatlas"));
	}

	@Test
	public void segmentWritesItsResultsAndTheMacroGoesOn() throws Exception {
		final Path ct = folder.getRoot().toPath().resolve("the ct.nii.gz"), output = folder.getRoot().toPath().resolve("my results");
		VolumeFiles.write(ExamplePatient.ct(), ct);
		final ImageJProcess.Result result = imagej.headless("""
			run("Segment Lymph Nodes...", "ct=[%s] output=[%s] mode=fast");
			print("open images: " + nImages);
			""".formatted(ct, output), 180);
		assertEquals(result.output(), 0, result.exitCode());
		assertTrue(result.output(), result.output().contains("results in " + output));
		assertTrue(result.output(), result.output().contains("open images: 0"));
		for (final String file : List.of("nodes.nii.gz", "probability.nii.gz", "nodes.csv", "qa.png", "record.json",
			"priors/distance.nii.gz", "organs/landmarks.json"))
			assertTrue(file + " is missing\n" + result.output(), Files.size(output.resolve(file)) > 0);
		assertTrue(Files.readString(output.resolve("nodes.csv")).startsWith("id,station,short_axis_mm,long_axis_mm,volume_mm3," +
			"ellipsoid_diameter_mm,mean_probability,centre_x_mm,centre_y_mm,centre_z_mm"));
		assertTrue(VolumeFiles.readGrid(ct).matches(VolumeFiles.readGrid(output.resolve("nodes.nii.gz")), 1e-3));
	}

	@Test
	public void aFolderOfCtsIsSegmentedAroundItsBadOnesAndTakenUpAgain() throws Exception {
		final Path cts = folder.newFolder("cts").toPath(), output = folder.newFolder("results").toPath();
		VolumeFiles.write(ExamplePatient.ct(), cts.resolve("good.nii.gz"));
		Files.writeString(cts.resolve("bad.nrrd"), "NRRD0004\ntype: short\n");
		Files.writeString(cts.resolve("notes.txt"), "not a CT");
		final String macro = Files.readString(Paths.get("macros", "Segment_Folder.ijm"));
		final String argument = cts + "," + output;
		final String first = imagej.headless(macro, argument, 180).output();
		assertTrue(first, first.contains("Segmented 1 CT(s), skipped 0 done before."));
		assertTrue(first, first.contains("These failed:\n  bad.nrrd: "));
		assertTrue(first, Files.exists(output.resolve("good/nodes.csv")));
		assertFalse(first, Files.exists(output.resolve("bad")));
		final String second = imagej.headless(macro, argument, 60).output();
		assertTrue(second, second.contains("Segmented 0 CT(s), skipped 1 done before."));
	}

	@Test
	public void aPageIsWrittenForEveryCaseOfAFolder() throws Exception {
		final Path results = folder.newFolder("results").toPath();
		for (final String name : List.of("case-1", "case 2")) {
			VolumeFiles.write(ExamplePatient.ct(), results.resolve(name).resolve("ct.nii.gz"));
			Files.writeString(results.resolve(name).resolve("record.json"), "{}");
		}
		Files.createDirectories(results.resolve("no case"));
		final ImageJProcess.Result result = imagej.headless(Files.readString(Paths.get("macros", "Snapshot_Folder.ijm")), results
			.toString(), 120);
		assertTrue(result.output(), result.output().contains("Wrote 2 page(s)"));
		for (final String name : List.of("case-1.png", "case 2.png"))
			assertTrue(result.output(), Files.size(results.resolve(name)) > 10_000);
	}

	@Test
	public void aMacroShowsWhatPretrainingDoesToAPatch() throws Exception {
		final Path ct = folder.getRoot().toPath().resolve("ct.nii.gz"), output = folder.getRoot().toPath().resolve("shown");
		VolumeFiles.write(ExamplePatient.ct(), ct);
		final ImageJProcess.Result result = imagej.headless(Files.readString(Paths.get("macros", "Show_Pretraining.ijm")), ct +
			"," + output + ",spacingMm=4 patch=48;40;24 seed=2", 120);
		assertTrue(result.output(), result.output().contains("Patch of 48x40x24 voxels, 7 frames:"));
		for (final String frame : List.of("1: Original, z = ", "2: Bezier, rising", "3: Bezier, falling", "4: Local shuffle",
			"5: In-painting", "6: Out-painting", "7: All together"))
			assertTrue(frame + " in " + result.output(), result.output().contains(frame));
		assertTrue(result.output(), Files.size(output.resolve("pretraining.png")) > 10_000);
	}
}
