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
 * The windpipe as a run of round patches of air from slice to slice, top first.
 *
 * @param lumens one a slice
 */
record Windpipe(List<Lumen> lumens) {

	private static final double MIN_MM2 = 50, MAX_MM2 = 700;
	private static final double MAX_STEP_MM = 5;
	private static final double MIDLINE_SHARE = 0.3;
	private static final double MIN_LENGTH_MM = 18;

	/**
	 * The longest run of windpipe-like patches, if it is long enough.
	 *
	 * @param ct on a canonical isotropic grid
	 * @param exterior air outside the patient
	 * @param outside where no windpipe can be
	 * @param thresholdHu what is darker is air
	 * @param lungMm2 the run must reach a slice with a patch of air larger than this
	 */
	static Optional<Windpipe> find(final CtVolume ct, final Mask exterior, final Mask outside, final double thresholdHu,
		final double lungMm2, final Task task)
	{
		final Grid grid = ct.grid();
		final double mm = grid.spacing(0);
		final double middle = 0.5 * (grid.nx() - 1);
		List<List<Lumen>> open = new ArrayList<>();
		List<Lumen> longest = List.of();
		for (int z = grid.nz() - 1; z >= 0; z--) {
			Cancellation.check(task);
			final List<Lumen> lumens = Lumen.inSlice(ct, exterior, thresholdHu, z);
			final boolean lungs = lumens.stream().anyMatch(l -> l.areaMm2() > lungMm2);
			final List<List<Lumen>> next = new ArrayList<>();
			for (final Lumen lumen : lumens) {
				if (lumen.areaMm2() < MIN_MM2 || lumen.areaMm2() > MAX_MM2 || !lumen.isRoundish() || Math.abs(lumen.x() -
					middle) > MIDLINE_SHARE * grid.nx() || outside.get(lumen.voxels()[lumen.voxels().length / 2])) continue;
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
		return longest.size() * mm < MIN_LENGTH_MM ? Optional.empty() : Optional.of(new Windpipe(longest));
	}

	Lumen top() {
		return lumens.get(0);
	}

	Lumen bottom() {
		return lumens.get(lumens.size() - 1);
	}

	/** 10th percentile of the HU inside. */
	double coreHu(final CtVolume ct) {
		final short[] hu = ct.hu();
		final int[] sorted = lumens.stream().flatMapToInt(l -> Arrays.stream(l.voxels())).map(i -> hu[i]).sorted()
			.toArray();
		return sorted[sorted.length / 10];
	}

	double medianAreaMm2() {
		return lumens.stream().mapToDouble(Lumen::areaMm2).sorted().skip(lumens.size() / 2).findFirst().orElseThrow();
	}
}
