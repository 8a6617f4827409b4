package org.lymphatlas.anatomy.stations;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.anatomy.Station;
import org.lymphatlas.anatomy.stations.Level.Name;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/**
 * Chests that the map was not drawn for: what lies on the wrong side, and lungs that lack air or are gone.
 *
 * @param refused stations whose rules do not hold in this chest
 * @param notes why, for the user
 */
record Situs(Set<Station> refused, List<String> notes) {

	private static final Set<Station> SIDES = EnumSet.of(Station.S2R, Station.S2L, Station.S4R, Station.S4L, Station.S5,
		Station.S6, Station.S3A);
	private static final Set<Station> RIGHT_HILUM = EnumSet.of(Station.S10R, Station.S11R, Station.S12_14R, Station.S9R);
	private static final Set<Station> LEFT_HILUM = EnumSet.of(Station.S10L, Station.S11L, Station.S12_14L, Station.S9L);
	/** Of the other lung's volume: a lung below is gone or airless, one below the second has lost volume. */
	private static final double GONE = 0.15, SMALL = 0.45;
	private static final double CLEARLY_MM = 8;

	/**
	 * @param organs on the frame's grid
	 * @throws UnclearAnatomyException if no rule can be asked
	 */
	static Situs of(final Organs organs, final Chest chest) {
		if (meanL(organs.mask("heart"), -140, 20).filter(l -> l < -CLEARLY_MM).isPresent()) throw new UnclearAnatomyException(
			"the heart lies on the right (situs inversus, dextrocardia or a strong shift)");
		if (chest.level(Name.ARCH_TOP) < 0) throw new UnclearAnatomyException("the aorta ends below the carina");
		final Set<Station> refused = EnumSet.noneOf(Station.class);
		final List<String> notes = new ArrayList<>();
		final double middle = chest.lines.tracheaMiddle(chest.level(Name.ARCH_UNDERSIDE));
		if (meanL(organs.mask("aorta"), chest.level(Name.ARCH_UNDERSIDE), 200).filter(l -> l < middle).isPresent()) {
			refused.addAll(SIDES);
			notes.add("the aortic arch lies right of the trachea: its side's rules are not asked (2, 3a, 4, 5, 6)");
		}
		final double right = ml(organs, OrganGroup.LUNG_RIGHT), left = ml(organs, OrganGroup.LUNG_LEFT);
		lung("right", right / left, RIGHT_HILUM, refused, notes);
		lung("left", left / right, LEFT_HILUM, refused, notes);
		return new Situs(Set.copyOf(refused), List.copyOf(notes));
	}

	private static void lung(final String side, final double share, final Set<Station> hilum, final Set<Station> refused,
		final List<String> notes)
	{
		if (share < GONE) {
			refused.addAll(hilum);
			notes.add("the " + side + " lung is gone or airless: its hilum's rules are not asked (9 to 14)");
		}
		else if (share < SMALL) notes.add(String.format(Locale.ROOT,
			"the %s lung has %.0f %% of the other's volume: a shift of the mediastinum may move borders", side, 100 * share));
	}

	private static double ml(final Organs organs, final OrganGroup lung) {
		return lung.maskIn(organs).map(Mask::count).orElse(0L) * organs.grid().voxelVolumeMm3() / 1000;
	}

	/** Mean L of a mask between two heights, if it is there. */
	private static Optional<Double> meanL(final Mask mask, final double fromS, final double toS) {
		final Grid g = mask.grid();
		double sum = 0;
		long n = 0;
		for (int i = g.index(0, 0, ChestFrame.z(fromS)); i < g.index(0, 0, ChestFrame.z(toS)); i++)
			if (mask.get(i)) {
				sum += ChestFrame.l(i % g.nx());
				n++;
			}
		return n == 0 ? Optional.empty() : Optional.of(sum / n);
	}
}
