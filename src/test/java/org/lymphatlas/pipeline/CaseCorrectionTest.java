package org.lymphatlas.pipeline;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.correction.DeleteNode;
import org.lymphatlas.correction.EditSession;
import org.lymphatlas.correction.GrowFromProbability;
import org.lymphatlas.correction.GrowthLimits;
import org.lymphatlas.correction.SetStation;
import org.lymphatlas.correction.Stroke;
import org.lymphatlas.evaluation.NodeMeasure;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.VolumeFiles;

public class CaseCorrectionTest {

	@Rule
	public TemporaryFolder temporary = new TemporaryFolder();

	private Path folder;

	@Before
	public void writeCase() {
		folder = CorrectableCase.write(temporary.getRoot().toPath().resolve("case"), "good");
	}

	/** Adds the node that was missed, paints on both, and says where one lies. */
	private static void correct(final EditSession session) {
		session.apply(new GrowFromProbability(2, CorrectableCase.MISSED, 0.001, GrowthLimits.FROM_PROBABILITY));
		for (final int node : new int[] { 1, 2 })
			session.apply(new Stroke(true, node, Stroke.Tip.BALL, 2.5, CorrectableCase.AXIAL, new double[][] { { 12, 8 + 9 * node,
				30 }, { 16, 8 + 9 * node, 38 } }));
		session.apply(new SetStation(2, "10R"));
	}

	@Test
	public void theTableIsWhatMeasureMakesOfTheSavedNodes() throws IOException {
		final CaseCorrection correction = CorrectableCase.open(folder);
		correction.measures();
		correct(correction.session());
		final List<NodeMeasure> live = correction.measures();
		final byte[] before = Files.readAllBytes(folder.resolve("nodes.nii.gz"));
		final Path saved = correction.save();
		assertArrayEquals("what was segmented stays", before, Files.readAllBytes(folder.resolve("nodes.nii.gz")));
		final List<NodeMeasure> measured = MeasureNodes.run(new MeasureNodes.Options(saved, Optional.empty(), Optional.of(
			folder), temporary.getRoot().toPath().resolve("measured")), new InlineTask("test"));
		assertEquals(2, live.size());
		assertEquals(measured.get(0), live.get(0));
		assertEquals(measured.get(1).withStation("10R"), live.get(1));
		final List<String> byHand = Files.readAllLines(folder.resolve("nodes-corrected.csv"), StandardCharsets.UTF_8), again =
			Files.readAllLines(temporary.getRoot().toPath().resolve("measured/nodes.csv"));
		assertEquals(again.get(0), byHand.get(0));
		assertEquals(again.get(1), byHand.get(1));
		assertTrue(byHand.get(2), byHand.get(2).startsWith("2,10R,") && byHand.get(2).endsWith("by hand"));
	}

	@Test
	public void aCorrectionIsTakenUpWhereItWasSavedAndCanStillBeUndone() {
		final CaseCorrection first = CorrectableCase.open(folder);
		assertFalse(first.isUnsaved());
		correct(first.session());
		assertTrue(first.isUnsaved());
		first.save();
		assertFalse(first.isUnsaved());
		final CaseCorrection second = CorrectableCase.open(folder);
		assertFalse(second.isUnsaved());
		assertArrayEquals(first.session().nodes().labels().labels(), second.session().nodes().labels().labels());
		assertArrayEquals(first.session().nodes().labels().labels(), VolumeFiles.readLabels(folder.resolve(
			"nodes-corrected.nii.gz")).labels());
		assertEquals(first.measures(), second.measures());
		assertEquals("R1", second.session().edits().get(0).reader());
		while (second.session().undo().isPresent()) {
			// back to what was segmented
		}
		assertTrue(second.isUnsaved());
		assertArrayEquals(VolumeFiles.readLabels(folder.resolve("nodes.nii.gz")).labels(), second.session().nodes().labels()
			.labels());
	}

	@Test
	public void otherNodesThanTheRecordCorrectsAreRefused() {
		final CaseCorrection correction = CorrectableCase.open(folder);
		correct(correction.session());
		correction.save();
		VolumeFiles.write(new LabelVolume(CorrectableCase.GRID), folder.resolve("nodes.nii.gz"));
		final InputException e = assertThrows(InputException.class, () -> CorrectableCase.open(folder));
		assertTrue(e.getMessage(), e.getMessage().contains("segmented anew"));
	}

	@Test
	public void anotherProbabilityThanThenIsTold() {
		final CaseCorrection correction = CorrectableCase.open(folder);
		correct(correction.session());
		correction.save();
		VolumeFiles.write(new FloatVolume(CorrectableCase.GRID), folder.resolve("probability.nii.gz"));
		assertThrows(InputException.class, () -> CorrectableCase.open(folder));
	}

	@Test
	public void whereNothingWasSegmentedNodesCanBeDrawn() {
		final Path bare = CorrectableCase.write(temporary.getRoot().toPath().resolve("bare"), null);
		final CaseCorrection correction = CorrectableCase.open(bare);
		correction.session().apply(new Stroke(true, 1, Stroke.Tip.BALL, 4, CorrectableCase.AXIAL, new double[][] {
			CorrectableCase.FOUND }));
		correction.save();
		assertEquals(correction.measures(), CorrectableCase.open(bare).measures());
		assertThrows(InputException.class, () -> correction.session().apply(new DeleteNode(2)));
	}
}
