package org.lymphatlas.phantom;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/**
 * What phantom to make. All anatomy follows from the seed; grid, slice thickness, noise and contrast
 * phase are the scan's.
 *
 * @param seed draws the anatomy, the nodes, the noise and CT numbers within the contrast phase
 * @param grid voxels of the CT and of every truth volume
 * @param carinaLps where in the world the tracheal bifurcation lies, LPS mm
 * @param sliceThicknessMm full width of the slice profile along the third voxel axis
 * @param noiseScale 1 is the noise drawn for the seed, 0 is none
 * @param contrast phase that the chest is seen in; not asked for the mean anatomy
 * @param anatomy how the anatomy is drawn
 */
public record PhantomSpec(long seed, Grid grid, double[] carinaLps, double sliceThicknessMm, double noiseScale,
	ContrastPhase contrast, AnatomyKind anatomy)
{

	/** Where the anatomy comes from. */
	public enum AnatomyKind {
		/** Drawn from the seed, with nodes. */
		RANDOM,
		/** The mean: upright, not deformed, routine contrast, no nodes or disease; lung vessels and strands are seed 0's. */
		MEAN
	}

	private static final double[] STANDARD_FIELD_MM = { 320, 320, 240 };

	public PhantomSpec {
		carinaLps = carinaLps.clone();
		if (!(sliceThicknessMm > 0)) throw new InputException("Slice thickness " + sliceThicknessMm +
			" mm is not positive; give 0.7 to 5");
		if (!(noiseScale >= 0)) throw new InputException("Noise scale " + noiseScale + " is negative; give 0 or more");
	}

	/** A field of 320 x 320 x 240 mm with isotropic voxels: 128 x 128 x 96 at 2.5 mm. */
	public static PhantomSpec standard(final long seed, final double spacingMm) {
		if (!(spacingMm >= 0.3 && spacingMm <= 10)) throw new InputException("Phantom spacing " + spacingMm +
			" mm is not between 0.3 and 10");
		final int[] size = Arrays.stream(STANDARD_FIELD_MM).mapToInt(f -> (int) Math.rint(f / spacingMm)).toArray();
		return random(seed, size, new double[] { spacingMm, spacingMm, spacingMm });
	}

	/**
	 * An axis-aligned grid of the given size; where the carina lies in the world and in the field is drawn from the seed.
	 */
	public static PhantomSpec random(final long seed, final int[] size, final double[] spacingMm) {
		final SplittableRandom random = Streams.of(seed, Streams.POSE);
		final double[] carina = { 0.1 * random.nextInt(-80, 81), -150 + 0.1 * random.nextInt(-300, 301), -250 + 0.1 * random
			.nextInt(-1500, 1501) };
		final double[] inField = { 5 + random.nextDouble(-6, 6), -4 + random.nextDouble(-6, 6), -18 + random.nextDouble(-12,
			12) };
		return new PhantomSpec(seed, centredGrid(size, spacingMm, carina, inField), carina, spacingMm[2], 1,
			ContrastPhase.ANY, AnatomyKind.RANDOM);
	}

	/** The mean anatomy without nodes and noise, carina at the world's origin: what an atlas is made from. */
	public static PhantomSpec atlas(final double spacingMm) {
		final int[] size = Arrays.stream(STANDARD_FIELD_MM).mapToInt(f -> (int) Math.rint(f / spacingMm)).toArray();
		final double[] spacing = { spacingMm, spacingMm, spacingMm };
		return new PhantomSpec(0, centredGrid(size, spacing, new double[3], new double[] { 5, -4, -18 }), new double[3],
			spacingMm, 0, ContrastPhase.ANY, AnatomyKind.MEAN);
	}

	/**
	 * The same anatomy at the same place, seen on another grid (which may be oblique, mirrored or cut the chest off);
	 * slices as thick as they are apart.
	 */
	public PhantomSpec withGrid(final Grid other) {
		return new PhantomSpec(seed, other, carinaLps, other.spacing(2), noiseScale, contrast, anatomy);
	}

	public PhantomSpec withSliceThickness(final double thicknessMm) {
		return new PhantomSpec(seed, grid, carinaLps, thicknessMm, noiseScale, contrast, anatomy);
	}

	public PhantomSpec withNoiseScale(final double scale) {
		return new PhantomSpec(seed, grid, carinaLps, sliceThicknessMm, scale, contrast, anatomy);
	}

	public PhantomSpec withContrast(final ContrastPhase phase) {
		return new PhantomSpec(seed, grid, carinaLps, sliceThicknessMm, noiseScale, phase, anatomy);
	}

	@Override
	public double[] carinaLps() {
		return carinaLps.clone();
	}

	/** An axis-aligned grid whose centre lies at an offset from the carina. */
	private static Grid centredGrid(final int[] size, final double[] spacingMm, final double[] carina,
		final double[] centreFromCarina)
	{
		final double[] origin = new double[3];
		for (int a = 0; a < 3; a++)
			origin[a] = carina[a] + centreFromCarina[a] - 0.5 * (size[a] - 1) * spacingMm[a];
		return new Grid(size, spacingMm, origin, new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 });
	}
}
