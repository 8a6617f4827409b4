package org.lymphatlas.network.nnunet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.volume.InputException;

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

	private static final int MAX_SIDE = 4096;
	private static final long MAX_PATCH_VOXELS = 1L << 28;
	private static final int MAX_LABEL = 65535;
	private static final int MAX_FOLDS = 100;

	/** A file may leave the threshold out. */
	public NnunetPlan {
		threshold = Objects.requireNonNullElse(threshold, Optional.empty());
	}

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
	public record ResamplingRule(int order, int orderZ, Optional<Boolean> separateZ) {

		/** A file may leave {@code separateZ} out. */
		public ResamplingRule {
			separateZ = Objects.requireNonNullElse(separateZ, Optional.empty());
		}
	}

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

	/** The same plan with one more fold. */
	NnunetPlan withFold(final String fold, final String sha256) {
		final List<String> folds = new ArrayList<>(origin.folds()), hashes = new ArrayList<>(origin.sha256());
		folds.add(fold);
		hashes.add(sha256);
		return new NnunetPlan(network, patch, spacingMm, transposeForward, channels, data, logits, outputs, regions, mirrorAxes,
			threshold, new Origin(origin.source(), hashes, folds, origin.dataset(), origin.trainer(), origin.configuration(),
				origin.licence()));
	}

	/**
	 * Checks a plan that was read from a file.
	 *
	 * @return this
	 * @throws InputException naming the field that is missing or out of range
	 */
	public NnunetPlan validate() {
		require(network != null && patch != null && spacingMm != null && transposeForward != null && channels != null &&
			data != null && logits != null && outputs != null && mirrorAxes != null && origin != null,
			"one of its fields is missing");
		network.validate();
		require(patch.length == 3 && Arrays.stream(patch).allMatch(n -> n >= 1 && n <= MAX_SIDE) && Tensor.length(
			patch) <= MAX_PATCH_VOXELS, "patch " + Arrays.toString(patch) + " must be three sizes of 1 to " + MAX_SIDE);
		network.requirePatch(patch);
		require(spacingMm.length == 3 && Arrays.stream(spacingMm).allMatch(s -> s >= 1e-3 && s <= 1e3), "spacingMm " + Arrays
			.toString(spacingMm) + " must be three numbers from 0.001 to 1000");
		final int[] axes = transposeForward.clone();
		Arrays.sort(axes);
		require(Arrays.equals(axes, new int[] { 0, 1, 2 }), "transposeForward " + Arrays.toString(transposeForward) +
			" must hold 0, 1 and 2");
		require(Arrays.stream(mirrorAxes).allMatch(a -> a >= 0 && a < 3) && Arrays.stream(mirrorAxes).distinct()
			.count() == mirrorAxes.length, "mirrorAxes " + Arrays.toString(mirrorAxes) + " must be different ones of 0, 1, 2");
		require(threshold.isEmpty() || threshold.get() > 0 && threshold.get() <= 1, "threshold must lie in (0, 1]");
		validateChannels();
		validateOutputs();
		for (final ResamplingRule rule : List.of(data, logits))
			require(List.of(0, 1, 3).contains(rule.order()) && List.of(0, 1, 3).contains(rule.orderZ()),
				"the orders of resampling must be 0, 1 or 3");
		validateOrigin();
		return this;
	}

	private void validateChannels() {
		require(channels.size() == network.inputChannels(), "it names " + channels.size() + " channels, its network has " +
			network.inputChannels());
		for (final Channel c : channels) {
			require(c != null && text(c.name()) && c.normalization() != null, "each channel needs a name and a known " +
				"normalization");
			require(Double.isFinite(c.low()) && Double.isFinite(c.high()) && Double.isFinite(c.mean()) && Double.isFinite(c
				.std()) && c.low() <= c.high() && c.std() >= 0, "the intensities of channel " + c.name() +
					" are not low <= high, mean and std >= 0");
		}
	}

	private void validateOutputs() {
		require(outputs.size() == network.outputChannels(), "it names " + outputs.size() + " outputs, its network has " +
			network.outputChannels());
		for (int i = 0; i < outputs.size(); i++) {
			final Output o = outputs.get(i);
			require(o != null && text(o.name()) && o.label() >= (regions ? 1 : 0) && o.label() <= MAX_LABEL,
				"output " + i + " needs a name and a label up to " + MAX_LABEL);
			require(regions || o.label() == i, "output " + i + " (" + o.name() + ") must be label " + i + ", not " + o.label());
		}
	}

	private void validateOrigin() {
		final Origin o = origin;
		require(o.source() != null && o.sha256() != null && o.folds() != null && o.dataset() != null && o
			.trainer() != null && o.configuration() != null && o.licence() != null, "one of the fields of origin is missing");
		require(!o.folds().isEmpty() && o.folds().size() <= MAX_FOLDS && new HashSet<>(o.folds()).size() == o.folds()
			.size() && o.folds().stream().allMatch(f -> f != null && f.matches("all|[0-9]{1,3}")), "folds " + o.folds() +
				" must be different ones, each a number or all");
		require(o.sha256().size() == o.folds().size() && o.sha256().stream().allMatch(s -> s != null && s.matches(
			"[0-9a-f]{64}")), "sha256 must hold 64 hexadecimal digits for each fold");
	}

	private static boolean text(final String text) {
		return text != null && !text.isBlank();
	}

	private static void require(final boolean condition, final String message) {
		if (!condition) throw new InputException("The nnU-Net model cannot be used: " + message);
	}
}
