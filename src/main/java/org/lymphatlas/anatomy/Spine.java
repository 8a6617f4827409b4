package org.lymphatlas.anatomy;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;

/** Where the spine lies behind the windpipe: the tallest heap of bright voxels there. */
final class Spine {

	private static final int BONE_HU = 180;
	private static final double AROUND_MM = 100, BEHIND_MM = 75, ABOVE_BELOW_MM = 15, WIDTH_MM = 36;
	private static final int MIN_VOXELS = 200;

	private Spine() {}

	/** How far to the side of the spine a patch of air lies, mm; 0 if no spine is seen. */
	static double offsetMm(final CtVolume ct, final Lumen lumen) {
		final Grid g = ct.grid();
		final double mm = g.spacing(0);
		final int x0 = Math.max(0, (int) (lumen.x() - AROUND_MM / mm)), x1 = Math.min(g.nx() - 1, (int) (lumen.x() +
			AROUND_MM / mm));
		final int y0 = (int) lumen.y(), y1 = Math.min(g.ny() - 1, (int) (lumen.y() + BEHIND_MM / mm));
		final int dz = (int) (ABOVE_BELOW_MM / mm), width = (int) (WIDTH_MM / mm);
		final int[] upTo = new int[x1 - x0 + 2];
		for (int x = x0; x <= x1; x++) {
			upTo[x - x0 + 1] = upTo[x - x0];
			for (int z = Math.max(0, lumen.z() - dz); z <= Math.min(g.nz() - 1, lumen.z() + dz); z++)
				for (int y = y0; y <= y1; y++)
					if (ct.hu()[g.index(x, y, z)] >= BONE_HU) upTo[x - x0 + 1]++;
		}
		int most = 0, at = 0;
		for (int x = 0; x + width < upTo.length; x++)
			if (upTo[x + width] - upTo[x] > most) {
				most = upTo[x + width] - upTo[x];
				at = x;
			}
		return most < MIN_VOXELS ? 0 : Math.abs(x0 + at + 0.5 * (width - 1) - lumen.x()) * mm;
	}
}
