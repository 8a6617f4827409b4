package org.lymphatlas.atlas;

import java.util.Arrays;

import org.lymphatlas.anatomy.Station;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

/**
 * Stations of a reference that has none, by the votes of registered cases that have some: a voxel has a station where at
 * least half of the cases that see it say so, and then the one that most of them say (the smaller number of a tie). Whole
 * numbers are counted, so the order of the cases does not matter. The cases are gone through twice, so that only voxels
 * that any case gives a station take memory: 40 bytes each.
 */
public final class StationVote {

	private static final int STATIONS = Station.values().length;

	private StationVote() {}

	/**
	 * @param grid of the reference
	 * @param cases their stations on that grid; iterated twice, one held at a time if they are read on the way
	 */
	public static LabelVolume of(final Grid grid, final Iterable<WarpedLabels> cases) {
		final int[] rows = new int[grid.voxels()];
		final char[] seen = new char[rows.length];
		for (final WarpedLabels stations : cases)
			for (int i = 0; i < rows.length; i++) {
				if (stations.sees(i)) seen[i]++;
				if (isStation(stations.labelAt(i))) rows[i] = 1;
			}
		final char[] votes = new char[Math.multiplyExact(STATIONS, number(rows))];
		for (final WarpedLabels stations : cases)
			for (int i = 0; i < rows.length; i++) {
				final int label = stations.labelAt(i);
				if (isStation(label)) votes[rows[i] + label - 1]++;
			}
		final LabelVolume result = new LabelVolume(grid);
		for (int i = 0; i < rows.length; i++)
			if (rows[i] >= 0) result.labels()[i] = winner(Arrays.copyOfRange(votes, rows[i], rows[i] + STATIONS), seen[i]);
		return result;
	}

	private static boolean isStation(final int label) {
		return label >= 1 && label <= STATIONS;
	}

	/** Turns the voxels marked with 1 into places in the table of votes, the others into -1; returns how many there are. */
	private static int number(final int[] rows) {
		int n = 0;
		for (int i = 0; i < rows.length; i++)
			rows[i] = rows[i] == 1 ? STATIONS * n++ : -1;
		return n;
	}

	private static short winner(final char[] votes, final int seen) {
		int all = 0, best = 0;
		for (int s = 0; s < STATIONS; s++) {
			all += votes[s];
			if (votes[s] > votes[best]) best = s;
		}
		return (short) (2 * all >= seen ? best + 1 : 0);
	}
}
