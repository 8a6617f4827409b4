package org.lymphatlas.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import org.lymphatlas.anatomy.Station;

/** The stations that a node's voxels lie in. Labels that are no station count as outside, and outside does not vote. */
final class StationVote {

	private static final Station[] STATIONS = Station.values();
	private static final double SECOND_SHARE = 0.3;
	/** A node as long as this may fill several stations: all with at least this share are named. */
	private static final double LONG_MM = 40, SHARE_IN_LONG = 0.2;

	private final long[] votes = new long[STATIONS.length];

	void add(final int label) {
		for (int s = 0; label != 0 && s < STATIONS.length; s++)
			if (STATIONS[s].label() == label) votes[s]++;
	}

	/** Stations that got a vote, most first, by number among equals. */
	private List<Station> ranked() {
		return Arrays.stream(STATIONS).filter(s -> votes[s.ordinal()] > 0).sorted(Comparator.comparingLong(
			s -> -votes[s.ordinal()])).toList();
	}

	private double share(final Station station) {
		return (double) votes[station.ordinal()] / Arrays.stream(votes).sum();
	}

	/** Of the station with most votes; 0 if there is none. */
	double firstShare() {
		return ranked().stream().findFirst().map(this::share).orElse(0.0);
	}

	/** Label of the station with most votes; 0 if there is none. */
	int firstLabel() {
		return ranked().stream().findFirst().map(Station::label).orElse(0);
	}

	/** {@code 4R}, {@code 4R/10R}, ... or {@link NodeMeasures#NO_STATION}. */
	String code(final double longAxisMm) {
		final List<Station> ranked = ranked();
		if (ranked.isEmpty()) return NodeMeasures.NO_STATION;
		final boolean isLong = longAxisMm > LONG_MM;
		return ranked.stream().limit(isLong ? ranked.size() : 2).filter(s -> s == ranked.get(0) || share(s) >= (isLong
			? SHARE_IN_LONG : SECOND_SHARE)).map(Station::code).collect(Collectors.joining("/"));
	}
}
