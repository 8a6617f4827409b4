package org.lymphatlas.network;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.google.gson.annotations.JsonAdapter;

import org.lymphatlas.volume.InputException;

/**
 * The plan of a network in plain types, as it stands in model.json. Axes are z, y, x.
 *
 * @param kind the topology: {@link #PLAIN_UNET} or {@link #RESIDUAL_ENCODER_UNET}
 * @param inputChannels channels of the input
 * @param outputChannels classes, the background included; or overlapping regions, of which there may be one
 * @param features channels of each stage, finest first
 * @param blocksPerStage convolutions (plain) or residual blocks of each encoder stage
 * @param convsPerDecoderStage convolutions of each decoder stage, deepest first; a list of one stands for all
 * @param kernels kernel size of each stage, odd
 * @param strides stride at the entry of each stage; the first is 1, 1, 1
 * @param deepSupervision whether training uses the heads of all decoder levels
 */
public record NetworkSpec(String kind, int inputChannels, int outputChannels, List<Integer> features,
		List<Integer> blocksPerStage, @JsonAdapter(NumberOrList.class) List<Integer> convsPerDecoderStage,
		List<int[]> kernels, List<int[]> strides, boolean deepSupervision) {

	/** nnU-Net's plain U-Net. */
	public static final String PLAIN_UNET = "plain-unet";
	/** nnU-Net's residual encoder U-Net. */
	public static final String RESIDUAL_ENCODER_UNET = "residual-encoder-unet";

	/** Paper B's V-Net with one decoder. */
	public static final String VNET = "vnet";
	/** Paper B's V-Net with a main and an auxiliary decoder. */
	public static final String DUAL_BRANCH_VNET = "dual-branch-vnet";

	/** Every kind. */
	public static final Set<String> KINDS = Set.of(PLAIN_UNET, RESIDUAL_ENCODER_UNET, VNET, DUAL_BRANCH_VNET);
	private static final int MAX_STAGES = 10;
	private static final int MAX_CHANNELS = 4096;

	/** One number of convolutions becomes one a decoder stage. */
	public NetworkSpec {
		if (convsPerDecoderStage != null && convsPerDecoderStage.size() == 1 && features != null && features.size() > 2) {
			convsPerDecoderStage = Collections.nCopies(features.size() - 1, convsPerDecoderStage.get(0));
		}
	}

	/** Whether networks of a kind are V-Nets, of one decoder or two. */
	public static boolean isVNet(final String kind) {
		return VNET.equals(kind) || DUAL_BRANCH_VNET.equals(kind);
	}

	/** Small enough to be trained on two CPU cores: 1.7 million parameters, patches a multiple of 8. */
	public static NetworkSpec small(final int inputChannels) {
		return isotropic(inputChannels, List.of(16, 32, 64, 96), List.of(1, 1, 2, 2));
	}

	/** Paper A: six stages, 101.9 million parameters; for patches of 128x112x160. */
	public static NetworkSpec paperA(final int inputChannels) {
		return new NetworkSpec(RESIDUAL_ENCODER_UNET, inputChannels, 2, List.of(32, 64, 128, 256, 320, 320),
			List.of(1, 3, 4, 6, 6, 6), List.of(1), Collections.nCopies(6, new int[] { 3, 3, 3 }),
			List.of(new int[] { 1, 1, 1 }, new int[] { 2, 2, 2 }, new int[] { 2, 2, 2 }, new int[] { 2, 2, 2 },
				new int[] { 2, 2, 2 }, new int[] { 2, 1, 2 }), true);
	}

	/** Paper B: six levels of 16 to 512 features, for patches of 64x128x224 at 3.0x0.826x0.826 mm. */
	public static NetworkSpec paperB(final int inputChannels) {
		return dualBranch(inputChannels, List.of(16, 32, 64, 128, 256, 512), new int[] { 1, 3, 3 }, new int[] { 1, 2, 2 });
	}

	/**
	 * A dual-branch V-Net.
	 *
	 * @param firstKernel kernel of the finest stage; all others are 3x3x3
	 * @param firstStride stride to the second stage; all further ones are 2
	 */
	public static NetworkSpec dualBranch(final int inputChannels, final List<Integer> features, final int[] firstKernel,
			final int[] firstStride) {
		final int[][] kernels = new int[features.size()][];
		final int[][] strides = new int[features.size()][];
		Arrays.setAll(kernels, s -> s == 0 ? firstKernel.clone() : new int[] { 3, 3, 3 });
		Arrays.setAll(strides, s -> s == 0 ? new int[] { 1, 1, 1 } : s == 1 ? firstStride.clone() : new int[] { 2, 2, 2 });
		return vnet(DUAL_BRANCH_VNET, inputChannels, features, List.of(kernels), List.of(strides));
	}

	/** A V-Net of two classes, with one or two decoders. */
	public static NetworkSpec vnet(final String kind, final int inputChannels, final List<Integer> features,
			final List<int[]> kernels, final List<int[]> strides) {
		return new NetworkSpec(kind, inputChannels, 2, features, Collections.nCopies(features.size(), 1), List.of(2), kernels,
			strides, false);
	}

	/** Two classes, 3x3x3 kernels, stride 2 between stages, one convolution a decoder stage, deep supervision. */
	public static NetworkSpec isotropic(final int inputChannels, final List<Integer> features,
			final List<Integer> blocksPerStage) {
		final int[][] strides = new int[features.size()][];
		Arrays.setAll(strides, s -> s == 0 ? new int[] { 1, 1, 1 } : new int[] { 2, 2, 2 });
		return new NetworkSpec(RESIDUAL_ENCODER_UNET, inputChannels, 2, features, blocksPerStage, List.of(1),
			Collections.nCopies(features.size(), new int[] { 3, 3, 3 }), List.of(strides), true);
	}

	/** The same stages in another kind of network, with other channels. */
	public NetworkSpec with(final String otherKind, final int inputs, final int outputs) {
		return new NetworkSpec(otherKind, inputs, outputs, features, blocksPerStage, convsPerDecoderStage, kernels, strides,
			deepSupervision);
	}

	/** The same network, with all of its heads or only the finest. */
	public NetworkSpec withDeepSupervision(final boolean wanted) {
		return new NetworkSpec(kind, inputChannels, outputChannels, features, blocksPerStage, convsPerDecoderStage, kernels,
			strides, wanted);
	}

	/** Number of encoder stages. */
	public int stages() {
		return features.size();
	}

	/** What each axis of a patch must be a multiple of: the product of the strides. */
	public int[] divisorZyx() {
		final int[] divisor = { 1, 1, 1 };
		for (final int[] stride : strides) {
			for (int a = 0; a < 3; a++) {
				divisor[a] *= stride[a];
			}
		}
		return divisor;
	}

	/** @throws InputException if a patch of this size does not go through the network */
	public void requirePatch(final int[] sizeZyx) {
		final int[] divisor = divisorZyx();
		for (int a = 0; a < 3; a++) {
			if (sizeZyx.length != 3 || sizeZyx[a] < divisor[a] || sizeZyx[a] % divisor[a] != 0) {
				throw new InputException("A patch of " + Arrays.toString(sizeZyx) + " voxels (z, y, x) does not fit the network:"
					+ " each side must be a multiple of " + Arrays.toString(divisor) + ".");
			}
		}
		if (Tensor.length(sizeZyx) == Tensor.length(divisor)) {
			throw new InputException("A patch of " + Arrays.toString(sizeZyx)
				+ " voxels leaves one voxel at the coarsest stage, which cannot be normalised: take a larger one.");
		}
	}

	/**
	 * Multiplications, each with its addition, of the convolutions in one forward run.
	 *
	 * @param batch patches in a batch
	 * @throws InputException if a patch of this size does not go through the network
	 */
	public long multiplyAdds(final int batch, final int[] patchZyx) {
		return MultiplyAdds.of(this, batch, patchZyx);
	}

	/**
	 * Checks a plan that was read from a file.
	 *
	 * @return this
	 * @throws InputException naming the field that is missing or out of range
	 */
	public NetworkSpec validate() {
		require(kind != null && KINDS.contains(kind), "kind is \"" + kind + "\"; known are " + String.join(", ", new TreeSet<>(KINDS)));
		require(features != null && blocksPerStage != null && convsPerDecoderStage != null && kernels != null
			&& strides != null, "features, blocksPerStage, convsPerDecoderStage, kernels and strides must be given");
		final int stages = features.size();
		require(stages >= 2 && stages <= MAX_STAGES, "it has " + stages + " stages; 2 to " + MAX_STAGES + " are possible");
		require(blocksPerStage.size() == stages && kernels.size() == stages && strides.size() == stages,
			"features, blocksPerStage, kernels and strides must have one entry a stage");
		require(convsPerDecoderStage.size() == stages - 1, "convsPerDecoderStage must have one entry a decoder stage");
		require(channels(inputChannels) && channels(outputChannels),
			"inputChannels and outputChannels must be 1 to " + MAX_CHANNELS);
		require(convsPerDecoderStage.stream().allMatch(n -> n != null && inside(n, 1, 16)),
			"convsPerDecoderStage must be 1 to 16");
		for (int s = 0; s < stages; s++) {
			require(features.get(s) != null && channels(features.get(s)), "features of stage " + s + " must be 1 to "
				+ MAX_CHANNELS);
			require(blocksPerStage.get(s) != null && inside(blocksPerStage.get(s), 1, 64),
				"blocksPerStage of stage " + s + " must be 1 to 64");
			require(triple(kernels.get(s), 1, 15) && Arrays.stream(kernels.get(s)).allMatch(k -> k % 2 == 1),
				"kernels of stage " + s + " must be three odd numbers, 1 to 15");
			require(triple(strides.get(s), 1, s == 0 ? 1 : 8), "strides of stage " + s
				+ " must be three numbers, 1 to 8 (all 1 at stage 0)");
		}
		return this;
	}

	private static boolean channels(final int n) {
		return inside(n, 1, MAX_CHANNELS);
	}

	private static boolean triple(final int[] values, final int low, final int high) {
		return values != null && values.length == 3 && Arrays.stream(values).allMatch(v -> inside(v, low, high));
	}

	private static boolean inside(final int value, final int low, final int high) {
		return value >= low && value <= high;
	}

	private static void require(final boolean condition, final String message) {
		if (!condition) {
			throw new InputException("The network's plan cannot be used: " + message + ".");
		}
	}
}
