package org.lymphatlas.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.lymphatlas.evaluation.NodeMeasure;
import org.lymphatlas.evaluation.NodeMeasures;
import org.lymphatlas.evaluation.NodeStation;
import org.lymphatlas.evaluation.NodeStations;
import org.lymphatlas.volume.LabelVolume;

/**
 * A row of {@code nodes.csv}: a measured node, and how it came to its station. The rules' station counts where they were
 * asked, else the atlas'; both are kept.
 *
 * @param measure with the station that counts
 * @param atlas its station by the atlas' map
 * @param rules its station by the rules
 * @param deciding share and border in the map that counts
 * @param note which map counts, and what makes the station uncertain
 */
record NodeRow(NodeMeasure measure, String atlas, String rules, NodeStation deciding, String note) {

	private static final double BORDERLINE_MM = 5;
	private static final NodeStation UNKNOWN = new NodeStation(NodeMeasures.UNKNOWN_STATION, Double.NaN, Double.NaN);

	/** The same node in the station that a reader gave it. */
	NodeRow byHand(final String station) {
		return new NodeRow(measure.withStation(station), atlas, rules, UNKNOWN, "by hand");
	}

	/**
	 * @param measures of the nodes, whatever station they carry
	 * @param nodes their instance labels
	 * @param atlas the atlas' stations on the same grid, if there are priors
	 * @param rules the rules' stations on the same grid
	 */
	static List<NodeRow> of(final List<NodeMeasure> measures, final LabelVolume nodes, final Optional<LabelVolume> atlas,
		final RuleStations rules)
	{
		final Optional<List<NodeStation>> byAtlas = atlas.map(map -> NodeStations.read(nodes, map, measures));
		final Optional<List<NodeStation>> byRules = rules.map().map(map -> NodeStations.read(nodes, map, measures));
		final List<NodeRow> rows = new ArrayList<>();
		for (int k = 0; k < measures.size(); k++) {
			final int row = k;
			rows.add(row(measures.get(k), byAtlas.map(list -> list.get(row)).orElse(UNKNOWN), byRules.map(list -> list.get(
				row)).orElse(UNKNOWN), rules.summary()));
		}
		return rows;
	}

	private static NodeRow row(final NodeMeasure measure, final NodeStation atlas, final NodeStation rules,
		final RuleStations.Summary summary)
	{
		// Where a rule was left out, its station's place is empty in the rules' map.
		final boolean empty = rules.code().equals(NodeMeasures.NO_STATION);
		final boolean ruled = summary.applied() && !(empty && !summary.leftOut().isEmpty());
		final NodeStation deciding = ruled ? rules : atlas;
		final List<String> note = new ArrayList<>();
		note.add(deciding == UNKNOWN ? "no station map" : ruled ? "rules" : summary.applied() ? "atlas: rules left out here"
			: "atlas");
		if (deciding.borderMm() < BORDERLINE_MM) note.add("borderline");
		return new NodeRow(measure.withStation(deciding.code()), atlas.code(), rules.code(), deciding, String.join("; ",
			note));
	}
}
