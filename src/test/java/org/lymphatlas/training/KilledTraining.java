package org.lymphatlas.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.PriorBelief;
import org.lymphatlas.network.Weights;
import org.lymphatlas.network.dl4j.Dl4jEngine;
import org.lymphatlas.task.InlineTask;

/** A small training in a Java of its own, to be killed; says when it makes steps. */
public final class KilledTraining {

	private KilledTraining() {}

	/** What is trained. */
	enum Kind {
		/** Paper A's. */
		SUPERVISED(3, 24), SEMI_SUPERVISED(3, 24), DBDMP(1, 10), MODEL_GENESIS(1, 10),
		/** With all that is drawn or depends on the cases: trust, completeness, dropout in the encoder, random textures. */
		LYMPHATLAS(3, 10);

		private final int channels;
		/** Many enough for all kills to come before the last. */
		final int epochs;

		Kind(final int channels, final int epochs) {
			this.channels = channels;
			this.epochs = epochs;
		}

		private TrainingPreset preset() {
			return switch (this) {
				case SUPERVISED -> annotated(SemiSupervision.NONE);
				case SEMI_SUPERVISED -> annotated(SemiSupervision.ENTROPY);
				case DBDMP -> TrainingPreset.dbdmp();
				case MODEL_GENESIS -> TrainingPreset.modelGenesis();
				case LYMPHATLAS -> TrainingPreset.lymphatlas().with(p -> p.partial(l -> new Learning.Partial(l.loss().withBelief(
					new PriorBelief(true, true, 0.6)), l.rampUpShare(), l.trust(), true)));
			};
		}

		private static TrainingPreset annotated(final SemiSupervision way) {
			return TrainingPreset.atlasPriors().with(p -> {
				p.optimizer = p.optimizer.withMomentum(0.9);
				p.annotated(a -> a.withSemiSupervision(way));
			});
		}

		private NetworkSpec network(final TrainingPreset preset) {
			final NetworkSpec network = NetworkSpec.isotropic(channels, List.of(4, 8), List.of(1, 1));
			return NetworkSpec.isVNet(preset.network()) ? NetworkSpec.vnet(preset.network(), channels, network.features(), network
				.kernels(), network.strides()).with(preset.network(), channels, preset.learning().outputChannels()) : network;
		}
	}

	/** @param arguments output folder, kind */
	public static void main(final String[] arguments) {
		run(Path.of(arguments[0]), Kind.valueOf(arguments[1]), new InlineTask("train") {

			@Override
			protected void changed() {
				if (getProgressValue() > 0) System.out.println(getProgressValue());
			}
		});
	}

	static TrainingOutcome run(final Path output, final Kind kind, final InlineTask task) {
		final TrainingPreset preset = kind.preset();
		final NetworkSpec network = kind.network(preset);
		final boolean unlabelled = preset.learning().usesUnlabelled();
		final Optional<Weights> initial = kind == Kind.SEMI_SUPERVISED ? Optional.of(Weights.initial(network, 3)) : Optional
			.empty();
		final List<TrainingCase> cases = new ArrayList<>(Balls.list(2, Annotation.PARTIAL, 24, 1));
		cases.addAll(Balls.list(1, Annotation.FULL, 24, 5));
		if (unlabelled) cases.addAll(Balls.list(2, Annotation.NONE, 24, 7));
		return TrainingLoop.run(new TrainingOptions(preset, network, new CtNormalization(-100, 200, 40, 30), new double[] { 2,
			2, 2 }, new int[] { 16, 16, 16 }, 2, kind.epochs, 2, 1, 11, Device.CPU, true, Double.POSITIVE_INFINITY,
			TrainingOptions.Keep.BEST, initial), cases, Balls.list(1, Annotation.FULL, 24, 9), new Dl4jEngine(), output, task);
	}
}
