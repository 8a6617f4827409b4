package org.lymphatlas.pipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.anatomy.Station;
import org.lymphatlas.evaluation.NodeMeasure;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.segmentation.PostProcessed;
import org.lymphatlas.segmentation.totalsegmentator.Quality;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.VolumeFiles;

/** The steps that work on what earlier ones left in a folder, and the batch. */
public class StepsTest {

	@Rule
	public TemporaryFolder temporary = new TemporaryFolder();

	private final InlineTask task = new InlineTask("test");
	private final Grid grid = Grid.of(48, 40, 30, 1, 1, 2);
	private Path folder;

	@Before
	public void makeFolder() {
		folder = temporary.getRoot().toPath();
	}

	/** Two balls: one of 7 mm radius at (20, 20, 30), probability 0.9; one of 1.5 mm at (40, 20, 30). */
	private Path writeProbability() {
		final FloatVolume p = new FloatVolume(grid);
		for (int z = 0, i = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++) {
					final double r2 = Math.pow(y - 20, 2) + Math.pow(2 * z - 30, 2);
					if (Math.pow(x - 20, 2) + r2 <= 49 || Math.pow(x - 40, 2) + r2 <= 2.25) p.values()[i] = 0.9f;
				}
		final Path file = folder.resolve("probability.nii.gz");
		VolumeFiles.write(p, file);
		return file;
	}

	private Path writePriors() throws IOException {
		final Path priors = Files.createDirectories(folder.resolve("case/priors"));
		final LabelVolume station = new LabelVolume(grid);
		Arrays.fill(station.labels(), (short) Station.S4R.label());
		VolumeFiles.write(new FloatVolume(grid), priors.resolve("distance.nii.gz"));
		VolumeFiles.write(new FloatVolume(grid), priors.resolve("probability.nii.gz"));
		VolumeFiles.write(station, priors.resolve("station.nii.gz"));
		return priors;
	}

	@Test
	public void aProbabilityBecomesNodesAndTheirMeasures() throws IOException {
		final Path probability = writeProbability(), priors = writePriors();
		final PostProcessed found = PostProcess.run(new PostProcess.Options(probability, Optional.of(priors),
			Optional.empty(), folder, PostProcessingChoice.DEFAULT.with(0.5, 5)), task);
		assertEquals(1, found.count());
		assertEquals(1, found.tooSmall() + found.oneSlice());
		// The priors' folder and the case's folder name the same priors.
		final List<NodeMeasure> nodes = MeasureNodes.run(new MeasureNodes.Options(folder.resolve("nodes.nii.gz"), Optional
			.of(probability), Optional.of(folder.resolve("case")), folder), task);
		assertEquals(1, nodes.size());
		assertEquals("4R", nodes.get(0).station());
		assertEquals(14, nodes.get(0).shortAxisMm(), 1.2);
		assertEquals(4 / 3.0 * Math.PI * 343, nodes.get(0).volumeMm3(), 60);
		assertEquals(0.9, nodes.get(0).meanProbability(), 1e-6);
		assertEquals(20, nodes.get(0).centreXMm(), 0.1);
		assertEquals(30, nodes.get(0).centreZMm(), 0.1);
		assertEquals(2, Files.readAllLines(folder.resolve("nodes.csv")).size());
		assertTrue(Files.readString(folder.resolve("record-postprocess.json")).contains("No organs"));
		assertTrue(Files.exists(folder.resolve("record-measure.json")));
	}

	@Test
	public void whatDoesNotFitIsNamed() throws IOException {
		final Path probability = writeProbability();
		refuses("There are no priors in " + folder, () -> PostProcess.run(new PostProcess.Options(probability, Optional.of(
			folder), Optional.empty(), folder, PostProcessingChoice.DEFAULT), task));
		final Path other = folder.resolve("other.nii.gz");
		VolumeFiles.write(new LabelVolume(Grid.of(10, 10, 10, 1, 1, 1)), other);
		refuses("do not lie on the grid of", () -> MeasureNodes.run(new MeasureNodes.Options(other, Optional.of(probability),
			Optional.empty(), folder), task));
		refuses("leave out input", () -> new SegmentOrgans.Options(other, folder, Optional.of(other), OrganChoice.of(
			OrganChoice.Source.INTENSITY, Quality.FAST)));
		assertFalse(Files.exists(folder.resolve("nodes.csv")));
	}

	@Test
	public void paperBsWayNeedsTheCtAndWhatTheNetworkSaw() throws IOException {
		final Path probability = writeProbability(), ct = folder.resolve("ct.nii.gz");
		final CtVolume soft = new CtVolume(grid);
		Arrays.fill(soft.hu(), (short) 40);
		VolumeFiles.write(soft, ct);
		final PostProcess.Options options = new PostProcess.Options(probability, Optional.empty(), Optional.of(ct), folder,
			PostProcessingChoice.named("dbdmp"));
		refuses("give ct=", () -> PostProcess.run(new PostProcess.Options(probability, Optional.empty(), Optional.empty(),
			folder, options.way()), task));
		refuses("network-input.json is not there", () -> PostProcess.run(options, task));
		NetworkInput.of(Grid.of(90, 90, 90, 1, 1, 1)).write(folder);
		refuses("a part of another CT", () -> PostProcess.run(options, task));
		for (final String damaged : List.of("{\"size\": [3, 4]}", "", "null", "{\"size\": [3, 4, 5], \"spacingMm\": [1, 1]}"))
			refusesInput(damaged, "size, spacingMm, originLps and direction must be there", options);
		final String origin = "\"originLps\": [0, 0, 0], \"direction\": [1, 0, 0, 0, 1, 0, 0, 0, 1]}";
		refusesInput("{\"size\": [3, 4], \"spacingMm\": [1, 1, 1], " + origin, "needs 3 sizes", options);
		refusesInput("{\"size\": [3, 4, 5], \"spacingMm\": [1, 1, NaN], " + origin, "is not positive", options);
		refusesInput("{\"size\": [3, 4, 5]" + " ".repeat(1 << 16) + "}", "more than 65536 bytes", options);
		assertFalse(Files.exists(folder.resolve("nodes.nii.gz")));
		NetworkInput.of(grid).write(folder);
		final PostProcessed found = PostProcess.run(options, task);
		assertEquals("the ball of 1437 mm3; that of 14 mm3 is too small", 1, found.count());
		assertEquals(1, found.tooSmall());
		final String record = Files.readString(folder.resolve("record-postprocess.json"));
		assertTrue(record, record.contains("\"maxHu\": 235.5") && record.contains("\"removedAtBorder\": 0"));
		NetworkInput.of(grid.crop(new Box(9, 0, 0, 48, 40, 30))).write(folder);
		assertEquals("the ball begins 4 voxels from the input's end", 1, PostProcess.run(options, task).count());
		NetworkInput.of(grid.crop(new Box(10, 0, 0, 48, 40, 30))).write(folder);
		assertEquals("3 voxels", 0, PostProcess.run(options, task).count());
		assertEquals("the user's own border", 1, PostProcess.run(new PostProcess.Options(probability, Optional.empty(),
			Optional.of(ct), folder, new PostProcessingChoice("dbdmp", 0, "", "3", "", "", "")), task).count());
		refuses("borderVoxels=2.5", () -> new PostProcessingChoice("dbdmp", 0, "", "2.5", "", "", "").options());
		refuses("minHu=low", () -> new PostProcessingChoice("dbdmp", 0, "", "", "low", "", "").options());
	}

	private void refusesInput(final String text, final String message, final PostProcess.Options options)
		throws IOException
	{
		Files.writeString(folder.resolve("network-input.json"), text);
		refuses("network-input.json does not describe what a network saw: ", () -> PostProcess.run(options, task));
		refuses(message, () -> PostProcess.run(options, task));
	}

	private static void refuses(final String message, final ThrowingRunnable work) {
		final InputException e = assertThrows(InputException.class, work);
		assertTrue(e.getMessage(), e.getMessage().contains(message));
	}

	@Test
	public void aBatchGoesOnAfterABadCaseAndSkipsWhatIsDone() throws IOException {
		VolumeFiles.write(PhantomGenerator.generate(PhantomSpec.standard(7, 5), task).ct(), folder.resolve("good.nii.gz"));
		final Path manifest = Files.writeString(folder.resolve("manifest.csv"),
			"case,ct\nbad,absent.nii.gz\ngood,good.nii.gz\n");
		final RunBatch.Options options = new RunBatch.Options(manifest, folder.resolve("out"), RunBatch.Step.ORGANS);
		final String first = assertThrows(CasesFailedException.class, () -> RunBatch.run(options, task)).getMessage();
		assertTrue(first, first.startsWith("1 case(s) done, 0 skipped as done before, 1 failed:\n  bad: "));
		assertTrue(first, first.contains("absent.nii.gz"));
		assertTrue(Files.exists(folder.resolve("out/good/organs/lung_left.nii.gz")));
		assertFalse(Files.exists(folder.resolve("out/bad")));
		assertEquals("case,state,seconds,result", Files.readAllLines(folder.resolve("out/batch.csv")).get(0));
		assertTrue(first, first.contains("contact sheet in " + options.output().resolve("contact-sheet")));
		assertTrue(Files.exists(options.output().resolve("contact-sheet/index.html")));
		final String second = assertThrows(CasesFailedException.class, () -> RunBatch.run(options, task)).getMessage();
		assertTrue(second, second.startsWith("0 case(s) done, 1 skipped"));
	}
}
