package org.lymphatlas.segmentation.nnunet;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.lymphatlas.network.nnunet.NnunetPlan;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Morphology;
import org.lymphatlas.volume.SameGrid;
import org.lymphatlas.volume.Volume;
import org.scijava.task.Task;

/**
 * An image as an nnU-Net sees it: cropped to what is not zero, normalised, transposed, at the network's spacing
 * (nnU-Net's DefaultPreprocessor).
 *
 * @param channels normalised voxels, network axes, axis 2 fastest
 * @param size voxels along the network's axes
 * @param frame where the cropped image lies in the original's array
 * @param spacingMm the original's, network axes
 */
record NetworkImage(float[][] channels, int[] size, Frame frame, double[] spacingMm) {

	/**
	 * @param channels in the model's order, on one grid
	 * @throws InputException if there are more or fewer than the model reads, their grids differ, all are zero, or the
	 *           image is too small
	 */
	static NetworkImage of(final NnunetPlan plan, final List<? extends Volume> channels, final Task task) {
		if (channels.size() != plan.channels().size()) throw new InputException("The model reads " + plan.channels().size() +
			" channels (" + String.join(", ", plan.channels().stream().map(NnunetPlan.Channel::name).toList()) + "), " + channels
				.size() + " were given");
		final Grid grid = channels.get(0).grid();
		for (int c = 1; c < channels.size(); c++)
			SameGrid.check("first channel", grid, "channel '" + plan.channels().get(c).name() + "'", channels.get(c).grid());
		final Mask nonZero = nonZero(channels);
		final Box box = nonZero.bounds().orElseThrow(() -> new InputException("The image is zero everywhere"));
		final Frame frame = Frame.of(grid, box, plan.transposeForward());
		final double[] spacingMm = Frame.spacing(grid, plan.transposeForward());
		final int[] size = ResamplingAxes.size(frame.size(), spacingMm, plan.spacingMm());
		if (IntStream.of(size).anyMatch(n -> n == 0) || (long) size[0] * size[1] * size[2] > Integer.MAX_VALUE - 8)
			throw new InputException("At the model's spacing the image has " + size[2] + "x" + size[1] + "x" + size[0] +
				" voxels: " + (IntStream.of(size).anyMatch(n -> n == 0) ? "is its spacing right?"
					: "crop it, or check its spacing"));
		final Mask filled = plan.channels().stream().anyMatch(NnunetPlan.Channel::useMask) ? Morphology.fillHoles(nonZero)
			: null;
		final List<float[]> resampled = new ArrayList<>();
		for (int c = 0; c < channels.size(); c++)
			resampled.add(ImageResampling.resample(Normalizer.of(plan.channels().get(c), channels.get(c), frame, filled)::read,
				frame, spacingMm, size, plan.spacingMm(), plan.data(), task));
		return new NetworkImage(resampled.toArray(new float[0][]), size, frame, spacingMm);
	}

	private static Mask nonZero(final List<? extends Volume> channels) {
		final Grid grid = channels.get(0).grid();
		final Mask mask = new Mask(grid);
		final int slice = grid.nx() * grid.ny();
		for (final Volume channel : channels)
			IntStream.range(0, grid.nz()).parallel().forEach(z -> {
				for (int i = z * slice; i < (z + 1) * slice; i++)
					if (channel.valueAt(i) != 0) mask.values()[i] = 1;
			});
		return mask;
	}
}
