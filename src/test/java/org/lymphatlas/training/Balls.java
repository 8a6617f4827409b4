package org.lymphatlas.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.lymphatlas.network.InputChannel;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/** Small cases: bright balls (the nodes) in noise, with made-up priors. */
final class Balls {

	private Balls() {}

	static TrainingCase of(final String name, final Annotation annotation, final int size, final int balls,
		final long seed)
	{
		return of(name, annotation, size, balls, balls, seed);
	}

	/** @param annotated so many of the balls are in the target */
	static TrainingCase of(final String name, final Annotation annotation, final int size, final int balls,
		final int annotated, final long seed)
	{
		final SplittableRandom random = new SplittableRandom(seed);
		final Grid grid = Grid.of(size, size, size, 2, 2, 2);
		final Mask nodes = new Mask(grid), all = new Mask(grid);
		final float[] ct = new float[grid.voxels()], distance = new float[grid.voxels()];
		final float[] probability = new float[grid.voxels()];
		for (int b = 0; b < balls; b++) {
			final double radius = 2 + 1.5 * random.nextDouble();
			final double[] centre = random.doubles(3, radius, size - radius).toArray();
			for (int i = 0; i < ct.length; i++) {
				final double dx = i % size - centre[0], dy = i / size % size - centre[1], dz = i / size / size - centre[2];
				if (dx * dx + dy * dy + dz * dz > radius * radius) continue;
				all.values()[i] = 1;
				if (b < annotated) nodes.values()[i] = 1;
			}
		}
		for (int i = 0; i < ct.length; i++) {
			ct[i] = (float) (2.0 * all.values()[i] - 1 + 0.5 * random.nextGaussian());
			distance[i] = i % size / (float) size;
			probability[i] = i / size % size / (float) size;
		}
		return TrainingCase.of(name, annotation, Map.of(InputChannel.CT, ct, InputChannel.DISTANCE, distance,
			InputChannel.PROBABILITY, probability), -3, nodes);
	}

	static List<TrainingCase> list(final int n, final Annotation annotation, final int size, final long seed) {
		final List<TrainingCase> cases = new ArrayList<>();
		for (int i = 0; i < n; i++)
			cases.add(of(annotation.name().toLowerCase() + "-" + i, annotation, size, 4, seed + i));
		return cases;
	}

	/** A copy of a channel. */
	static float[] values(final TrainingCase source, final InputChannel channel) {
		return source.channel(channel).read(source.grid(), Box.of(source.grid()));
	}
}
