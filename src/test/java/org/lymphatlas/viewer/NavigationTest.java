package org.lymphatlas.viewer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.Test;
import org.lymphatlas.evaluation.NodeMeasure;
import org.lymphatlas.evaluation.NodeMeasures;
import org.lymphatlas.volume.Grid;

public class NavigationTest {

	private final CaseView view = ExampleCase.on(ExampleCase.grid(2, 3, 4, 0, 0));
	private final List<NodeMeasure> nodes = NodeMeasures.measure(view.nodes(), null, null);
	private final ViewState start = ViewState.of(view).withCursor(new LpsPoint(0, 0, 0));

	private ViewState after(final ViewerAction action, final ViewState s) {
		return Navigation.apply(action, s, view, nodes).orElseThrow(() -> new AssertionError(action + " does nothing"));
	}

	@Test
	public void everyActionThatLooksAroundChangesSomething() {
		final Set<ViewerAction> others = EnumSet.noneOf(ViewerAction.class);
		for (final ViewerAction action : ViewerAction.values()) {
			final Optional<ViewState> s = Navigation.apply(action, start.withWindow(new CtWindow(0, 100)).withZoom(2).withSection(
				action == ViewerAction.AXIAL ? Section.CORONAL : Section.AXIAL), view, nodes);
			if (s.isEmpty()) others.add(action);
			else assertNotEquals(action.name(), start.withWindow(new CtWindow(0, 100)).withZoom(2).withSection(
				action == ViewerAction.AXIAL ? Section.CORONAL : Section.AXIAL), s.get());
		}
		assertTrue(others.toString(), others.containsAll(Set.of(ViewerAction.HELP, ViewerAction.BEST_THRESHOLD,
			ViewerAction.UNDO, ViewerAction.REDO)));
		assertTrue("not only editing: " + others, others.stream().allMatch(a -> a == ViewerAction.HELP ||
			a == ViewerAction.BEST_THRESHOLD || a.group() == ViewerAction.Group.EDITING));
	}

	/** In each section, by the voxels of the axis that runs that way, however the CT is stored. */
	@Test
	public void slicesAndVoxelsAreTheCtsOwn() {
		for (int flips = 0; flips < 8; flips++)
			for (int first = 0; first < 3; first++) {
				final Grid grid = ExampleCase.grid(2, 3, 4, flips, first);
				final CaseView stored = ExampleCase.on(grid);
				final ViewState s = ViewState.of(stored).withCursor(new LpsPoint(1, 2, 3));
				final String which = "flips " + flips + ", first " + first;
				assertEquals(which, new LpsPoint(1, 2, -1), next(s.withSection(Section.AXIAL), stored));
				assertEquals(which, new LpsPoint(1, 5, 3), next(s.withSection(Section.CORONAL), stored));
				assertEquals(which, new LpsPoint(3, 2, 3), next(s.withSection(Section.SAGITTAL), stored));
				assertEquals(which, new LpsPoint(3, 2, 3), Navigation.apply(ViewerAction.MOVE_RIGHT, s, stored, List.of())
					.orElseThrow().cursor());
				assertEquals(which, new LpsPoint(1, 2, 7), Navigation.apply(ViewerAction.MOVE_UP, s.withSection(
					Section.CORONAL), stored, List.of()).orElseThrow().cursor());
			}
	}

	private static LpsPoint next(final ViewState s, final CaseView stored) {
		final ViewState there = Navigation.apply(ViewerAction.NEXT_SLICE, s, stored, List.of()).orElseThrow();
		assertEquals(s, Navigation.apply(ViewerAction.PREVIOUS_SLICE, there, stored, List.of()).orElseThrow());
		return there.cursor();
	}

	@Test
	public void slicesEndWithTheCt() {
		final ViewState last = Navigation.bySlices(start, view.ct().grid(), 1000);
		assertEquals(-58, last.cursor().z(), 1e-9);
		assertEquals(58, Navigation.bySlices(last, view.ct().grid(), -1000).cursor().z(), 1e-9);
	}

	@Test
	public void zoomingKeepsThePlaceUnderTheMouse() {
		final LpsPoint mouse = new LpsPoint(31, -12, 5);
		ViewState s = start;
		for (int i = 0; i < 12; i++) {
			final ViewState z = Navigation.zoomed(s, mouse, i < 8 ? 1.5 : 0.7);
			for (int axis = 0; axis < 2; axis++)
				assertEquals("step " + i, (mouse.get(axis) - s.centre().get(axis)) * s.zoom(), (mouse.get(axis) - z.centre().get(
					axis)) * z.zoom(), 1e-6);
			s = z;
		}
	}

	@Test
	public void keysGoRoundTheNodes() {
		assertEquals(2, nodes.size());
		ViewState s = after(ViewerAction.NEXT_NODE, start);
		assertEquals(1, s.node());
		assertTrue(s.cursor().distanceMm(LpsPoint.of(ExampleCase.SMALL_NODE)) < 1.5);
		s = after(ViewerAction.NEXT_NODE, s);
		assertEquals(2, s.node());
		assertTrue(s.cursor().distanceMm(LpsPoint.of(ExampleCase.LARGE_NODE)) < 1.5);
		assertEquals(1, after(ViewerAction.NEXT_NODE, s).node());
		assertEquals(1, after(ViewerAction.PREVIOUS_NODE, s).node());
		assertEquals(2, after(ViewerAction.PREVIOUS_NODE, start).node());
		assertEquals(start, Navigation.apply(ViewerAction.NEXT_NODE, start, view, List.of()).orElseThrow());
	}

	@Test
	public void aPlaceFlownToIsSeenAlsoWhenZoomedIn() {
		final ViewState s = after(ViewerAction.NEXT_NODE, start.withZoom(5));
		assertEquals(s.cursor(), s.centre());
		assertEquals(start.centre(), after(ViewerAction.NEXT_NODE, start).centre());
		final ViewState carina = after(ViewerAction.CARINA, s);
		assertEquals(LpsPoint.of(ExampleCase.CARINA), carina.cursor());
		assertEquals("no node is chosen at the carina", 0, carina.node());
	}

	@Test
	public void thresholdStepsAreEqualOnTheLogarithmicScale() {
		final ViewState s = start.withThreshold(0.01);
		final double ratio = after(ViewerAction.THRESHOLD_UP, s).threshold() / 0.01;
		assertEquals(ratio, 0.01 / after(ViewerAction.THRESHOLD_DOWN, s).threshold(), 1e-9);
		assertEquals(1e-4, after(ViewerAction.THRESHOLD_DOWN, start.withThreshold(1e-4)).threshold(), 1e-12);
	}
}
