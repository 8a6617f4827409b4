package org.lymphatlas.anatomy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/** A ridge that thins out between the bronchi is seen where it is, not where it is thick enough for a threshold. */
public class CarinalRidgeTest {

	private static final short AIR_HU = -1000, TISSUE_HU = 40;

	/**
	 * Lumens of 30 x 16 mm with a wedge between them whose upper edge lies at a known height, in voxels of 2 mm that hold
	 * the wedge's share, which widens by 2 mm a mm. The end is found between slices, whatever slice the edge lies in.
	 */
	@Test
	public void wedgeBetweenTheLumens() {
		double mean = 0;
		for (double edge = 10; edge < 11; edge += 0.125) {
			final CtVolume ct = wedge(edge);
			int z = 15;
			while (lumens(ct, z).length < 2)
				z--;
			final Lumen[] bronchi = lumens(ct, z);
			final double found = z + CarinalRidge.endAbove(ct, lumens(ct, z + 1)[0], bronchi[0], bronchi[1]);
			assertEquals("edge at slice " + edge, edge, found, 0.5);
			mean += (found - edge) / 8;
		}
		assertEquals("mean error, slices", 0, mean, 0.25);
	}

	private static Lumen[] lumens(final CtVolume ct, final int z) {
		return Lumen.inSlice(ct, new Mask(ct.grid()), -650, z).toArray(Lumen[]::new);
	}

	private static CtVolume wedge(final double edge) {
		final Grid g = Grid.of(31, 20, 16, 2, 2, 2);
		final CtVolume ct = new CtVolume(g);
		for (int z = 0, i = 0; z < 16; z++)
			for (int y = 0; y < 20; y++)
				for (int x = 0; x < 31; x++, i++) {
					final boolean lumen = x > 7 && x < 23 && y > 5 && y < 14;
					// Mean over the voxel's height of the part of its width that lies in the wedge.
					double share = 0;
					for (int k = 0; k < 40; k++) {
						final double half = Math.max(0, edge - (z - 0.5 + (k + 0.5) / 40));
						share += Math.max(0, Math.min(x + 0.5, 15 + half) - Math.max(x - 0.5, 15 - half)) / 40;
					}
					ct.hu()[i] = (short) Math.rint(lumen ? AIR_HU + share * (TISSUE_HU - AIR_HU) : TISSUE_HU);
				}
		return ct;
	}

	@Test
	public void phantomsWithinOneMillimetreOnAverage() {
		double sum = 0;
		final long[] seeds = { 2, 11, 12 };
		for (final long seed : seeds) {
			final double[] error = error(PhantomSpec.standard(seed, 2.5));
			sum += error[2];
			assertTrue("seed " + seed + ": " + error[2] + " mm along the body", Math.abs(error[2]) < 2);
			assertEquals("seed " + seed, 0, Math.hypot(Math.hypot(error[0], error[1]), error[2]), 2.5);
		}
		assertEquals("mean", 0, sum / seeds.length, 1);
	}

	@Test
	public void thickSlicesAndStrongNoise() {
		final PhantomSpec spec = PhantomSpec.standard(22, 2.5);
		final Grid g = spec.grid();
		final Grid thick = new Grid(new int[] { 160, 160, 30 }, new double[] { 2, 2, 8 }, g.toWorld(-0.1, -0.1, 1.1), g
			.direction());
		assertEquals("8 mm slices", 0, error(spec.withGrid(thick))[2], 4);
		assertEquals("noise", 0, error(spec.withNoiseScale(5))[2], 2);
	}

	private static double[] error(final PhantomSpec spec) {
		final CtVolume ct = PhantomGenerator.generate(spec, new InlineTask("phantom")).ct();
		final double[] found = IntensityAnatomy.segment(ct, new InlineTask("anatomy")).landmarks().carina().orElseThrow();
		final double[] truth = spec.carinaLps();
		return new double[] { found[0] - truth[0], found[1] - truth[1], found[2] - truth[2] };
	}
}
