package org.lymphatlas.viewer;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

import org.lymphatlas.evaluation.BestThreshold;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

import com.sun.management.OperatingSystemMXBean;

/**
 * How long a redraw of all four panels takes on a CT of 512 x 512 x 300 voxels: every frame another slice, so that nothing
 * is kept from the one before. Prints medians, 95th percentiles and processor time; run by {@code src/benchmark/viewer}.
 */
public final class ViewerBenchmark {

	private static final int WARM_UP = 60, FRAMES = 200;

	private ViewerBenchmark() {}

	public static void main(final String[] args) {
		final CaseView view = example();
		final double mb = (view.ct().hu().length * (2.0 + 3 * 4 + 2 * 2)) / (1 << 20);
		System.out.printf(Locale.ROOT, "%s, volumes %.0f MB, %d processors%n", view.ct().grid(), mb, Runtime.getRuntime()
			.availableProcessors());
		long started = System.nanoTime();
		final CasePainter painter = new CasePainter(view);
		System.out.printf(Locale.ROOT, "opening: %.0f ms%n", (System.nanoTime() - started) / 1e6);
		for (final int[] size : new int[][] { { 1560, 640 }, { 1920, 900 } })
			for (final Section section : Section.values())
				for (final double zoom : new double[] { 1, 3 })
					frames(painter, size[0], size[1], ViewState.of(view).withSection(section).withZoom(zoom), true);
		frames(painter, 1560, 640, ViewState.of(view), false);
		started = System.nanoTime();
		final BestThreshold best = BestThreshold.of(view.prediction(), view.reference().foreground(), 1e-4).orElseThrow();
		System.out.printf(Locale.ROOT, "best threshold: %.0f ms (%s)%n", (System.nanoTime() - started) / 1e6, best);
		final Runtime runtime = Runtime.getRuntime();
		System.gc();
		System.out.printf(Locale.ROOT, "heap in use after all: %.0f MB%n", (runtime.totalMemory() - runtime.freeMemory()) /
			1048576.0);
		if (view.nodes() == null || painter.view() != view) throw new AssertionError();
	}

	private static void frames(final CasePainter painter, final int width, final int height, final ViewState first,
		final boolean slices)
	{
		final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		final BufferedImage screen = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		final FourPanels panels = new FourPanels(painter);
		final double[] ms = new double[FRAMES];
		long cpu = 0;
		for (int frame = -WARM_UP; frame < FRAMES; frame++) {
			if (frame == 0) cpu = machine.getProcessCpuTime();
			final int axis = slices ? first.section().normalAxis : first.section().rightAxis;
			final ViewState state = first.withCursor(first.cursor().with(axis, -20 + 0.31 * ((frame + WARM_UP) % 130)));
			final long started = System.nanoTime();
			final Graphics2D g = screen.createGraphics();
			panels.draw(g, width, height, state);
			g.dispose();
			if (frame >= 0) ms[frame] = (System.nanoTime() - started) / 1e6;
		}
		final double cpuMs = (machine.getProcessCpuTime() - cpu) / 1e6 / FRAMES;
		Arrays.sort(ms);
		System.out.printf(Locale.ROOT, "%dx%d %-8s zoom %.0f %-14s median %5.1f ms, 95 %% %5.1f ms, processor time %5.1f ms%n",
			width, height, first.section().title, first.zoom(), slices ? "other slice" : "cursor only", ms[FRAMES / 2], ms[FRAMES *
				95 / 100], cpuMs);
	}

	/** Noise as CT, smooth maps, forty nodes of 16 mm; oblique, so that no short cut helps. */
	private static CaseView example() {
		final double c = Math.cos(0.05), s = Math.sin(0.05);
		final Grid grid = new Grid(new int[] { 512, 512, 300 }, new double[] { 0.7, 0.7, 1.2 }, new double[] { -180, -180,
			-180 }, new double[] { c, -s, 0, s, c, 0, 0, 0, 1 });
		final CtVolume ct = new CtVolume(grid);
		final FloatVolume distance = new FloatVolume(grid), atlas = new FloatVolume(grid), network = new FloatVolume(grid);
		final LabelVolume nodes = new LabelVolume(grid), reference = new LabelVolume(grid);
		IntStream.range(0, grid.nz()).parallel().forEach(z -> {
			final double[] p = new double[3];
			for (int y = 0, i = grid.index(0, 0, z); y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++) {
					p[0] = x;
					p[1] = y;
					p[2] = z;
					grid.toWorld(p, p);
					final double mm = Math.sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]);
					ct.hu()[i] = (short) (mm < 140 ? (i * 2654435761L >>> 24 & 127) - 20 : -900);
					distance.values()[i] = (float) Math.min(1, mm / 250);
					atlas.values()[i] = mm < 90 ? (float) Math.exp(-mm / 12) : 0;
					// Nodes on a lattice of 30 mm within 70 mm.
					final double dx = p[0] - 30 * Math.rint(p[0] / 30), dy = p[1] - 30 * Math.rint(p[1] / 30), dz = p[2] - 30 * Math
						.rint(p[2] / 30), off = Math.sqrt(dx * dx + dy * dy + dz * dz);
					if (mm > 75) continue;
					network.values()[i] = (float) (1 / (1 + Math.exp(off - 8)));
					final int id = 1 + (int) (3 + Math.rint(p[0] / 30)) + 7 * (int) (3 + Math.rint(p[1] / 30)) + 49 * (int) (3 + Math
						.rint(p[2] / 30));
					if (off < 8) nodes.labels()[i] = (short) id;
					if (off < 7) reference.labels()[i] = 1;
				}
		});
		return new CaseView("benchmark", "", ct, distance, atlas, nodes, Optional.of(new double[3])).withPrediction(network)
			.withReference(reference);
	}
}
