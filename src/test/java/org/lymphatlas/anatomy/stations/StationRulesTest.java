package org.lymphatlas.anatomy.stations;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

import org.junit.Test;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.anatomy.Station;
import org.lymphatlas.anatomy.stations.Level.Name;
import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomNode;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;

/** The rules over the organs of phantoms, whose levels and stations are known, whole, turned, mirrored and mutilated. */
public class StationRulesTest {

	private static final Phantom MEAN = PhantomGenerator.generate(PhantomSpec.atlas(2.5), new InlineTask("phantom"));
	private static final Landmarks CARINA = new Landmarks(Optional.of(new double[3]), "truth");
	private static final StationRules RULES = StationRules.of(MEAN.organs(), CARINA);

	/** Free places of the mean chest, mm from the carina. */
	private static final Object[][] PLACES = { { "1R", -3, -18, 79 }, { "1L", 30, -4, 88 }, { "2R", -8, -26, 50 }, { "2L", 21,
		-15, 59 }, { "3a", 2, -57, 46 }, { "3p", -3, 12, 17 }, { "4R", -9, -16, 24 }, { "4R", -6, -16, 12 }, { "4L", 16, -12,
			13 }, { "5", 30, -24, 14 }, { "6", 2, -58, 17 }, { "7", -3, -1, -25 }, { "7", 12, -3, -20 }, { "8", 20, -3, -73 }, { "10R", -38, 10, -12 }, { "10L", 48, -14, -24 }, { "11R", -46, 2, -56 }, { "11L", 56, 2,
					-50 }, { "12-14R", -68, 0, -20 }, { "12-14L", 82, 0, -20 } };

	private static String at(final LabelVolume map, final double[] p) {
		final Grid g = map.grid();
		g.toVoxel(p, p);
		return Station.ofLabel(map.labelAt(g.index((int) Math.rint(p[0]), (int) Math.rint(p[1]), (int) Math.rint(p[2]))))
			.map(Station::code).orElse("none");
	}

	private static Organs relabelled(final Organs organs, final IntUnaryOperator sourceOfVoxel) {
		final LabelVolume labels = new LabelVolume(organs.grid());
		for (int i = 0; i < labels.labels().length; i++) {
			final int from = sourceOfVoxel.applyAsInt(i);
			if (from >= 0) labels.labels()[i] = organs.labels().labels()[from];
		}
		return new Organs(labels, organs.names());
	}

	private static Organs without(final Organs organs, final String... prefixes) {
		final boolean[] gone = new boolean[1 << 16];
		organs.names().forEach((label, name) -> {
			for (final String prefix : prefixes)
				gone[label] |= name.startsWith(prefix);
		});
		return relabelled(organs, i -> gone[organs.labels().labelAt(i)] ? -1 : i);
	}

	/** The voxel at the other side of the carina's sagittal plane. */
	private static int mirrored(final Grid g, final int i) {
		final int x = i % g.nx(), other = (int) Math.rint(2 * -g.origin()[0] / g.spacing(0)) - x;
		return other < 0 || other >= g.nx() ? -1 : i - x + other;
	}

	@Test
	public void levelsAreWhereThePhantomWasBuilt() {
		assertTrue(RULES.reason(), RULES.apply());
		final Map<Name, Double> truth = Map.of(Name.MANUBRIUM, 72.0, Name.VEIN_CROSSING, 32.0, Name.ARCH_TOP, 40.0,
			Name.ARCH_UNDERSIDE, 17.0, Name.LEFT_PULMONARY_ARTERY, 8.0, Name.AZYGOS, 5.0, Name.LEFT_LOWER_LOBE_BRONCHUS, -31.0,
			Name.BRONCHUS_INTERMEDIUS, -40.0, Name.INFERIOR_VEIN, -64.0, Name.DIAPHRAGM, -114.0);
		truth.forEach((name, s) -> assertEquals(name + " " + RULES.levels(), s, RULES.levels().get(name).s(), 5));
		assertEquals(Set.of(Name.values()), RULES.levels().keySet());
		assertEquals(Set.of(), RULES.leftOut());
	}

	@Test
	public void knownPlacesHaveTheirStation() {
		final LabelVolume map = RULES.on(MEAN.ct().grid());
		final List<String> misses = new ArrayList<>();
		for (final Object[] q : PLACES) {
			final String found = at(map, new double[] { (int) q[1], (int) q[2], (int) q[3] });
			if (!found.equals(q[0])) misses.add(found + " instead of " + q[0] + " at L " + q[1] + " P " + q[2] + " S " + q[3]);
		}
		assertEquals(List.of(), misses);
		final Set<String> organs = Set.of("aorta", "trachea", "heart", "esophagus", "superior_vena_cava");
		for (int i = 0; i < map.labels().length; i++)
			if (map.labels()[i] != 0) assertFalse("station in an organ at voxel " + i, organs.contains(MEAN.organs().names()
				.get(MEAN.organs().labels().labelAt(i))) && isDeep(i));
	}

	/** All neighbours along the axes are of the same organ, so that the rules' own grid sees it too. */
	private static boolean isDeep(final int i) {
		final Grid g = MEAN.organs().grid();
		final int label = MEAN.organs().labels().labelAt(i);
		for (final int step : new int[] { 1, -1, g.nx(), -g.nx(), g.nx() * g.ny(), -g.nx() * g.ny() })
			if (i + step < 0 || i + step >= g.voxels() || MEAN.organs().labels().labelAt(i + step) != label) return false;
		return true;
	}

	@Test
	public void theGridDoesNotMatterNorHowThePatientLies() {
		final Grid g = MEAN.organs().grid();
		final LabelVolume straight = RULES.on(g);
		final double c = Math.cos(Math.toRadians(15)), s = Math.sin(Math.toRadians(15));
		for (final double[] d : new double[][] { { c, -s, 0, s, c, 0, 0, 0, 1 }, { c, 0, s, 0, 1, 0, -s, 0, c }, { -1, 0, 0, 0,
			-1, 0, 0, 0, 1 } })
		{
			final double[] o = new double[3];
			for (int r = 0; r < 3; r++)
				for (int k = 0; k < 3; k++)
					o[r] += d[3 * r + k] * g.origin()[k];
			// The header turns the patient with the voxels, as of one who lies askew; half a turn about S leaves no left.
			final Grid turned = new Grid(g.size(), g.spacing(), o, d);
			final StationRules rules = StationRules.of(new Organs(new LabelVolume(turned, MEAN.organs().labels().labels()), MEAN
				.organs().names()), CARINA);
			if (d[0] < 0) {
				assertFalse(rules.apply());
				assertTrue(rules.reason(), rules.reason().contains("mirrored"));
				continue;
			}
			assertAlike(straight, rules.on(turned), 0.9);
		}
		final Grid oblique = Oblique.turned(g, 10);
		final Organs resampled = new Organs(Resampling.nearest(MEAN.organs().labels(), oblique, PointMapping.IDENTITY), MEAN
			.organs().names());
		assertAlike(straight, StationRules.of(resampled, CARINA).on(g), 0.9);
	}

	private static void assertAlike(final LabelVolume a, final LabelVolume b, final double share) {
		long same = 0, all = 0;
		for (int i = 0; i < a.labels().length; i++) {
			if (a.labels()[i] == 0 && b.labels()[i] == 0) continue;
			all++;
			if (a.labels()[i] == b.labels()[i]) same++;
		}
		assertTrue(same + " of " + all + " voxels alike", same > share * all);
	}

	@Test
	public void withoutTheOrgansThatCountThereIsNoMap() {
		for (final String[] missing : new String[][] { { "aorta", "aorta" }, { "trachea", "trachea" }, { "lung_", "lungs" } }) {
			final StationRules rules = StationRules.of(without(MEAN.organs(), missing[0]), CARINA);
			assertFalse(rules.apply());
			assertEquals("the organs lack " + missing[1], rules.reason());
			assertEquals(EnumSet.allOf(Station.class), rules.leftOut());
			assertThrows(IllegalStateException.class, () -> rules.on(MEAN.ct().grid()));
		}
		final StationRules lost = StationRules.of(MEAN.organs(), new Landmarks(Optional.empty(), "the field ends above it"));
		assertEquals("the carina was not found (the field ends above it)", lost.reason());
	}

	@Test
	public void aLeftOutRuleLeavesItsPlaceEmpty() {
		final StationRules rules = StationRules.of(without(MEAN.organs(), "esophagus"), CARINA);
		assertEquals(EnumSet.of(Station.S7, Station.S8, Station.S9R, Station.S9L), rules.leftOut());
		final LabelVolume with = RULES.on(MEAN.ct().grid()), map = rules.on(MEAN.ct().grid());
		for (int i = 0; i < map.labels().length; i++)
			if (with.labels()[i] != 0 && map.labels()[i] != with.labels()[i]) assertEquals("voxel " + i, 0, map.labels()[i]);
	}

	@Test
	public void standInsAreSaid() {
		final StationRules rules = StationRules.of(without(MEAN.organs(), "sternum", "brachiocephalic_vein_left", "liver",
			"pulmonary_vein"), CARINA);
		assertTrue(rules.apply());
		for (final Name name : EnumSet.of(Name.MANUBRIUM, Name.VEIN_CROSSING, Name.INFERIOR_VEIN, Name.DIAPHRAGM)) {
			assertTrue(rules.levels().toString(), rules.levels().get(name).source().contains("below"));
			assertEquals(name.toString(), RULES.levels().get(name).s(), rules.levels().get(name).s(), 8);
		}
	}

	@Test
	public void aRightSidedArchRefusesItsSidesRules() {
		final Grid g = MEAN.organs().grid();
		final boolean[] aorta = new boolean[1 << 16];
		MEAN.organs().names().forEach((label, name) -> aorta[label] = name.equals("aorta"));
		final short[] in = MEAN.organs().labels().labels();
		final Organs right = relabelled(MEAN.organs(), i -> {
			final int m = mirrored(g, i);
			return m >= 0 && aorta[in[m]] ? m : aorta[in[i]] ? -1 : i;
		});
		final StationRules rules = StationRules.of(right, CARINA);
		assertTrue(rules.reason(), rules.apply());
		assertTrue(rules.notes().toString(), rules.notes().get(0).contains("right of the trachea"));
		assertTrue(rules.leftOut().containsAll(EnumSet.of(Station.S2R, Station.S2L, Station.S4R, Station.S4L, Station.S5,
			Station.S6)));
		final LabelVolume map = rules.on(g);
		assertEquals("7 is still told", "7", at(map, new double[] { -3, -1, -25 }));
		assertEquals("none", at(map, new double[] { 16, -12, 13 }));
	}

	@Test
	public void situsInversusAndMirroredFilesAreRefused() {
		final Organs mirrored = relabelled(MEAN.organs(), i -> mirrored(MEAN.organs().grid(), i));
		assertTrue(StationRules.of(mirrored, CARINA).reason().contains("mirrored"));
		final SortedMap<Integer, String> swapped = new TreeMap<>();
		mirrored.names().forEach((label, name) -> swapped.put(label, name.contains("left") ? name.replace("left", "right")
			: name.replace("right", "left")));
		final String reason = StationRules.of(new Organs(mirrored.labels(), swapped), CARINA).reason();
		assertTrue(reason, reason.contains("situs inversus"));
	}

	@Test
	public void aMissingLungIsSaidAndItsHilumLeftOut() {
		final StationRules gone = StationRules.of(without(MEAN.organs(), "lung_upper_lobe_left", "lung_lower_lobe_left"),
			CARINA);
		assertTrue(gone.reason(), gone.apply());
		assertTrue(gone.notes().toString(), gone.notes().get(0).contains("left lung is gone or airless"));
		assertTrue(gone.leftOut().containsAll(EnumSet.of(Station.S10L, Station.S11L, Station.S12_14L)));
		assertFalse(gone.leftOut().contains(Station.S10R));
		assertEquals("4R", at(gone.on(MEAN.ct().grid()), new double[] { -9, -16, 24 }));
		final StationRules collapsed = StationRules.of(without(MEAN.organs(), "lung_lower_lobe_right",
			"lung_middle_lobe_right"), CARINA);
		assertTrue(collapsed.notes().toString(), collapsed.notes().get(0).contains("the right lung has"));
		assertEquals(Set.of(), collapsed.leftOut());
	}

	@Test
	public void mostPhantomNodesGetTheirTrueStation() {
		int right = 0, all = 0;
		for (long seed = 9001; seed <= 9003; seed++) {
			final Phantom phantom = PhantomGenerator.generate(PhantomSpec.standard(seed, 2.5), new InlineTask("phantom"));
			final StationRules rules = StationRules.of(phantom.organs(), new Landmarks(Optional.of(phantom.carinaLps()),
				"truth"));
			final LabelVolume map = rules.on(phantom.nodes().grid());
			for (final PhantomNode node : phantom.nodeList()) {
				all++;
				if (at(map, node.centreLps().clone()).equals(node.station())) right++;
			}
		}
		assertTrue(right + " of " + all, right >= 0.8 * all && all > 12);
	}
}
