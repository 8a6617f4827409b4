package org.lymphatlas.volume.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/**
 * Where an ImageJ stack lies in the patient. Spacing and origin stand in the calibration: its origin is the voxel
 * coordinate of the world's origin, which ImageJ's Crop and Duplicate keep right. Directions stand in a property, which
 * is saved with a TIFF. Stacks that ImageJ opened from DICOM files carry the headers in their slice labels, and those count.
 */
final class ImagePlusGeometry {

	/** Image property: nine direction cosines, row-major, as {@link Grid#direction()}. */
	static final String DIRECTION = "LymphAtlas.direction";

	/** Image property: distance of the slices when the image was made, mm. */
	static final String SLICE_SPACING = "LymphAtlas.sliceSpacingMm";

	private static final Pattern SLICE_LABEL = Pattern.compile("slice (\\d{1,6}) of \\d{1,6}");
	private static final String IDENTITY = "1 0 0 0 1 0 0 0 1";
	private static final String IMAGE_POSITION = "0020,0032";
	private static final Map<String, Double> MM = Map.ofEntries(Map.entry("mm", 1.0), Map.entry("millimeter", 1.0), Map
		.entry("millimeters", 1.0), Map.entry("cm", 10.0), Map.entry("centimeter", 10.0), Map.entry("m", 1000.0), Map.entry(
			"meter", 1000.0), Map.entry("um", 1e-3), Map.entry("\u00b5m", 1e-3), Map.entry("\u03bcm", 1e-3), Map.entry(
				"micron", 1e-3), Map.entry("microns", 1e-3));

	private ImagePlusGeometry() {}

	/** Gives an image the place of a grid. */
	static void attach(final ImagePlus image, final Grid grid) {
		final Calibration calibration = image.getCalibration();
		calibration.setUnit("mm");
		calibration.pixelWidth = grid.spacing(0);
		calibration.pixelHeight = grid.spacing(1);
		calibration.pixelDepth = grid.spacing(2);
		final double[] worldOrigin = new double[3];
		grid.toVoxel(worldOrigin, worldOrigin);
		calibration.xOrigin = worldOrigin[0];
		calibration.yOrigin = worldOrigin[1];
		calibration.zOrigin = worldOrigin[2];
		final StringBuilder direction = new StringBuilder();
		for (final double cosine : grid.direction())
			direction.append(direction.isEmpty() ? "" : " ").append(cosine);
		image.setProp(DIRECTION, direction.toString());
		image.setProp(SLICE_SPACING, grid.spacing(2));
	}

	/** The label that a slice keeps when ImageJ takes it into a substack. */
	static String sliceLabel(final int z, final int slices) {
		return "slice " + (z + 1) + " of " + slices;
	}

	/** @throws InputException if the spacing is not known or the slices are not one evenly spaced volume */
	static Grid of(final ImagePlus image) {
		final List<DicomSlice> slices = dicomSlices(image);
		return slices.isEmpty() ? calibrated(image) : dicom(image, slices);
	}

	private static Grid calibrated(final ImagePlus image) {
		final String stored = image.getProp(DIRECTION);
		final double[] direction = TextHeader.numbers(image.getTitle(), Map.of(DIRECTION, stored == null ? IDENTITY
			: stored), DIRECTION, 9);
		final double[] spacing = spacing(image);
		final int[] slices = slices(image);
		if (slices.length > 0) return substack(image, slices, spacing, direction);
		return Geometry.grid(image.getTitle(), size(image), spacing, origin(image, 0, spacing, direction), direction);
	}

	/** ImageJ's substacks keep the calibration of the whole: which slices were taken, and in what order, is in the labels. */
	private static Grid substack(final ImagePlus image, final int[] slices, final double[] spacing,
		final double[] direction)
	{
		final int step = slices[1] - slices[0];
		for (int i = 1; i < slices.length; i++) {
			if (step == 0 || slices[i] - slices[i - 1] != step) throw new InputException(image.getTitle() +
				": slice " + (slices[i] + 1) + " follows slice " + (slices[i - 1] + 1) +
				"; the slices of a volume are evenly spaced");
		}
		// Some commands adapt the depth (Reduce), others leave it (Make Substack).
		final boolean adapted = spacing[2] != image.getNumericProp(SLICE_SPACING);
		final double whole = adapted ? spacing[2] / Math.abs(step) : spacing[2];
		final double[] origin = origin(image, slices[0], new double[] { spacing[0], spacing[1], whole }, direction);
		final double[] turned = direction.clone();
		for (int i = 2; i < 9 && step < 0; i += 3)
			turned[i] = -turned[i];
		return Geometry.grid(image.getTitle(), size(image), new double[] { spacing[0], spacing[1], whole * Math.abs(step) },
			origin, turned);
	}

	/** Indices that the slices had when the image was made; empty if the labels do not say. */
	private static int[] slices(final ImagePlus image) {
		final ImageStack stack = image.getStack();
		final int[] slices = new int[stack.size()];
		for (int i = 0; i < slices.length; i++) {
			final String label = stack.getSliceLabel(i + 1);
			final Matcher matcher = SLICE_LABEL.matcher(label == null ? "" : label);
			if (!matcher.matches()) return new int[0];
			slices[i] = Integer.parseInt(matcher.group(1)) - 1;
		}
		return slices;
	}

	/** World position of the first voxel of a slice, by the calibration. */
	private static double[] origin(final ImagePlus image, final int slice, final double[] spacing,
		final double[] direction)
	{
		final Calibration calibration = image.getCalibration();
		final double[] voxel = { -calibration.xOrigin, -calibration.yOrigin, slice - calibration.zOrigin };
		final double[] origin = new double[3];
		for (int r = 0; r < 3; r++)
			for (int c = 0; c < 3; c++)
				origin[r] += direction[3 * r + c] * spacing[c] * voxel[c];
		return origin;
	}

	private static long[] size(final ImagePlus image) {
		return new long[] { image.getWidth(), image.getHeight(), image.getStackSize() };
	}

	private static double[] spacing(final ImagePlus image) {
		final Calibration calibration = image.getCalibration();
		final Double mm = MM.get(calibration.getUnit());
		if (mm == null) throw new InputException(image.getTitle() + ": its voxel size is in '" + calibration.getUnit() +
			"', not mm; enter it in Image > Properties");
		return new double[] { mm * calibration.pixelWidth, mm * calibration.pixelHeight, mm * calibration.pixelDepth };
	}

	private static List<DicomSlice> dicomSlices(final ImagePlus image) {
		final ImageStack stack = image.getStack();
		final List<DicomSlice> slices = new ArrayList<>();
		for (int i = 1; i <= stack.size(); i++) {
			final String label = stack.getSliceLabel(i);
			if (label == null || !label.contains(IMAGE_POSITION)) return List.of();
			slices.add(DicomSlice.of(DicomHeader.of(Path.of(image.getTitle() + " slice " + i), label)));
		}
		return slices;
	}

	private static Grid dicom(final ImagePlus image, final List<DicomSlice> slices) {
		final DicomSeries series = new DicomSeries(image.getTitle(), slices);
		final List<DicomSlice> descending = new ArrayList<>(series.slices());
		Collections.reverse(descending);
		final boolean reversed = slices.equals(descending);
		if (!reversed && !slices.equals(series.slices())) throw new InputException(image.getTitle() +
			": its slices are not in the order of their position; open it again from the folder of the DICOM files");
		final Grid sorted = series.grid();
		final double[] direction = sorted.direction();
		for (int i = 2; i < 9 && reversed; i += 3)
			direction[i] = -direction[i];
		if (Arrays.equals(sorted.size(), new int[] { image.getWidth(), image.getHeight(), image.getStackSize() }))
			return Geometry.grid(image.getTitle(), size(image), sorted.spacing(), slices.get(0).position(), direction);
		// Cropped or scaled since: the headers no longer say where it begins, nor how large its pixels are.
		final double[] calibrated = spacing(image);
		final double[] spacing = { calibrated[0], calibrated[1], sorted.spacing(2) };
		return Geometry.grid(image.getTitle(), size(image), spacing, origin(image, 0, spacing, direction), direction);
	}
}
