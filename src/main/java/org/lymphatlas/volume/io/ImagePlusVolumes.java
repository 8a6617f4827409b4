package org.lymphatlas.volume.io;

import java.util.Arrays;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Volume;

/**
 * Volumes to ImageJ stacks and back. A stack keeps spacing and place in the patient, and can be cropped, duplicated and
 * saved as TIFF without losing them; voxel values are never rescaled, only the display range is set. A CT is a signed
 * 16-bit stack as ImageJ understands it: stored 32768 too high, with a calibration function that says so.
 */
public final class ImagePlusVolumes {

	private static final int SIGNED_OFFSET = 32768;
	private static final double WINDOW_CENTRE_HU = 50;
	private static final double WINDOW_WIDTH_HU = 400;
	private static final int MASK_SET = 255;

	private ImagePlusVolumes() {}

	/**
	 * A CT becomes a signed 16-bit stack shown in the mediastinal window (centre 50 HU, width 400 HU), labels 8 bit (16 bit
	 * from label 256), a mask 8 bit of 0 and 255, real numbers 32-bit floats. The voxels are copied.
	 */
	public static ImagePlus toImagePlus(final Volume volume, final String title) {
		final Grid grid = volume.grid();
		final ImageStack stack = new ImageStack(grid.nx(), grid.ny());
		final boolean wide = VoxelWriter.typeOf(volume) == ElementType.UINT16;
		for (int z = 0; z < grid.nz(); z++)
			stack.addSlice(ImagePlusGeometry.sliceLabel(z, grid.nz()), plane(volume, z, wide));
		final ImagePlus image = new ImagePlus(title, stack);
		ImagePlusGeometry.attach(image, grid);
		if (volume instanceof CtVolume) showCt(image);
		else if (volume instanceof FloatVolume real) showRange(image, real.values());
		else if (volume instanceof Mask) image.setDisplayRange(0, MASK_SET);
		else image.setDisplayRange(0, wide ? 0xffff : 0xff);
		return image;
	}

	private static Object plane(final Volume volume, final int z, final boolean wide) {
		final int n = volume.grid().nx() * volume.grid().ny();
		final int from = z * n;
		if (volume instanceof FloatVolume real) return Arrays.copyOfRange(real.values(), from, from + n);
		if (volume instanceof LabelVolume labels && wide) return Arrays.copyOfRange(labels.labels(), from, from + n);
		if (volume instanceof CtVolume ct) {
			final short[] plane = new short[n];
			for (int i = 0; i < n; i++)
				plane[i] = (short) (ct.hu()[from + i] + SIGNED_OFFSET);
			return plane;
		}
		final byte[] plane = new byte[n];
		if (volume instanceof Mask mask) {
			for (int i = 0; i < n; i++)
				plane[i] = (byte) (mask.get(from + i) ? MASK_SET : 0);
		}
		else if (volume instanceof LabelVolume labels) {
			for (int i = 0; i < n; i++)
				plane[i] = (byte) labels.labels()[from + i];
		}
		return plane;
	}

	private static void showCt(final ImagePlus image) {
		final Calibration calibration = image.getCalibration();
		calibration.setFunction(Calibration.STRAIGHT_LINE, new double[] { -SIGNED_OFFSET, 1 }, "HU");
		image.setDisplayRange(calibration.getRawValue(WINDOW_CENTRE_HU - WINDOW_WIDTH_HU / 2), calibration.getRawValue(
			WINDOW_CENTRE_HU + WINDOW_WIDTH_HU / 2));
	}

	private static void showRange(final ImagePlus image, final float[] values) {
		float min = Float.POSITIVE_INFINITY, max = Float.NEGATIVE_INFINITY;
		for (final float value : values) {
			if (!Float.isFinite(value)) continue;
			min = Math.min(min, value);
			max = Math.max(max, value);
		}
		if (min < max) image.setDisplayRange(min, max);
	}

	/**
	 * A CT in HU from a 16-bit stack, its calibration function applied, or a 32-bit one.
	 *
	 * @throws InputException if it is no such stack, has no known spacing, or has NaN voxels
	 */
	public static CtVolume toCt(final ImagePlus image) {
		if (image.getBitDepth() == 8) throw new InputException(image.getTitle() +
			": is an 8-bit image, which has lost its Hounsfield units; open the CT itself");
		return VoxelConversion.ct(new StackVoxels(image));
	}

	/**
	 * Labels from an 8-, 16- or 32-bit stack.
	 *
	 * @throws InputException if a voxel is not a whole number from 0 to 65535
	 */
	public static LabelVolume toLabels(final ImagePlus image) {
		return VoxelConversion.labels(new StackVoxels(image));
	}

	/**
	 * Where an 8-, 16- or 32-bit stack is not zero.
	 *
	 * @throws InputException if it is no volume or has NaN voxels
	 */
	public static Mask toMask(final ImagePlus image) {
		return VoxelConversion.mask(new StackVoxels(image));
	}

	/**
	 * The (calibrated) values of an 8-, 16- or 32-bit stack.
	 *
	 * @throws InputException if it is no volume or has NaN voxels
	 */
	public static FloatVolume toFloat(final ImagePlus image) {
		return VoxelConversion.real(new StackVoxels(image));
	}

	/**
	 * The place of a stack in the patient.
	 *
	 * @throws InputException if it is no grey-value volume or its spacing is not known
	 */
	public static Grid toGrid(final ImagePlus image) {
		return new StackVoxels(image).grid();
	}
}
