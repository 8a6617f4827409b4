package org.lymphatlas.network.dl4j;

import java.util.EnumMap;
import java.util.Map;

import org.lymphatlas.network.Device;
import org.lymphatlas.network.NetworkEngine;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.OptimizerSpec;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.Probe;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.TrainerState;
import org.lymphatlas.network.Weights;
import org.lymphatlas.volume.InputException;
import org.scijava.plugin.Plugin;

/** DeepLearning4J's ND4J on the CPU. */
@Plugin(type = NetworkEngine.class, name = "dl4j")
public final class Dl4jEngine implements NetworkEngine {

	private final Map<Device, Probe> probes = new EnumMap<>(Device.class);

	@Override
	public String name() {
		return "dl4j";
	}

	/** The first call on a device measures, later ones repeat its answer. */
	@Override
	public synchronized Probe probe(final Device device) {
		return probes.computeIfAbsent(device, Dl4jProbe::probe);
	}

	@Override
	public Predictor predictor(final NetworkSpec spec, final Weights weights, final Device device) {
		requireUsable(device);
		return new Dl4jPredictor(spec.validate(), weights, Layout.fastest());
	}

	@Override
	public Trainer trainer(final Objective objective, final OptimizerSpec optimizer, final TrainerState initial,
			final Device device) {
		requireUsable(device);
		return new Dl4jTrainer(objective, optimizer, initial);
	}

	@Override
	public long trainingBytes(final Objective objective) {
		return TrainingMemory.bytes(objective, Layout.fastest()).all();
	}

	private void requireUsable(final Device device) {
		final Probe probe = probe(device);
		if (!probe.usable()) {
			throw new InputException("The engine dl4j cannot run: " + probe.reason());
		}
	}
}
