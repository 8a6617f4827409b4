package org.lymphatlas.viewer.correction;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.correction.Edit;
import org.lymphatlas.correction.EditLog;
import org.lymphatlas.correction.NodeMap;
import org.lymphatlas.correction.Stroke;
import org.lymphatlas.pipeline.CorrectableCase;
import org.lymphatlas.viewer.CaseFolder;
import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.LpsPoint;
import org.lymphatlas.viewer.ViewerAction;
import org.lymphatlas.viewer.window.CaseWindow;

/** Needs a screen: see {@link CorrectionToolsTest}. */
public class CorrectionToolsChecks {

	@Rule
	public TemporaryFolder temporary = new TemporaryFolder();

	private Path folder;
	private Correction correction;
	private CaseWindow window;
	private CorrectionTools tools;
	private Hand hand;

	@Before
	public void open() {
		folder = CorrectableCase.write(temporary.getRoot().toPath().resolve("case"), "good");
		final CaseView view = CaseFolder.read(folder);
		correction = CorrectableCase.open(folder);
		Hand.swing(() -> {
			window = new CaseWindow(view);
			tools = new CorrectionTools(window, correction);
			window.open();
		});
		hand = new Hand(window);
		look(CorrectableCase.FOUND);
	}

	@After
	public void close() {
		Hand.swing(window::close);
	}

	private void look(final double[] lps) {
		Hand.swing(() -> window.model().update(s -> s.withCursor(LpsPoint.of(lps))));
	}

	private NodeMap nodes() {
		return correction.session().nodes();
	}

	private Edit last() {
		return correction.session().edits().get(correction.session().edits().size() - 1);
	}

	@Test
	public void aNodeIsDeletedByAClickAndComesBack() {
		hand.key(ViewerAction.DELETE_NODE);
		hand.click(CorrectableCase.MISSED);
		assertEquals("There is no node here to delete", window.said());
		hand.click(CorrectableCase.FOUND);
		assertTrue(nodes().ids().isEmpty());
		assertEquals("the table follows", 0, window.nodes().table().getRowCount());
		assertTrue(window.frame().getTitle(), window.frame().getTitle().startsWith("* "));
		hand.key(ViewerAction.UNDO);
		assertEquals(1, window.nodes().table().getRowCount());
		assertEquals("Undone: delete node 1", window.said());
		assertFalse(tools.button(ViewerAction.UNDO).isEnabled());
		hand.key(ViewerAction.REDO);
		assertTrue(nodes().ids().isEmpty());
	}

	@Test
	public void aMissedNodeGrowsFromAClickAndFollowsTheThreshold() {
		look(CorrectableCase.MISSED);
		hand.key(ViewerAction.ADD_NODE);
		assertEquals(0.001, window.model().state().threshold(), 1e-12);
		hand.click(CorrectableCase.MISSED);
		final long node = tools.addTool().previewVoxels();
		assertTrue(window.said(), node > 200 && window.said().contains("probability of at least 0.0010"));
		assertEquals("only a preview", Set.of(1), nodes().ids());
		Hand.swing(() -> window.model().update(s -> s.withThreshold(0.1)));
		assertTrue("no longer by probability: " + window.said(), window.said().contains(" HU"));
		hand.key(ViewerAction.GROW_BY);
		assertTrue(window.said(), window.said().contains("below the threshold"));
		assertEquals(0, tools.addTool().previewVoxels());
		Hand.swing(() -> window.model().update(s -> s.withThreshold(0.01)));
		hand.click(CorrectableCase.MISSED);
		assertEquals(node, tools.addTool().previewVoxels());
		hand.key(ViewerAction.REJECT);
		assertEquals(0, tools.addTool().previewVoxels());
		hand.key(ViewerAction.ACCEPT);
		assertEquals(Set.of(1), nodes().ids());
		hand.click(CorrectableCase.MISSED);
		hand.click(CorrectableCase.MISSED);
		assertEquals("a click into the preview accepts", Set.of(1, 2), nodes().ids());
		assertEquals(node, nodes().voxels(2));
		assertEquals("the new node is chosen", 2, window.model().state().node());
		assertEquals(2, window.nodes().table().getRowCount());
	}

	@Test
	public void aPreviewByIntensityIsWidenedAndAcceptedByEnter() {
		hand.key(ViewerAction.ADD_NODE);
		hand.key(ViewerAction.GROW_BY);
		hand.key(ViewerAction.GROW_BY);
		look(CorrectableCase.MISSED);
		hand.click(CorrectableCase.MISSED);
		assertTrue(window.said(), window.said().contains("35 to 85 HU"));
		hand.key(ViewerAction.BRUSH_LARGER);
		assertTrue(window.said(), window.said().contains("29 to 91 HU"));
		hand.key(ViewerAction.ACCEPT);
		assertEquals("grow-intensity", EditLog.name(last().operation()));
	}

	@Test
	public void paintingBeginsANodeGoesOnWithItAndIsFilledBetweenPlanes() {
		hand.key(ViewerAction.PAINT);
		hand.key(ViewerAction.NEW_NODE);
		final double radius = tools.brush().radiusMm();
		hand.key(ViewerAction.BRUSH_LARGER);
		assertEquals(radius * 1.25, tools.brush().radiusMm(), 1e-9);
		look(new double[] { 40, 30, 20 });
		hand.move(new double[] { 40, 30, 20 });
		hand.drag(new double[] { 40, 30, 20 }, new double[] { 41, 31, 20 }, new double[] { 42, 30, 20 });
		assertEquals(Set.of(1, 2), nodes().ids());
		assertEquals(2, window.model().state().node());
		look(new double[] { 40, 30, 30 });
		hand.click(new double[] { 41, 30, 30 });
		assertEquals("one node still", Set.of(1, 2), nodes().ids());
		final long before = nodes().voxels(2);
		hand.key(ViewerAction.INTERPOLATE);
		assertEquals("interpolate", EditLog.name(last().operation()));
		assertTrue(nodes().voxels(2) > 2 * before);
		assertEquals(2, nodes().at(new double[] { 41, 30, 24 }));
		hand.key(ViewerAction.ERASE);
		hand.key(ViewerAction.BRUSH_SHAPE);
		hand.click(new double[] { 41, 30, 30 });
		assertEquals(0, nodes().at(new double[] { 41, 30, 30 }));
		assertEquals(Stroke.Tip.BALL, ((Stroke) last().operation()).tip());
		for (int k = 0; k < 4; k++)
			hand.key(ViewerAction.UNDO);
		assertEquals(Set.of(1), nodes().ids());
	}

	@Test
	public void nodesAreCutAndJoined() {
		hand.key(ViewerAction.CUT);
		final double[] c = CorrectableCase.FOUND;
		hand.drag(new double[] { c[0] + 0.5, c[1] - 9, c[2] }, new double[] { c[0] + 0.5, c[1] + 9, c[2] });
		assertEquals(window.said(), Set.of(1, 2), nodes().ids());
		assertNotEquals(nodes().at(new double[] { c[0] - 3, c[1], c[2] }), nodes().at(new double[] { c[0] + 3, c[1], c[2] }));
		hand.drag(new double[] { 50, 2, c[2] }, new double[] { 50, 40, c[2] });
		assertTrue(window.said(), window.said().contains("crosses no node"));
		hand.key(ViewerAction.JOIN);
		hand.key(ViewerAction.NEW_NODE);
		hand.click(new double[] { c[0] - 3, c[1], c[2] });
		hand.click(new double[] { c[0] + 3, c[1], c[2] });
		assertEquals(window.said(), 1, nodes().ids().size());
	}

	@Test
	public void aStationIsChosenByHandAndSaved() throws Exception {
		hand.key(ViewerAction.STATION);
		assertTrue(window.said(), window.said().contains("Choose a node"));
		hand.key(ViewerAction.NEXT_NODE);
		Hand.swing(() -> tools.panel().station().setSelectedItem("10R"));
		assertEquals("10R", window.nodes().table().getValueAt(0, 1));
		hand.key(ViewerAction.SAVE);
		assertTrue(window.said(), window.said().startsWith("Saved: "));
		assertFalse(correction.isUnsaved());
		assertTrue(Files.readString(folder.resolve("nodes-corrected.csv")).contains("1,10R,"));
		assertFalse(window.frame().getTitle(), window.frame().getTitle().startsWith("* "));
		Hand.swing(() -> tools.panel().station().setSelectedItem(EditPanel.BY_MAPS));
		assertEquals("4R", window.nodes().table().getValueAt(0, 1));
		final short[] labels = nodes().labels().labels().clone();
		correction.save();
		assertArrayEquals(labels, CorrectableCase.open(folder).session().nodes().labels().labels());
	}

	@Test
	public void toolsArePutDownByTheirKeyEscapeAndQ() {
		for (final ViewerAction down : new ViewerAction[] { ViewerAction.DELETE_NODE, ViewerAction.REJECT,
			ViewerAction.LOOK })
		{
			hand.key(ViewerAction.DELETE_NODE);
			assertTrue(window.panels().tool().isPresent());
			assertTrue(tools.button(ViewerAction.DELETE_NODE).isSelected());
			hand.key(down);
			assertFalse(down + "", window.panels().tool().isPresent());
			hand.click(CorrectableCase.FOUND);
			assertEquals("nothing was deleted", Set.of(1), nodes().ids());
		}
	}
}
