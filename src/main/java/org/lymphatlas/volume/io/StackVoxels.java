package org.lymphatlas.volume.io;

import ij.ImagePlus;
import ij.ImageStack;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/** The calibrated voxels of a grey-value ImageJ stack. */
final class StackVoxels implements VoxelStream {

	private final ImagePlus image;
	private final Grid grid;

	/** @throws InputException if the image is RGB, 2D, or has channels or time points */
	StackVoxels(final ImagePlus image) {
		this.image = image;
		final String title = image.getTitle();
		if (image.getBitDepth() == 24) throw new InputException(title +
			": is an RGB image; a grey-value stack is needed");
		if (image.getNChannels() > 1 || image.getNFrames() > 1) throw new InputException(title + ": has " + image
			.getNChannels() + " channels and " + image.getNFrames() +
			" time points; one grey-value stack is needed (Image > Properties if these are slices)");
		if (image.getStackSize() < 2) throw new InputException(title + ": is a 2D image; a stack of slices is needed");
		grid = ImagePlusGeometry.of(image);
	}

	@Override
	public String name() {
		return image.getTitle();
	}

	@Override
	public Grid grid() {
		return grid;
	}

	@Override
	public void check() {
		// All voxels of a stack are there.
	}

	@Override
	public void read(final Sink sink) {
		final ImageStack stack = image.getStack();
		final int plane = grid.nx() * grid.ny();
		final double[] table = calibration();
		final double[] values = new double[plane];
		for (int z = 0; z < grid.nz(); z++) {
			final Object pixels = stack.getPixels(z + 1);
			for (int i = 0; i < plane; i++)
				values[i] = value(pixels, i, table);
			sink.accept(values, z * plane, plane);
		}
	}

	/** The calibrated value of each raw value of an 8- or 16-bit image. */
	private double[] calibration() {
		final double[] table = new double[image.getBitDepth() == 32 ? 0 : 1 << image.getBitDepth()];
		for (int raw = 0; raw < table.length; raw++)
			table[raw] = image.getCalibration().getCValue(raw);
		return table;
	}

	private static double value(final Object pixels, final int index, final double[] table) {
		if (pixels instanceof float[] floats) return floats[index];
		final int raw = pixels instanceof short[] shorts ? shorts[index] & 0xffff : ((byte[]) pixels)[index] & 0xff;
		return table[raw];
	}
}
