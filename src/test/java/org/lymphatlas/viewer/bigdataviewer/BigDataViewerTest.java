package org.lymphatlas.viewer.bigdataviewer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.awt.event.ComponentEvent;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

import javax.swing.SwingUtilities;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.ARGBType;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.viewer.CasePainter;
import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.CtWindow;
import org.lymphatlas.viewer.Layer;
import org.lymphatlas.viewer.LpsPoint;
import org.lymphatlas.viewer.Plane;
import org.lymphatlas.viewer.Section;
import org.lymphatlas.viewer.ViewModel;
import org.lymphatlas.viewer.ViewState;
import org.lymphatlas.viewer.ViewerChoice;
import org.lymphatlas.viewer.VolumeViewer;
import org.lymphatlas.viewer.VoxelColours;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;

public class BigDataViewerTest {

	private static final int WIDTH = 200, HEIGHT = 150;

	@Rule
	public TemporaryFolder temporary = new TemporaryFolder();

	/** Turned by 0.4 about the patient's long axis, slices from head to feet. */
	private static Grid oblique() {
		final double c = Math.cos(0.4), s = Math.sin(0.4);
		return new Grid(new int[] { 20, 16, 10 }, new double[] { 2, 3, 5 }, new double[] { -12, 5, 30 }, new double[] { c, s,
			0, -s, c, 0, 0, 0, -1 });
	}

	private static CaseView view() {
		final Grid grid = oblique();
		final CtVolume ct = new CtVolume(grid);
		final FloatVolume distance = new FloatVolume(grid);
		for (int i = 0; i < ct.hu().length; i++) {
			ct.hu()[i] = (short) (i % 500 - 200);
			distance.values()[i] = i / (float) ct.hu().length;
		}
		return new CaseView("case", "", ct, distance, distance, null, Optional.of(new double[] { 0, 0, 0 }));
	}

	private BdvDouble bdv() throws Exception {
		return new BdvDouble(temporary.newFolder().toPath(), "", "");
	}

	@Test
	public void anAbsentOrOtherVersionIsNamed() throws Exception {
		final String absent = assertThrows(BdvMissingException.class, () -> BdvLibrary.load(getClass().getClassLoader()))
			.getMessage();
		assertTrue(absent, absent.contains("not on the class path") && absent.contains(
			"net.imglib2.realtransform.AffineTransform3D"));
		final BdvDouble old = new BdvDouble(temporary.newFolder().toPath(), "setInterpolation(final", "setBlending(final");
		final String other = assertThrows(BdvMissingException.class, () -> BdvLibrary.load(old.loader())).getMessage();
		assertTrue(other, other.contains("there is no bdv.viewer.ViewerPanel.setInterpolation(Interpolation)"));
		BdvLibrary.load(bdv().loader());
	}

	@Test
	public void theBuiltInViewerIsTakenAndTheReasonIsSaid() {
		final VolumeViewer builtIn = new VolumeViewer() {

			@Override
			public String name() {
				return "imagej";
			}

			@Override
			public Optional<String> hindrance() {
				return Optional.empty();
			}

			@Override
			public void show(final CaseView view) {}

			@Override
			public void snapshot(final CaseView view, final java.nio.file.Path png) {}
		};
		for (final String wish : List.of("auto", "bigdataviewer")) {
			final ViewerChoice choice = ViewerChoice.of(List.of(new BigDataViewer(), builtIn), wish);
			assertEquals("imagej", choice.viewer().name());
			assertTrue(choice.reason(), choice.reason().contains("bigdataviewer cannot be used: "));
		}
	}

	@Test
	public void viewsAndPlanesAreTheSame() {
		for (final Section section : Section.values()) {
			final Plane plane = new Plane(section, new double[] { -31, 42, 17 }, 0.7, WIDTH, HEIGHT);
			final double[] m = ViewMatrix.of(plane);
			assertArrayEquals(section.name(), plane.topLeft(), ViewMatrix.plane(m, WIDTH, HEIGHT).orElseThrow().topLeft(), 1e-9);
			assertEquals(section, ViewMatrix.plane(m, WIDTH, HEIGHT).orElseThrow().section());
			assertEquals(0.7, ViewMatrix.plane(m, WIDTH, HEIGHT).orElseThrow().pixelMm(), 1e-9);
			final LpsPoint p = plane.toWorld(33, 21);
			assertArrayEquals(new double[] { 33, 21, 0 }, ViewMatrix.project(m, p), 1e-9);
			assertEquals(0, ViewMatrix.place(m, 33, 21).distanceMm(p), 1e-9);
			// Right-handed: a mirrored patient would be seen from behind.
			final double det = m[0] * (m[5] * m[10] - m[6] * m[9]) - m[1] * (m[4] * m[10] - m[6] * m[8]) + m[2] * (m[4] * m[9] -
				m[5] * m[8]);
			assertTrue(section + ": " + det, det > 0);
		}
		final double c = Math.cos(0.1), s = Math.sin(0.1);
		final double[] turned = { c, s, 0, 3, -s, c, 0, 4, 0, 0, 1, 5 };
		assertTrue(ViewMatrix.plane(turned, WIDTH, HEIGHT).isEmpty());
		final LpsPoint p = ViewMatrix.place(turned, 10, 20);
		assertArrayEquals(new double[] { 10, 20, 0 }, ViewMatrix.project(turned, p), 1e-9);
	}

	@Test
	public void voxelsLieWhereTheGridSays() {
		final Grid grid = oblique();
		final double[] m = ViewMatrix.voxelToWorld(grid);
		assertArrayEquals(grid.toWorld(3, 7, 5), ViewMatrix.project(m, new LpsPoint(3, 7, 5)), 1e-9);
	}

	private BdvPanels panels(final BdvDouble bdv, final ViewModel model) throws Exception {
		final BdvLibrary library = BdvLibrary.load(bdv.loader());
		final BdvPanels[] panels = new BdvPanels[1];
		SwingUtilities.invokeAndWait(() -> {
			panels[0] = new BdvPanels(library, null, new CasePainter(view()), model, place -> {});
			for (final Layer layer : Layer.COLUMNS) {
				final var display = panels[0].panel(layer).display();
				display.setSize(WIDTH, HEIGHT);
				for (final var listener : display.getComponentListeners())
					listener.componentResized(new ComponentEvent(display, ComponentEvent.COMPONENT_RESIZED));
			}
		});
		// The sizes' events, and what their listeners put off.
		SwingUtilities.invokeAndWait(() -> {});
		SwingUtilities.invokeAndWait(() -> {});
		return panels[0];
	}

	@Test
	public void fourPanelsShowTheCtWithItsLayersWhereTheyLie() throws Exception {
		final BdvDouble bdv = bdv();
		final ViewModel model = new ViewModel(ViewState.of(view()));
		panels(bdv, model);
		final List<Object[]> shown = bdv.calls("show");
		assertEquals(List.of("CT", "Distance to the carina", "Atlas probability of a node", "Predicted nodes"), shown.stream()
			.map(call -> call[3]).toList());
		assertEquals("each in a panel of its own", 4, shown.stream().map(call -> call[1]).distinct().count());
		assertEquals(4, bdv.calls("setInterpolation").stream().filter(call -> call[1].equals("NLINEAR")).count());
		assertEquals(4, bdv.calls("setDisplayRange").stream().filter(call -> call[1].equals(0.0) && call[2].equals(255.0))
			.count());
		for (int panel = 0; panel < 4; panel++) {
			assertArrayEquals(ViewMatrix.voxelToWorld(oblique()), (double[]) shown.get(panel)[4], 0);
			final RandomAccessibleInterval<?> image = (RandomAccessibleInterval<?>) shown.get(panel)[2];
			final VoxelColours colours = new VoxelColours(view(), Layer.COLUMNS.get(panel), model.state());
			assertArrayEquals(new long[] { 20, 16, 10 }, image.dimensionsAsLongArray());
			assertEquals(colours.argb(13, 2, 7), ((ARGBType) image.getAt(13, 2, 7)).get());
		}
	}

	@Test
	public void keysMoveAllViewsAndAMovedViewMovesTheOthersAndTheState() throws Exception {
		final BdvDouble bdv = bdv();
		final ViewModel model = new ViewModel(ViewState.of(view()));
		final BdvPanels panels = panels(bdv, model);
		for (final Section section : Section.values()) {
			SwingUtilities.invokeAndWait(() -> model.update(s -> s.withSection(section).withZoom(2)));
			for (final Layer layer : Layer.COLUMNS)
				assertArrayEquals(section + " " + layer, ViewMatrix.of(panels.plane()), panels.panel(layer).view(), 1e-9);
		}
		final Plane dragged = new Plane(Section.CORONAL, new double[] { -20, 9, 31 }, 0.5, WIDTH, HEIGHT);
		SwingUtilities.invokeAndWait(() -> panels.panel(Layer.PROBABILITY).setView(ViewMatrix.of(dragged)));
		for (final Layer layer : Layer.COLUMNS)
			assertArrayEquals(layer.name(), ViewMatrix.of(dragged), panels.panel(layer).view(), 1e-9);
		assertEquals(Section.CORONAL, model.state().section());
		assertEquals(9, model.state().cursor().y(), 1e-9);
		assertArrayEquals(dragged.topLeft(), panels.plane().topLeft(), 1e-6);
		assertEquals(0.5, panels.plane().pixelMm(), 1e-9);
		// A view that is turned is copied and leaves the state alone.
		final ViewState before = model.state();
		final double c = Math.cos(0.1), s = Math.sin(0.1);
		final double[] turned = { c, s, 0, 3, -s, c, 0, 4, 0, 0, 1, 5 };
		SwingUtilities.invokeAndWait(() -> panels.panel(Layer.CT).setView(turned));
		for (final Layer layer : Layer.COLUMNS)
			assertArrayEquals(layer.name(), turned, panels.panel(layer).view(), 0);
		assertEquals(before, model.state());
	}

	@Test
	public void whatIsColouredIsRenderedAnewAndACursorMovesNoView() throws Exception {
		final BdvDouble bdv = bdv();
		final ViewModel model = new ViewModel(ViewState.of(view()));
		final BdvPanels panels = panels(bdv, model);
		final RandomAccessibleInterval<?> image = (RandomAccessibleInterval<?>) bdv.calls("show").get(1)[2];
		bdv.forget();
		SwingUtilities.invokeAndWait(() -> model.update(s -> s.withWindow(CtWindow.LUNG).withOpacity(0.2)));
		assertEquals(4, bdv.calls("requestRepaint").size());
		assertEquals(new VoxelColours(view(), Layer.DISTANCE, model.state()).argb(4, 5, 6), ((ARGBType) image.getAt(4, 5, 6))
			.get());
		bdv.forget();
		SwingUtilities.invokeAndWait(() -> model.update(s -> s.withCursor(new LpsPoint(s.cursor().x() + 3, s.cursor().y() + 2, s
			.cursor().z()))));
		assertEquals(0, bdv.calls("requestRepaint").size() + bdv.calls("setViewerTransform").size());
		SwingUtilities.invokeAndWait(panels::close);
		assertEquals(4, bdv.calls("close").size());
		bdv.forget();
		SwingUtilities.invokeAndWait(() -> model.update(s -> s.withOpacity(0.9)));
		assertEquals(0, bdv.calls("requestRepaint").size());
	}

	@Test
	public void theOverlayShowsLinesInThePatientsPlanesOnly() throws Exception {
		final ViewState state = ViewState.of(view()).withCursor(new LpsPoint(0, 0, 0));
		final double[] aligned = ViewMatrix.of(new Plane(Section.AXIAL, new double[] { -50, -40, 0 }, 0.5, WIDTH, HEIGHT));
		final BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
		new BdvOverlay(new CasePainter(view()), Layer.DISTANCE, state).paint(picture.createGraphics(), aligned, new java.awt.Dimension(
			WIDTH, HEIGHT));
		assertEquals("the carina's cross at (100, 80)", 0xffff3020, picture.getRGB(100, 80));
	}
}
