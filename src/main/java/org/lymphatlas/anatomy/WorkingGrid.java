package org.lymphatlas.anatomy;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/** Where organs are found from intensities: canonical, 2 mm, more for very large fields of view. */
final class WorkingGrid {

	private static final double SPACING_MM = 2;
	private static final int MAX_VOXELS = 40_000_000;
	private static final int MIN_SIZE = 8;

	private WorkingGrid() {}

	/** @throws InputException if the CT covers too little */
	static Grid of(final Grid ct) {
		final Grid canonical = ct.canonical();
		final double volume = (double) ct.voxels() * ct.voxelVolumeMm3();
		final double spacing = Math.max(SPACING_MM, Math.cbrt(volume / MAX_VOXELS));
		final Grid working = canonical.withSpacing(spacing, spacing, spacing);
		if (Math.min(working.nx(), Math.min(working.ny(), working.nz())) < MIN_SIZE) throw new InputException("The CT (" +
			ct + ") covers too little of the body to find organs in");
		return working;
	}
}
