package org.lymphatlas.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.SameGrid;

/**
 * Reads the stations of measured nodes from a station map. Most voxels decide; a second station with at least 30 % of
 * those inside any is named too ({@code 4R/10R}); of nodes longer than 40 mm all stations with at least 20 %.
 */
public final class NodeStations {

	/** How far borders are looked for. */
	public static final double REACH_MM = 20;

	private NodeStations() {}

	/**
	 * Linear in the voxels, and in the nodes times the voxels within {@value #REACH_MM} mm.
	 *
	 * @param nodes instance labels
	 * @param stations labels of {@link org.lymphatlas.anatomy.Station} on the same grid
	 * @param measures of these nodes
	 * @return one a measure, in its order
	 * @throws org.lymphatlas.volume.InputException if the grids differ
	 */
	public static List<NodeStation> read(final LabelVolume nodes, final LabelVolume stations,
		final List<NodeMeasure> measures)
	{
		SameGrid.check("nodes", nodes.grid(), "station map", stations.grid());
		final Map<Integer, StationVote> votes = new HashMap<>();
		for (int i = 0; i < nodes.labels().length; i++)
			if (nodes.labels()[i] != 0) votes.computeIfAbsent(nodes.labelAt(i), id -> new StationVote()).add(stations.labelAt(
				i));
		return measures.stream().map(m -> station(m, votes.getOrDefault(m.id(), new StationVote()), stations)).toList();
	}

	private static NodeStation station(final NodeMeasure measure, final StationVote vote, final LabelVolume stations) {
		return new NodeStation(vote.code(measure.longAxisMm()), vote.firstShare(), borderMm(measure, vote.firstLabel(),
			stations));
	}

	private static double borderMm(final NodeMeasure measure, final int own, final LabelVolume stations) {
		final Grid g = stations.grid();
		final double[] c = { measure.centreXMm(), measure.centreYMm(), measure.centreZMm() };
		g.toVoxel(c, c);
		final int[] from = new int[3], to = new int[3];
		for (int a = 0; a < 3; a++) {
			from[a] = (int) Math.max(0, Math.ceil(c[a] - REACH_MM / g.spacing(a)));
			to[a] = (int) Math.min(g.size(a) - 1, Math.floor(c[a] + REACH_MM / g.spacing(a)));
		}
		double nearest = REACH_MM;
		boolean found = false;
		for (int z = from[2]; z <= to[2]; z++)
			for (int y = from[1]; y <= to[1]; y++)
				for (int x = from[0]; x <= to[0]; x++) {
					final int label = stations.labelAt(g.index(x, y, z));
					if (label == 0 || label == own) continue;
					final double dx = edge(x - c[0]) * g.spacing(0), dy = edge(y - c[1]) * g.spacing(1), dz = edge(z - c[2]) * g
						.spacing(2);
					final double mm = Math.sqrt(dx * dx + dy * dy + dz * dz);
					if (mm > nearest) continue;
					nearest = mm;
					found = true;
				}
		return found ? nearest : Double.POSITIVE_INFINITY;
	}

	/** From a point to the near face of a voxel, in voxels. */
	private static double edge(final double voxels) {
		return Math.max(0, Math.abs(voxels) - 0.5);
	}
}
