package org.lymphatlas.phantom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.anatomy.Station;
import org.lymphatlas.task.Cancellation;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.scijava.task.Task;

/** Makes chest CTs from seeds. The same specification gives the same voxels whatever the number of threads. */
public final class PhantomGenerator {

	/** Stations that partial annotations favour. */
	private static final Set<String> FAVOURED = Set.of("4R", "7", "10R", "5", "6");

	private PhantomGenerator() {}

	/**
	 * Linear in the voxels; needs about 15 bytes a voxel.
	 *
	 * @throws java.util.concurrent.CancellationException if the task is cancelled
	 */
	public static Phantom generate(final PhantomSpec spec, final Task task) {
		task.setStatusMessage("Making chest phantom " + spec.seed());
		final boolean mean = spec.anatomy() == PhantomSpec.AnatomyKind.MEAN;
		final Variation variation = mean ? Variation.MEAN : Variation.random(spec.seed());
		final Contrast contrast = mean ? Contrast.MEAN : Contrast.random(spec.seed(), spec
			.contrast());
		final Chest chest = Chest.of(spec, variation, contrast);
		final NodePlanner.Plan plan = mean ? new NodePlanner.Plan(List.of(), List.of()) : new NodePlanner(chest, contrast,
			spec.seed()).plan();
		final Deformation deformation = new Deformation(spec.carinaLps(), variation, spec.seed()).withPushes(plan.pushes());

		final Grid grid = spec.grid();
		final SliceRenderer renderer = new SliceRenderer(grid, spec.sliceThicknessMm(), chest, plan.nodes(), deformation);
		final int n = grid.nx() * grid.ny();
		final float[] hu = new float[grid.voxels()];
		final short[] organs = new short[hu.length], stations = new short[hu.length], nodes = new short[hu.length];
		final AtomicInteger done = new AtomicInteger();
		task.setProgressMaximum(grid.nz());
		final ThreadLocal<SliceRenderer.Slice> buffers = ThreadLocal.withInitial(() -> renderer.new Slice());
		IntStream.range(0, grid.nz()).parallel().forEach(z -> {
			Cancellation.check(task);
			final SliceRenderer.Slice slice = buffers.get();
			slice.render(z);
			System.arraycopy(slice.hu, 0, hu, z * n, n);
			System.arraycopy(slice.organ, 0, organs, z * n, n);
			System.arraycopy(slice.node, 0, nodes, z * n, n);
			for (int i = 0; i < n; i++)
				stations[z * n + i] = slice.station[i];
			task.setProgressValue(done.incrementAndGet());
		});
		final CtVolume ct = Scanner.scan(grid, hu, spec.sliceThicknessMm(), spec.seed(), spec.noiseScale());
		final List<PhantomNode> list = visible(plan.nodes(), nodes, stations, deformation, variation, plan.pushes());
		return new Phantom(spec.seed(), ct, new Organs(new LabelVolume(grid, organs), OrganTable.names()), new LabelVolume(
			grid, stations), new LabelVolume(grid, nodes), new LabelVolume(grid, partial(nodes, list)), spec.carinaLps(),
			list, (p, q) -> deformation.toCanonical(p[0], p[1], p[2], q), (p, q) -> System.arraycopy(deformation.toWorld(p), 0,
				q, 0, 3));
	}

	/**
	 * The nodes that have voxels, renumbered from 1 without gaps in the volume and in the list; their station is that of
	 * most of their voxels.
	 */
	private static List<PhantomNode> visible(final List<Node> planned, final short[] voxels, final short[] stations,
		final Deformation deformation, final Variation v, final List<Deformation.Push> pushes)
	{
		final int[] count = new int[planned.size() + 1];
		final int[][] votes = new int[count.length][Station.values().length + 1];
		for (int i = 0; i < voxels.length; i++) {
			count[voxels[i]]++;
			votes[voxels[i]][stations[i]]++;
		}
		final short[] renumbered = new short[count.length];
		final List<PhantomNode> list = new ArrayList<>();
		for (final Node node : planned) {
			if (count[node.id()] == 0) continue;
			renumbered[node.id()] = (short) (list.size() + 1);
			final double grow = pushes.stream().filter(p -> Arrays.equals(p.centre(), node.centre())).mapToDouble(p -> p
				.radiusMm() / p.canonicalRadiusMm()).findFirst().orElse(1);
			final double[] semi = node.body().semiAxes().clone();
			final double[] scale = { v.scaleL(), v.scaleP(), v.scaleS() };
			for (int a = 0; a < 3; a++)
				semi[a] *= grow * scale[a];
			Arrays.sort(semi);
			list.add(new PhantomNode(list.size() + 1, majority(votes[node.id()], node.station()).code(), deformation
				.toWorld(node.centre()), semi));
		}
		for (int i = 0; i < voxels.length; i++)
			voxels[i] = renumbered[voxels[i]];
		return List.copyOf(list);
	}

	private static Station majority(final int[] votes, final int planned) {
		int best = planned;
		for (int label = 1; label < votes.length; label++)
			if (votes[label] > votes[best]) best = label;
		return Station.ofLabel(best).orElseThrow();
	}

	/** One or two of the largest nodes, those of favoured stations and of at least 10 mm first. */
	private static short[] partial(final short[] nodes, final List<PhantomNode> list) {
		final List<PhantomNode> ranked = new ArrayList<>(list);
		ranked.sort(Comparator.comparingDouble(n -> -(n.semiAxesMm()[0] + (FAVOURED.contains(n.station()) ? 3 : 0) + (n
			.semiAxesMm()[0] >= 5 ? 2 : 0))));
		final Set<Integer> kept = new HashSet<>();
		for (final PhantomNode node : ranked.subList(0, Math.min(ranked.size(), list.size() > 4 ? 2 : 1)))
			kept.add(node.id());
		final short[] partial = new short[nodes.length];
		for (int i = 0; i < nodes.length; i++)
			if (nodes[i] != 0 && kept.contains((int) nodes[i])) partial[i] = nodes[i];
		return partial;
	}
}
