package org.lymphatlas.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

import org.lymphatlas.volume.InputException;

/**
 * Plans a training from the data and the memory, as nnU-Net's experiment planner does: the target spacing is the data's
 * median, the patch begins as large as the lungs' box (or 256^3 voxels) and is made smaller along the axis that shows most
 * of the box until it fits, and stages follow from the patch. Where a patch would show less than a quarter of the box, all
 * is done again at a spacing 3 % coarser, up to 2.5 mm, at which the smallest nodes of interest (5 mm) still have two
 * voxels across. (nnU-Net plans such a coarser network beside the fine one; here there is one network.)
 */
public final class TrainingPlanner {

	/** Shares and sizes of nnU-Net's planner. */
	private static final double LARGEST_PATCH_VOXELS = 256.0 * 256 * 256;
	private static final double SMALLEST_SHARE_OF_BOX = 0.25;
	private static final double COARSER = 1.03;
	private static final double ANISOTROPY = 2;
	private static final double LARGEST_BATCH_SHARE_OF_DATA = 0.05;
	private static final int SMALLEST_BATCH = 2;
	private static final int SMALLEST_EDGE_VOXELS = 16;

	private static final double COARSEST_MM = 2.5;

	private final String kind;
	private final int inputChannels;
	private final long budgetBytes;
	private final ToLongFunction<TrainingPlan> bytes;
	private final Map<String, Long> known = new HashMap<>();

	/**
	 * @param kind of the network
	 * @param bytes memory of a plan, to be compared with the budget
	 */
	public TrainingPlanner(final String kind, final int inputChannels, final long budgetBytes,
		final ToLongFunction<TrainingPlan> bytes)
	{
		this.kind = kind;
		this.inputChannels = inputChannels;
		this.budgetBytes = budgetBytes;
		this.bytes = bytes;
	}

	/** @throws InputException if not even a small patch fits */
	public TrainingPlan plan(final DataFingerprint data) {
		final double[] spacing = data.targetSpacingMm(), boxMm = data.medianBoxMm();
		while (true) {
			final int[] boxZyx = new int[3];
			for (int a = 0; a < 3; a++)
				boxZyx[2 - a] = Math.max(1, (int) Math.round(boxMm[a] / spacing[a]));
			final TrainingPlan plan = largest(spacing.clone(), boxZyx);
			if (voxels(plan.patchZyx()) >= SMALLEST_SHARE_OF_BOX * voxels(boxZyx) || !coarsen(spacing)) return fill(plan, data
				.cases() * voxels(boxZyx));
		}
	}

	/** Makes the finer axes coarser, all of them where none is much finer; false if that would be too coarse. */
	private static boolean coarsen(final double[] spacingMm) {
		final double coarsest = Arrays.stream(spacingMm).max().orElseThrow();
		final boolean isotropic = Arrays.stream(spacingMm).allMatch(s -> coarsest / s <= ANISOTROPY);
		final double[] next = Arrays.stream(spacingMm).map(s -> isotropic || coarsest / s > ANISOTROPY ? COARSER * s : s)
			.toArray();
		for (int a = 0; a < 3; a++)
			if (next[a] > spacingMm[a] && next[a] > COARSEST_MM) return false;
		System.arraycopy(next, 0, spacingMm, 0, 3);
		return true;
	}

	private TrainingPlan largest(final double[] spacingMm, final int[] boxZyx) {
		final double[] zyx = TrainingPlan.zyx(spacingMm);
		final double edgeMm = Math.cbrt(LARGEST_PATCH_VOXELS * zyx[0] * zyx[1] * zyx[2]);
		final int[] size = new int[3];
		for (int a = 0; a < 3; a++)
			size[a] = (int) Math.max(SMALLEST_EDGE_VOXELS, Math.min(boxZyx[a], Math.round(edgeMm / zyx[a])));
		TrainingPlan plan = TrainingPlan.of(kind, inputChannels, spacingMm, size, SMALLEST_BATCH);
		while (!fits(plan))
			plan = smaller(plan, boxZyx);
		return plan;
	}

	/** The axis that shows the largest share of the box, less by what the smaller patch's strides take. */
	private TrainingPlan smaller(final TrainingPlan plan, final int[] boxZyx) {
		final int[] size = plan.patchZyx().clone();
		int axis = -1;
		for (int a = 0; a < 3; a++)
			if (size[a] > SMALLEST_EDGE_VOXELS && (axis < 0 || (double) size[a] / boxZyx[a] > (double) size[axis] /
				boxZyx[axis])) axis = a;
		if (axis < 0) throw new InputException(String.format(Locale.ROOT,
			"Not even patches of %s voxels fit into %.1f GB: the network needs %.1f GB. Free some memory, or take a smaller " +
				"network: plan=small", plan.patchXyz(), budgetBytes / 1e9, bytes(plan) / 1e9));
		final int[] probe = size.clone();
		probe[axis] -= plan.network().divisorZyx()[axis];
		final int step = Topology.of(TrainingPlan.zyx(plan.spacingMm()), probe).divisorZyx()[axis];
		TrainingPlan smaller;
		do {
			size[axis] -= step;
			smaller = TrainingPlan.of(kind, inputChannels, plan.spacingMm(), size, SMALLEST_BATCH);
		}
		while (voxels(smaller.patchZyx()) >= voxels(plan.patchZyx()));
		return smaller;
	}

	/** More patches a step where there is room, but no more than a twentieth of the data (nnU-Net). */
	private TrainingPlan fill(final TrainingPlan plan, final double dataVoxels) {
		TrainingPlan best = plan;
		while ((best.batch() + 1) * voxels(best.patchZyx()) <= LARGEST_BATCH_SHARE_OF_DATA * dataVoxels && fits(best.withBatch(
			best.batch() + 1)))
			best = best.withBatch(best.batch() + 1);
		return best;
	}

	/** The plan with the largest patch that fits, if there is one: what to offer who asked for too much. */
	public Optional<TrainingPlan> reduced(final TrainingPlan plan) {
		final int[] divisor = plan.network().divisorZyx(), size = plan.patchZyx().clone();
		TrainingPlan smaller = plan;
		while (!fits(smaller)) {
			int axis = 0;
			for (int a = 1; a < 3; a++)
				if (size[a] > size[axis]) axis = a;
			if (size[axis] <= 2 * divisor[axis]) return Optional.empty();
			size[axis] -= divisor[axis];
			smaller = plan.withPatch(size.clone());
		}
		return Optional.of(smaller);
	}

	public boolean fits(final TrainingPlan plan) {
		return bytes(plan) <= budgetBytes;
	}

	private long bytes(final TrainingPlan plan) {
		return known.computeIfAbsent(plan.toString() + plan.network().strides().stream().map(Arrays::toString).toList(),
			key -> bytes.applyAsLong(plan));
	}

	private static double voxels(final int[] size) {
		return (double) size[0] * size[1] * size[2];
	}
}
