package org.lymphatlas.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tensors that one step of an {@link Objective} takes, by name. Most objectives take patches with their truth: the
 * three that have accessors here.
 *
 * @param tensors not copied
 */
public record Batch(Map<String, Tensor> tensors) {

	/** The network's input, [n, channels, d, h, w]. */
	public static final String INPUT = "input";
	/** 1 for a node's voxel and 0 elsewhere, [n, 1, d, h, w]. */
	public static final String TARGET = "target";
	/**
	 * The weight of each voxel in the Dice term (paper A, equation 2), or how far its annotation is trusted
	 * ({@link PriorBelief}), 1 where unused, [n, 1, d, h, w].
	 */
	public static final String LOSS_WEIGHT = "lossWeight";

	public Batch {
		tensors = Map.copyOf(tensors);
	}

	/**
	 * Patches with their truth.
	 *
	 * @param n number of patches
	 * @param channels input channels
	 * @param sizeZyx the patches' size D, H, W
	 * @param input N*C*D*H*W values, x fastest
	 * @param target N*D*H*W values
	 * @param lossWeight N*D*H*W values
	 */
	public Batch(final int n, final int channels, final int[] sizeZyx, final float[] input, final float[] target,
			final float[] lossWeight) {
		this(Map.of(INPUT, tensor(n, channels, sizeZyx, input), TARGET, tensor(n, 1, sizeZyx, target), LOSS_WEIGHT,
			tensor(n, 1, sizeZyx, lossWeight)));
	}

	private static Tensor tensor(final int n, final int channels, final int[] sizeZyx, final float[] values) {
		if (n < 1 || channels < 1 || sizeZyx.length != 3) {
			throw new IllegalArgumentException("A batch of " + n + " patches of " + Arrays.toString(sizeZyx) + " voxels in "
				+ channels + " channels.");
		}
		return new Tensor(shape(n, channels, sizeZyx), values);
	}

	/** Of a tensor that has values at each voxel of each patch: n, channels, D, H, W. */
	static int[] shape(final int n, final int channels, final int[] sizeZyx) {
		return new int[] { n, channels, sizeZyx[0], sizeZyx[1], sizeZyx[2] };
	}

	/** These tensors and others. */
	public Batch with(final Map<String, Tensor> others) {
		final Map<String, Tensor> all = new LinkedHashMap<>(tensors);
		all.putAll(others);
		return new Batch(all);
	}

	/** @throws IllegalArgumentException if there is none of that name */
	public Tensor get(final String name) {
		final Tensor tensor = tensors.get(name);
		if (tensor == null) {
			throw new IllegalArgumentException("The batch has no tensor " + name + " but " + tensors.keySet() + ".");
		}
		return tensor;
	}

	/** Number of patches. */
	public int n() {
		return get(INPUT).shape()[0];
	}

	/** Input channels. */
	public int channels() {
		return get(INPUT).shape()[1];
	}

	/** The patches' size D, H, W. */
	public int[] sizeZyx() {
		return Arrays.copyOfRange(get(INPUT).shape(), 2, 5);
	}

	/** N*C*D*H*W values, x fastest. */
	public float[] input() {
		return get(INPUT).values();
	}

	/** N*D*H*W values. */
	public float[] target() {
		return get(TARGET).values();
	}

	/** N*D*H*W values. */
	public float[] lossWeight() {
		return get(LOSS_WEIGHT).values();
	}
}
