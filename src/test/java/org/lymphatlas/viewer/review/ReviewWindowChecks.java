package org.lymphatlas.viewer.review;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.awt.Frame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

import javax.swing.AbstractButton;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.pipeline.CorrectableCase;
import org.lymphatlas.pipeline.ReviewCases;
import org.lymphatlas.viewer.LpsPoint;
import org.lymphatlas.viewer.ViewerAction;
import org.lymphatlas.viewer.correction.Hand;

/** Needs a screen: see {@link ReviewWindowTest}. */
public class ReviewWindowChecks {

	@Rule
	public TemporaryFolder temporary = new TemporaryFolder();

	private Path root;
	private ReviewCases review;
	private ReviewWindow window;

	@Before
	public void open() throws Exception {
		root = temporary.getRoot().toPath();
		final StringBuilder manifest = new StringBuilder("case,ct\n");
		int k = 0;
		for (final String verdict : List.of("good", "check", "failed")) {
			final String name = "c" + ++k;
			CorrectableCase.write(root.resolve("results").resolve(name), verdict);
			manifest.append(name).append(",results/").append(name).append("/ct.nii.gz\n");
		}
		Files.writeString(root.resolve("manifest.csv"), manifest);
		begin();
	}

	private void begin() throws Exception {
		review = ReviewCases.begin(new ReviewCases.Options(root.resolve("manifest.csv"), root.resolve("results"), root.resolve(
			"review"), "R1"));
		Hand.swing(() -> window = ReviewWindow.open(review, "R1"));
		await(() -> window.isReady() && window.window() != null);
	}

	@After
	public void close() {
		Hand.swing(window::close);
		assertTrue("a window stays", Arrays.stream(Frame.getFrames()).noneMatch(Frame::isDisplayable));
	}

	private static void await(final BooleanSupplier condition) throws Exception {
		for (int k = 0; k < 400; k++) {
			if (Hand.swing(condition::getAsBoolean)) return;
			Thread.sleep(25);
		}
		throw new AssertionError("it does not happen");
	}

	/** Presses a decision's button and waits for the next case. */
	private void press(final AbstractButton button) throws Exception {
		Hand.swing(() -> button.doClick(0));
		await(() -> window.isReady() || review.current().isEmpty());
	}

	private String shown() {
		return Hand.swing(() -> window.window().view().title());
	}

	@Test
	public void casesComeWorstFirstAndWhatIsDecidedIsKept() throws Exception {
		assertEquals("c3", shown());
		assertTrue(window.panel().said(), window.panel().said().contains("a warning of failed"));
		Hand.swing(() -> window.panel().reasons().setSelectedItem(RejectReason.OTHER.title()));
		press(window.panel().reject());
		assertTrue("a note is asked for: " + window.panel().said(), window.panel().said().contains("Say in the note"));
		Hand.swing(() -> window.panel().note().setText("arms <down>"));
		press(window.panel().reject());
		assertEquals("c2", shown());
		press(window.panel().later());
		assertEquals("c1", shown());
		assertEquals(1, Arrays.stream(Frame.getFrames()).filter(Frame::isDisplayable).count());

		Hand.swing(() -> window.window().model().update(s -> s.withCursor(LpsPoint.of(CorrectableCase.FOUND))));
		final Hand hand = new Hand(window.window());
		hand.key(ViewerAction.DELETE_NODE);
		hand.click(CorrectableCase.FOUND);
		press(window.panel().full());
		assertEquals("c2", shown());
		press(window.panel().partial());
		assertTrue(window.panel().said(), window.panel().said().contains("All cases are settled"));
		final List<String> rows = Files.readAllLines(root.resolve("review/corrected.csv"));
		assertEquals(3, rows.size());
		assertTrue(rows.get(1), rows.get(1).startsWith("c2,") && rows.get(1).contains("c2/nodes.nii.gz,partial,"));
		assertTrue(rows.get(2), rows.get(2).startsWith("c1,") && rows.get(2).contains("c1/nodes-corrected.nii.gz,full,"));
		assertTrue(Files.readString(root.resolve("review/review.csv")).contains("c3,failed,1,rejected,,other,arms <down>,R1,"));
	}

	@Test
	public void leavingSavesTheCorrectionAndComingBackFindsIt() throws Exception {
		final Hand hand = new Hand(window.window());
		Hand.swing(() -> window.window().model().update(s -> s.withCursor(LpsPoint.of(CorrectableCase.FOUND))));
		hand.key(ViewerAction.DELETE_NODE);
		hand.click(CorrectableCase.FOUND);
		Hand.swing(window::close);
		assertTrue(Files.exists(root.resolve("results/c3/edits.json")));
		assertFalse("nothing is decided", Files.exists(root.resolve("results/c3/review.json")));
		begin();
		assertEquals("c3", shown());
		assertEquals(0, (int) Hand.swing(() -> window.window().nodes().table().getRowCount()));
	}

	@Test
	public void aCaseThatCannotBeReadIsSkipped() throws Exception {
		Files.delete(root.resolve("results/c1/ct.nii.gz"));
		press(window.panel().skip());
		assertEquals("c2", shown());
		press(window.panel().skip());
		assertTrue(window.panel().said(), window.panel().said().contains("cannot be read"));
		assertFalse(window.panel().full().isEnabled());
		press(window.panel().skip());
		assertTrue(review.current().isEmpty());
	}
}
