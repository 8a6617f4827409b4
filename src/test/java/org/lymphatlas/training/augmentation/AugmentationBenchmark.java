package org.lymphatlas.training.augmentation;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import org.lymphatlas.volume.Grid;

/**
 * CPU milliseconds that a patch of a CT costs, one thread, for src/benchmark/augmentation/run.sh: each change alone at
 * full strength (median of patches), then whole augmentations as they are drawn (mean). Arguments: patch side, patches.
 */
public final class AugmentationBenchmark {

	private final int side;
	private final int patches;
	private final int[] size;
	private final Grid grid;
	private final float[] ct;
	private final byte[] nodes;

	private AugmentationBenchmark(final int side, final int patches) {
		this.side = side;
		this.patches = patches;
		size = new int[] { side, side, side };
		grid = Grid.of(2 * side, 2 * side, 2 * side, 1, 1, 1);
		ct = new float[grid.voxels()];
		nodes = new byte[ct.length];
		final SplittableRandom random = new SplittableRandom(1);
		for (int i = 0; i < ct.length; i++) {
			ct[i] = (float) random.nextGaussian();
			nodes[i] = (byte) (i / 8 % 40 == 0 ? 1 : 0);
		}
	}

	/** Something done to a patch. */
	private interface Change {

		void apply(float[] patch, RandomGenerator random);
	}

	/** @param arguments side of the patch in voxels (64), number of patches (200) */
	public static void main(final String[] arguments) {
		new AugmentationBenchmark(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 64, arguments.length > 1 ? Integer
			.parseInt(arguments[1]) : 200).run();
	}

	private void run() {
		final double[] angles = { 0.3, -0.2, 0.4 }, scales = { 1.2, 1.2, 1.2 };
		final int[] start = { side / 2, side / 2, side / 2 };
		final PatchResampling turned = new PatchResampling(PatchGeometry.of(start, size, grid.spacing(), angles, scales,
			new boolean[3]), size, grid);
		report("copy", (p, r) -> new PatchResampling(PatchGeometry.at(start), size, grid).channel(ct, 0,
			Interpolation.LINEAR));
		report("linear", (p, r) -> turned.channel(ct, 0, Interpolation.LINEAR));
		report("cubic", (p, r) -> turned.channel(ct, 0, Interpolation.CUBIC));
		report("labels", (p, r) -> turned.labels(nodes));
		report("noise", (p, r) -> Intensities.noise(p, 0.1, r));
		report("blur", (p, r) -> Intensities.blur(p, size, new double[] { 0.7, 0.8, 1 }));
		report("contrast", (p, r) -> Intensities.contrast(p, 1.2));
		report("low-resolution", (p, r) -> Intensities.lowResolution(p, size, IntensityAugmentation.reduced(size, 0.6)));
		report("gamma", (p, r) -> Intensities.gamma(p, 1.3));
		report("random-net", (p, r) -> ConvolutionNet.draw(r).apply(p, size));
		report("blending-map", (p, r) -> BlendingMap.draw(size, r));
		for (final String name : Augmentation.NAMES) {
			final Augmentation augmentation = Augmentation.byName(name);
			report("preset:" + name, (p, r) -> whole(augmentation, start, r));
		}
		report("preset:nnunet,linear", (p, r) -> whole(Augmentation.nnunet().withInterpolation(Interpolation.LINEAR), start,
			r));
	}

	private void whole(final Augmentation augmentation, final int[] start, final RandomGenerator random) {
		final PatchResampling resampling = new PatchResampling(augmentation.drawGeometry(start, size, grid.spacing(), random),
			size, grid);
		augmentation.changeCt(resampling.channel(ct, 0, augmentation.interpolation()), size, 1, random);
		resampling.labels(nodes);
	}

	private void report(final String name, final Change change) {
		final double[] ms = new double[patches];
		for (int n = -patches; n < patches; n++) {
			final float[] patch = Arrays.copyOf(ct, side * side * side);
			final SplittableRandom random = new SplittableRandom(n);
			final long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
			change.apply(patch, random);
			if (n >= 0) ms[n] = 1e-6 * (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin);
		}
		final double mean = Arrays.stream(ms).average().orElseThrow();
		Arrays.sort(ms);
		System.out.printf(Locale.ROOT, "java,%s,%.2f,%.2f%n", name, ms[patches / 2], mean);
	}
}
