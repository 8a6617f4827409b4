package org.lymphatlas.segmentation.nnunet;

import java.util.List;
import java.util.stream.IntStream;

import org.lymphatlas.network.nnunet.NnunetModel;
import org.lymphatlas.segmentation.SlidingWindow;

/**
 * How thorough a prediction is.
 *
 * @param step distance of tiles as a share of the patch, at most; in (0, 1]
 * @param mirroring whether tiles are mirrored along the axes that the plan allows
 * @param folds positions of the networks in the model, averaged
 */
public record NnunetSettings(double step, boolean mirroring, List<Integer> folds) {

	/** nnU-Net's own: half overlap, mirroring, all folds. */
	public static NnunetSettings ensemble(final NnunetModel model) {
		return new NnunetSettings(SlidingWindow.STEP, true, IntStream.range(0, model.folds()).boxed().toList());
	}

	/** Half overlap, the first fold. */
	public static NnunetSettings oneFold(final boolean mirroring) {
		return new NnunetSettings(SlidingWindow.STEP, mirroring, List.of(0));
	}

	/** The same with another step. */
	public NnunetSettings withStep(final double other) {
		return new NnunetSettings(other, mirroring, folds);
	}
}
