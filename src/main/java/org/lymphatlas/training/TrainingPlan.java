package org.lymphatlas.training;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.volume.InputException;

/**
 * The size of a training: what the network looks like and how much it sees at a time.
 *
 * @param network the network
 * @param spacingMm voxels that it sees, x, y, z
 * @param patchZyx patch in voxels, z, y, x
 * @param batch patches a step
 */
public record TrainingPlan(NetworkSpec network, double[] spacingMm, int[] patchZyx, int batch) {

	/** Paper A's blocks of the encoder's stages, which are nnU-Net's; the last stands for all further ones. */
	private static final List<Integer> BLOCKS = List.of(1, 3, 4, 6, 6, 6);
	private static final int FINEST_FEATURES = 32;
	private static final int MOST_FEATURES = 320;
	/** Paper B's. */
	private static final int FINEST_VNET_FEATURES = 16;
	private static final int MOST_VNET_FEATURES = 512;
	private static final List<Integer> SMALL_VNET = List.of(16, 32, 64, 96);
	/** An axis whose voxels are so much longer than the finest one's is halved later. */
	private static final double ANISOTROPY = 2;

	/** @throws InputException if a number is out of range or the patch does not go through the network */
	public TrainingPlan {
		if (batch < 1 || batch > 1024) throw new InputException("A batch of " + batch + " patches: 1 to 1024 are possible");
		if (spacingMm.length != 3 || Arrays.stream(spacingMm).anyMatch(s -> !(s > 0.05 && s < 50))) throw new InputException(
			"A spacing of " + Arrays.toString(spacingMm) + " mm: three numbers between 0.05 and 50 are possible");
		network.validate().requirePatch(patchZyx);
	}

	/** 1.7 million parameters, patches of 48 voxels at 2.5 mm: some minutes to some hours on two CPU cores. */
	public static TrainingPlan small(final int inputChannels) {
		return new TrainingPlan(NetworkSpec.small(inputChannels), new double[] { 2.5, 2.5, 2.5 }, new int[] { 48, 48, 48 }, 2);
	}

	/** Paper A's, for a GPU: 101.9 million parameters, patches of 128x112x160 (z, y, x). Its spacing is not published. */
	public static TrainingPlan paperA(final int inputChannels, final double[] spacingMm) {
		return new TrainingPlan(NetworkSpec.paperA(inputChannels), spacingMm, new int[] { 128, 112, 160 }, 2);
	}

	/** The small plan for a network of a kind. */
	public static TrainingPlan small(final String kind, final int inputChannels) {
		final TrainingPlan small = small(inputChannels);
		return NetworkSpec.isVNet(kind) ? small.withNetwork(vnet(kind, inputChannels, SMALL_VNET, small.spacingMm)) : small;
	}

	/** Paper B's: patches of 64x128x224 (z, y, x) at 0.826 x 0.826 x 3 mm. */
	public static TrainingPlan paperB(final String kind, final int inputChannels) {
		final double[] spacingMm = { 0.826, 0.826, 3 };
		return new TrainingPlan(vnet(kind, inputChannels, NetworkSpec.paperB(inputChannels).features(), spacingMm), spacingMm,
			new int[] { 64, 128, 224 }, 2);
	}

	/**
	 * A V-Net of given features. Where slices are more than twice as thick as the finest voxels, the first stage has
	 * kernels of 1x3x3 and the second begins with a stride of 1x2x2, as in paper B.
	 */
	public static NetworkSpec vnet(final String kind, final int inputChannels, final List<Integer> features,
		final double[] spacingMm)
	{
		final double[] zyx = zyx(spacingMm);
		final double finest = Arrays.stream(zyx).min().orElseThrow();
		final int[] kernel = Arrays.stream(zyx).mapToInt(s -> s > ANISOTROPY * finest ? 1 : 3).toArray();
		final NetworkSpec dual = NetworkSpec.dualBranch(inputChannels, features, kernel, Arrays.stream(kernel).map(
			k -> k == 1 ? 1 : 2).toArray());
		return NetworkSpec.vnet(kind, inputChannels, features, dual.kernels(), dual.strides());
	}

	/**
	 * The network of a kind that nnU-Net would take for a patch, which is enlarged to what its strides divide: a residual
	 * encoder U-Net, or a V-Net of the same stages.
	 */
	static TrainingPlan of(final String kind, final int inputChannels, final double[] spacingMm, final int[] sizeZyx,
		final int batch)
	{
		final Topology topology = Topology.of(zyx(spacingMm), sizeZyx);
		final int stages = topology.strides().size();
		if (NetworkSpec.isVNet(kind)) return new TrainingPlan(NetworkSpec.vnet(kind, inputChannels, features(stages,
			FINEST_VNET_FEATURES, MOST_VNET_FEATURES), topology.kernels(), topology.strides()), spacingMm, topology.patchZyx(),
			batch);
		final List<Integer> features = features(stages, FINEST_FEATURES, MOST_FEATURES);
		final List<Integer> blocks = IntStream.range(0, stages).mapToObj(s -> BLOCKS.get(Math.min(s, BLOCKS.size() - 1)))
			.toList();
		return new TrainingPlan(new NetworkSpec(NetworkSpec.RESIDUAL_ENCODER_UNET, inputChannels, 2, features, blocks, List.of(
			1), topology.kernels(), topology.strides(), true), spacingMm, topology.patchZyx(), batch);
	}

	private static List<Integer> features(final int stages, final int finest, final int most) {
		return IntStream.range(0, stages).mapToObj(s -> Math.min(most, finest << s)).toList();
	}

	static double[] zyx(final double[] xyz) {
		return new double[] { xyz[2], xyz[1], xyz[0] };
	}

	/** The same with another network. */
	public TrainingPlan withNetwork(final NetworkSpec other) {
		return new TrainingPlan(other, spacingMm, patchZyx, batch);
	}

	/** The same with another patch. */
	public TrainingPlan withPatch(final int[] zyx) {
		return new TrainingPlan(network, spacingMm, zyx, batch);
	}

	/** The same with another number of patches a step. */
	public TrainingPlan withBatch(final int patches) {
		return new TrainingPlan(network, spacingMm, patchZyx, patches);
	}

	/** Patch in voxels, as people write it: x, y, z. */
	public String patchXyz() {
		return IntStream.of(2, 1, 0).mapToObj(a -> Integer.toString(patchZyx[a])).collect(Collectors.joining(","));
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "patch %s voxels (x, y, z) of %.4g, %.4g, %.4g mm, batch %d, %d stages of %s features " +
			"and %s blocks", patchXyz(), spacingMm[0], spacingMm[1], spacingMm[2], batch, network.stages(), network.features(),
			network.blocksPerStage());
	}
}
