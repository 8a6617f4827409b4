package org.lymphatlas.anatomy;

import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/** Masks of boxes. */
final class Boxes {

	private Boxes() {}

	static Mask mask(final Grid grid, final Box box) {
		final Mask mask = new Mask(grid);
		for (int z = box.minZ(); z < box.maxZ(); z++)
			for (int y = box.minY(); y < box.maxY(); y++)
				for (int x = box.minX(); x < box.maxX(); x++)
					mask.values()[grid.index(x, y, z)] = 1;
		return mask;
	}
}
