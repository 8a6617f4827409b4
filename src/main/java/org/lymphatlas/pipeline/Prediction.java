package org.lymphatlas.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.lymphatlas.network.Device;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.Model;
import org.lymphatlas.network.ModelDescription;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.segmentation.SlidingWindow;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;
import org.scijava.task.Task;

/** A model on an engine, ready to predict. Which device runs it, and how fast, goes into the record. */
public final class Prediction implements AutoCloseable {

	/** How thorough. */
	public enum Mode {
		/** One pass a tile. */
		FAST,
		/** Every tile also mirrored along the axes that the model was trained to be mirrored along. */
		STANDARD,
		/** As standard, with all models of the model folder. */
		ENSEMBLE
	}

	private final Model model;
	private final Engines.Ready engine;
	private final Mode mode;
	private final Predictor predictor;

	Prediction(final Model model, final String engineName, final Device device, final Mode mode, final RunRecord record) {
		this.model = model;
		this.mode = mode;
		engine = Engines.network(engineName, device);
		if (mode == Mode.ENSEMBLE) record.warn("The model folder holds one model: 'ensemble' is the same as 'standard'");
		record.put("network", Map.of("engine", engine.engine().name(), "device", engine.probe().device(), "gflops", engine
			.probe().gflops(), "model", model.description().training()));
		predictor = engine.engine().predictor(model.description().network(), model.weights(), device);
	}

	double spacingMm() {
		return model.description().spacingMm()[0];
	}

	double threshold() {
		return model.description().threshold();
	}

	/** Does the model read priors at all? */
	boolean readsPriors() {
		return model.description().channels().size() > 1;
	}

	/** The window that would be moved, for patch counts and memory before the start. */
	private SlidingWindow window() {
		final SlidingWindow window = SlidingWindow.of(model.description());
		return mode == Mode.FAST ? window : window.withMirroring(model.description().mirrorAxes());
	}

	/**
	 * @param hu the CT on the network's grid
	 * @param priors the channels that the model reads besides the CT, on that grid
	 * @param region where the result is wanted; it is 0 elsewhere
	 * @return probability of a node
	 */
	FloatVolume run(final CtVolume hu, final Map<InputChannel, FloatVolume> priors, final Mask region, final Task task) {
		final ModelDescription description = model.description();
		final List<float[]> channels = new ArrayList<>();
		final float[] padding = new float[description.channels().size()];
		for (final InputChannel channel : description.channels()) {
			if (channel == InputChannel.CT) padding[channels.size()] = description.ctNormalization().padding();
			channels.add(channel == InputChannel.CT ? description.ctNormalization().apply(hu) : priors.get(channel).values());
		}
		final SlidingWindow window = window();
		task.setStatusMessage(String.format(Locale.ROOT, "Network: %d patches of %s on %s", window.passes(region), Arrays
			.toString(description.patchZyx()), engine.probe().device()));
		return window.probability(List.of(predictor), channels.toArray(new float[0][]), padding, region, task);
	}

	/** Memory that segmenting a CT will take. */
	MemoryPlan memory(final Grid ct) {
		return MemoryPlan.of(ct, spacingMm(), predictor.predictedBytes(model.description().patchZyx()));
	}

	@Override
	public void close() {
		predictor.close();
	}
}
