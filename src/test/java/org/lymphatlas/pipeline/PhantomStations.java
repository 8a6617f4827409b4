package org.lymphatlas.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Carina;
import org.lymphatlas.anatomy.IntensityAnatomy;
import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.atlas.Priors;
import org.lymphatlas.evaluation.NodeMeasures;
import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.task.InlineTask;

/**
 * How many nodes of phantoms get their true station: by the shipped atlas, registered on organs from intensities as
 * {@code segment} does, and by the rules, over the phantom's own organs and the carina found in them.
 */
public final class PhantomStations {

	/** True station to found station to nodes. */
	private static final class Confusion {

		private final Map<String, Map<String, Integer>> counts = new TreeMap<>();
		private int right, firstOfTwo, all;

		void add(final String truth, final String found) {
			counts.computeIfAbsent(truth, k -> new TreeMap<>()).merge(found, 1, Integer::sum);
			all++;
			if (found.equals(truth)) right++;
			else if (List.of(found.split("/")).contains(truth)) firstOfTwo++;
		}

		void print(final String name) {
			System.out.printf("%n%s: %d of %d nodes (%.0f %%), %d more where it is one of two%n", name, right, all, 100.0 *
				right / all, firstOfTwo);
			counts.forEach((truth, found) -> System.out.println("| " + truth + " | " + found + " |"));
		}
	}

	private PhantomStations() {}

	/** Arguments: first seed, number of phantoms. */
	public static void main(final String[] args) {
		final long first = Long.parseLong(args[0]);
		final Atlas atlas = Sources.atlas(Optional.empty());
		final Confusion byAtlas = new Confusion(), byRules = new Confusion(), clear = new Confusion(),
				borderline = new Confusion();
		for (long seed = first; seed < first + Integer.parseInt(args[1]); seed++) {
			final InlineTask task = new InlineTask("phantom " + seed);
			final Phantom phantom = PhantomGenerator.generate(PhantomSpec.standard(seed, 2.5), task);
			final Registration registration = Engines.register(new Subject(phantom.ct(), IntensityAnatomy.segment(phantom.ct(),
				task)), atlas.subject(), "variational", task);
			final Anatomy truth = new Anatomy(phantom.organs(), Carina.of(phantom.organs()), "phantom", List.of());
			final RuleStations rules = RuleStations.of(truth, phantom.ct().grid());
			final List<NodeRow> rows = NodeRow.of(NodeMeasures.measure(phantom.nodes(), null, null), phantom.nodes(), Optional
				.of(new Priors(atlas, registration.transform()).station(phantom.ct().grid())), rules);
			final List<String> misses = new ArrayList<>();
			for (final NodeRow row : rows) {
				final String station = phantom.nodeList().get(row.measure().id() - 1).station();
				byAtlas.add(station, row.atlas());
				byRules.add(station, row.rules());
				(row.note().contains("borderline") ? borderline : clear).add(station, row.rules());
				if (!row.rules().equals(station)) misses.add("node " + row.measure().id() + ": " + station + " -> " + row.rules());
			}
			System.out.println("seed " + seed + ", registration " + registration.verdict() + ", rules " + rules.summary()
				.applied() + " (" + rules.summary().reason() + ") " + rules.summary().notes() + " " + misses);
		}
		byAtlas.print("atlas");
		byRules.print("rules");
		clear.print("rules, not borderline");
		borderline.print("rules, borderline");
	}
}
