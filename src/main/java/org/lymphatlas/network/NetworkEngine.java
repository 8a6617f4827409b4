package org.lymphatlas.network;

import org.scijava.plugin.SciJavaPlugin;

/** Runs networks: a SciJava plugin type, so that engines can be added. */
public interface NetworkEngine extends SciJavaPlugin {

	/** Short name, as users type it: "dl4j". */
	String name();

	/** Runs a real convolution on the device; never throws. */
	Probe probe(Device device);

	/**
	 * A network ready to predict.
	 *
	 * @throws org.lymphatlas.volume.InputException if the device is not usable or the weights do not fit the network
	 */
	Predictor predictor(NetworkSpec spec, Weights weights, Device device);

	/**
	 * A network ready to be trained from a given state on batches of one size.
	 *
	 * @param batch patches in a batch
	 * @param patchZyx the patches' size D, H, W; each a multiple of {@link NetworkSpec#divisorZyx()}
	 * @throws org.lymphatlas.volume.InputException if the device is not usable or weights or patch do not fit the network
	 */
	Trainer trainer(NetworkSpec spec, LossSpec loss, OptimizerSpec optimizer, TrainerState initial, int batch,
		int[] patchZyx, Device device);

	/**
	 * Peak bytes outside the Java heap that a trainer of these sizes will take, weights and momentum included; found without
	 * allocating anything. The libraries themselves come on top.
	 *
	 * @throws org.lymphatlas.volume.InputException if the patch does not fit the network
	 */
	long trainingBytes(NetworkSpec spec, int batch, int[] patchZyx);
}
