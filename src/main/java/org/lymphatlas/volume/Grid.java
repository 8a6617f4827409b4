package org.lymphatlas.volume;

import java.util.Arrays;
import java.util.Locale;

/**
 * A regular voxel grid in the patient: size, spacing, origin and direction. World coordinates are LPS millimetres, and
 * integer voxel coordinates are voxel <em>centres</em>: {@code world = origin + D diag(spacing) voxel}. Immutable.
 */
public final class Grid {

	/** Directions are orthonormal to this tolerance. */
	private static final double ORTHONORMAL_TOLERANCE = 1e-3;

	private final int[] size;
	private final double[] spacing;
	private final double[] origin;
	private final double[] direction;
	private final double[] voxelToWorld;
	private final double[] worldToVoxel;

	/**
	 * @param size voxels along x, y, z; each at least 1, their product below 2^31
	 * @param spacingMm distance of neighbouring voxel centres along each axis, positive
	 * @param originMm LPS position of the centre of voxel (0, 0, 0)
	 * @param direction row-major 3x3 matrix whose columns are the unit vectors of the voxel axes; orthonormal, may mirror
	 * @throws InputException if any of that does not hold
	 */
	public Grid(final int[] size, final double[] spacingMm, final double[] originMm, final double[] direction) {
		this.size = size.clone();
		this.spacing = spacingMm.clone();
		this.origin = originMm.clone();
		this.direction = direction.clone();
		validate();
		voxelToWorld = new double[12];
		worldToVoxel = new double[12];
		for (int r = 0; r < 3; r++) {
			for (int c = 0; c < 3; c++) {
				voxelToWorld[4 * r + c] = direction[3 * r + c] * spacing[c];
				worldToVoxel[4 * c + r] = direction[3 * r + c] / spacing[c];
			}
			voxelToWorld[4 * r + 3] = origin[r];
		}
		for (int r = 0; r < 3; r++) {
			worldToVoxel[4 * r + 3] = -(worldToVoxel[4 * r] * origin[0] + worldToVoxel[4 * r + 1] * origin[1] +
				worldToVoxel[4 * r + 2] * origin[2]);
		}
	}

	/** An axis-aligned grid (x to the left, y to posterior, z to superior) whose first voxel centre lies at the origin. */
	public static Grid of(final int nx, final int ny, final int nz, final double sx, final double sy, final double sz) {
		return new Grid(new int[] { nx, ny, nz }, new double[] { sx, sy, sz }, new double[3],
			new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 });
	}

	private void validate() {
		if (size.length != 3 || spacing.length != 3 || origin.length != 3 || direction.length != 9)
			throw new InputException("A grid needs 3 sizes, 3 spacings, 3 origin coordinates and 9 direction cosines");
		long voxels = 1;
		for (int a = 0; a < 3; a++) {
			if (size[a] < 1) throw new InputException("Grid size " + Arrays.toString(size) + " has an axis without voxels");
			if (!(spacing[a] > 0) || Double.isInfinite(spacing[a])) throw new InputException("Grid spacing " + Arrays
				.toString(spacing) + " mm is not positive");
			if (!Double.isFinite(origin[a])) throw new InputException("Grid origin " + Arrays.toString(origin) +
				" is not finite");
			voxels = Math.multiplyExact(voxels, (long) size[a]);
			if (voxels > Integer.MAX_VALUE - 8) throw new InputException("Grid size " + Arrays.toString(size) +
				" has more than 2^31 voxels; crop or resample the image first");
		}
		for (int i = 0; i < 3; i++) {
			for (int j = i; j < 3; j++) {
				final double dot = direction[i] * direction[j] + direction[3 + i] * direction[3 + j] + direction[6 + i] *
					direction[6 + j];
				if (!(Math.abs(dot - (i == j ? 1 : 0)) < ORTHONORMAL_TOLERANCE)) throw new InputException(
					"Grid direction " + Arrays.toString(direction) + " is not orthonormal");
			}
		}
	}

	public int nx() {
		return size[0];
	}

	public int ny() {
		return size[1];
	}

	public int nz() {
		return size[2];
	}

	/** Voxels along axis 0 (x), 1 (y) or 2 (z). */
	public int size(final int axis) {
		return size[axis];
	}

	public int[] size() {
		return size.clone();
	}

	/** Millimetres between voxel centres along axis 0 (x), 1 (y) or 2 (z). */
	public double spacing(final int axis) {
		return spacing[axis];
	}

	public double[] spacing() {
		return spacing.clone();
	}

	public double[] origin() {
		return origin.clone();
	}

	/** Row-major 3x3; column c is the unit vector of voxel axis c in LPS. */
	public double[] direction() {
		return direction.clone();
	}

	/** Row-major 3x4 matrix from voxel to LPS mm. */
	public double[] voxelToWorld() {
		return voxelToWorld.clone();
	}

	/** Row-major 3x4 matrix from LPS mm to (continuous) voxel coordinates. */
	public double[] worldToVoxel() {
		return worldToVoxel.clone();
	}

	/** Number of voxels. */
	public int voxels() {
		return size[0] * size[1] * size[2];
	}

	public double voxelVolumeMm3() {
		return spacing[0] * spacing[1] * spacing[2];
	}

	/** Position of a voxel in the arrays of this grid's volumes: x fastest, then y, then z. */
	public int index(final int x, final int y, final int z) {
		return (z * size[1] + y) * size[0] + x;
	}

	public boolean contains(final int x, final int y, final int z) {
		return x >= 0 && y >= 0 && z >= 0 && x < size[0] && y < size[1] && z < size[2];
	}

	/** Continuous voxel coordinates to LPS mm; {@code voxel} and {@code world} may be the same array. */
	public void toWorld(final double[] voxel, final double[] world) {
		transform(voxelToWorld, voxel, world);
	}

	public double[] toWorld(final double x, final double y, final double z) {
		final double[] p = { x, y, z };
		toWorld(p, p);
		return p;
	}

	/** LPS mm to continuous voxel coordinates; {@code world} and {@code voxel} may be the same array. */
	public void toVoxel(final double[] world, final double[] voxel) {
		transform(worldToVoxel, world, voxel);
	}

	private static void transform(final double[] m, final double[] p, final double[] q) {
		final double x = p[0], y = p[1], z = p[2];
		q[0] = m[0] * x + m[1] * y + m[2] * z + m[3];
		q[1] = m[4] * x + m[5] * y + m[6] * z + m[7];
		q[2] = m[8] * x + m[9] * y + m[10] * z + m[11];
	}

	/** The part of this grid that a box covers; the box may reach outside, the result then does too. */
	public Grid crop(final Box box) {
		return new Grid(new int[] { box.sizeX(), box.sizeY(), box.sizeZ() }, spacing, toWorld(box.minX(), box.minY(), box
			.minZ()), direction);
	}

	/**
	 * A grid over the same extent (voxel corner to voxel corner) with another spacing: sizes are rounded, at least 1,
	 * and the spacing given is kept, so the far corner may move by up to half a new voxel.
	 */
	public Grid withSpacing(final double sx, final double sy, final double sz) {
		final double[] s = { sx, sy, sz };
		final int[] n = new int[3];
		final double[] first = new double[3];
		for (int a = 0; a < 3; a++) {
			n[a] = Math.max(1, (int) Math.rint(size[a] * spacing[a] / s[a]));
			first[a] = 0.5 * (size[a] - 1) - 0.5 * (n[a] - 1) * s[a] / spacing[a];
		}
		final double[] o = new double[3];
		toWorld(first, o);
		return new Grid(n, s, o, direction);
	}

	/**
	 * The same voxels with the axes reordered and flipped so that x runs nearest to the patient's left, y to posterior and
	 * z to superior. An oblique grid stays as oblique as it is.
	 */
	public Grid canonical() {
		final int[] axisOf = { -1, -1, -1 };
		final boolean[] taken = new boolean[3];
		for (int step = 0; step < 3; step++) {
			int bestWorld = -1, bestAxis = -1;
			for (int world = 0; world < 3; world++)
				for (int axis = 0; axis < 3; axis++)
					if (axisOf[world] < 0 && !taken[axis] && (bestWorld < 0 || Math.abs(direction[3 * world + axis]) > Math
						.abs(direction[3 * bestWorld + bestAxis])))
					{
						bestWorld = world;
						bestAxis = axis;
					}
			axisOf[bestWorld] = bestAxis;
			taken[bestAxis] = true;
		}
		final int[] n = new int[3];
		final double[] s = new double[3], first = new double[3], d = new double[9];
		for (int world = 0; world < 3; world++) {
			final int axis = axisOf[world];
			final boolean flip = direction[3 * world + axis] < 0;
			n[world] = size[axis];
			s[world] = spacing[axis];
			if (flip) first[axis] = size[axis] - 1;
			for (int r = 0; r < 3; r++)
				d[3 * r + world] = flip ? -direction[3 * r + axis] : direction[3 * r + axis];
		}
		toWorld(first, first);
		return new Grid(n, s, first, d);
	}

	/** Do both grids place every voxel at the same point, to {@code toleranceMm} at the corners? */
	public boolean matches(final Grid other, final double toleranceMm) {
		if (!Arrays.equals(size, other.size)) return false;
		for (int corner = 0; corner < 8; corner++) {
			final double x = (corner & 1) == 0 ? 0 : size[0] - 1;
			final double y = (corner & 2) == 0 ? 0 : size[1] - 1;
			final double z = (corner & 4) == 0 ? 0 : size[2] - 1;
			final double[] a = toWorld(x, y, z);
			final double[] b = other.toWorld(x, y, z);
			for (int i = 0; i < 3; i++) {
				if (Math.abs(a[i] - b[i]) > toleranceMm) return false;
			}
		}
		return true;
	}

	@Override
	public boolean equals(final Object o) {
		return o instanceof Grid g && Arrays.equals(size, g.size) && Arrays.equals(spacing, g.spacing) && Arrays.equals(
			origin, g.origin) && Arrays.equals(direction, g.direction);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(size) * 31 + Arrays.hashCode(origin);
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%dx%dx%d @ %.4g, %.4g, %.4g mm", size[0], size[1], size[2], spacing[0],
			spacing[1], spacing[2]);
	}
}
