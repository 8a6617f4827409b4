package org.lymphatlas.segmentation.totalsegmentator;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.Test;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

/** Against TotalSegmentator 2.18's own functions (src/benchmark/totalsegmentator/expected_zoom.py). */
public class CanonicalZoomTest {

	private static final double C = Math.cos(0.3), S = Math.sin(0.3);
	private static final double[] LPS = { 1, 0, 0, 0, 1, 0, 0, 0, 1 }, SWAPPED = { 0, 0, 1, -1, 0, 0, 0, 1, 0 },
			OBLIQUE = { C, -S, 0, S, C, 0, 0, 0, -1 };

	/** @param rounded voxels of 630, 56, 576 and 18 that SciPy makes -1022 of a CT of -1023 throughout */
	private record Case(Grid ct, double spacingMm, int rounded) {}

	private static final List<Case> CASES = List.of(new Case(grid(LPS, 13, 11, 9, 0.7, 1, 2.5), 1.5, 24), new Case(grid(
		SWAPPED, 9, 12, 7, 2.2, 1.1, 0.9), 3, 0), new Case(grid(OBLIQUE, 10, 8, 12, 1.3, 0.8, 2), 1.5, 28), new Case(grid(
			LPS, 17, 9, 8, 0.9, 1.7, 1.5), 6, 0));

	private static Grid grid(final double[] direction, final int nx, final int ny, final int nz, final double sx,
		final double sy, final double sz)
	{
		return new Grid(new int[] { nx, ny, nz }, new double[] { sx, sy, sz }, new double[] { -10, 20, 30 }, direction);
	}

	private static CtVolume formula(final Grid grid) {
		final CtVolume ct = new CtVolume(grid);
		for (int z = 0, i = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++)
					ct.hu()[i] = (short) ((x * 311 + y * 173 + z * 1013 + x * y * 71 + y * z * 57) % 2900 - 1024);
		return ct;
	}

	private static LabelVolume labels(final Grid grid) {
		final LabelVolume labels = new LabelVolume(grid);
		for (int z = 0, i = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++)
					labels.labels()[i] = (short) ((x * 5 + y * 3 + z * 7 + x * y) % 118);
		return labels;
	}

	/** Sizes, RAS affine, the CT's voxels, the labels back on the CT. */
	private static List<double[]> expected(final int k) throws IOException {
		try (BufferedReader in = new BufferedReader(new InputStreamReader(CanonicalZoomTest.class.getResourceAsStream(
			"zoom-" + k + ".txt"), StandardCharsets.UTF_8)))
		{
			return in.lines().map(line -> Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray()).toList();
		}
	}

	@Test
	public void everyVoxelIsTotalSegmentators() throws IOException {
		for (int k = 0; k < CASES.size(); k++) {
			final Case c = CASES.get(k);
			final List<double[]> expected = expected(k);
			final CanonicalZoom zoom = new CanonicalZoom(c.ct, c.spacingMm);
			final CtVolume small = zoom.resample(formula(c.ct));
			assertArrayEquals("size " + k, Arrays.stream(expected.get(0)).mapToInt(v -> (int) v).toArray(), small.grid()
				.size());
			assertEquals("voxels " + k, expected.get(2).length, small.hu().length);
			for (int i = 0; i < small.hu().length; i++)
				assertEquals("case " + k + ", voxel " + i, expected.get(2)[i], small.hu()[i], 0);
			final LabelVolume back = zoom.back(labels(small.grid()));
			for (int i = 0; i < back.labels().length; i++)
				assertEquals("case " + k + ", label of voxel " + i, expected.get(3)[i], back.labels()[i], 0);
		}
	}

	@Test
	public void itsGridLiesWhereNibabelSays() throws IOException {
		for (int k = 0; k < CASES.size(); k++) {
			final double[] ras = expected(k).get(1), lps = new CanonicalZoom(CASES.get(k).ct, CASES.get(k).spacingMm).network()
				.voxelToWorld();
			for (int i = 0; i < 12; i++)
				assertEquals("case " + k + ", element " + i, i < 8 ? -ras[i] : ras[i], lps[i], 1e-5);
		}
	}

	@Test
	public void aConstantCtHasSciPysRoundingErrors() {
		for (final Case c : CASES) {
			final CtVolume air = new CtVolume(c.ct);
			Arrays.fill(air.hu(), (short) -1023);
			final short[] hu = new CanonicalZoom(c.ct, c.spacingMm).resample(air).hu();
			int rounded = 0;
			for (final short value : hu) {
				assertTrue("HU " + value, value == -1023 || value == -1022);
				if (value == -1022) rounded++;
			}
			assertEquals(c.ct.toString(), c.rounded, rounded);
		}
	}

	@Test
	public void atItsOwnSpacingNothingChangesButTheOrder() {
		final Grid grid = grid(LPS, 6, 5, 4, 3, 3, 3);
		final CtVolume ct = formula(grid);
		final CanonicalZoom zoom = new CanonicalZoom(grid, 3);
		final CtVolume small = zoom.resample(ct);
		for (int z = 0; z < 4; z++)
			for (int y = 0; y < 5; y++)
				for (int x = 0; x < 6; x++)
					assertEquals(ct.hu()[grid.index(5 - x, 4 - y, z)], small.hu()[small.grid().index(x, y, z)]);
		final LabelVolume there = labels(zoom.network());
		final LabelVolume back = zoom.back(there);
		for (int i = 0; i < back.labels().length; i++)
			assertEquals(there.labels()[119 - i + 2 * (i / 30) * 30 - 90], back.labels()[i]);
	}

	@Test
	public void axesOfOneVoxelStay() {
		final Grid grid = grid(LPS, 1, 5, 2, 3, 3, 0.4);
		final CanonicalZoom zoom = new CanonicalZoom(grid, 3);
		assertArrayEquals(new int[] { 1, 5, 1 }, zoom.network().size());
		assertEquals(5, zoom.resample(formula(grid)).hu().length);
		assertEquals(10, zoom.back(labels(zoom.network())).labels().length);
	}
}
