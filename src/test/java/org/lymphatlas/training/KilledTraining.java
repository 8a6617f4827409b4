package org.lymphatlas.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Weights;
import org.lymphatlas.network.dl4j.Dl4jEngine;
import org.lymphatlas.task.InlineTask;

/** A small training in a Java of its own, to be killed; says when it makes steps. */
public final class KilledTraining {

	static final int EPOCHS = 24;

	private KilledTraining() {}

	/** @param arguments output folder, kind of semi-supervision */
	public static void main(final String[] arguments) {
		run(Path.of(arguments[0]), SemiSupervision.valueOf(arguments[1]), new InlineTask("train") {

			@Override
			protected void changed() {
				if (getProgressValue() > 0) System.out.println(getProgressValue());
			}
		});
	}

	static TrainingOutcome run(final Path output, final SemiSupervision way, final InlineTask task) {
		final NetworkSpec network = NetworkSpec.isotropic(3, List.of(4, 8), List.of(1, 1));
		final TrainingPreset preset = TrainingPreset.atlasPriors().with(p -> {
			p.optimizer = p.optimizer.withMomentum(0.9);
			p.annotated(a -> a.withSemiSupervision(way));
		});
		final Optional<Weights> initial = way == SemiSupervision.NONE ? Optional.empty() : Optional.of(Weights.initial(network,
			3));
		final List<TrainingCase> cases = new ArrayList<>(Balls.list(2, Annotation.PARTIAL, 24, 1));
		cases.addAll(Balls.list(1, Annotation.FULL, 24, 5));
		if (way != SemiSupervision.NONE) cases.addAll(Balls.list(2, Annotation.NONE, 24, 7));
		return TrainingLoop.run(new TrainingOptions(preset, network, new CtNormalization(-100, 200, 40, 30), new double[] { 2,
			2, 2 }, new int[] { 16, 16, 16 }, 2, EPOCHS, 2, 1, 11, Device.CPU, true, Double.POSITIVE_INFINITY,
			TrainingOptions.Keep.BEST, initial), cases, Balls.list(1, Annotation.FULL, 24, 9), new Dl4jEngine(), output, task);
	}
}
