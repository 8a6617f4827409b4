package org.lymphatlas.correction;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

/**
 * How long each operation takes on 512 x 512 x 300 voxels of 0.7 x 0.7 x 1 mm with a node of 12 mm radius: median and
 * 95th percentile in milliseconds, and the median of what the calling thread computes, which a crowded machine does not
 * stretch. Needs 1.5 GB of heap.
 */
final class CorrectionBenchmark {

	private static final Grid GRID = Grid.of(512, 512, 300, 0.7, 0.7, 1);
	private static final double[] C = { 180, 180, 150 }, AXIAL = { 0, 0, 1 };
	private static final int TIMES = 41;
	private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

	private CorrectionBenchmark() {}

	public static void main(final String[] args) {
		final Scene scene = scene();
		final LabelVolume labels = new LabelVolume(GRID);
		final long opened = System.nanoTime();
		final EditSession session = new EditSession(scene, labels);
		System.out.printf(Locale.ROOT, "open %.0f ms%n", (System.nanoTime() - opened) * 1e-6);
		final double[] near = { C[0] + 40, C[1], C[2] };
		time("grow by probability", session, () -> new GrowFromProbability(session.nodes().nextId(), C, 0.1,
			GrowthLimits.FROM_PROBABILITY));
		time("grow by probability to the limit of 60 ml", session, () -> new GrowFromProbability(session.nodes().nextId(), C,
			1e-4, GrowthLimits.FROM_PROBABILITY));
		time("grow by intensity", session, () -> new GrowFromIntensity(session.nodes().nextId(), C, 1,
			GrowthLimits.FROM_INTENSITY));
		session.apply(new GrowFromProbability(1000, C, 0.1, GrowthLimits.FROM_PROBABILITY));
		time("delete", session, () -> new DeleteNode(1000));
		time("cut", session, () -> new SplitNode(1000, session.nodes().nextId(), C, new double[] { 1, 0.3, 0.2 }));
		time("disc of 5 mm, stroke of 20 points", session, () -> stroke(Stroke.Tip.DISC, 5, near));
		time("ball of 5 mm, stroke of 20 points", session, () -> stroke(Stroke.Tip.BALL, 5, near));
		time("disc of 15 mm, stroke of 20 points", session, () -> stroke(Stroke.Tip.DISC, 15, near));
		session.apply(new Stroke(true, 2000, Stroke.Tip.DISC, 8, AXIAL, new double[][] { near }));
		session.apply(new Stroke(true, 2000, Stroke.Tip.DISC, 12, AXIAL, new double[][] { { near[0] + 6, near[1], near[2] +
			20 } }));
		time("interpolate over 20 slices", session, () -> InterpolateSlices.between(2000, AXIAL, session.strokes()));
		time("join", session, () -> new MergeNodes(1000, 2000));
		painting(session, near);
	}

	private static Stroke stroke(final Stroke.Tip tip, final double radiusMm, final double[] at) {
		final double[][] path = new double[20][];
		for (int k = 0; k < path.length; k++)
			path[k] = new double[] { at[0] + 1.5 * k, at[1] + 5 * Math.sin(k / 3.0), at[2] };
		return new Stroke(true, 3000, tip, radiusMm, AXIAL, path);
	}

	/** Each movement of the mouse by itself. */
	private static void painting(final EditSession session, final double[] at) {
		for (final Stroke.Tip tip : Stroke.Tip.values()) {
			final double[] ms = new double[400], cpu = new double[400];
			final double[][] path = stroke(tip, 5, at).pathLps();
			for (int k = 0; k < ms.length; k++) {
				final EditSession.Painting painting = session.paint(new Stroke(true, 4000, tip, 5, AXIAL, new double[][] { path[k %
					19] }));
				final long start = System.nanoTime(), cpuStart = CPU.getCurrentThreadCpuTime();
				painting.to(path[k % 19 + 1]);
				ms[k] = (System.nanoTime() - start) * 1e-6;
				cpu[k] = (CPU.getCurrentThreadCpuTime() - cpuStart) * 1e-6;
				painting.cancel();
			}
			print(tip + " of 5 mm, one movement", ms, cpu, 0);
		}
	}

	private static void time(final String what, final EditSession session, final Supplier<Operation> operation) {
		final double[] ms = new double[TIMES], cpu = new double[TIMES];
		long voxels = 0;
		for (int k = -10; k < TIMES; k++) {
			final Operation o = operation.get();
			final long start = System.nanoTime(), cpuStart = CPU.getCurrentThreadCpuTime();
			voxels = session.apply(o).voxels();
			if (k >= 0) {
				ms[k] = (System.nanoTime() - start) * 1e-6;
				cpu[k] = (CPU.getCurrentThreadCpuTime() - cpuStart) * 1e-6;
			}
			session.undo();
		}
		print(what, ms, cpu, voxels);
	}

	private static void print(final String what, final double[] ms, final double[] cpu, final long voxels) {
		Arrays.sort(ms);
		Arrays.sort(cpu);
		System.out.printf(Locale.ROOT, "%-45s %8d voxels  median %7.2f ms  95 %% %7.2f ms  thread %6.2f ms%n", what, voxels, ms[ms.length
			/ 2], ms[(int) (0.95 * ms.length)], cpu[cpu.length / 2]);
	}

	private static Scene scene() {
		final Random random = new Random(1);
		final CtVolume ct = new CtVolume(GRID);
		final FloatVolume probability = new FloatVolume(GRID);
		for (int z = 0, i = 0; z < GRID.nz(); z++)
			for (int y = 0; y < GRID.ny(); y++)
				for (int x = 0; x < GRID.nx(); x++, i++) {
					final double r = Math.hypot(Math.hypot(x * 0.7 - C[0], y * 0.7 - C[1]), z - C[2]);
					probability.values()[i] = (float) (r < 12 ? 0.5 : 1e-3);
					ct.hu()[i] = (short) ((r < 12 ? 60 : -90) + 12 * random.nextGaussian());
				}
		return new Scene(ct, Optional.of(probability), Optional.empty(), Optional.empty());
	}
}
