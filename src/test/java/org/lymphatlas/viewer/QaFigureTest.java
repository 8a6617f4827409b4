package org.lymphatlas.viewer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import javax.imageio.ImageIO;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

import ij.ImagePlus;

public class QaFigureTest {

	@Rule
	public TemporaryFolder folder = new TemporaryFolder();

	private static Plane through(final Section section, final double[] p, final CaseView view) {
		return Plane.of(section, Extent.of(view.ct().grid()), p, 0.5);
	}

	private static BufferedImage render(final Layer layer, final CaseView view, final Plane plane) {
		return new CasePainter(view).render(layer, plane, ViewState.of(view));
	}

	private static Color at(final BufferedImage picture, final Plane plane, final double... lps) {
		final double[] p = plane.project(lps);
		return new Color(picture.getRGB((int) Math.round(p[0]), (int) Math.round(p[1])));
	}

	/** The brightest pixel's centre of gravity, in parts of the picture. */
	private static double[] brightest(final BufferedImage picture) {
		double x = 0, y = 0;
		int n = 0;
		for (int i = 0; i < picture.getWidth() * picture.getHeight(); i++) {
			if ((picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) & 0xff) < 200) continue;
			x += i % picture.getWidth() / (double) picture.getWidth();
			y += i / picture.getWidth() / (double) picture.getHeight();
			n++;
		}
		return new double[] { x / n, y / n };
	}

	@Test
	public void thePatientHangsAsRadiologistsHangHimHoweverHeIsStored() {
		for (int flips = 0; flips < 8; flips++)
			for (int first = 0; first < 3; first++) {
				final CaseView view = ExampleCase.on(ExampleCase.grid(2, 2, 4, flips, first));
				final String which = "flips " + flips + ", first axis " + first;
				for (final Section section : Section.values()) {
					final double[] place = brightest(render(Layer.CT, view, through(section, ExampleCase.BALL, view)));
					final boolean sagittal = section == Section.SAGITTAL;
					// Left is right, anterior is up or left, superior is up.
					assertEquals(which + " " + section, sagittal ? 40 / 120.0 : 90 / 120.0, place[0], 0.02);
					assertEquals(which + " " + section, section == Section.AXIAL ? 40 / 120.0 : 35 / 120.0, place[1], 0.02);
				}
			}
	}

	@Test
	public void thickSlicesKeepTheirProportion() {
		final CaseView view = ExampleCase.on(ExampleCase.grid(1, 1, 8, 0, 0));
		for (final Section section : Section.values()) {
			final Plane plane = through(section, new double[3], view);
			assertEquals(section.name(), 1.0, plane.width() / (double) plane.height(), 0.02);
		}
	}

	@Test
	public void theCarinaHasARedCrossAndContoursLieAtRoundMillimetres() {
		final CaseView view = ExampleCase.on(ExampleCase.grid(1, 1, 1, 0, 0));
		final Plane plane = through(Section.AXIAL, ExampleCase.CARINA, view);
		final BufferedImage picture = render(Layer.DISTANCE, view, plane);
		assertEquals(Layer.RED, at(picture, plane, ExampleCase.CARINA));
		final Color contour = at(picture, plane, -10 + 20, 5, 0), between = at(picture, plane, -10 + 25, 5, 0);
		assertEquals(20, DistanceContours.stepMm(plane.pixelMm()));
		assertTrue("contour " + contour, contour.getRed() > 140 && contour.getBlue() > 130);
		assertTrue("between " + between, between.getRed() < 130);
	}

	@Test
	public void probabilityColoursOnlyWhereThereIsSome() {
		final CaseView view = ExampleCase.on(ExampleCase.grid(1, 1, 1, 0, 0));
		final Plane plane = through(Section.AXIAL, ExampleCase.LARGE_NODE, view);
		final BufferedImage picture = render(Layer.PROBABILITY, view, plane);
		final Color in = at(picture, plane, ExampleCase.LARGE_NODE), out = at(picture, plane, -40, 40, -15);
		assertTrue(in.toString(), in.getRed() > in.getBlue() + 40);
		assertEquals(new Color(0x808080), out);
	}

	@Test
	public void nodesAreOutlinedInTheirColours() {
		final CaseView view = ExampleCase.on(ExampleCase.grid(1, 1, 1, 0, 0));
		final Plane plane = through(Section.AXIAL, ExampleCase.LARGE_NODE, view);
		final BufferedImage picture = render(Layer.NODES, view, plane);
		assertEquals(new Color(0x808080), at(picture, plane, ExampleCase.LARGE_NODE));
		final double[] p = ExampleCase.LARGE_NODE;
		int coloured = 0;
		for (double x = p[0] - 11; x < p[0] - 6; x += 0.5)
			if (isSkyBlue(at(picture, plane, x, p[1], p[2]))) coloured++;
		assertTrue("no outline where the node ends", coloured >= 1 && coloured <= 5);
	}

	/** The second colour of Okabe and Ito, also where it is blended with what lies below. */
	private static boolean isSkyBlue(final Color c) {
		return c.getBlue() > c.getRed() + 60 && c.getGreen() > c.getRed() + 40;
	}

	@Test
	public void planesGoThroughTheLargestNodeThenTheCarinaThenTheMiddle() {
		final Grid grid = ExampleCase.grid(1, 2, 3, 3, 2);
		final CaseView all = ExampleCase.on(grid);
		assertTrue(ExampleCase.mm(all.focus(), ExampleCase.LARGE_NODE) < 2.5);
		final CaseView none = new CaseView("a", "", all.ct(), null, null, new LabelVolume(grid), all.carina());
		assertArrayEquals(ExampleCase.CARINA, none.focus(), 0);
		assertArrayEquals(new double[3], new CaseView("a", "", all.ct(), null, null, null, Optional.empty()).focus(), 1e-9);
	}

	@Test
	public void aFigureFillsAPageWhateverTheCtsShape() {
		assertTrue("dots an inch: " + QaFigure.PRINT.dpi(), QaFigure.PRINT.dpi() >= 240);
		// 7 points are 2.47 mm; figures are read down to there.
		assertEquals(2.47 / Print.PAGE_MM * QaFigure.PRINT.widthPixels(), QaFigure.PRINT.points(7), 1);
		for (final int[] size : new int[][] { { 30, 30, 30 }, { 30, 30, 300 }, { 300, 30, 30 }, { 200, 200, 3 } }) {
			final CaseView view = new CaseView("shape", "", new CtVolume(Grid.of(size[0], size[1], size[2], 2, 2, 2)), null, null,
				null, Optional.empty());
			final BufferedImage figure = new QaFigure(view).draw();
			assertEquals(QaFigure.PRINT.widthPixels(), figure.getWidth());
			assertTrue(figure.getHeight() + " pixels", figure.getHeight() <= QaFigure.PRINT.pixels(271));
		}
	}

	/** Each row shows its layer in each plane, as large as the others. */
	@Test
	public void rowsAreLayersAndColumnsArePlanes() {
		final CaseView view = ExampleCase.on(ExampleCase.grid(1, 1, 1, 0, 0));
		final BufferedImage figure = new QaFigure(view).draw();
		final int w = figure.getWidth(), h = figure.getHeight();
		final double[][] least = { { 0, 0, 0 }, { 0.5, 0.5, 0.5 }, { 0.05, 0.05, 0.05 }, { 0, 0, 0 } };
		for (int row = 0; row < 4; row++)
			for (int column = 0; column < 3; column++) {
				final int top = (int) (h * (0.09 + 0.22 * row));
				int coloured = 0, pixels = 0;
				for (int y = top; y < top + h / 8; y++)
					for (int x = w * column / 3 + w / 12; x < w * (column + 1) / 3 - w / 12; x++, pixels++) {
						final Color c = new Color(figure.getRGB(x, y));
						if (Math.abs(c.getRed() - c.getGreen()) + Math.abs(c.getGreen() - c.getBlue()) > 20) coloured++;
					}
				final double share = coloured / (double) pixels, wanted = least[row][column];
				assertTrue("row " + row + ", column " + column + ": " + share, wanted == 0 ? share < 0.04 : share > wanted);
			}
	}

	@Test
	public void aFigureIsWrittenAlsoWhenMostIsMissing() throws Exception {
		final CaseView all = ExampleCase.on(ExampleCase.grid(2, 2, 4, 0, 0));
		final Path full = folder.getRoot().toPath().resolve("full.png"), bare = folder.getRoot().toPath().resolve("bare.png");
		new QaFigure(all).write(full);
		new QaFigure(new CaseView("no atlas", "failed", all.ct(), null, null, null, Optional.empty())).write(bare);
		for (final Path png : new Path[] { full, bare }) {
			final BufferedImage picture = ImageIO.read(png.toFile());
			assertTrue(picture.getWidth() > 1600 && picture.getHeight() > 1200);
		}
		assertEquals(2, Files.list(folder.getRoot().toPath()).count());
	}

	@Test
	public void theViewersStacksStartAtTheFocusAndSpanTheCt() {
		final CaseView view = ExampleCase.on(ExampleCase.grid(2, 2, 4, 4, 1));
		final ImagePlus image = new SectionStack(new CasePainter(view), ViewState.of(view), Layer.COLUMNS).image();
		assertEquals(30, image.getStackSize());
		assertEquals(4, image.getCalibration().pixelDepth, 0);
		// Slices are centred at -58, -54, ...; the focus is at -15 or next to it.
		assertEquals(ExampleCase.LARGE_NODE[2], -58 + 4 * (image.getCurrentSlice() - 1), 4);
		assertEquals(image.getWidth(), image.getProcessor().getWidth());
		assertEquals("axial -58.0 mm", image.getStack().getSliceLabel(1));
	}
}
