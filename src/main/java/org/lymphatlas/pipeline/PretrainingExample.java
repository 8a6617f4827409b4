package org.lymphatlas.pipeline;

import java.util.Arrays;

import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.training.augmentation.GenesisExample;
import org.lymphatlas.viewer.GenesisFigure;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Downsampling;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/** A patch of a CT as pre-training shows it to a network: at its spacing, normalised, corrupted in each of the ways. */
public final class PretrainingExample {

	private static final int MOST_VOXELS = 1 << 24;
	/** Of a patch, whose pictures stand side by side. */
	private static final double LONGEST_TO_SHORTEST = 20;

	/**
	 * @param spacingMm of the patch's voxels, one number or x,y,z
	 * @param patch voxels, one number or x,y,z
	 * @param centreMm middle of the patch, x,y,z in LPS mm; empty for the CT's
	 * @param seed of all that is drawn
	 */
	public record Options(String spacingMm, String patch, String centreMm, long seed) {}

	private PretrainingExample() {}

	/**
	 * Beyond the CT the patch is air, as in training. Values are those of paper B's normalisation, told in HU.
	 *
	 * @throws InputException naming the key whose value cannot be used
	 */
	public static GenesisFigure of(final String title, final CtVolume ct, final Options options) {
		final double[] mm = PlanOptions.triple("spacingMm", options.spacingMm());
		if (Arrays.stream(mm).anyMatch(s -> !(s >= 0.1 && s <= 20))) throw new InputException("spacingMm=" + options
			.spacingMm() + ": 0.1 to 20 mm are possible");
		final int[] zyx = PlanOptions.sizeZyx("patch", options.patch());
		if ((long) zyx[0] * zyx[1] * zyx[2] > MOST_VOXELS) throw new InputException("patch=" + options.patch() +
			": a patch of at most " + MOST_VOXELS + " voxels is possible");
		final double[] sidesMm = { mm[0] * zyx[2], mm[1] * zyx[1], mm[2] * zyx[0] };
		if (Arrays.stream(sidesMm).max().orElseThrow() > LONGEST_TO_SHORTEST * Arrays.stream(sidesMm).min().orElseThrow())
			throw new InputException("patch=" + options.patch() + ": of " + Arrays.toString(sidesMm) + " mm along x, y and z " +
				"the longest may be " + (int) LONGEST_TO_SHORTEST + " times the shortest");
		final Grid whole = ct.grid().canonical().withSpacing(mm[0], mm[1], mm[2]);
		final CtVolume hu = Downsampling.ct(ct, whole.crop(around(centre(whole, options.centreMm()), zyx)));
		final CtNormalization normalization = CtNormalization.paperB();
		return new GenesisFigure(title, hu.grid(), GenesisExample.of(normalization.apply(hu), zyx, normalization.apply(
			normalization.lowHu()), normalization.apply(normalization.highHu()), options.seed()), normalization);
	}

	/** In voxels of the grid. */
	private static double[] centre(final Grid grid, final String centreMm) {
		if (centreMm.isBlank()) return new double[] { (grid.nx() - 1) / 2.0, (grid.ny() - 1) / 2.0, (grid
			.nz() - 1) / 2.0 };
		final double[] voxel = new double[3];
		grid.toVoxel(Typed.numbers("centreMm", centreMm, 3), voxel);
		for (int a = 0; a < 3; a++)
			if (!(voxel[a] > -0.5 && voxel[a] < grid.size(a) - 0.5)) throw new InputException("centreMm=" + centreMm +
				" lies outside of the CT");
		return voxel;
	}

	private static Box around(final double[] centre, final int[] zyx) {
		final int[] min = new int[3];
		Arrays.setAll(min, a -> (int) Math.rint(centre[a] - (zyx[2 - a] - 1) / 2.0));
		return new Box(min[0], min[1], min[2], min[0] + zyx[2], min[1] + zyx[1], min[2] + zyx[0]);
	}
}
