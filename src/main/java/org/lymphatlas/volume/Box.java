package org.lymphatlas.volume;

/** A half-open box of voxels: min inclusive, max exclusive. May reach outside a grid. */
public record Box(int minX, int minY, int minZ, int maxX, int maxY, int maxZ) {

	public Box {
		if (maxX <= minX || maxY <= minY || maxZ <= minZ) throw new IllegalArgumentException("Empty box [" + minX + "," +
			minY + "," + minZ + " - " + maxX + "," + maxY + "," + maxZ + ")");
	}

	public static Box of(final Grid grid) {
		return new Box(0, 0, 0, grid.nx(), grid.ny(), grid.nz());
	}

	public int sizeX() {
		return maxX - minX;
	}

	public int sizeY() {
		return maxY - minY;
	}

	public int sizeZ() {
		return maxZ - minZ;
	}

	/** Grown by a number of voxels on every side. */
	public Box grow(final int x, final int y, final int z) {
		return new Box(minX - x, minY - y, minZ - z, maxX + x, maxY + y, maxZ + z);
	}

	/** The smallest box around this and another. */
	public Box enclosing(final Box other) {
		return new Box(Math.min(minX, other.minX), Math.min(minY, other.minY), Math.min(minZ, other.minZ), Math.max(maxX,
			other.maxX), Math.max(maxY, other.maxY), Math.max(maxZ, other.maxZ));
	}

	/** Cut to the grid. */
	public Box clip(final Grid grid) {
		return new Box(Math.max(0, minX), Math.max(0, minY), Math.max(0, minZ), Math.min(grid.nx(), maxX), Math.min(grid
			.ny(), maxY), Math.min(grid.nz(), maxZ));
	}
}
