package org.lymphatlas.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import org.lymphatlas.network.Batch;
import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/**
 * How long patches take, and whether the network waits for them: cases as large as the lungs' box at the patch's usual
 * spacing, mapped, three channels with loss weights. A step of the network is a pause of a given length.
 */
public final class SamplerBenchmark {

	private static final List<InputChannel> CHANNELS = List.of(InputChannel.CT, InputChannel.DISTANCE,
		InputChannel.PROBABILITY);
	private static final int CASES = 6;
	private static final int REPEATS = 9;

	private SamplerBenchmark() {}

	/** @param arguments folder for the cases; milliseconds that a step of the network takes with small and with paper A's patches */
	public static void main(final String[] arguments) throws IOException, InterruptedException {
		final Path folder = Files.createDirectories(Path.of(arguments[0]));
		System.out.println("patch (z,y,x),augmentation,ms a patch (median),step ms,waited share");
		final int[][] patches = { { 48, 48, 48 }, { 64, 64, 64 }, { 128, 112, 160 } };
		final Grid[] grids = { Grid.of(110, 80, 114, 2.5, 2.5, 2.5), Grid.of(183, 133, 190, 1.5, 1.5, 1.5), Grid.of(229, 167,
			238, 1.2, 1.2, 1.2) };
		for (int p = 0; p < patches.length; p++) {
			final List<TrainingCase> cases = cases(folder, grids[p]);
			for (final String name : Augmentation.NAMES) {
				final PatchSampler sampler = new PatchSampler(cases, CHANNELS, patches[p], 2, Sampling.standard(), Augmentation
					.byName(name), i -> 1, TrainingBatches.ATLAS_WEIGHTED, 1);
				final double patchMs = patchMs(sampler);
				final int stepMs = Integer.parseInt(arguments[p < 2 ? 1 : 2]);
				System.out.printf(Locale.ROOT, "%s,%s,%.1f,%d,%.4f%n", Arrays.toString(patches[p]).replace(", ", "x"), name, patchMs,
					stepMs, waitedShare(sampler, stepMs));
			}
		}
	}

	private static List<TrainingCase> cases(final Path folder, final Grid grid) {
		final List<TrainingCase> cases = new ArrayList<>();
		for (int c = 0; c < CASES; c++) {
			final SplittableRandom random = new SplittableRandom(c);
			final CtVolume hu = new CtVolume(grid);
			final FloatVolume distance = new FloatVolume(grid), probability = new FloatVolume(grid);
			final Mask nodes = new Mask(grid);
			for (int i = 0; i < grid.voxels(); i++) {
				hu.hu()[i] = (short) random.nextInt(-1000, 400);
				distance.values()[i] = (float) i / grid.voxels();
				probability.values()[i] = (i & 255) / 255f;
				if (i / 6 % 5000 == 0) nodes.values()[i] = 1;
			}
			final Path file = folder.resolve("case-" + c + ".case");
			CaseFileWriter.write(file, "case-" + c, hu, Optional.of(new CasePriors(distance, probability)), nodes, Map.of());
			cases.add(CaseFile.open(file).trainingCase(c % 2 == 0 ? Annotation.FULL : Annotation.PARTIAL, new CtNormalization(
				-150, 250, 40, 60)));
		}
		return cases;
	}

	private static double patchMs(final PatchSampler sampler) {
		final double[] ms = new double[REPEATS];
		for (int b = -2; b < REPEATS; b++) {
			final long start = System.nanoTime();
			sampler.batch(0, b + 2);
			if (b >= 0) ms[b] = (System.nanoTime() - start) / 2e6;
		}
		Arrays.sort(ms);
		return ms[REPEATS / 2];
	}

	/** As the training loop takes batches. */
	private static double waitedShare(final PatchSampler sampler, final int stepMs) throws InterruptedException {
		final int steps = Math.max(5, Math.min(40, 20_000 / stepMs));
		final InlineTask task = new InlineTask("benchmark");
		final int threads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
		long waited = 0, begin = 0;
		try (Prefetch<Batch> batches = new Prefetch<>(i -> sampler.batch(0, i), 0, steps + 1, 4, threads)) {
			for (int s = 0; s <= steps; s++) {
				final long start = System.nanoTime();
				batches.take(task);
				// The first batch is waited for once a training.
				if (s == 0) begin = System.nanoTime();
				else waited += System.nanoTime() - start;
				Thread.sleep(stepMs);
			}
		}
		return (double) waited / (System.nanoTime() - begin);
	}
}
