package org.lymphatlas.viewer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;

import javax.imageio.ImageIO;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.viewer.PriorOverlay.Prior;
import org.lymphatlas.viewer.PriorOverlay.Through;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;

public class PriorOverlayTest {

	/** The example's distance is 1 at 100 mm. */
	private static final OptionalDouble LARGEST = OptionalDouble.of(100);

	@Rule
	public TemporaryFolder temporary = new TemporaryFolder();

	private static CaseView view(final Grid grid) {
		final CaseView all = ExampleCase.on(grid);
		return new CaseView(all.title(), all.verdict(), all.ct(), all.distance(), all.probability(), all.nodes(), all.nodes(),
			all.carina());
	}

	private static ImagePlus distance(final CaseView view, final double mm) {
		return PriorOverlay.image(view, new PriorOverlay.Options(Prior.DISTANCE, Through.CARINA, 0.5, mm, LARGEST));
	}

	private static List<Roi> rois(final ImagePlus image, final String name) {
		return StreamSupport.stream(image.getOverlay().spliterator(), false).filter(r -> r.getName().startsWith(name)).toList();
	}

	@Test
	public void theContourLiesAsFarFromTheCarinaAsItSaysHoweverThePatientIsStored() {
		for (int flips = 0; flips < 8; flips++) {
			final ImagePlus image = distance(view(ExampleCase.grid(2, 3, 2, flips, flips % 3)), 40);
			final double pixelMm = image.getCalibration().pixelWidth;
			final List<Roi> contours = rois(image, "40 mm from the carina").stream().filter(PolygonRoi.class::isInstance).toList();
			assertEquals("flips " + flips, 3, contours.size());
			final List<Roi> crosses = rois(image, "carina").stream().filter(ShapeRoi.class::isInstance).toList();
			assertEquals(3, crosses.size());
			for (int plane = 0; plane < 3; plane++) {
				final var line = contours.get(plane).getFloatPolygon();
				final double[] middle = contours.get(plane).getContourCentroid();
				assertEquals(Roi.POLYGON, contours.get(plane).getType());
				for (int i = 0; i < line.npoints; i++)
					assertEquals("flips " + flips + ", plane " + plane, 40, pixelMm * Math.hypot(line.xpoints[i] - middle[0],
						line.ypoints[i] - middle[1]), 1);
				final var cross = crosses.get(plane).getFloatBounds();
				assertEquals(middle[0], cross.getCenterX(), 1.5 / pixelMm);
				assertEquals(middle[1], cross.getCenterY(), 1.5 / pixelMm);
			}
		}
	}

	@Test
	public void theCtKeepsItsHounsfieldUnitsAndScale() {
		final ImagePlus image = distance(view(ExampleCase.grid(1, 1, 1, 0, 0)), 0);
		assertEquals("mm", image.getCalibration().getUnit());
		final double[] carina = rois(image, "carina").get(1).getContourCentroid();
		assertEquals(40, image.getCalibration().getCValue(image.getProcessor().get((int) carina[0] + 12, (int) carina[1] +
			12)), 0);
		assertEquals(-1024, image.getCalibration().getCValue(image.getProcessor().get(0, 0)), 0);
		assertEquals(-160, image.getCalibration().getCValue((int) image.getDisplayRangeMin()), 0);
		assertEquals(240, image.getCalibration().getCValue((int) image.getDisplayRangeMax()), 0);
		// Three planes of 120 mm each and little else.
		assertEquals(3 * 120 / image.getCalibration().pixelWidth, image.getWidth(), 100);
		// The CT ends 50, 55 and 60 mm from the carina: 4 whole rings of tenths of 100 mm, and a fifth in the sagittal plane.
		assertEquals(3 * 4 + 1, rois(image, "every tenth").stream().filter(r -> r.getType() == Roi.POLYGON).count());
	}

	@Test
	public void thePictureIsWhatTheOverlayShowsAndTheTiffKeepsItsParts() throws Exception {
		final CaseView view = view(ExampleCase.grid(2, 2, 4, 0, 0));
		for (final Prior prior : Prior.values()) {
			final ImagePlus image = PriorOverlay.image(view, new PriorOverlay.Options(prior, Through.NODE, 0.6, 30, LARGEST));
			final Path png = temporary.getRoot().toPath().resolve(prior + ".png"), tiff = png.resolveSibling(prior + ".TIF");
			PriorOverlay.write(image, png);
			PriorOverlay.write(image, tiff);
			final ImagePlus read = IJ.openImage(tiff.toString());
			assertEquals(16, read.getBitDepth());
			assertEquals(image.getCalibration().pixelWidth, read.getCalibration().pixelWidth, 1e-6);
			assertEquals("HU", read.getCalibration().getValueUnit());
			assertEquals(named(image), named(read));
			final List<ImageRoi> colours = Arrays.stream(read.getOverlay().toArray()).filter(ImageRoi.class::isInstance).map(
				ImageRoi.class::cast).toList();
			assertEquals(0.6, colours.get(colours.size() - 1).getOpacity(), 0.01);
			final BufferedImage picture = ImageIO.read(png.toFile());
			final int[] again = (int[]) read.flatten().getProcessor().getPixels();
			int different = 0;
			for (int i = 0; i < again.length; i++) {
				final Color a = new Color(again[i]), b = new Color(picture.getRGB(i % picture.getWidth(), i / picture.getWidth()));
				if (Math.abs(a.getRed() - b.getRed()) > 3 || Math.abs(a.getGreen() - b.getGreen()) > 3) different++;
			}
			// Reopened text may lie a fraction of a pixel beside.
			assertTrue(prior + ": " + different + " of " + again.length + " pixels differ", different < again.length / 100);
		}
		assertEquals(6, Files.list(temporary.getRoot().toPath()).count());
	}

	/** ImageJ's TIFF does not keep names of images in an overlay. */
	private static List<String> named(final ImagePlus image) {
		return Arrays.stream(image.getOverlay().toArray()).map(r -> r instanceof ImageRoi ? "colours" : r.getName()).toList();
	}

	@Test
	public void coloursLieOnlyWhereThePriorIs() {
		final CaseView view = view(ExampleCase.grid(1, 1, 1, 0, 0));
		final ImagePlus image = PriorOverlay.image(view, new PriorOverlay.Options(Prior.PROBABILITY, Through.NODE, 0.5, 50,
			OptionalDouble.empty()));
		final ImageRoi axial = (ImageRoi) rois(image, "Atlas probability of a node, axial").get(0);
		final ImagePlus flat = image.flatten();
		final double pixelMm = image.getCalibration().pixelWidth, x0 = axial.getXBase() + 60 / pixelMm, y0 = axial
			.getYBase() + 60 / pixelMm;
		final int[] in = flat.getPixel((int) (x0 + ExampleCase.LARGE_NODE[0] / pixelMm), (int) (y0 + ExampleCase.LARGE_NODE[1] /
			pixelMm)).clone(), out = flat.getPixel((int) (x0 - 40 / pixelMm), (int) (y0 + 40 / pixelMm));
		assertTrue(Arrays.toString(in), in[0] > 170 && in[0] > in[2] + 30);
		assertArrayEquals(new int[] { 128, 128, 128 }, Arrays.copyOf(out, 3));
	}

	@Test
	public void whatIsMissingIsNamed() {
		final CaseView all = view(ExampleCase.grid(4, 4, 4, 0, 0));
		final CaseView bare = new CaseView("a", "", all.ct(), null, all.probability(), null, all.carina());
		refuses("Case a has no distance to the carina", bare, Prior.DISTANCE, Through.CARINA, 0);
		refuses("Case a has no node for the planes", bare, Prior.PROBABILITY, Through.NODE, 0);
		refuses("use distanceMm=0", all, Prior.DISTANCE, Through.CARINA, 50);
		final InputException e = assertThrows(InputException.class, () -> Tiffs.checkFile(Path.of("a.jpg")));
		assertTrue(e.getMessage(), e.getMessage().contains(".png") && e.getMessage().contains(".tif"));
	}

	private static void refuses(final String message, final CaseView view, final Prior prior, final Through through,
		final double mm)
	{
		final InputException e = assertThrows(InputException.class, () -> PriorOverlay.image(view, new PriorOverlay.Options(
			prior, through, 0.5, mm, OptionalDouble.empty())));
		assertTrue(e.getMessage(), e.getMessage().contains(message));
	}

	@Test
	public void withoutACarinaTheCrossLiesWhereDistancesAreMeasuredFrom() {
		final CaseView all = view(ExampleCase.grid(2, 2, 2, 3, 1));
		final CaseView none = new CaseView("a", "", all.ct(), all.distance(), null, null, null, Optional.empty());
		final ImagePlus with = distance(all, 40), without = distance(none, 40);
		final List<Roi> a = rois(with, "carina").stream().filter(ShapeRoi.class::isInstance).toList(), b = rois(without,
			"where the atlas' carina lies").stream().filter(ShapeRoi.class::isInstance).toList();
		assertEquals(3, b.size());
		for (int i = 0; i < 3; i++)
			assertEquals(a.get(i).getXBase(), b.get(i).getXBase(), 2 / with.getCalibration().pixelWidth);
	}
}
