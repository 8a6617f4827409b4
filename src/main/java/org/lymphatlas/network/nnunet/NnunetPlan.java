package org.lymphatlas.network.nnunet;

import java.util.List;
import java.util.Optional;

import org.lymphatlas.network.NetworkSpec;

/**
 * All that prediction with an nnU-Net v2 model needs besides its weights; stands in model.json. "Network axes" are the
 * image's z, y, x after {@code transposeForward}.
 *
 * @param network the topology; outputs are one a label (background first), or one a region without background
 * @param patch size of a tile, network axes
 * @param spacingMm voxel spacing at which the network works, network axes
 * @param transposeForward network axis i is the image's axis transposeForward[i] of z, y, x
 * @param channels inputs in order
 * @param data how an image is brought to the network's spacing
 * @param logits how logits are brought back
 * @param outputs what each output of the network stands for; without regions index = label and the first is background
 * @param regions whether outputs are overlapping regions (sigmoid, each above a half, later ones written over earlier) and
 *          not exclusive labels (argmax)
 * @param mirrorAxes network axes along which tiles may be mirrored; empty for none
 * @param threshold the probability at which this model is best cut, if its makers say so
 * @param origin where it came from
 */
public record NnunetPlan(NetworkSpec network, int[] patch, double[] spacingMm, int[] transposeForward,
	List<Channel> channels, ResamplingRule data, ResamplingRule logits, List<Output> outputs, boolean regions,
	int[] mirrorAxes, Optional<Double> threshold, Origin origin)
{

	/** nnU-Net's normalisation schemes. */
	public enum Normalization {
		/** Clip to the percentiles, subtract the mean, divide by the deviation: of the training set's foreground. */
		CT,
		/** Mean and deviation of the image itself. */
		Z_SCORE,
		/** As it is. */
		NONE,
		/** The image's range becomes [0, 1]. */
		RESCALE_TO_0_1,
		/** 0..255 becomes [0, 1]; anything else is refused. */
		RGB_TO_0_1
	}

	/**
	 * @param name as dataset.json calls it
	 * @param normalization its scheme
	 * @param useMask whether {@link Normalization#Z_SCORE} looks only at non-zero voxels
	 * @param low 0.5 % percentile of the training set's foreground
	 * @param high 99.5 % percentile
	 * @param mean of the training set's foreground
	 * @param std of the training set's foreground
	 */
	public record Channel(String name, Normalization normalization, boolean useMask, double low, double high, double mean,
		double std)
	{}

	/**
	 * nnU-Net's {@code resample_data_or_seg_to_shape}.
	 *
	 * @param order of the spline in the plane, or in all three axes when they are resampled together: 0, 1 or 3
	 * @param orderZ of the spline along the coarse axis when it is resampled apart
	 * @param separateZ whether the coarse axis is resampled apart; empty: where the largest spacing is over 3 times the
	 *          smallest
	 */
	public record ResamplingRule(int order, int orderZ, Optional<Boolean> separateZ) {}

	/**
	 * @param name of the label or region
	 * @param label what it is written as
	 */
	public record Output(String name, int label) {}

	/**
	 * @param source file or address that was imported
	 * @param sha256 of each fold's checkpoint, in order
	 * @param folds names of the folds: "0".."4" or "all"
	 * @param dataset nnU-Net's name of the data set
	 * @param trainer nnU-Net's trainer
	 * @param configuration for example 3d_fullres
	 * @param licence name and terms as the user was shown them; empty if the source says nothing
	 */
	public record Origin(String source, List<String> sha256, List<String> folds, String dataset, String trainer,
		String configuration, String licence)
	{}
}
