package org.lymphatlas.viewer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Optional;

import org.junit.Test;
import org.lymphatlas.anatomy.Station;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

public class AtlasFigureTest {

	private static final int GAP = 8, HEADER = 40, ROW_HEADER = 52;

	/** Station 7 fills the patient's left half. */
	private static CaseView atlas(final Grid grid, final boolean withStations) {
		final CaseView all = ExampleCase.on(grid);
		final LabelVolume stations = new LabelVolume(grid);
		for (int i = 0; i < stations.labels().length; i++)
			if (grid.toWorld(i % grid.nx(), i / grid.nx() % grid.ny(), i / grid.nx() / grid.ny())[0] > 0) stations.labels()[i] =
				(short) Station.S7.label();
		return new CaseView("Atlas", "2 cases", all.ct(), all.distance(), all.probability(), null, withStations ? stations
			: null, Optional.of(ExampleCase.CARINA));
	}

	private static BufferedImage render(final Layer layer, final CaseView view, final Plane plane) {
		return new CasePainter(view).render(layer, plane, ViewState.of(view));
	}

	/** Every cut and row shows what the layer shows there, however the atlas is stored. */
	@Test
	public void cutsLieWhereTheySay() {
		for (int flips = 0; flips < 8; flips++) {
			final CaseView view = atlas(ExampleCase.grid(2, 2, 2, flips, flips % 3), true);
			final BufferedImage figure = new AtlasFigure(view).draw();
			final int panel = (figure.getWidth() - GAP) / 6 - GAP;
			final Plane carina = Plane.of(Section.CORONAL, Extent.of(view.ct().grid()), ExampleCase.CARINA, 120.0 / panel);
			assertEquals("flips " + flips, panel, carina.width());
			final Layer[] rows = { Layer.PROBABILITY, Layer.DISTANCE, Layer.STATIONS };
			for (int row = 0; row < rows.length; row++) {
				final BufferedImage expected = render(rows[row], view, carina);
				final int x0 = GAP + 3 * (panel + GAP), y0 = HEADER + ROW_HEADER + row * (ROW_HEADER + carina.height());
				for (int y = 60; y < 140; y += 7)
					for (int x = 30; x < panel - 30; x += 7)
						assertEquals("flips " + flips + ", " + rows[row] + " at " + x + ", " + y, new Color(expected.getRGB(x, y)),
							new Color(figure.getRGB(x0 + x, y0 + y)));
			}
		}
	}

	@Test
	public void rowsThatAnAtlasDoesNotHaveAreLeftOut() {
		final Grid grid = ExampleCase.grid(2, 2, 2, 0, 0);
		final int with = new AtlasFigure(atlas(grid, true)).draw().getHeight(), without = new AtlasFigure(atlas(grid, false))
			.draw().getHeight();
		assertEquals((with - HEADER - GAP) / 3.0, with - without, 1);
	}

	@Test
	public void stationsAreNamedInThePicture() {
		final CaseView view = atlas(ExampleCase.grid(2, 2, 2, 0, 0), true);
		final Plane plane = Plane.of(Section.CORONAL, Extent.of(view.ct().grid()), ExampleCase.CARINA, 0.5);
		final BufferedImage picture = render(Layer.STATIONS, view, plane);
		final double[] middle = plane.project(new double[] { 30, 0, 0 });
		int white = 0;
		for (int y = -8; y <= 8; y++)
			for (int x = -8; x <= 8; x++)
				if (new Color(picture.getRGB((int) middle[0] + x, (int) middle[1] + y)).equals(Color.WHITE)) white++;
		assertTrue(white + " white pixels of the 7", white > 5 && white < 100);
	}
}
