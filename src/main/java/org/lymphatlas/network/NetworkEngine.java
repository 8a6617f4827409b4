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
	 * A network ready to be trained from a given state.
	 *
	 * @throws org.lymphatlas.volume.InputException if the device is not usable or the state does not fit the network
	 */
	Trainer trainer(Objective objective, OptimizerSpec optimizer, TrainerState initial, Device device);

	/**
	 * Peak bytes outside the Java heap that a trainer will take, weights and momentum included; found without
	 * allocating anything. The libraries themselves come on top.
	 */
	long trainingBytes(Objective objective);
}
