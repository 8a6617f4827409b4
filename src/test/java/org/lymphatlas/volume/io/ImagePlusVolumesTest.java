package org.lymphatlas.volume.io;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;

import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.measure.Calibration;
import ij.plugin.Duplicator;
import ij.plugin.Resizer;
import ij.plugin.SubstackMaker;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;

/** ImageJ stacks keep values and place through ImageJ's own commands. */
public class ImagePlusVolumesTest {

	private static final double TOLERANCE_MM = 1e-9;

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void everyKindSurvives() {
		for (final Grid grid : Samples.axisCodes()) {
			final CtVolume ct = Samples.ct(grid, 1);
			final ImagePlus image = ImagePlusVolumes.toImagePlus(ct, "ct");
			assertTrue("" + grid, ImagePlusVolumes.toGrid(image).matches(grid, TOLERANCE_MM));
			assertArrayEquals(ct.hu(), ImagePlusVolumes.toCt(image).hu());
		}
		final Grid grid = Samples.oblique(3, true);
		final LabelVolume small = Samples.labels(grid, 255, 1);
		final LabelVolume large = Samples.labels(grid, 65535, 1);
		final Mask mask = Samples.mask(grid, 1);
		final FloatVolume real = Samples.real(grid, 1);
		assertEquals(8, ImagePlusVolumes.toImagePlus(small, "small").getBitDepth());
		assertEquals(16, ImagePlusVolumes.toImagePlus(large, "large").getBitDepth());
		assertArrayEquals(small.labels(), ImagePlusVolumes.toLabels(ImagePlusVolumes.toImagePlus(small, "small")).labels());
		assertArrayEquals(large.labels(), ImagePlusVolumes.toLabels(ImagePlusVolumes.toImagePlus(large, "large")).labels());
		assertArrayEquals(mask.values(), ImagePlusVolumes.toMask(ImagePlusVolumes.toImagePlus(mask, "mask")).values());
		assertArrayEquals(real.values(), ImagePlusVolumes.toFloat(ImagePlusVolumes.toImagePlus(real, "real")).values(), 0);
		assertTrue(ImagePlusVolumes.toFloat(ImagePlusVolumes.toImagePlus(real, "real")).grid().matches(grid, TOLERANCE_MM));
	}

	@Test
	public void imageJShowsHuInTheMediastinalWindow() {
		final CtVolume ct = Samples.ct(Grid.of(4, 3, 2, 1, 1, 1), 2);
		final ImagePlus image = ImagePlusVolumes.toImagePlus(ct, "ct");
		assertTrue(image.getCalibration().isSigned16Bit());
		assertEquals("HU", image.getCalibration().getValueUnit());
		image.setSlice(2);
		assertEquals(ct.hu()[ct.grid().index(3, 2, 1)], image.getProcessor().getPixelValue(3, 2), 0);
		assertEquals(-150, image.getCalibration().getCValue(image.getDisplayRangeMin()), 0);
		assertEquals(250, image.getCalibration().getCValue(image.getDisplayRangeMax()), 0);
		assertEquals("mm", image.getCalibration().getUnit());
	}

	@Test
	public void tiffKeepsValuesAndPlace() throws IOException {
		final Path file = folder.getRoot().toPath().resolve("ct.tif");
		final CtVolume ct = Samples.ct(Samples.oblique(4, true), 3);
		assertTrue(new FileSaver(ImagePlusVolumes.toImagePlus(ct, "ct")).saveAsTiffStack(file.toString()));
		final CtVolume back = ImagePlusVolumes.toCt(new Opener().openImage(file.toString()));
		assertArrayEquals(ct.hu(), back.hu());
		// A TIFF keeps pixel sizes as ratios and the rest of the calibration with some ten digits.
		assertTrue(back.grid() + " / " + ct.grid(), back.grid().matches(ct.grid(), 1e-2));
	}

	@Test
	public void croppedAndTakenApartByImageJ() {
		final CtVolume ct = Samples.ct(Samples.oblique(5, false), 4);
		final ImagePlus image = ImagePlusVolumes.toImagePlus(ct, "ct");
		final ImagePlus part = image.duplicate();
		part.setRoi(2, 1, 3, 4);
		WindowManager.setTempCurrentImage(part);
		new Resizer().run("crop");
		WindowManager.setTempCurrentImage(null);
		final Grid cropped = ImagePlusVolumes.toGrid(part);
		assertTrue("" + cropped, cropped.matches(ct.grid().crop(new Box(2, 1, 0, 5, 5, 4)), TOLERANCE_MM));
		final Grid middle = ImagePlusVolumes.toGrid(new Duplicator().run(image, 2, 3));
		assertTrue("" + middle, middle.matches(ct.grid().crop(new Box(0, 0, 1, 6, 5, 3)), TOLERANCE_MM));
		final CtVolume everySecond = ImagePlusVolumes.toCt(new SubstackMaker().makeSubstack(image, "2-4-2"));
		assertEquals(2 * ct.grid().spacing(2), everySecond.grid().spacing(2), 1e-12);
		assertArrayEquals(ct.grid().toWorld(0, 0, 3), everySecond.grid().toWorld(0, 0, 1), TOLERANCE_MM);
		final InputException uneven = assertThrows(InputException.class, () -> ImagePlusVolumes.toGrid(new SubstackMaker()
			.makeSubstack(image, "1,2,4")));
		assertEquals(uneven.getMessage(), true, uneven.getMessage().contains("slice 4 follows slice 2"));
	}

	@Test
	public void reversedStackIsTheSameImage() {
		final CtVolume ct = Samples.ct(Samples.oblique(6, false), 5);
		final ImagePlus image = ImagePlusVolumes.toImagePlus(ct, "ct");
		final ImageStack reversed = new ImageStack(6, 5);
		for (int i = image.getStackSize(); i > 0; i--)
			reversed.addSlice(image.getStack().getSliceLabel(i), image.getStack().getProcessor(i));
		image.setStack(reversed);
		final CtVolume back = ImagePlusVolumes.toCt(image);
		assertArrayEquals(ct.grid().toWorld(1, 2, 3), back.grid().toWorld(1, 2, 0), TOLERANCE_MM);
		assertEquals(ct.hu()[ct.grid().index(1, 2, 3)], back.hu()[ct.grid().index(1, 2, 0)]);
	}

	@Test
	public void otherUnitsAndUnsignedStacks() {
		final ImageStack stack = new ImageStack(2, 2);
		stack.addSlice(new ShortProcessor(2, 2, new short[] { 0, 24, 1024, 2048 }, null));
		stack.addSlice(new ShortProcessor(2, 2, new short[] { 1, 2, 3, (short) 65535 }, null));
		final ImagePlus unsigned = new ImagePlus("unsigned", stack);
		unsigned.getCalibration().setUnit("cm");
		unsigned.getCalibration().pixelWidth = 0.07;
		unsigned.getCalibration().pixelHeight = 0.08;
		unsigned.getCalibration().pixelDepth = 0.5;
		unsigned.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { -1024, 1 }, "HU");
		final CtVolume ct = ImagePlusVolumes.toCt(unsigned);
		assertArrayEquals(new short[] { -1024, -1000, 0, 1024, -1023, -1022, -1021, Short.MAX_VALUE }, ct.hu());
		assertArrayEquals(new double[] { 0.7, 0.8, 5 }, ct.grid().spacing(), 1e-12);
	}

	@Test
	public void whatIsNoCtIsRefused() {
		refused("RGB", stack(new ColorProcessor(2, 2), new ColorProcessor(2, 2)));
		refused("2D", stack(new ShortProcessor(2, 2)));
		refused("8-bit", stack(new ByteProcessor(2, 2), new ByteProcessor(2, 2)));
		final ImagePlus unscaled = stack(new ShortProcessor(2, 2), new ShortProcessor(2, 2));
		unscaled.getCalibration().setUnit("pixel");
		refused("'pixel'", unscaled);
		final FloatProcessor holed = new FloatProcessor(2, 2, new float[] { 0, 1, Float.NaN, 3 });
		refused("(0, 1, 1)", stack(new FloatProcessor(2, 2), holed));
		final ImagePlus hyperstack = stack(new ShortProcessor(2, 2), new ShortProcessor(2, 2), new ShortProcessor(2, 2),
			new ShortProcessor(2, 2));
		hyperstack.setDimensions(2, 2, 1);
		refused("2 channels", hyperstack);
	}

	private static ImagePlus stack(final ImageProcessor... slices) {
		final ImageStack stack = new ImageStack(2, 2);
		for (final ImageProcessor slice : slices)
			stack.addSlice(slice);
		final ImagePlus image = new ImagePlus("some title", stack);
		image.getCalibration().setUnit("mm");
		return image;
	}

	private static void refused(final String cause, final ImagePlus image) {
		final String message = assertThrows(cause, InputException.class, () -> ImagePlusVolumes.toCt(image)).getMessage();
		assertTrue(message, message.contains("some title") && message.contains(cause));
	}
}
