package org.lymphatlas.segmentation.totalsegmentator;

import java.util.stream.IntStream;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

/**
 * TotalSegmentator 2.18's way to a network's grid and back: the axes of the CT that lie nearest to right, anterior and
 * superior, resampled between their first and last voxels ({@code scipy.ndimage.zoom}: the ends keep their places, so
 * that the true spacing is a little off the one asked for), linear and cut to whole HU; labels come back by the nearest
 * voxel. Oblique CTs stay oblique.
 */
final class CanonicalZoom {

	private final Grid ct, network;
	/** Array index in the CT of the voxel that is first along right, anterior and superior, and the way to the next. */
	private final int first;
	private final int[] stride = new int[3];
	private final int[] axisOf = new int[3];
	private final boolean[] flipped = new boolean[3];

	/**
	 * @param ct the CT's grid
	 * @param spacingMm the network's
	 */
	CanonicalZoom(final Grid ct, final double spacingMm) {
		this.ct = ct;
		final Grid lps = ct.canonical();
		final double[] corner = lps.toWorld(lps.nx() - 1, lps.ny() - 1, 0);
		final int[] strides = { 1, ct.nx(), ct.nx() * ct.ny() }, size = new int[3];
		final double[] direction = new double[9];
		int start = 0;
		for (int a = 0; a < 3; a++) {
			final int axis = nearestAxis(ct, lps, a);
			axisOf[a] = axis;
			double along = 0;
			for (int r = 0; r < 3; r++) {
				direction[3 * r + a] = (a < 2 ? -1 : 1) * lps.direction()[3 * r + a];
				along += direction[3 * r + a] * ct.direction()[3 * r + axis];
			}
			flipped[a] = along < 0;
			stride[a] = flipped[a] ? -strides[axis] : strides[axis];
			if (flipped[a]) start += (ct.size(axis) - 1) * strides[axis];
			size[a] = Math.max(1, (int) Math.rint(ct.size(axis) * ((float) ct.spacing(axis) / spacingMm)));
		}
		first = start;
		network = new Grid(size, new double[] { spacingMm, spacingMm, spacingMm }, corner, direction);
	}

	private static int nearestAxis(final Grid ct, final Grid lps, final int a) {
		int nearest = 0;
		double largest = -1;
		for (int axis = 0; axis < 3; axis++) {
			double along = 0;
			for (int r = 0; r < 3; r++)
				along += lps.direction()[3 * r + a] * ct.direction()[3 * r + axis];
			if (Math.abs(along) > largest) {
				largest = Math.abs(along);
				nearest = axis;
			}
		}
		return nearest;
	}

	/** x to the right, y to anterior, z to superior, at the network's spacing. */
	Grid network() {
		return network;
	}

	private int sourceSize(final int a) {
		return ct.size(axisOf[a]);
	}

	/** CT voxels from one network voxel to the next along an axis. */
	private double step(final int a) {
		return network.size(a) == 1 ? 1 : (double) (sourceSize(a) - 1) / (network.size(a) - 1);
	}

	/** Neighbours along one axis for each network voxel: offsets in the CT's array, and the weight of the second. */
	private record Neighbours(int[] lower, int[] upper, double[] weight) {}

	private Neighbours neighbours(final int a) {
		final int n = network.size(a);
		final Neighbours neighbours = new Neighbours(new int[n], new int[n], new double[n]);
		for (int i = 0; i < n; i++) {
			final double p = Math.min(i * step(a), sourceSize(a) - 1);
			final int floor = (int) p;
			neighbours.lower[i] = floor * stride[a];
			neighbours.upper[i] = Math.min(floor + 1, sourceSize(a) - 1) * stride[a];
			neighbours.weight[i] = p - floor;
		}
		return neighbours;
	}

	/**
	 * The CT as the network sees it. Sums in SciPy's order, since the cut to whole numbers makes a difference of 1 HU out
	 * of a rounding error.
	 */
	CtVolume resample(final CtVolume source) {
		final CtVolume result = new CtVolume(network);
		final Neighbours xs = neighbours(0), ys = neighbours(1), zs = neighbours(2);
		final short[] hu = source.hu();
		IntStream.range(0, network.nz()).parallel().forEach(z -> {
			final int z0 = first + zs.lower[z], z1 = first + zs.upper[z];
			final double w = zs.weight[z];
			int i = network.index(0, 0, z);
			for (int y = 0; y < network.ny(); y++) {
				final int y0 = ys.lower[y], y1 = ys.upper[y];
				final double v = ys.weight[y];
				for (int x = 0; x < network.nx(); x++, i++) {
					final int x0 = xs.lower[x], x1 = xs.upper[x];
					final double u = xs.weight[x];
					double sum = hu[x0 + y0 + z0] * (1 - u) * (1 - v) * (1 - w);
					sum += hu[x0 + y0 + z1] * (1 - u) * (1 - v) * w;
					sum += hu[x0 + y1 + z0] * (1 - u) * v * (1 - w);
					sum += hu[x0 + y1 + z1] * (1 - u) * v * w;
					sum += hu[x1 + y0 + z0] * u * (1 - v) * (1 - w);
					sum += hu[x1 + y0 + z1] * u * (1 - v) * w;
					sum += hu[x1 + y1 + z0] * u * v * (1 - w);
					sum += hu[x1 + y1 + z1] * u * v * w;
					result.hu()[i] = (short) sum;
				}
			}
		});
		return result;
	}

	/** Labels on the network's grid, brought to the CT's. */
	LabelVolume back(final LabelVolume labels) {
		final int[][] from = new int[3][];
		final int[] strides = { 1, network.nx(), network.nx() * network.ny() };
		for (int a = 0; a < 3; a++)
			from[axisOf[a]] = nearest(a, strides[a]);
		final LabelVolume result = new LabelVolume(ct);
		IntStream.range(0, ct.nz()).parallel().forEach(z -> {
			int i = ct.index(0, 0, z);
			for (int y = 0; y < ct.ny(); y++)
				for (int x = 0; x < ct.nx(); x++, i++)
					result.labels()[i] = labels.labels()[from[0][x] + from[1][y] + from[2][z]];
		});
		return result;
	}

	/** Offset in the network's array for each CT voxel along the CT's axis that became a. */
	private int[] nearest(final int a, final int networkStride) {
		final int n = sourceSize(a);
		final double step = n == 1 ? 1 : (double) (network.size(a) - 1) / (n - 1);
		return IntStream.range(0, n).map(i -> flipped[a] ? n - 1 - i : i).map(i -> Math.min(network.size(a) - 1, (int) Math
			.floor(i * step + 0.5)) * networkStride).toArray();
	}
}
