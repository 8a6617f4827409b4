package org.lymphatlas.anatomy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;
import org.scijava.task.Task;

/**
 * Follows the windpipe from slice to slice, down to where it splits, and a little way into the main bronchi. The carina is
 * put in the middle of the gap where the split is first seen, at the ridge's upper end. A short windpipe may be a bronchus
 * of a chest that is cut off above its carina, so its upper end, what lies beside it and the spine are asked too.
 */
final class AirwayTracker {

	private static final double FIRST_THRESHOLD_HU = -600;
	/** Shares of the way from the lumen's HU to soft tissue; later ones are tried when the one before leaks into a lung. */
	private static final double[] THRESHOLD_SHARES = { 0.35, 0.25, 0.15, 0.08 };
	private static final double SOFT_TISSUE_HU = 0;
	private static final double MAX_SPLIT_MM2 = 1300;
	private static final double MIN_BRONCHUS_MM2 = 24, MAX_BRONCHUS_MM2 = 400;
	private static final double BRONCHI_BELOW_MM = 40;
	/** A main bronchus moves no further to the side from slice to slice; what does is a branch. */
	private static final double REACH_MM = 6;
	/** Main bronchi are not joined again within this. */
	private static final double APART_FOR_MM = 8;
	/** No bronchus runs this far before it splits (left main: 48 +- 7 mm). */
	private static final double LONGER_THAN_BRONCHI_MM = 65;
	private static final double SIBLING_MIN_MM2 = 40, SIBLING_MAX_MM2 = 500, SIBLING_MIN_MM = 12, SIBLING_MAX_MM = 75,
			SIBLING_LENGTH_MM = 12;
	/** Offset from the spine's middle, seen from the front: of a main bronchus' end at least, of a windpipe at most. */
	private static final double NEAR_MM = 35, FAR_MM = 60;
	/** A patch of air this large, in a slice of a CT, is lung. */
	static final double LUNG_MM2 = 1200;
	private static final String NOT_FOUND =
		"no windpipe was found: the field of view may begin below the tracheal bifurcation";
	private static final String BEGINS_BELOW = "the field of view begins below the tracheal bifurcation";

	private final CtVolume ct;
	private final Mask exterior;
	private final Mask outside;
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
	 * @param outside where no windpipe can be
	 * @param lungMm2 the windpipe must reach a slice with a patch of air larger than this; 0 where only it is shown
	 */
	AirwayTracker(final CtVolume ct, final Mask exterior, final Mask outside, final double lungMm2) {
		this.outside = outside;
		this.lungMm2 = lungMm2;
		this.ct = ct;
		this.exterior = exterior;
		grid = ct.grid();
		plane = grid.nx() * grid.ny();
		mm = grid.spacing(0);
	}

	Result run(final Task task) {
		final Optional<Windpipe> first = Windpipe.find(ct, exterior, outside, FIRST_THRESHOLD_HU, lungMm2, task);
		if (first.isEmpty()) return nothing(NOT_FOUND);
		final double core = first.get().coreHu(ct);
		Result best = null;
		for (final double share : THRESHOLD_SHARES) {
			final double thresholdHu = core + share * (SOFT_TISSUE_HU - core);
			final Optional<Windpipe> windpipe = Windpipe.find(ct, exterior, outside, thresholdHu, lungMm2, task);
			if (windpipe.isEmpty()) continue;
			final Result result = follow(windpipe.get(), thresholdHu);
			if (result.landmarks().carina().isPresent()) return result;
			if (best == null) best = result;
		}
		return best != null ? best : nothing(NOT_FOUND);
	}

	private Result nothing(final String reason) {
		return new Result(new Mask(grid), new Landmarks(Optional.empty(), reason));
	}

	private Result follow(final Windpipe windpipe, final double thresholdHu) {
		final boolean sure = windpipe.lumens().size() * mm >= LONGER_THAN_BRONCHI_MM;
		final Lumen top = sure ? windpipe.top() : upperEnd(windpipe.top(), thresholdHu);
		if (!sure && hasSibling(top, thresholdHu)) return nothing(BEGINS_BELOW);
		final Mask airways = new Mask(grid);
		windpipe.lumens().forEach(l -> paint(airways, l));
		final Result result = down(airways, sure ? windpipe.bottom() : top, sure, Math.min(MAX_SPLIT_MM2, 4 * windpipe
			.medianAreaMm2()), thresholdHu);
		final boolean entersFromAbove = sure || top.z() >= grid.nz() - 2;
		return result.landmarks().carina().isPresent() || entersFromAbove ? result : nothing(NOT_FOUND);
	}

	private Result down(final Mask airways, final Lumen from, final boolean sure, final double maxMm2,
		final double thresholdHu)
	{
		Lumen last = from;
		while (last.z() > 0) {
			final Lumen above = last;
			final List<Lumen> below = overlapping(last, last.z() - 1, thresholdHu);
			final Optional<Lumen[]> split = split(below, above, thresholdHu);
			if (split.isPresent()) {
				if (Spine.offsetMm(ct, above) > (sure ? FAR_MM : NEAR_MM)) return nothing(BEGINS_BELOW +
					": what was followed lies beside the spine");
				for (final Lumen bronchus : split.get())
					followBronchus(airways, bronchus, thresholdHu);
				return new Result(airways, new Landmarks(Optional.of(carina(above, split.get())),
					"where the windpipe splits, followed from above"));
			}
			if (below.isEmpty()) return lost(airways, "the windpipe was lost before it splits");
			last = below.stream().max(Comparator.comparingInt(l -> above.overlap(l, plane))).orElseThrow();
			if (last.areaMm2() > maxMm2) return lost(airways,
				"the windpipe could not be told from the lung where it should split");
			paint(airways, last);
		}
		return lost(airways, "the field of view ends above the tracheal bifurcation");
	}

	private static Result lost(final Mask airways, final String reason) {
		return new Result(airways, new Landmarks(Optional.empty(), reason));
	}

	private List<Lumen> overlapping(final Lumen lumen, final int z, final double thresholdHu) {
		return Lumen.inSlice(ct, exterior, thresholdHu, z).stream().filter(l -> l.areaMm2() >= MIN_BRONCHUS_MM2 && lumen
			.overlap(l, plane) > 0).toList();
	}

	/** Where the air that a patch belongs to begins, seen from below. */
	private Lumen upperEnd(final Lumen lumen, final double thresholdHu) {
		Lumen last = lumen;
		while (last.z() < grid.nz() - 1) {
			final Lumen below = last;
			final Optional<Lumen> next = overlapping(last, last.z() + 1, thresholdHu).stream().filter(l -> l
				.areaMm2() < MAX_SPLIT_MM2).max(Comparator.comparingInt(l -> below.overlap(l, plane)));
			if (next.isEmpty()) return last;
			last = next.get();
		}
		return last;
	}

	/** Is there, where the field of view begins, another bronchus on one side? The lungs' apices lie on both. */
	private boolean hasSibling(final Lumen top, final double thresholdHu) {
		if (top.z() < grid.nz() - 2) return false;
		int right = 0, left = 0;
		for (final Lumen l : Lumen.inSlice(ct, exterior, thresholdHu, top.z())) {
			final double dx = (l.x() - top.x()) * mm, dy = (l.y() - top.y()) * mm;
			if (l.areaMm2() < SIBLING_MIN_MM2 || l.areaMm2() > SIBLING_MAX_MM2 || Math.abs(dx) < SIBLING_MIN_MM || Math.abs(
				dx) > SIBLING_MAX_MM || Math.abs(dy) > Math.abs(dx)) continue;
			if (!staysSmall(l, thresholdHu)) continue;
			if (dx < 0) right++;
			else left++;
		}
		return right > 0 != left > 0;
	}

	private boolean staysSmall(final Lumen lumen, final double thresholdHu) {
		Optional<Lumen> last = Optional.of(lumen);
		for (int step = 0; step * mm < SIBLING_LENGTH_MM; step++) {
			last = next(last.get(), thresholdHu, SIBLING_MAX_MM2);
			if (last.isEmpty()) return false;
		}
		return true;
	}

	/** Two bronchi side by side below the windpipe, if that is what is seen; right one first. */
	private Optional<Lumen[]> split(final List<Lumen> below, final Lumen above, final double thresholdHu) {
		final List<Lumen> bronchi = below.stream().filter(l -> l.areaMm2() < MAX_SPLIT_MM2).sorted(Comparator
			.comparingDouble(l -> -l.areaMm2())).limit(2).sorted(Comparator.comparingDouble(Lumen::x)).toList();
		if (bronchi.size() < 2) return Optional.empty();
		final Lumen right = bronchi.get(0), left = bronchi.get(1);
		final boolean apart = (left.x() - right.x()) * mm > 8 && Math.abs(left.y() - right.y()) < left.x() - right.x();
		return apart && right.areaMm2() > 0.12 * above.areaMm2() && left.areaMm2() > 0.12 * above.areaMm2() && stayApart(
			right, left, thresholdHu) ? Optional.of(new Lumen[] { right, left }) : Optional.empty();
	}

	private boolean stayApart(final Lumen right, final Lumen left, final double thresholdHu) {
		Optional<Lumen> r = Optional.of(right), l = Optional.of(left);
		for (int step = 0; step * mm < APART_FOR_MM && r.isPresent() && l.isPresent(); step++) {
			r = next(r.get(), thresholdHu, Double.POSITIVE_INFINITY);
			l = next(l.get(), thresholdHu, Double.POSITIVE_INFINITY);
			if (r.isPresent() && l.isPresent() && r.get().voxels()[0] == l.get().voxels()[0]) return false;
		}
		return true;
	}

	private double[] carina(final Lumen above, final Lumen[] bronchi) {
		final Lumen right = bronchi[0], left = bronchi[1];
		return grid.toWorld(0.5 * (right.maxX() + left.minX()), 0.5 * (right.y() + left.y()), right.z() + CarinalRidge
			.endAbove(ct, above, right, left));
	}

	private void followBronchus(final Mask airways, final Lumen start, final double thresholdHu) {
		Optional<Lumen> last = Optional.of(start);
		for (int step = 0; step * mm < BRONCHI_BELOW_MM && last.isPresent(); step++) {
			paint(airways, last.get());
			final Lumen above = last.get();
			last = next(above, thresholdHu, Double.POSITIVE_INFINITY).map(l -> l.near(above, REACH_MM, grid)).filter(l -> l
				.areaMm2() >= MIN_BRONCHUS_MM2 && l.areaMm2() < Math.min(MAX_BRONCHUS_MM2, 1.8 * above.areaMm2()));
		}
	}

	/** The patch below that shares most with this one, if it is no larger than a limit. */
	private Optional<Lumen> next(final Lumen above, final double thresholdHu, final double maxMm2) {
		return above.z() == 0 ? Optional.empty() : overlapping(above, above.z() - 1, thresholdHu).stream().filter(l -> l
			.areaMm2() < maxMm2).max(Comparator.comparingInt(l -> above.overlap(l, plane)));
	}

	private static void paint(final Mask airways, final Lumen lumen) {
		for (final int i : lumen.voxels())
			airways.values()[i] = 1;
	}
}
