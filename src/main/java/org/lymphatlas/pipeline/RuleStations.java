package org.lymphatlas.pipeline;

import com.google.gson.JsonSyntaxException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Station;
import org.lymphatlas.anatomy.stations.StationRules;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * Stations by the IASLC map's rules for one CT, in memory and beside the atlas' in {@code priors/}.
 *
 * @param map on the CT's grid, unless the rules do not apply
 * @param summary what was asked, why not, and where the levels lie
 */
record RuleStations(Optional<LabelVolume> map, Summary summary) {

	/**
	 * As in {@code priors/station_rules.json}.
	 *
	 * @param applied were the rules asked?
	 * @param reason why not, or what the chest was set upright by
	 * @param leftOut stations whose rules were not asked
	 * @param notes what is unusual in this chest
	 * @param levels heights that part stations, and what they were read from
	 */
	record Summary(boolean applied, String reason, List<String> leftOut, List<String> notes, Map<String, String> levels) {}

	private static final String MAP = "station_rules.nii.gz", SUMMARY = "station_rules.json";
	/** What a case has whose earlier steps asked no rules. */
	static final RuleStations NONE = new RuleStations(Optional.empty(), new Summary(false,
		"no rules were asked in an earlier step", List.of(), List.of(), Map.of()));

	static RuleStations of(final Anatomy anatomy, final Grid ct) {
		final StationRules rules = StationRules.of(anatomy.organs(), anatomy.landmarks());
		final Map<String, String> levels = new TreeMap<>();
		rules.levels().forEach((name, level) -> levels.put(name.name().toLowerCase(Locale.ROOT), level.toString()));
		return new RuleStations(rules.apply() ? Optional.of(rules.on(ct)) : Optional.empty(), new Summary(rules.apply(), rules
			.reason(), rules.leftOut().stream().sorted().map(Station::code).toList(), rules.notes(), levels));
	}

	/** @param priors a case's folder of priors; what an earlier run left there is replaced or removed */
	void write(final Path priors) {
		Json.makeFolder(priors);
		try {
			Files.deleteIfExists(priors.resolve(MAP));
		}
		catch (final IOException e) {
			throw new InputException("Cannot replace " + priors.resolve(MAP) + ": " + e.getMessage(), e);
		}
		map.ifPresent(stations -> VolumeFiles.write(stations, priors.resolve(MAP)));
		Json.write(priors.resolve(SUMMARY), summary);
	}

	/** What {@link #write} left in a folder of priors; no rules if there is nothing. */
	static RuleStations read(final Path priors) {
		final Path file = priors.resolve(SUMMARY);
		if (!Files.isRegularFile(file)) return NONE;
		try {
			final Summary summary = Json.GSON.fromJson(Files.readString(file), Summary.class);
			if (summary == null || summary.leftOut() == null || summary.notes() == null) throw new InputException(file +
				": not what 'segment' or 'register' wrote; run it again");
			return new RuleStations(summary.applied() ? Optional.of(VolumeFiles.readLabels(priors.resolve(MAP))) : Optional
				.empty(), summary);
		}
		catch (final IOException | JsonSyntaxException e) {
			throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
		}
	}
}
