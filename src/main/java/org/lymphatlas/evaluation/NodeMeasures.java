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
 * Measures every node of an instance label map. A node's station is told as {@link NodeStations} says; outside all it is
 * {@value #NO_STATION}, without a station map {@value #UNKNOWN_STATION}. Time is linear in the voxels.
 */
public final class NodeMeasures {

	public static final String NO_STATION = "other";
	public static final String UNKNOWN_STATION = "unknown";

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
					if (stationsOrNull != null) sums[label].vote.add(stationsOrNull.labelAt(i));
				}
		final AxialDiameters[] diameters = AxialDiameters.ofLabels(instances);
		final List<NodeMeasure> measures = new ArrayList<>();
		for (int id = 1; id <= MAX_LABEL; id++) {
			if (sums[id] == null) continue;
			final ShapeMoments m = sums[id].moments;
			final double[] centre = m.centreLps();
			measures.add(new NodeMeasure(id, stationsOrNull == null ? UNKNOWN_STATION : sums[id].vote.code(
				diameters[id].longMm()), diameters[id].shortMm(), diameters[id].longMm(), m.volumeMm3(), m.ellipsoidDiametersMm()[0], probabilityOrNull == null
					? Double.NaN : sums[id].probability / m.voxels(), centre[0], centre[1], centre[2]));
		}
		return measures;
	}

	/** What one pass over the voxels gathers of a node. */
	private static final class Sums {

		private final ShapeMoments moments;
		private final StationVote vote = new StationVote();
		private double probability;

		Sums(final Grid grid) {
			moments = new ShapeMoments(grid);
		}
	}
}
