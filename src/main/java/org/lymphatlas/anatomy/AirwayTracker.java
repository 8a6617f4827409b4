package org.lymphatlas.anatomy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.lymphatlas.task.Cancellation;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;
import org.scijava.task.Task;

/**
 * Follows the windpipe from slice to slice, down to where it splits, and a little way into the main bronchi. The carina is
 * put where the split is first seen: half a slice above it, in the middle of the gap.
 */
final class AirwayTracker {

	private static final double FIRST_THRESHOLD_HU = -600;
	/** Shares of the way from the lumen's HU to soft tissue; later ones are tried when the one before leaks into a lung. */
	private static final double[] THRESHOLD_SHARES = { 0.35, 0.25, 0.15, 0.08 };
	private static final double SOFT_TISSUE_HU = 0;
	private static final double MIN_TRACHEA_MM2 = 50, MAX_TRACHEA_MM2 = 700, MAX_SPLIT_MM2 = 1300;
	private static final double MIN_BRONCHUS_MM2 = 24, MAX_BRONCHUS_MM2 = 400;
	private static final double MIN_LENGTH_MM = 18;
	private static final double MAX_STEP_MM = 5;
	private static final double BRONCHI_BELOW_MM = 40;
	/** A patch of air this large, in a slice of a CT, is lung. */
	static final double LUNG_MM2 = 1200;
	private static final double MIDLINE_SHARE = 0.3;

	private final CtVolume ct;
	private final Mask exterior;
	private final Grid grid;
	private final int plane;
	private final double mm;
	private final double lungMm2;

	/**
	 * @param airways windpipe and first part of the main bronchi; empty if none was found
	 * @param landmarks the carina, or why it is missing
	 */
	record Result(Mask airways, Landmarks landmarks) {}

	/**
	 * @param ct on a canonical isotropic grid
	 * @param exterior air outside the patient
	 * @param lungMm2 the windpipe must reach a slice with a patch of air larger than this; 0 where only it is shown
	 */
	AirwayTracker(final CtVolume ct, final Mask exterior, final double lungMm2) {
		this.lungMm2 = lungMm2;
		this.ct = ct;
		this.exterior = exterior;
		grid = ct.grid();
		plane = grid.nx() * grid.ny();
		mm = grid.spacing(0);
	}

	Result run(final Task task) {
		final List<Lumen> first = longestChain(FIRST_THRESHOLD_HU, task);
		if (first.size() * mm < MIN_LENGTH_MM) return new Result(new Mask(grid), new Landmarks(Optional.empty(),
			"no windpipe was found: the field of view may begin below the tracheal bifurcation"));
		final double core = coreHu(first);
		Result best = null;
		for (final double share : THRESHOLD_SHARES) {
			final List<Lumen> chain = longestChain(core + share * (SOFT_TISSUE_HU - core), task);
			if (chain.size() * mm < MIN_LENGTH_MM) continue;
			final Result result = follow(chain, core + share * (SOFT_TISSUE_HU - core));
			if (result.landmarks().carina().isPresent()) return result;
			if (best == null) best = result;
		}
		return best != null ? best : new Result(new Mask(grid), new Landmarks(Optional.empty(),
			"the windpipe could not be followed"));
	}

	/** 10th percentile of the HU of the windpipe. */
	private double coreHu(final List<Lumen> chain) {
		final short[] hu = ct.hu();
		final int[] sorted = chain.stream().flatMapToInt(l -> Arrays.stream(l.voxels())).map(i -> hu[i]).sorted()
			.toArray();
		return sorted[sorted.length / 10];
	}

	/** The longest run of windpipe-like patches, top first, that reaches down to where lungs are. */
	private List<Lumen> longestChain(final double thresholdHu, final Task task) {
		List<List<Lumen>> open = new ArrayList<>();
		List<Lumen> longest = List.of();
		final double middle = 0.5 * (grid.nx() - 1);
		for (int z = grid.nz() - 1; z >= 0; z--) {
			Cancellation.check(task);
			final List<Lumen> lumens = Lumen.inSlice(ct, exterior, thresholdHu, z);
			final boolean lungs = lumens.stream().anyMatch(l -> l.areaMm2() > lungMm2);
			final List<List<Lumen>> next = new ArrayList<>();
			for (final Lumen lumen : lumens) {
				if (lumen.areaMm2() < MIN_TRACHEA_MM2 || lumen.areaMm2() > MAX_TRACHEA_MM2 || !lumen.isRoundish() || Math.abs(
					lumen.x() - middle) > MIDLINE_SHARE * grid.nx()) continue;
				List<Lumen> chain = new ArrayList<>();
				for (final List<Lumen> above : open) {
					final Lumen last = above.get(above.size() - 1);
					final double ratio = last.areaMm2() / lumen.areaMm2();
					if (last.distanceMm(lumen, mm) < MAX_STEP_MM && ratio > 0.5 && ratio < 2 && above.size() >= chain.size())
						chain = new ArrayList<>(above);
				}
				chain.add(lumen);
				next.add(chain);
				if (lungs && chain.size() > longest.size()) longest = chain;
			}
			open = next;
		}
		return longest;
	}

	private Result follow(final List<Lumen> chain, final double thresholdHu) {
		final Mask airways = new Mask(grid);
		chain.forEach(l -> paint(airways, l));
		final double tracheaMm2 = chain.stream().mapToDouble(Lumen::areaMm2).sorted().skip(chain.size() / 2).findFirst()
			.orElseThrow();
		Lumen last = chain.get(chain.size() - 1);
		while (last.z() > 0) {
			final Lumen above = last;
			final List<Lumen> below = Lumen.inSlice(ct, exterior, thresholdHu, last.z() - 1).stream().filter(l -> l
				.areaMm2() >= MIN_BRONCHUS_MM2 && above.overlap(l, plane) > 0).toList();
			final Optional<Lumen[]> split = split(below, above);
			if (split.isPresent()) {
				for (final Lumen bronchus : split.get())
					followBronchus(airways, bronchus, thresholdHu);
				return new Result(airways, new Landmarks(Optional.of(carina(split.get())),
					"where the windpipe splits, followed from above"));
			}
			if (below.isEmpty()) return lost(airways, "the windpipe was lost before it splits");
			last = below.stream().max((a, b) -> Integer.compare(above.overlap(a, plane), above.overlap(b, plane)))
				.orElseThrow();
			if (last.areaMm2() > Math.min(MAX_SPLIT_MM2, 4 * tracheaMm2)) return lost(airways,
				"the windpipe could not be told from the lung where it should split");
			paint(airways, last);
		}
		return lost(airways, "the field of view ends above the tracheal bifurcation");
	}

	private static Result lost(final Mask airways, final String reason) {
		return new Result(airways, new Landmarks(Optional.empty(), reason));
	}

	/** Two bronchi side by side below the windpipe, if that is what is seen; right one first. */
	private Optional<Lumen[]> split(final List<Lumen> below, final Lumen above) {
		final List<Lumen> bronchi = below.stream().filter(l -> l.areaMm2() < MAX_SPLIT_MM2).sorted((a, b) -> Double.compare(b
			.areaMm2(), a.areaMm2())).limit(2).sorted((a, b) -> Double.compare(a.x(), b.x())).toList();
		if (bronchi.size() < 2) return Optional.empty();
		final Lumen right = bronchi.get(0), left = bronchi.get(1);
		final boolean apart = (left.x() - right.x()) * mm > 8 && Math.abs(left.y() - right.y()) < left.x() - right.x();
		return apart && right.areaMm2() > 0.12 * above.areaMm2() && left.areaMm2() > 0.12 * above.areaMm2() ? Optional.of(
			new Lumen[] { right, left }) : Optional.empty();
	}

	private double[] carina(final Lumen[] bronchi) {
		final Lumen right = bronchi[0], left = bronchi[1];
		final double x = 0.5 * (right.maxX() + left.minX());
		return grid.toWorld(x, 0.5 * (right.y() + left.y()), right.z() + 0.5);
	}

	private void followBronchus(final Mask airways, final Lumen start, final double thresholdHu) {
		Lumen last = start;
		for (int step = 0; step * mm < BRONCHI_BELOW_MM && last.z() > 0; step++) {
			paint(airways, last);
			final Lumen above = last;
			final Optional<Lumen> next = Lumen.inSlice(ct, exterior, thresholdHu, last.z() - 1).stream().filter(l -> above
				.overlap(l, plane) > 0 && l.areaMm2() >= MIN_BRONCHUS_MM2 && l.areaMm2() < Math.min(MAX_BRONCHUS_MM2, 1.8 *
					above.areaMm2())).max((a, b) -> Integer.compare(above.overlap(a, plane), above.overlap(b, plane)));
			if (next.isEmpty()) return;
			last = next.get();
		}
	}

	private static void paint(final Mask airways, final Lumen lumen) {
		for (final int i : lumen.voxels())
			airways.values()[i] = 1;
	}
}
