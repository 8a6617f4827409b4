package org.lymphatlas.evaluation;

import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;

/** Masks made of half-open boxes. */
final class Boxes {

	private Boxes() {}

	static Mask mask(final Grid grid, final Box... boxes) {
		final Mask mask = new Mask(grid);
		for (final Box b : boxes)
			for (int z = b.minZ(); z < b.maxZ(); z++)
				for (int y = b.minY(); y < b.maxY(); y++)
					for (int x = b.minX(); x < b.maxX(); x++)
						mask.values()[grid.index(x, y, z)] = 1;
		return mask;
	}

	/** [from, to)^3. */
	static Box cube(final int from, final int to) {
		return new Box(from, from, from, to, to, to);
	}

	/** [x0, x1) x [y0, y1)^2. */
	static Box bar(final int x0, final int x1, final int y0, final int y1) {
		return new Box(x0, y0, y0, x1, y1, y1);
	}

	static Box voxel(final int x, final int y, final int z) {
		return new Box(x, y, z, x + 1, y + 1, z + 1);
	}
}
