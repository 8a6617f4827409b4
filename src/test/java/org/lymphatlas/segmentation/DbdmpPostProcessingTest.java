package org.lymphatlas.segmentation;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import org.junit.Test;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/** Paper B's way: the border of the network's input, Hounsfield units, volume. */
public class DbdmpPostProcessingTest {

	private static final double[] STRAIGHT = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };
	private static final double[] MIRRORED = { 0, 0, -1, -1, 0, 0, 0, 1, 0 };
	private static final double[] OBLIQUE = { 0.8, -0.6, 0, 0.6, 0.8, 0, 0, 0, 1 };

	private static PostProcessed run(final FloatVolume probability, final CtVolume ct, final Grid input,
		final PostProcessingOptions options)
	{
		return PostProcessing.instances(probability, new Surroundings(Optional.empty(), Optional.empty(), Optional.ofNullable(
			ct), Optional.ofNullable(input)), options);
	}

	private static CtVolume soft(final Grid grid) {
		final CtVolume ct = new CtVolume(grid);
		Arrays.fill(ct.hu(), (short) 40);
		return ct;
	}

	private static void cuboid(final FloatVolume p, final int x0, final int y0, final int z0, final int nx, final int ny,
		final int nz)
	{
		for (int z = z0; z < z0 + nz; z++)
			for (int y = y0; y < y0 + ny; y++)
				for (int x = x0; x < x0 + nx; x++)
					p.values()[p.grid().index(x, y, z)] = 0.7f;
	}

	@Test
	public void patternIsThatOfScipy() {
		final Grid grid = Grid.of(48, 44, 30, 1, 1.2, 3);
		final FloatVolume p = new FloatVolume(grid);
		final CtVolume ct = new CtVolume(grid);
		for (int z = 0, i = 0; z < 30; z++)
			for (int y = 0; y < 44; y++)
				for (int x = 0; x < 48; x++, i++) {
					p.values()[i] = (float) Math.abs(Math.sin(.33 * x) * Math.sin(.36 * y) * Math.sin(.5 * z + .3));
					ct.hu()[i] = (short) Math.rint(200 * Math.sin(.13 * x + .2 * y + .31 * z) + 80);
				}
		final Grid input = new Grid(new int[] { 22, 23, 27 }, new double[] { 2, 2, 3 }, new double[] { 2.3, 3.6, 3 },
			STRAIGHT);
		final PostProcessed found = run(p, ct, input, PostProcessingOptions.DBDMP);
		assertEquals("components at the border", 98, found.atBorder());
		assertEquals("voxels by HU", 1195, found.outsideHu());
		assertEquals("nodes", 12, found.count());
		assertEquals("too small", 40 - 12, found.tooSmall());
		assertEquals("voxels", 901, found.nodes().foreground().count());
	}

	@Test
	public void anyGridsGiveWhatBruteForceGives() {
		int removedAtBorder = 0, kept = 0;
		for (int seed = 0; seed < 12; seed++) {
			final SplittableRandom random = new SplittableRandom(seed);
			final double[] direction = List.of(STRAIGHT, MIRRORED, OBLIQUE).get(seed % 3);
			final Grid grid = new Grid(new int[] { 17, 14, 12 }, new double[] { 1.1, 0.9, 2 }, new double[] { -7, 30, 4 },
				direction);
			final FloatVolume p = new FloatVolume(grid);
			final CtVolume ct = new CtVolume(grid);
			for (int i = 0; i < grid.voxels(); i++) {
				p.values()[i] = random.nextFloat();
				ct.hu()[i] = (short) random.nextInt(-100, 600);
			}
			final Grid whole = grid.canonical().withSpacing(1.37, 1.31, 1.73);
			final Grid input = whole.crop(new Box(1, 0, 1, whole.nx(), whole.ny(), whole.nz() - 1));
			final PostProcessingOptions options = new PostProcessingOptions(0.7, false, 1 + seed % 2, -54, 500, 3, 0);
			final PostProcessed found = run(p, ct, input, options);
			final BruteForce expected = new BruteForce(p, ct, input, options);
			assertArrayEquals("seed " + seed, expected.nodes, found.nodes().foreground().values());
			assertEquals("seed " + seed, expected.atBorder, found.atBorder());
			assertEquals("seed " + seed, expected.outsideHu, found.outsideHu());
			assertEquals("seed " + seed, expected.tooSmall, found.tooSmall());
			removedAtBorder += found.atBorder();
			kept += found.count();
		}
		assertTrue("the test sees both: " + removedAtBorder + ", " + kept, removedAtBorder > 100 && kept > 20);
	}

	/** The same by flooding from voxel to voxel and by looking for the input's nearest voxel among all. */
	private static final class BruteForce {

		private final Grid grid;
		private final byte[] nodes;
		private int atBorder;
		private long outsideHu;
		private int tooSmall;

		BruteForce(final FloatVolume p, final CtVolume ct, final Grid input, final PostProcessingOptions options) {
			grid = p.grid();
			nodes = new byte[grid.voxels()];
			for (int i = 0; i < nodes.length; i++)
				if (p.values()[i] >= (float) options.threshold()) nodes[i] = 1;
			for (final List<Integer> component : components())
				if (component.stream().anyMatch(i -> isBorder(i, input, options.borderVoxels()))) {
					component.forEach(i -> nodes[i] = 0);
					atBorder++;
				}
			for (int i = 0; i < nodes.length; i++)
				if (nodes[i] != 0 && !(ct.hu()[i] >= options.minHu() && ct.hu()[i] <= options.maxHu())) {
					nodes[i] = 0;
					outsideHu++;
				}
			for (final List<Integer> component : components())
				if (component.size() * grid.voxelVolumeMm3() <= options.minVolumeMm3()) {
					component.forEach(i -> nodes[i] = 0);
					tooSmall++;
				}
		}

		private List<List<Integer>> components() {
			final boolean[] seen = new boolean[nodes.length];
			final List<List<Integer>> all = new ArrayList<>();
			for (int start = 0; start < nodes.length; start++) {
				if (seen[start] || nodes[start] == 0) continue;
				final List<Integer> component = new ArrayList<>();
				final ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
				seen[start] = true;
				while (!open.isEmpty()) {
					final int i = open.pop();
					component.add(i);
					for (int j = 0; j < nodes.length; j++)
						if (!seen[j] && nodes[j] != 0 && steps(i, j) == 1) {
							seen[j] = true;
							open.add(j);
						}
				}
				all.add(component);
			}
			return all;
		}

		private int steps(final int i, final int j) {
			final int plane = grid.nx() * grid.ny();
			return Math.abs(i % grid.nx() - j % grid.nx()) + Math.abs(i / grid.nx() % grid.ny() - j / grid.nx() % grid.ny()) +
				Math.abs(i / plane - j / plane);
		}

		/** Is the nearest of all voxels, the input's and some beyond, none of the input's inner ones? */
		private boolean isBorder(final int i, final Grid input, final int layers) {
			final double[] q = grid.toWorld(i % grid.nx(), i / grid.nx() % grid.ny(), i / (grid.nx() * grid.ny()));
			double best = Double.MAX_VALUE;
			boolean border = true;
			for (int z = -6; z < input.nz() + 6; z++)
				for (int y = -6; y < input.ny() + 6; y++)
					for (int x = -6; x < input.nx() + 6; x++) {
						final double[] v = input.toWorld(x, y, z);
						final double d = Math.pow(v[0] - q[0], 2) + Math.pow(v[1] - q[1], 2) + Math.pow(v[2] - q[2], 2);
						if (d >= best) continue;
						best = d;
						border = Math.min(x, input.nx() - 1 - x) < layers || Math.min(y, input.ny() - 1 - y) < layers || Math.min(z,
							input.nz() - 1 - z) < layers;
					}
			return border;
		}
	}

	@Test
	public void limitsAreThoseOfThePaper() {
		final Grid grid = Grid.of(40, 20, 20, 1, 1, 1);
		final FloatVolume p = new FloatVolume(grid);
		final CtVolume ct = soft(grid);
		cuboid(p, 4, 4, 4, 7, 5, 5);
		cuboid(p, 13, 4, 4, 11, 4, 4);
		cuboid(p, 26, 4, 4, 8, 6, 6);
		// Of 288 voxels of the third, those at or within the limits stay.
		final short[] hu = { -55, -54, 235, 236 };
		for (int k = 0; k < hu.length; k++)
			ct.hu()[grid.index(26 + k, 4, 4)] = hu[k];
		PostProcessed found = run(p, ct, grid, PostProcessingOptions.DBDMP);
		assertEquals("175 mm3 go, 176 stay", 2, found.count());
		assertEquals(1, found.tooSmall());
		assertEquals(2, found.outsideHu());
		assertEquals(0, found.nodes().labelAt(grid.index(26, 4, 4)));
		assertEquals(1, found.nodes().labelAt(grid.index(27, 4, 4)));
		assertEquals(1, found.nodes().labelAt(grid.index(28, 4, 4)));
		assertEquals(0, found.nodes().labelAt(grid.index(29, 4, 4)));
		assertEquals("the fifth layer is none of four", 0, found.atBorder());
		p.values()[grid.index(28, 3, 5)] = 0.5f;
		found = run(p, ct, grid, PostProcessingOptions.DBDMP);
		assertEquals("one voxel in the fourth layer takes its node along", 1, found.atBorder());
		assertEquals(1, found.count());
		p.values()[grid.index(28, 3, 5)] = 0.4999f;
		assertEquals("half is the threshold", 0, run(p, ct, grid, PostProcessingOptions.DBDMP).atBorder());
	}

	@Test
	public void whatHounsfieldUnitsCutApartIsJudgedByItself() {
		final Grid grid = Grid.of(30, 20, 20, 1, 1, 1);
		final FloatVolume p = new FloatVolume(grid);
		final CtVolume ct = soft(grid);
		cuboid(p, 5, 5, 5, 13, 5, 5);
		for (int z = 0; z < 20; z++)
			for (int y = 0; y < 20; y++)
				ct.hu()[grid.index(13, y, z)] = 400;
		final PostProcessed found = run(p, ct, grid, PostProcessingOptions.DBDMP);
		assertEquals("8 x 25 stay, 4 x 25 go", 1, found.count());
		assertEquals(200, found.nodes().foreground().count());
		assertEquals(1, found.tooSmall());
	}

	@Test
	public void nothingLeftIsNoNode() {
		final Grid grid = Grid.of(20, 20, 20, 1, 1, 1);
		final FloatVolume p = new FloatVolume(grid);
		assertEquals(0, run(p, soft(grid), grid, PostProcessingOptions.DBDMP).count());
		cuboid(p, 0, 0, 0, 20, 20, 20);
		final PostProcessed atBorder = run(p, soft(grid), grid, PostProcessingOptions.DBDMP);
		assertEquals(0, atBorder.count());
		assertEquals(1, atBorder.atBorder());
		assertEquals(0, atBorder.nodes().foreground().count());
		final Grid small = Grid.of(8, 20, 20, 1, 1, 1);
		cuboid(p, 0, 0, 0, 20, 20, 20);
		assertEquals("an input that is all border", 0, run(p, soft(grid), small, PostProcessingOptions.DBDMP).count());
		final CtVolume air = new CtVolume(grid);
		Arrays.fill(air.hu(), (short) -900);
		assertEquals(0, run(p, air, grid, new PostProcessingOptions(0.5, false, 0, -54, 235.5, 175, 0)).count());
	}

	@Test
	public void priorsAreNotLookedAt() {
		final Grid grid = Grid.of(20, 20, 20, 1, 1, 1);
		final FloatVolume p = new FloatVolume(grid), atlas = new FloatVolume(grid);
		cuboid(p, 5, 5, 5, 8, 8, 8);
		for (int i = 0; i < p.values().length; i++)
			p.values()[i] *= 0.6f;
		Arrays.fill(atlas.values(), 1);
		assertEquals(0, PostProcessing.instances(p, new Surroundings(Optional.of(atlas), Optional.empty(), Optional.of(soft(
			grid)), Optional.of(grid)), PostProcessingOptions.DBDMP).count());
	}

	@Test
	public void whatIsMissingIsNamed() {
		final Grid grid = Grid.of(9, 9, 9, 1, 1, 1);
		final FloatVolume p = new FloatVolume(grid);
		refuse("need the CT", () -> run(p, null, grid, PostProcessingOptions.DBDMP));
		refuse("which part of the CT", () -> run(p, soft(grid), null, PostProcessingOptions.DBDMP));
		refuse("does not lie on the grid", () -> run(p, soft(Grid.of(9, 9, 8, 1, 1, 1)), grid, PostProcessingOptions.DBDMP));
		refuse("borderVoxels", () -> new PostProcessingOptions(0.5, false, -1, -54, 235.5, 175, 0));
		refuse("minHu", () -> new PostProcessingOptions(0.5, false, 4, 235.5, -54, 175, 0));
		refuse("minHu", () -> new PostProcessingOptions(0.5, false, 4, Double.NaN, 200, 175, 0));
		refuse("minVolumeMm3", () -> new PostProcessingOptions(0.5, false, 4, -54, 235.5, -1, 0));
		refuse("postprocessing=paper", () -> PostProcessingOptions.byName("paper"));
	}

	private static void refuse(final String reason, final Runnable work) {
		final String message = assertThrows(InputException.class, work::run).getMessage();
		assertTrue(message, message.contains(reason));
	}
}
