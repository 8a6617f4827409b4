package org.lymphatlas.pipeline;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

import ij.IJ;
import ij.ImagePlus;

public class PretrainingExampleTest {

	/** 30 mm of soft tissue that grows brighter to the patient's left, in voxels that run to the right and down. */
	private static final Grid GRID = new Grid(new int[] { 60, 50, 40 }, new double[] { 1, 1, 1 }, new double[] { 100, 7, -3 },
		new double[] { -1, 0, 0, 0, 1, 0, 0, 0, -1 });

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private static CtVolume ct() {
		final short[] hu = new short[GRID.voxels()];
		for (int z = 0; z < 40; z++)
			for (int y = 0; y < 50; y++)
				for (int x = 0; x < 60; x++)
					hu[GRID.index(x, y, z)] = (short) (100 - x);
		return new CtVolume(GRID, hu);
	}

	private static PretrainingExample.Options options(final String spacing, final String patch, final String centre) {
		return new PretrainingExample.Options(spacing, patch, centre, 4);
	}

	@Test
	public void theHyperstackHasAFrameForEachTransformation() {
		final ImagePlus image = PretrainingExample.of("a", ct(), options("1", "32,24,16", "")).image();
		assertArrayEquals(new int[] { 32, 24, 1, 16, 7 }, image.getDimensions());
		assertTrue(image.isHyperStack());
		assertTrue(image.getStack().getSliceLabel(1), image.getStack().getSliceLabel(1).startsWith("Original, z = "));
		assertTrue(image.getStack().getSliceLabel(16 * 6 + 1), image.getStack().getSliceLabel(16 * 6 + 1).startsWith(
			"All together, z = "));
		assertEquals(-36, image.getDisplayRangeMin(), 0);
		assertEquals(157, image.getDisplayRangeMax(), 0);
		final float[] first = (float[]) image.getStack().getPixels(1), last = (float[]) image.getStack().getPixels(16);
		for (int x = 1; x < 32; x++)
			assertEquals("brighter to the left, HU", first[0] + x, first[x], 1e-3);
		assertArrayEquals("equal slices", first, last, 1e-3f);
		assertTrue("z runs to the head", zOf(image, 16) - zOf(image, 1) == 15);
	}

	private static double zOf(final ImagePlus image, final int slice) {
		return Double.parseDouble(image.getStack().getSliceLabel(slice).replaceAll(".*z = (.*) mm", "$1"));
	}

	@Test
	public void theCentreIsWhereItIsWanted() {
		final ImagePlus image = PretrainingExample.of("a", ct(), options("1", "8", "61.5,30,-20")).image();
		assertEquals("8 voxels about 61.5 mm, where 61 HU is, begin at 58", 58, ((float[]) image.getStack().getPixels(1))[0],
			1e-3);
		assertEquals(-24, zOf(image, 1), 0.51);
	}

	@Test
	public void beyondTheCtIsAir() {
		final float[] slice = (float[]) PretrainingExample.of("a", ct(), options("2", "64", "")).image().getStack().getPixels(
			32);
		assertEquals("clipped", -36, slice[0], 1e-3);
	}

	@Test
	public void picturesAndHyperstacksAreWritten() throws Exception {
		final Path png = folder.getRoot().toPath().resolve("a.png"), tif = folder.getRoot().toPath().resolve("a.tif");
		PretrainingExample.of("a", ct(), options("1", "32,24,16", "")).write(png);
		PretrainingExample.of("a", ct(), options("1", "32,24,16", "")).write(tif);
		final BufferedImage picture = ImageIO.read(png.toFile());
		assertEquals(7 * 226 + 6, picture.getWidth());
		final int y = picture.getHeight() / 4;
		assertTrue("brighter to the left", grey(picture, 0, 180, y) > grey(picture, 0, 40, y));
		assertTrue("brighter to the left by a rising curve", grey(picture, 1, 180, y) > grey(picture, 1, 40, y));
		assertTrue("darker by a falling one", grey(picture, 2, 180, y) < grey(picture, 2, 40, y));
		final ImagePlus read = IJ.openImage(tif.toString());
		assertArrayEquals(new int[] { 32, 24, 1, 16, 7 }, read.getDimensions());
		assertTrue(read.getStack().getSliceLabel(17), read.getStack().getSliceLabel(17).startsWith("Bezier, rising, z = "));
		assertEquals("mm", read.getCalibration().getUnit());
	}

	private static int grey(final BufferedImage picture, final int panel, final int x, final int y) {
		return picture.getRGB(6 + 226 * panel + x, y) & 0xff;
	}

	@Test
	public void badValuesAreNamed() {
		refused("spacingMm=0", options("0", "16", ""));
		refused("patch=0", options("1", "0", ""));
		refused("patch=2000", options("1", "2000", ""));
		refused("patch=1,4096,1: of [1.0, 4096.0, 1.0] mm", options("1", "1,4096,1", ""));
		refused("centreMm=1,2", options("1", "16", "1,2"));
		refused("outside of the CT", options("1", "16", "500,0,0"));
	}

	private static void refused(final String message, final PretrainingExample.Options options) {
		final InputException e = assertThrows(InputException.class, () -> PretrainingExample.of("a", ct(), options));
		assertTrue(e.getMessage(), e.getMessage().contains(message));
	}
}
