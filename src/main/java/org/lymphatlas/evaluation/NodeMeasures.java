package org.lymphatlas.evaluation;

import java.util.ArrayList;
import java.util.List;

import org.lymphatlas.anatomy.Station;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.SameGrid;
import org.lymphatlas.volume.ShapeMoments;
import org.lymphatlas.volume.Volume;

/**
 * Measures every node of an instance label map. A node's station is the one that most of its voxels inside any station
 * belong to; a second one with at least 30 % of these is named too ({@code 4R/10R}). A node outside all stations is
 * {@value #NO_STATION}; without a station map every node is {@value #UNKNOWN_STATION}. Time is linear in the voxels.
 */
public final class NodeMeasures {

	public static final String NO_STATION = "other";
	public static final String UNKNOWN_STATION = "unknown";

	private static final double SECOND_STATION_SHARE = 0.3;
	private static final int MAX_LABEL = 0xffff;

	private NodeMeasures() {}

	/**
	 * @param instances one label a node
	 * @param probabilityOrNull the prediction on the same grid
	 * @param stationsOrNull labels of {@link Station} on the same grid
	 * @return one measure a label that occurs, ascending
	 * @throws InputException if the grids differ
	 */
	public static List<NodeMeasure> measure(final LabelVolume instances, final Volume probabilityOrNull,
		final LabelVolume stationsOrNull)
	{
		final Grid grid = instances.grid();
		if (probabilityOrNull != null) SameGrid.check("nodes", grid, "probability", probabilityOrNull.grid());
		if (stationsOrNull != null) SameGrid.check("nodes", grid, "station map", stationsOrNull.grid());
		final Sums[] sums = new Sums[MAX_LABEL + 1];
		for (int z = 0, i = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++) {
					final int label = instances.labelAt(i);
					if (label == 0) continue;
					if (sums[label] == null) sums[label] = new Sums(grid);
					sums[label].moments.add(x, y, z);
					if (probabilityOrNull != null) sums[label].probability += probabilityOrNull.valueAt(i);
					if (stationsOrNull != null) sums[label].addStation(stationsOrNull.labelAt(i));
				}
		final AxialDiameters[] diameters = AxialDiameters.ofLabels(instances);
		final List<NodeMeasure> measures = new ArrayList<>();
		for (int id = 1; id <= MAX_LABEL; id++) {
			if (sums[id] == null) continue;
			final ShapeMoments m = sums[id].moments;
			final double[] centre = m.centreLps();
			measures.add(new NodeMeasure(id, stationsOrNull == null ? UNKNOWN_STATION : sums[id].station(), diameters[id]
				.shortMm(), diameters[id].longMm(), m.volumeMm3(), m.ellipsoidDiametersMm()[0], probabilityOrNull == null
					? Double.NaN : sums[id].probability / m.voxels(), centre[0], centre[1], centre[2]));
		}
		return measures;
	}

	/** What one pass over the voxels gathers of a node. */
	private static final class Sums {

		private static final Station[] STATIONS = Station.values();

		private final ShapeMoments moments;
		private final long[] inStation = new long[STATIONS.length];
		private double probability;

		Sums(final Grid grid) {
			moments = new ShapeMoments(grid);
		}

		/** Labels that are no station count as outside. */
		void addStation(final int label) {
			for (int s = 0; label != 0 && s < STATIONS.length; s++)
				if (STATIONS[s].label() == label) inStation[s]++;
		}

		String station() {
			int first = 0, second = -1;
			long all = inStation[0];
			for (int s = 1; s < inStation.length; s++) {
				all += inStation[s];
				if (inStation[s] > inStation[first]) {
					second = first;
					first = s;
				}
				else if (second < 0 || inStation[s] > inStation[second]) second = s;
			}
			if (all == 0) return NO_STATION;
			final String code = STATIONS[first].code();
			return inStation[second] >= SECOND_STATION_SHARE * all ? code + "/" + STATIONS[second].code() : code;
		}
	}
}
