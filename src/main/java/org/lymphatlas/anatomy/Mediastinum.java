package org.lymphatlas.anatomy;

import java.util.function.IntConsumer;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;

/**
 * Where the mediastinum is when only the lungs are known: in their convex hull, not in them, and above the diaphragm. The
 * hull also holds the abdomen's upper part, between the recesses of the pleura, where the lungs fill little of it. So the
 * hull is taken down to the axial level below which the lungs fill less than half of it. A large heart lets it end early.
 */
public final class Mediastinum {

	private static final double LEVEL_MM = 4;

	private Mediastinum() {}

	/** Both lungs' voxels, or none. */
	public static Mask lungs(final Organs organs) {
		final Mask none = new Mask(organs.grid());
		return Masks.or(OrganGroup.LUNG_LEFT.maskIn(organs).orElse(none), OrganGroup.LUNG_RIGHT.maskIn(organs).orElse(none));
	}

	/**
	 * The mediastinum on the organs' grid. Linear in the voxels.
	 *
	 * @throws InputException if there is no lung
	 */
	public static Mask of(final Organs organs) {
		final Mask lungs = lungs(organs), hull = LungHull.of(lungs, organs.grid());
		final Levels levels = new Levels(organs.grid());
		final int[] inHull = new int[levels.count()], inLungs = new int[inHull.length];
		forEach(hull, i -> inHull[levels.of(i)]++);
		forEach(lungs, i -> inLungs[levels.of(i)]++);
		final int diaphragm = diaphragm(inHull, inLungs);
		final Mask result = Masks.andNot(hull, lungs);
		forEach(result, i -> {
			if (levels.of(i) < diaphragm) result.values()[i] = 0;
		});
		return result;
	}

	/** Down from the level with the most lung, as long as half of the hull is lung. At its very tip it is again. */
	private static int diaphragm(final int[] inHull, final int[] inLungs) {
		int level = 0;
		for (int l = 0; l < inLungs.length; l++)
			if (inLungs[l] > inLungs[level]) level = l;
		while (level > 0 && 2 * inLungs[level - 1] >= inHull[level - 1])
			level--;
		return level;
	}

	private static void forEach(final Mask mask, final IntConsumer voxel) {
		for (int i = 0; i < mask.values().length; i++)
			if (mask.get(i)) voxel.accept(i);
	}

	/** Axial levels of the patient, counted from the grid's lowest corner up, whatever the grid's directions are. */
	private static final class Levels {

		private final Grid grid;
		private final double[] m;
		private double lowest = Double.MAX_VALUE;
		private double highest = -Double.MAX_VALUE;

		Levels(final Grid grid) {
			this.grid = grid;
			m = grid.voxelToWorld();
			for (int corner = 0; corner < 8; corner++) {
				final double z = z((corner & 1) * (grid.nx() - 1), (corner >> 1 & 1) * (grid.ny() - 1), (corner >> 2) * (grid
					.nz() - 1));
				lowest = Math.min(lowest, z);
				highest = Math.max(highest, z);
			}
		}

		private double z(final int x, final int y, final int z) {
			return m[8] * x + m[9] * y + m[10] * z + m[11];
		}

		int count() {
			return (int) ((highest - lowest) / LEVEL_MM) + 1;
		}

		int of(final int i) {
			final int plane = grid.nx() * grid.ny();
			// Rounding may put a corner below the lowest one.
			return (int) Math.max(0, (z(i % grid.nx(), i % plane / grid.nx(), i / plane) - lowest) / LEVEL_MM);
		}
	}
}
