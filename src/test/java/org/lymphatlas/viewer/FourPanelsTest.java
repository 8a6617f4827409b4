package org.lymphatlas.viewer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import javax.imageio.ImageIO;

import org.junit.Test;
import org.lymphatlas.evaluation.NodeMeasure;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

/** The viewer's picture without a window. */
public class FourPanelsTest {

	private static final int WIDTH = 1280, HEIGHT = 400;
	private static final Path REFERENCES = Path.of("src/test/resources/org/lymphatlas/viewer");
	/** Fonts and the edges of lines differ between machines: so far a channel may be off, and so many pixels further. */
	private static final int CHANNEL = 40;
	private static final double PIXELS = 0.01;

	/** With a network that whispers around the nodes, and the larger node as reference. */
	private static CaseView example(final Grid grid) {
		final CaseView v = ExampleCase.on(grid);
		final FloatVolume network = new FloatVolume(grid);
		final LabelVolume reference = new LabelVolume(grid);
		for (int i = 0; i < network.values().length; i++) {
			network.values()[i] = v.nodes().labelAt(i) > 0 ? 0.9f : 0.01f * v.probability().values()[i];
			reference.labels()[i] = (short) (v.nodes().labelAt(i) == 2 ? 1 : 0);
		}
		return v.withPrediction(network).withReference(reference);
	}

	private static BufferedImage draw(final FourPanels panels, final ViewState state) {
		final BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = picture.createGraphics();
		panels.draw(g, WIDTH, HEIGHT, state);
		g.dispose();
		return picture;
	}

	private static int[] pixels(final BufferedImage picture) {
		return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
	}

	/** Pixels with a channel that is off by more than lines' edges are. */
	private static int different(final int[] one, final int[] other) {
		assertEquals(one.length, other.length);
		int off = 0;
		for (int i = 0; i < one.length; i++) {
			final Color a = new Color(one[i]), b = new Color(other[i]);
			if (Math.abs(a.getRed() - b.getRed()) > CHANNEL || Math.abs(a.getGreen() - b.getGreen()) > CHANNEL || Math.abs(a
				.getBlue() - b.getBlue()) > CHANNEL) off++;
		}
		return off;
	}

	/** Against pictures that were looked at; -Dlymphatlas.newReferences=true writes them anew, to be looked at again. */
	@Test
	public void theSectionsLookAsTheyDidWhenTheyWereLookedAt() throws Exception {
		final CaseView view = example(ExampleCase.grid(1, 1, 2, 0, 0));
		for (final Section section : Section.values()) {
			final BufferedImage now = draw(new FourPanels(new CasePainter(view)), ViewState.of(view).withSection(section)
				.withThreshold(0.001));
			final Path file = REFERENCES.resolve("panels-" + section.title + ".png");
			if (Boolean.getBoolean("lymphatlas.newReferences")) ImageIO.write(now, "png", Files.createDirectories(REFERENCES)
				.resolve(file.getFileName()).toFile());
			final BufferedImage then = ImageIO.read(file.toFile());
			final int off = different(pixels(now), pixels(then));
			assertTrue(section + ": " + off + " pixels differ from " + file, off < PIXELS * WIDTH * HEIGHT);
		}
	}

	/** One patient, stored in 24 ways, looks the same. */
	@Test
	public void howAPatientIsStoredDoesNotShow() {
		final ViewState state = ViewState.of(example(ExampleCase.grid(2, 2, 2, 0, 0))).withCursor(new LpsPoint(11, 5, -15));
		final int[] expected = pixels(draw(new FourPanels(new CasePainter(example(ExampleCase.grid(2, 2, 2, 0, 0)))), state));
		for (int flips = 0; flips < 8; flips++)
			for (int first = 0; first < 3; first++) {
				final int[] shown = pixels(draw(new FourPanels(new CasePainter(example(ExampleCase.grid(2, 2, 2, flips, first)))),
					state));
				final int off = different(expected, shown);
				assertTrue("flips " + flips + ", first " + first + ": " + off + " pixels", off < PIXELS * shown.length);
			}
	}

	@Test
	public void whatIsKeptIsWhatWouldBeDrawn() {
		final CaseView view = example(ExampleCase.grid(2, 2, 2, 0, 0));
		final FourPanels kept = new FourPanels(new CasePainter(view));
		ViewState state = ViewState.of(view);
		for (final ViewerAction action : ViewerAction.values()) {
			state = Navigation.apply(action, state, view, List.<NodeMeasure>of()).orElse(state);
			assertArrayEquals(action.name(), pixels(draw(new FourPanels(new CasePainter(view)), state)), pixels(draw(kept,
				state)));
		}
	}

	@Test
	public void panelsAreAlignedAndTheCrosshairPassesTheSamePlaceInEach() {
		final CaseView view = example(ExampleCase.grid(2, 2, 2, 0, 0));
		final FourPanels panels = new FourPanels(new CasePainter(view));
		final ViewState state = ViewState.of(view);
		final BufferedImage with = draw(panels, state), without = draw(panels, state.toggled(Overlay.CROSSHAIR));
		final double[] c = panels.plane(state).project(state.cursor().toArray());
		final Rectangle first = panels.bounds(Layer.CT);
		for (final Layer layer : Layer.COLUMNS) {
			final Rectangle b = panels.bounds(layer);
			assertEquals(first.getSize(), b.getSize());
			assertEquals(first.y, b.y);
			assertEquals(Optional.of(layer), panels.layerAt(b.x + 3, b.y + 3));
			final int x = b.x + (int) Math.round(c[0]), y = b.y + (int) Math.round(c[1]);
			assertFalse(layer + ": no line left of the cursor", with.getRGB(x - 30, y) == without.getRGB(x - 30, y));
			assertEquals(layer + ": the place itself stays free", without.getRGB(x, y), with.getRGB(x, y));
		}
		assertEquals(Optional.empty(), panels.layerAt(5, 5));
	}

	@Test
	public void probabilitiesBelowTheThresholdAreHidden() {
		final CaseView view = example(ExampleCase.grid(1, 1, 1, 0, 0));
		final CasePainter painter = new CasePainter(view);
		final ViewState state = ViewState.of(view);
		final Plane plane = Plane.of(state, Extent.of(view.ct().grid()), 240, 240);
		final double[] p = plane.project(new double[] { 24, 5, -15 });
		final int x = (int) Math.round(p[0]), y = (int) Math.round(p[1]);
		final int ct = painter.ct(plane, state.window()).getRGB(x, y);
		assertEquals(ct, painter.render(Layer.NODES, plane, state.withThreshold(0.01)).getRGB(x, y));
		assertFalse(ct == painter.render(Layer.NODES, plane, state.withThreshold(0.001)).getRGB(x, y));
		assertEquals(ct, painter.render(Layer.NODES, plane, state.withThreshold(0.001).toggled(Overlay.COLOURS)).getRGB(x, y));
	}
}
