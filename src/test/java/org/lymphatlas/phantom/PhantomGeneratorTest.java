package org.lymphatlas.phantom;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;

import org.junit.Test;
import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.anatomy.Station;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;

public class PhantomGeneratorTest {

	/** Seed 5 has many nodes and no contrast. */
	private static final Phantom PLAIN = make(PhantomSpec.standard(5, 2.5));
	private static final int MEDIASTINUM = OrganTable.label("mediastinum");

	private static Phantom make(final PhantomSpec spec) {
		return PhantomGenerator.generate(spec, new InlineTask("phantom"));
	}

	@Test
	public void sameSeedSameVoxelsOnOneThreadAndOnMany() throws Exception {
		final PhantomSpec spec = PhantomSpec.standard(11, 5);
		final Phantom many = make(spec);
		final ForkJoinPool one = new ForkJoinPool(1);
		try {
			final Phantom single = one.submit(() -> make(spec)).get();
			assertArrayEquals("HU", many.ct().hu(), single.ct().hu());
			assertArrayEquals("organs", many.organs().labels().labels(), single.organs().labels().labels());
			assertArrayEquals("nodes", many.nodes().labels(), single.nodes().labels());
			assertArrayEquals("stations", many.stations().labels(), single.stations().labels());
		}
		finally {
			one.shutdown();
		}
		assertFalse("another seed, another chest", Arrays.equals(many.ct().hu(), make(PhantomSpec.standard(12, 5)).ct()
			.hu()));
	}

	/** The truth for registrations is checked by what the voxels show: the aorta's core is the other phantom's aorta. */
	@Test
	public void correspondingPointsShowTheSameOrgan() {
		final Phantom other = make(PhantomSpec.standard(8, 2.5));
		assertArrayEquals("carina", other.carinaLps(), PLAIN.corresponding(PLAIN.carinaLps(), other), 0.02);
		final Grid grid = PLAIN.organs().grid();
		for (final String organ : new String[] { "aorta", "heart", "trachea", "pulmonary_artery", "esophagus" }) {
			final Mask from = PLAIN.organs().mask(organ), to = other.organs().mask(organ);
			int same = 0, seen = 0;
			for (int z = 0; z < grid.nz(); z += 2)
				for (int y = 0; y < grid.ny(); y += 2)
					for (int x = 0; x < grid.nx(); x += 2) {
						if (!from.get(grid.index(x, y, z))) continue;
						final double[] q = PLAIN.corresponding(grid.toWorld(x, y, z), other);
						to.grid().toVoxel(q, q);
						final int i = (int) Math.rint(q[0]), j = (int) Math.rint(q[1]), k = (int) Math.rint(q[2]);
						if (!to.grid().contains(i, j, k)) continue;
						seen++;
						if (to.get(to.grid().index(i, j, k))) same++;
					}
			assertTrue(organ + ": " + same + " of " + seen + " points", seen > 20 && same > 0.75 * seen);
		}
	}

	@Test
	public void standardSizeWithinTheTimeBound() {
		assertArrayEquals(new int[] { 128, 128, 96 }, PLAIN.ct().grid().size());
		final long start = System.nanoTime();
		make(PhantomSpec.standard(6, 2.5));
		// 5 s is the aim on two idle cores; a loaded machine gets room.
		assertTrue("seconds " + (System.nanoTime() - start) / 1e9, System.nanoTime() - start < 30e9);
	}

	@Test
	public void airwaySplitsAtTheCarina() {
		for (final long seed : new long[] { 2, 5, 8, 13 }) {
			final PhantomSpec spec = PhantomSpec.standard(seed, 2.5).withNoiseScale(0);
			final double[] c = spec.carinaLps();
			// Small voxels round the carina.
			final Grid grid = new Grid(new int[] { 71, 51, 51 }, new double[] { 0.8, 0.8, 0.8 }, new double[] { c[0] - 28, c[1] -
				20, c[2] - 20 }, new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 });
			final Phantom p = make(spec.withGrid(grid));
			int split = -1;
			for (int z = grid.nz() - 1; z >= 0 && split < 0; z--)
				if (lumina(p, z) >= 2) split = z;
			assertTrue("seed " + seed + " splits", split > 0);
			assertEquals("seed " + seed + ": S of the split", c[2], grid.toWorld(0, 0, split)[2], 2.5);
			assertEquals("seed " + seed + ": a voxel above it is one lumen", 1, lumina(p, split + 1));
			assertArrayEquals(c, p.carinaLps(), 0);
		}
	}

	/** Number of 4-connected parts of at least 40 voxels below -600 HU in the tracheal label's neighbourhood. */
	private static int lumina(final Phantom p, final int z) {
		final Grid g = p.ct().grid();
		final int nx = g.nx(), n = nx * g.ny();
		final boolean[] open = new boolean[n];
		for (int i = 0; i < n; i++)
			open[i] = p.ct().hu()[z * n + i] < -600 && p.organs().labels().labels()[z * n + i] == 16;
		int parts = 0;
		final int[] stack = new int[n];
		for (int start = 0; start < n; start++) {
			if (!open[start]) continue;
			int top = 0, size = 0;
			stack[top++] = start;
			open[start] = false;
			while (top > 0) {
				final int i = stack[--top];
				size++;
				for (final int j : new int[] { i - 1, i + 1, i - nx, i + nx })
					if (j >= 0 && j < n && open[j]) {
						open[j] = false;
						stack[top++] = j;
					}
			}
			if (size >= 40) parts++;
		}
		return parts;
	}

	@Test
	public void organsHaveTheirCtNumbers() {
		final Map<String, double[]> mean = erodedMeans(PLAIN);
		check(mean, "trachea", -1010, -900);
		check(mean, "lung_upper_lobe_left", -920, -740);
		check(mean, "lung_lower_lobe_right", -900, -720);
		check(mean, "aorta", 25, 55);
		check(mean, "heart", 25, 60);
		check(mean, "liver", 40, 110);
		check(mean, "muscle", 35, 70);
		check(mean, "subcutaneous_fat", -125, -70);
		check(mean, "vertebrae_T7", 130, 350);
		final Map<String, double[]> contrast = erodedMeans(make(PhantomSpec.atlas(2.5)));
		check(contrast, "aorta", 140, 180);
		check(contrast, "heart", 90, 180);
		check(contrast, "superior_vena_cava", 130, 180);
	}

	private static void check(final Map<String, double[]> means, final String organ, final double low,
		final double high)
	{
		final double[] m = means.get(organ);
		assertTrue(organ + " has inner voxels", m != null && m[1] >= 5);
		assertTrue(organ + ": mean " + m[0] / m[1] + " HU", m[0] / m[1] > low && m[0] / m[1] < high);
	}

	/** Sum of HU and number of voxels of each organ whose 26 neighbours are of the organ too. */
	private static Map<String, double[]> erodedMeans(final Phantom p) {
		final Grid g = p.ct().grid();
		final short[] labels = p.organs().labels().labels();
		final Map<String, double[]> means = new HashMap<>();
		for (int z = 1; z < g.nz() - 1; z++)
			for (int y = 1; y < g.ny() - 1; y++)
				for (int x = 1; x < g.nx() - 1; x++) {
					final int i = g.index(x, y, z);
					if (labels[i] == 0) continue;
					boolean inner = true;
					for (int k = 0; k < 27 && inner; k++)
						inner = labels[g.index(x + k % 3 - 1, y + k / 3 % 3 - 1, z + k / 9 - 1)] == labels[i];
					if (!inner) continue;
					final double[] m = means.computeIfAbsent(p.organs().names().get((int) labels[i]), k -> new double[2]);
					m[0] += p.ct().hu()[i];
					m[1]++;
				}
		return means;
	}

	@Test
	public void labelsAreNamedAndGroupsComplete() {
		final Set<Integer> labels = new HashSet<>();
		for (final short label : PLAIN.organs().labels().labels())
			labels.add((int) label);
		labels.remove(0);
		for (final int label : labels)
			assertTrue("label " + label + " has a name", PLAIN.organs().names().containsKey(label));
		// Numbers of TotalSegmentator v2's class map.
		final Map<Integer, String> known = Map.of(52, "aorta", 16, "trachea", 15, "esophagus", 51, "heart", 62,
			"superior_vena_cava", 36, "vertebrae_T8", 99, "rib_left_8", 104, "rib_right_1", 116, "sternum", 79,
			"spinal_cord");
		known.forEach((label, name) -> assertEquals(name, PLAIN.organs().names().get(label)));
		final Set<String> present = PLAIN.organs().present();
		for (final String organ : new String[] { "aorta", "trachea", "esophagus", "heart", "pulmonary_vein", "azygos_vein",
			"superior_vena_cava", "brachiocephalic_vein_left", "pulmonary_artery", "sternum", "scapula_left", "clavicula_right",
			"lung_middle_lobe_right", "liver", "stomach" })
			assertTrue(organ + " among " + present, present.contains(organ));
		for (final OrganGroup group : OrganGroup.values())
			assertTrue(group + " found", group.maskIn(PLAIN.organs()).isPresent());
	}

	@Test
	public void nodesAreNotVesselsAndLieInTheirStations() {
		checkNodes(PLAIN);
		for (long seed = 40; seed < 46; seed++)
			checkNodes(make(PhantomSpec.standard(seed, 4)));
	}

	private static void checkNodes(final Phantom p) {
		final short[] nodes = p.nodes().labels(), organs = p.organs().labels().labels();
		final int[][] votes = new int[p.nodeList().size() + 1][Station.values().length + 1];
		for (int i = 0; i < nodes.length; i++) {
			if (nodes[i] == 0) continue;
			assertEquals("seed " + p.seed() + ", organ of node voxel " + i, MEDIASTINUM, organs[i]);
			votes[nodes[i]][p.stations().labels()[i]]++;
		}
		assertTrue("seed " + p.seed() + " has nodes", p.nodeList().size() >= 1);
		for (final PhantomNode node : p.nodeList()) {
			final int[] v = votes[node.id()];
			final int station = Station.ofCode(node.station()).orElseThrow().label(), all = Arrays.stream(v).sum();
			assertTrue("node " + node.id() + " has voxels", all > 0);
			assertEquals("station of most voxels of node " + node.id(), v[station], Arrays.stream(v).max().orElseThrow());
			final double[] voxel = new double[3];
			p.ct().grid().toVoxel(node.centreLps(), voxel);
			for (int a = 0; a < 3; a++)
				assertTrue("node " + node.id() + " centre in the field", voxel[a] >= 0 && voxel[a] < p.ct().grid().size(a));
		}
	}

	/** Another phase is another scan of the same patient. */
	@Test
	public void thePhaseChangesTheBloodAndNotThePatient() {
		final PhantomSpec spec = PhantomSpec.standard(5, 5);
		final Phantom[] phases = { make(spec.withContrast(ContrastPhase.PLAIN)), make(spec.withContrast(
			ContrastPhase.PORTAL)), make(spec.withContrast(ContrastPhase.ARTERIAL)) };
		final double[] aorta = new double[3];
		for (int i = 0; i < 3; i++) {
			final double[] m = erodedMeans(phases[i]).get("aorta");
			aorta[i] = m[0] / m[1];
			assertArrayEquals("organs of " + i, phases[0].organs().labels().labels(), phases[i].organs().labels().labels());
		}
		assertEquals("plain", 40, aorta[0], 12);
		assertEquals("portal", 160, aorta[1], 35);
		assertTrue("arterial: " + aorta[2], aorta[2] > 260);
		assertArrayEquals("the seed's own phase", phases[0].ct().hu(), make(spec).ct().hu());
	}

	/** Nodes must not be told by their CT number: without contrast they look like blood. */
	@Test
	public void plainNodesLookLikeBlood() {
		double sum = 0, blood = 0;
		int n = 0, m = 0;
		final short[] nodes = PLAIN.nodes().labels(), organs = PLAIN.organs().labels().labels();
		for (int i = 0; i < nodes.length; i++) {
			if (nodes[i] == 1) {
				sum += PLAIN.ct().hu()[i];
				n++;
			}
			if (organs[i] == 52) {
				blood += PLAIN.ct().hu()[i];
				m++;
			}
		}
		assertEquals("mean HU of the first node beside the aorta's", blood / m, sum / n, 30);
	}

	@Test
	public void partialHoldsOneOrTwoWholeNodes() {
		final Map<Integer, int[]> counts = new HashMap<>();
		for (int i = 0; i < PLAIN.nodes().labels().length; i++) {
			final int node = PLAIN.nodes().labels()[i], kept = PLAIN.partial().labels()[i];
			assertTrue("voxel " + i, kept == 0 || kept == node);
			if (node == 0) continue;
			final int[] c = counts.computeIfAbsent(node, k -> new int[2]);
			c[0]++;
			if (kept != 0) c[1]++;
		}
		int whole = 0;
		for (final int[] c : counts.values()) {
			assertTrue("all of a node or none of it", c[1] == 0 || c[1] == c[0]);
			if (c[1] > 0) whole++;
		}
		assertTrue(whole + " of " + counts.size(), whole >= 1 && whole <= 2 && whole < counts.size());
	}

	@Test
	public void aMirroredGridSeesTheSamePatient() {
		final PhantomSpec spec = PhantomSpec.standard(7, 5).withNoiseScale(0);
		final Grid g = spec.grid();
		final Grid mirrored = new Grid(g.size(), g.spacing(), g.toWorld(g.nx() - 1, 0, g.nz() - 1), new double[] { -1, 0, 0, 0,
			1, 0, 0, 0, -1 });
		final Phantom a = make(spec), b = make(spec.withGrid(mirrored));
		int differ = 0;
		for (int z = 0; z < g.nz(); z++)
			for (int y = 0; y < g.ny(); y++)
				for (int x = 0; x < g.nx(); x++) {
					final int i = g.index(x, y, z), j = g.index(g.nx() - 1 - x, y, g.nz() - 1 - z);
					assertEquals("HU at " + x + " " + y + " " + z, a.ct().hu()[i], b.ct().hu()[j], 3);
					if (a.organs().labels().labelAt(i) != b.organs().labels().labelAt(j)) differ++;
					if (a.nodes().labelAt(i) != b.nodes().labelAt(j)) differ++;
				}
		assertTrue(differ + " labels differ by rounding", differ < 1e-4 * g.voxels());
	}

	@Test
	public void anObliqueGridSeesTheSamePatient() {
		final PhantomSpec spec = PhantomSpec.standard(9, 2.5).withNoiseScale(0);
		final double[] c = spec.carinaLps();
		final double a = Math.toRadians(17);
		final double[] tilt = { Math.cos(a), 0, Math.sin(a), 0, 1, 0, -Math.sin(a), 0, Math.cos(a) };
		final double[] spacing = { 1.5, 1.5, 1.5 };
		final Grid straight = new Grid(new int[] { 81, 61, 61 }, spacing, new double[] { c[0] - 60, c[1] - 50, c[2] - 45 },
			new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 });
		final Grid oblique = new Grid(new int[] { 31, 31, 31 }, spacing, new double[] { c[0] - 22, c[1] - 30, c[2] - 18 },
			tilt);
		final Phantom s = make(spec.withGrid(straight)), o = make(spec.withGrid(oblique));
		double difference = 0;
		int same = 0, all = 0;
		final double[] v = new double[3];
		for (int z = 0; z < 31; z++)
			for (int y = 0; y < 31; y++)
				for (int x = 0; x < 31; x++) {
					straight.toVoxel(oblique.toWorld(x, y, z), v);
					final int i = oblique.index(x, y, z);
					difference += Math.abs(o.ct().hu()[i] - linear(s, v));
					final int near = straight.index((int) Math.rint(v[0]), (int) Math.rint(v[1]), (int) Math.rint(v[2]));
					if (s.organs().labels().labelAt(near) == o.organs().labels().labelAt(i)) same++;
					all++;
				}
		assertTrue("mean difference " + difference / all + " HU", difference / all < 25);
		assertTrue("same organ in " + same + " of " + all, same > 0.85 * all);
	}

	private static double linear(final Phantom p, final double[] v) {
		final Grid g = p.ct().grid();
		double sum = 0;
		for (int k = 0; k < 8; k++) {
			double weight = 1;
			final int[] at = new int[3];
			for (int a = 0; a < 3; a++) {
				final int floor = (int) Math.floor(v[a]), bit = k >> a & 1;
				at[a] = floor + bit;
				weight *= bit == 1 ? v[a] - floor : 1 - (v[a] - floor);
			}
			sum += weight * p.ct().hu()[g.index(at[0], at[1], at[2])];
		}
		return sum;
	}

	@Test
	public void theAtlasHasNoNodesAndNoNoise() {
		final Phantom atlas = make(PhantomSpec.atlas(5));
		assertEquals(0, atlas.nodeList().size());
		assertArrayEquals(new double[3], atlas.carinaLps(), 0);
		assertArrayEquals("made twice", atlas.ct().hu(), make(PhantomSpec.atlas(5)).ct().hu());
		final Set<Short> stations = new HashSet<>();
		for (final short s : atlas.stations().labels())
			stations.add(s);
		assertTrue(stations.size() + " stations at 5 mm", stations.size() > 18);
	}

	@Test
	public void thickSlicesBlurAlongZ() {
		final PhantomSpec spec = PhantomSpec.standard(3, 2.5).withNoiseScale(0);
		final Grid g = spec.grid();
		final Grid thin = new Grid(new int[] { 80, 80, 20 }, new double[] { 4, 4, 5 }, g.origin(), g.direction());
		final Phantom a = make(spec.withGrid(thin).withSliceThickness(1)), b = make(spec.withGrid(thin).withSliceThickness(
			10));
		assertTrue("differences between slices shrink", roughness(b) < 0.9 * roughness(a));
	}

	private static double roughness(final Phantom p) {
		final int n = p.ct().grid().nx() * p.ct().grid().ny();
		double sum = 0;
		for (int i = n; i < p.ct().hu().length; i++)
			sum += Math.abs(p.ct().hu()[i] - p.ct().hu()[i - n]);
		return sum;
	}

	@Test(expected = CancellationException.class)
	public void cancelled() {
		final InlineTask task = new InlineTask("phantom");
		task.cancel("enough");
		PhantomGenerator.generate(PhantomSpec.standard(1, 8), task);
	}

	@Test(expected = InputException.class)
	public void spacingOutOfRange() {
		PhantomSpec.standard(1, 0);
	}

	@Test(expected = InputException.class)
	public void negativeThickness() {
		PhantomSpec.standard(1, 5).withSliceThickness(-1);
	}
}
