package org.lymphatlas.viewer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.Test;

public class ViewModelTest {

	private final CaseView view = ExampleCase.on(ExampleCase.grid(2, 2, 4, 0, 0));
	private final ViewModel model = new ViewModel(ViewState.of(view));

	@Test
	public void theFirstLookIsAxialThroughTheLargestNodeInTheMediastinalWindow() {
		final ViewState s = model.state();
		assertTrue(s.cursor().distanceMm(LpsPoint.of(ExampleCase.LARGE_NODE)) < 2.5);
		assertEquals(new LpsPoint(0, 0, 0), s.centre());
		assertEquals(Section.AXIAL, s.section());
		assertEquals(CtWindow.MEDIASTINUM, s.window());
		for (final Overlay overlay : Overlay.values())
			assertTrue(overlay.name(), s.shows(overlay));
	}

	@Test
	public void valuesAreKeptWithinTheirRange() {
		final ViewState s = model.state();
		assertEquals(1, s.withOpacity(2).opacity(), 0);
		assertEquals(0, s.withOpacity(-1).opacity(), 0);
		assertEquals(1e-4, s.withThreshold(0).threshold(), 0);
		assertEquals(1, s.withThreshold(3).threshold(), 0);
		assertEquals(ViewState.MOST_ZOOM, s.withZoom(1e9).zoom(), 0);
		assertEquals(ViewState.LEAST_ZOOM, s.withZoom(0).zoom(), 0);
		assertThrows(IllegalArgumentException.class, () -> s.withThreshold(Double.NaN));
	}

	@Test
	public void everyPartCanBeChangedAloneAndBack() {
		final ViewState s = model.state();
		final List<ViewState> changed = List.of(s.withCursor(new LpsPoint(1, 2, 3)), s.withCentre(new LpsPoint(1, 2, 3)), s
			.withSection(Section.CORONAL), s.withWindow(CtWindow.LUNG), s.withOpacity(0.1), s.withThreshold(0.01), s.withZoom(3),
			s.withNode(2), s.toggled(Overlay.OUTLINES));
		for (int i = 0; i < changed.size(); i++)
			for (int j = 0; j < i; j++)
				assertFalse(i + " and " + j, changed.get(i).equals(changed.get(j)));
		assertEquals(s, changed.get(0).withCursor(s.cursor()));
		assertEquals(s, changed.get(1).withCentre(s.centre()));
		assertEquals(s, changed.get(2).withSection(s.section()));
		assertEquals(s, changed.get(3).withWindow(s.window()));
		assertEquals(s, changed.get(4).withOpacity(s.opacity()));
		assertEquals(s, changed.get(5).withThreshold(s.threshold()));
		assertEquals(s, changed.get(6).withZoom(s.zoom()));
		assertEquals(s, changed.get(7).withNode(s.node()));
		assertEquals(s, changed.get(8).toggled(Overlay.OUTLINES));
	}

	@Test
	public void listenersHearEveryChangeOnceAndNothingElse() {
		final List<ViewState> heard = new ArrayList<>();
		final Runnable stop = model.listen(heard::add);
		model.update(s -> s.withZoom(2));
		model.update(s -> s.withZoom(2));
		assertEquals(1, heard.size());
		assertSame(model.state(), heard.get(0));
		stop.run();
		model.update(s -> s.withZoom(3));
		assertEquals(1, heard.size());
	}

	@Test
	public void aListenerMayChangeTheStateAndAllSeeTheLastOneLast() {
		final List<Double> first = new ArrayList<>(), last = new ArrayList<>();
		model.listen(s -> first.add(s.zoom()));
		model.listen(s -> model.set(s.withZoom(Math.min(4, s.zoom()))));
		model.listen(s -> last.add(s.zoom()));
		model.update(s -> s.withZoom(9));
		assertEquals(List.of(9.0, 4.0), first);
		assertEquals(List.of(4.0), last);
	}
}
