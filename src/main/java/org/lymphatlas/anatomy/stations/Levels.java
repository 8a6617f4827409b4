package org.lymphatlas.anatomy.stations;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.anatomy.stations.Level.Name;
import org.lymphatlas.volume.Components;
import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/**
 * Finds the levels of one chest in its organs. Each has a stand-in, a distance from another level as measured on one adult
 * in deep inspiration, and says when it was used.
 */
final class Levels {

	/** The least area in a slice that is not the slip of a mask. */
	private static final double AREA_MM2 = 30;

	private final Organs organs;
	private final ChestLines lines;
	private final Map<Name, Level> found = new EnumMap<>(Name.class);

	private Levels(final Organs organs, final ChestLines lines) {
		this.organs = organs;
		this.lines = lines;
	}

	/**
	 * @param organs on the frame's grid
	 * @param lines of the same chest
	 */
	static Map<Name, Level> of(final Organs organs, final ChestLines lines) {
		final Levels levels = new Levels(organs, lines);
		levels.inlet();
		levels.arch();
		levels.hila();
		levels.base();
		return Map.copyOf(levels.found);
	}

	private void inlet() {
		final SliceProfile lungs = new SliceProfile(Anatomical.LUNGS.in(organs));
		put(Name.APEX, lungs.top(AREA_MM2), "lungs", 100, "100 mm above the carina");
		put(Name.MANUBRIUM, profile("sternum").top(AREA_MM2), "sternum", s(Name.APEX) - 26, "26 mm below the lungs' apex");
		put(Name.CRICOID, OptionalDouble.empty(), "", s(Name.MANUBRIUM) + 50, "50 mm above the manubrium");
	}

	private void arch() {
		final Mask aorta = organs.mask("aorta");
		put(Name.ARCH_TOP, new SliceProfile(aorta).top(AREA_MM2), "aorta", 40, "40 mm above the carina");
		put(Name.ARCH_UNDERSIDE, underside(aorta, s(Name.ARCH_TOP)), "aorta", s(Name.ARCH_TOP) - 23,
			"23 mm below the arch's top");
		final Mask vein = organs.mask("brachiocephalic_vein_left");
		put(Name.VEIN_CROSSING, lowest(vein, (l, p, s) -> s > 0 && l <= lines.tracheaLeft(s) && l >= 2 * lines.tracheaMiddle(
			s) - lines.tracheaLeft(s)), "brachiocephalic_vein_left", s(Name.ARCH_TOP) - 8, "8 mm below the arch's top");
	}

	/** The lowest slice, seen from the arch's top, in which the aorta is in one piece. */
	private static OptionalDouble underside(final Mask aorta, final double topS) {
		final Grid g = aorta.grid();
		final Grid plane = Grid.of(g.nx(), g.ny(), 1, 1, 1, 1);
		for (int z = ChestFrame.z(topS); z > ChestFrame.z(-20); z--) {
			final byte[] slice = Arrays.copyOfRange(aorta.values(), g.index(0, 0, z), g.index(0, 0, z + 1));
			final int[] sizes = Components.label(new Mask(plane, slice), Connectivity.SIX).sizes();
			final long pieces = IntStream.range(1, sizes.length).filter(i -> sizes[i] * ChestFrame.MM * ChestFrame.MM >= 4 *
				AREA_MM2).count();
			if (pieces > 1) return OptionalDouble.of(ChestFrame.s(z + 1));
		}
		return OptionalDouble.empty();
	}

	private void hila() {
		final String artery = organs.present().contains("pulmonary_artery") ? "pulmonary_artery" : "heart";
		put(Name.LEFT_PULMONARY_ARTERY, highest(organs.mask(artery), (l, p, s) -> l > lines.tracheaLeft(s) + 6 && l < lines
			.tracheaLeft(s) + 32 && p > -30 && s > -20 && s < s(Name.ARCH_UNDERSIDE)), artery, s(Name.ARCH_UNDERSIDE) - 7,
			"7 mm below the arch");
		azygos();
		final Mask airways = Anatomical.AIRWAYS.in(organs);
		final double leftEnd = endOf(airways, true), rightEnd = endOf(airways, false);
		put(Name.LEFT_LOWER_LOBE_BRONCHUS, within(leftEnd - 8, -50, -18), "end of the left main bronchus", -32,
			"32 mm below the carina");
		put(Name.BRONCHUS_INTERMEDIUS, within(rightEnd - 25, -60, -28), "end of the right main bronchus", -42,
			"42 mm below the carina");
	}

	/** Where its own mask is missing, the azygos shows as a bulge at the back of the superior vena cava. */
	private void azygos() {
		final OptionalDouble arch = lowest(organs.mask("azygos_vein"), (l, p, s) -> s > -15 && p < lines.tracheaBack(s) + 2);
		if (arch.isPresent()) {
			put(Name.AZYGOS, arch, "azygos_vein", 0, "");
			return;
		}
		final double[] back = Curve.within(profile("superior_vena_cava").back(), -30, 50);
		final double[] known = Arrays.stream(back).filter(Double::isFinite).sorted().toArray();
		final OptionalDouble bulge = known.length < 8 ? OptionalDouble.empty() : IntStream.range(0, back.length).filter(
			z -> ChestFrame.s(z) > -12 && ChestFrame.s(z) < 30 && back[z] >= known[known.length / 2] + 5).mapToDouble(
				ChestFrame::s).min();
		put(Name.AZYGOS, bulge, "bulge of superior_vena_cava", 2, "2 mm above the carina");
	}

	/** Mean S of the outermost 6 mm of one side's airways below the carina; not a number if they do not leave the midline. */
	private static double endOf(final Mask airways, final boolean left) {
		final Grid g = airways.grid();
		final double[] sums = new double[(int) (120 / ChestFrame.MM)], counts = new double[sums.length];
		for (int z = ChestFrame.z(-45), i = g.index(0, 0, z); z < ChestFrame.z(0); z++)
			for (int y = 0; y < g.ny(); y++)
				for (int x = 0; x < g.nx(); x++, i++) {
					final double lateral = left ? ChestFrame.l(x) : -ChestFrame.l(x);
					// Of the right side, what leaves for the upper lobe is no main bronchus.
					if (!airways.get(i) || lateral <= 8 || !left && ChestFrame.s(z) > -8) continue;
					sums[(int) (lateral / ChestFrame.MM)] += ChestFrame.s(z);
					counts[(int) (lateral / ChestFrame.MM)]++;
				}
		int end = counts.length - 1;
		while (end >= 0 && counts[end] == 0)
			end--;
		double sum = 0, n = 0;
		for (int k = Math.max(0, end - 2); k <= end; k++) {
			sum += sums[k];
			n += counts[k];
		}
		return sum / n;
	}

	private void base() {
		put(Name.INFERIOR_VEIN, plus(lowest(organs.mask("pulmonary_vein"), (l, p, s) -> Math.abs(l - lines.tracheaMiddle(
			s)) < 42), 8), "pulmonary_vein", -62, "62 mm below the carina");
		final OptionalDouble dome = profile("liver").top(AREA_MM2);
		put(Name.DIAPHRAGM, plus(dome, -18), "liver", -112, "112 mm below the carina");
		final OptionalDouble gullet = profile("esophagus").bottom(AREA_MM2);
		put(Name.HIATUS, gullet.isPresent() ? OptionalDouble.of(Math.max(gullet.getAsDouble() + 15, s(
			Name.DIAPHRAGM) - 20)) : gullet, "esophagus", s(Name.DIAPHRAGM) - 20, "20 mm below the diaphragm");
	}

	private static OptionalDouble plus(final OptionalDouble s, final double mm) {
		return s.isPresent() ? OptionalDouble.of(s.getAsDouble() + mm) : s;
	}

	private static OptionalDouble within(final double s, final double from, final double to) {
		return s >= from && s <= to ? OptionalDouble.of(s) : OptionalDouble.empty();
	}

	private double s(final Name name) {
		return found.get(name).s();
	}

	private void put(final Name name, final OptionalDouble seen, final String organ, final double standIn,
		final String how)
	{
		found.put(name, seen.isPresent() ? new Level(seen.getAsDouble(), organ) : new Level(standIn, how));
	}

	private SliceProfile profile(final String organ) {
		return new SliceProfile(organs.mask(organ));
	}

	@FunctionalInterface
	private interface Where {

		boolean test(double l, double p, double s);
	}

	private static OptionalDouble lowest(final Mask mask, final Where where) {
		return heights(mask, where).min();
	}

	private static OptionalDouble highest(final Mask mask, final Where where) {
		return heights(mask, where).max();
	}

	private static DoubleStream heights(final Mask mask, final Where where) {
		final Grid g = mask.grid();
		return IntStream.range(0, mask.values().length).filter(i -> mask.get(i) && where.test(ChestFrame.l(i % g.nx()),
			ChestFrame.p(i / g.nx() % g.ny()), ChestFrame.s(i / (g.nx() * g.ny())))).mapToDouble(i -> ChestFrame.s(i / (g
				.nx() * g.ny())));
	}
}
