package org.lymphatlas.anatomy.stations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.anatomy.Station;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;

/**
 * The IASLC stations of one chest as its own organs draw them. Where the rules cannot be asked at all there is no map,
 * and {@link #reason} says why; where single ones cannot, {@link #leftOut} names their stations.
 */
public final class StationRules {

	private static final Set<String> NEEDED = Set.of("aorta");

	private final LabelVolume map;
	private final Map<Level.Name, Level> levels;
	private final Set<Station> leftOut;
	private final List<String> notes;
	private final String reason;

	private StationRules(final LabelVolume map, final Map<Level.Name, Level> levels, final Set<Station> leftOut,
		final List<String> notes, final String reason)
	{
		this.map = map;
		this.levels = levels;
		this.leftOut = leftOut;
		this.notes = notes;
		this.reason = reason;
	}

	/**
	 * Asks the rules on a 2 mm grid round the carina; about 2 million voxels whatever the CT's size.
	 *
	 * @param organs by TotalSegmentator v2's names, on any grid
	 * @param landmarks the same chest's carina
	 */
	public static StationRules of(final Organs organs, final Landmarks landmarks) {
		try {
			return asked(organs, landmarks);
		}
		catch (final UnclearAnatomyException e) {
			return new StationRules(null, Map.of(), Set.of(Station.values()), List.of(), e.getMessage());
		}
	}

	private static StationRules asked(final Organs organs, final Landmarks landmarks) {
		final Set<String> missing = missing(organs);
		if (!missing.isEmpty()) throw new UnclearAnatomyException("the organs lack " + String.join(", ", missing));
		final double[] carina = landmarks.carina().orElseThrow(() -> new UnclearAnatomyException(
			"the carina was not found (" + landmarks.carinaReason() + ")"));
		final ChestFrame frame = ChestFrame.of(organs, carina);
		final Organs upright = new Organs(Resampling.nearest(organs.labels(), frame.grid(), PointMapping.IDENTITY), organs
			.names());
		final Chest chest = new Chest(upright);
		final Situs situs = Situs.of(upright, chest);
		final Set<Station> leftOut = new TreeSet<>(situs.refused());
		final List<String> notes = new ArrayList<>(situs.notes());
		final Set<String> present = upright.present();
		for (final Rule rule : Rule.TABLE)
			if (!present.containsAll(rule.needs())) leftOut.add(rule.station());
		if (!present.contains("esophagus")) notes.add("without the oesophagus the rules of 7, 8 and 9 are not asked");
		return new StationRules(map(chest, frame.grid(), leftOut), chest.levels, leftOut, notes, "set upright by " + frame
			.source());
	}

	private static Set<String> missing(final Organs organs) {
		final Set<String> missing = new TreeSet<>(NEEDED);
		missing.removeAll(organs.present());
		if (OrganGroup.AIRWAYS.maskIn(organs).isEmpty()) missing.add("trachea");
		if (OrganGroup.LUNG_LEFT.maskIn(organs).isEmpty() && OrganGroup.LUNG_RIGHT.maskIn(organs).isEmpty()) missing.add(
			"lungs");
		return missing;
	}

	/** The first rule that holds decides; where its station is left out, no later rule may take its place. */
	private static LabelVolume map(final Chest chest, final Grid grid, final Set<Station> leftOut) {
		final LabelVolume map = new LabelVolume(grid);
		IntStream.range(0, grid.nz()).parallel().forEach(z -> {
			for (int y = 0, i = grid.index(0, 0, z); y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++) {
					if (chest.solid.get(i)) continue;
					final Place place = new Place(chest, ChestFrame.l(x), ChestFrame.p(y), ChestFrame.s(z), i);
					if (!place.inChest()) continue;
					for (final Rule rule : Rule.TABLE)
						if (rule.holds().test(place)) {
							if (!leftOut.contains(rule.station())) map.labels()[i] = (short) rule.station().label();
							break;
						}
				}
		});
		return map;
	}

	/** Did the organs suffice to ask the rules, if not all of them? */
	public boolean apply() {
		return map != null;
	}

	/** Why the rules were not asked at all, or what the chest was set upright by. */
	public String reason() {
		return reason;
	}

	/** Stations whose rules were not asked; where they would lie the map is empty. */
	public Set<Station> leftOut() {
		return Set.copyOf(leftOut);
	}

	/** What the user must be told of this chest. */
	public List<String> notes() {
		return List.copyOf(notes);
	}

	/** The heights that part the stations and where they come from; empty if the rules do not apply. */
	public Map<Level.Name, Level> levels() {
		return new TreeMap<>(levels);
	}

	/**
	 * Labels of {@link Station}; 0 outside the stations, in organs that are no nodes, and where rules were left out.
	 *
	 * @throws IllegalStateException if the rules do not apply
	 */
	public LabelVolume on(final Grid grid) {
		if (!apply()) throw new IllegalStateException(reason);
		return Resampling.nearest(map, grid, PointMapping.IDENTITY);
	}
}
