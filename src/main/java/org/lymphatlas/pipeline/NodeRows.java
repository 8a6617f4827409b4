package org.lymphatlas.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.lymphatlas.correction.NodeMap;
import org.lymphatlas.evaluation.NodeMeasures;
import org.lymphatlas.evaluation.NodeStations;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Crop;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.SameGrid;

/**
 * The table of nodes that are being corrected: rows as {@code measure} makes them, each from the part of the volumes
 * around its node, made anew when the node has changed. A station given by hand counts before all others.
 */
final class NodeRows {

	private record Kept(long revision, NodeRow row) {}

	private final NodeMap nodes;
	private final Optional<FloatVolume> probability;
	private final Optional<LabelVolume> atlas;
	private final RuleStations rules;
	private final Map<Integer, Kept> kept = new HashMap<>();

	private NodeRows(final NodeMap nodes, final Optional<FloatVolume> probability, final Optional<LabelVolume> atlas,
		final RuleStations rules)
	{
		this.nodes = nodes;
		this.probability = probability;
		this.atlas = atlas;
		this.rules = rules;
	}

	/** @throws org.lymphatlas.volume.InputException if the volumes lie on different grids */
	static NodeRows of(final NodeMap nodes, final Optional<FloatVolume> probability, final Optional<LabelVolume> atlas,
		final RuleStations rules)
	{
		probability.ifPresent(p -> SameGrid.check("nodes", nodes.grid(), "probability", p.grid()));
		atlas.ifPresent(map -> SameGrid.check("nodes", nodes.grid(), "station map", map.grid()));
		rules.map().ifPresent(map -> SameGrid.check("nodes", nodes.grid(), "rules' station map", map.grid()));
		return new NodeRows(nodes, probability, atlas, rules);
	}

	/** Of the nodes as they are now, ascending by id. */
	List<NodeRow> now() {
		kept.keySet().retainAll(nodes.ids());
		return nodes.ids().stream().map(this::row).toList();
	}

	private NodeRow row(final int node) {
		final Kept known = kept.get(node);
		if (known != null && known.revision == nodes.revision(node)) return known.row;
		final NodeRow row = measured(node);
		final NodeRow withStation = nodes.station(node).map(row::byHand).orElse(row);
		kept.put(node, new Kept(nodes.revision(node), withStation));
		return withStation;
	}

	private NodeRow measured(final int node) {
		final Grid g = nodes.grid();
		final int[] around = new int[3];
		for (int a = 0; a < 3; a++)
			around[a] = (int) Math.ceil(NodeStations.REACH_MM / g.spacing(a)) + 1;
		final Box box = nodes.box(node).grow(around[0], around[1], around[2]).clip(g);
		final LabelVolume part = Crop.crop(nodes.labels(), box);
		for (int i = 0; i < part.labels().length; i++)
			if (part.labels()[i] != (short) node) part.labels()[i] = 0;
		return NodeRow.of(NodeMeasures.measure(part, probability.map(p -> Crop.crop(p, box, 0)).orElse(null), null), part, atlas
			.map(map -> Crop.crop(map, box)), new RuleStations(rules.map().map(map -> Crop.crop(map, box)), rules.summary()))
			.get(0);
	}
}
