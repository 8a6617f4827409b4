package org.lymphatlas.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

/**
 * RECIST axes of a node: the longest diameter in any axial slice, and the longest one perpendicular to it in that slice
 * (of slices with equally long axes, the first). Axial slices are the grid's planes whose normal is nearest to the
 * patient's long axis, however the image is stored. A slice's diameters are those of the convex hull of its outline, which
 * runs through the middles of the voxel faces between node and surroundings (the contour at one half): a single voxel
 * measures its spacing, a row of ten voxels ten spacings, and an ellipse its axes to about half a voxel.
 *
 * @param longMm in mm
 * @param shortMm in mm
 */
record AxialDiameters(double longMm, double shortMm) {

	/** By label, 0..65535; null where a label does not occur. Parallel over slices. */
	static AxialDiameters[] ofLabels(final LabelVolume labels) {
		final Grid grid = labels.grid();
		final int normal = axialNormal(grid);
		final int u = normal == 0 ? 1 : 0, v = normal == 2 ? 1 : 2;
		final List<Map<Integer, AxialDiameters>> slices = IntStream.range(0, grid.size(normal)).parallel().mapToObj(
			slice -> inSlice(labels, normal, u, v, slice)).toList();
		final AxialDiameters[] longest = new AxialDiameters[0x10000];
		for (final Map<Integer, AxialDiameters> slice : slices)
			slice.forEach((label, d) -> {
				if (longest[label] == null || d.longMm > longest[label].longMm) longest[label] = d;
			});
		return longest;
	}

	/** The voxel axis nearest to the world's z. */
	private static int axialNormal(final Grid grid) {
		final double[] direction = grid.direction();
		int normal = 2;
		for (int axis = 1; axis >= 0; axis--)
			if (Math.abs(direction[6 + axis]) > Math.abs(direction[6 + normal])) normal = axis;
		return normal;
	}

	private static Map<Integer, AxialDiameters> inSlice(final LabelVolume labels, final int normal, final int u,
		final int v, final int slice)
	{
		final Grid grid = labels.grid();
		final int[] strides = { 1, grid.nx(), grid.nx() * grid.ny() };
		final double su = grid.spacing(u), sv = grid.spacing(v);
		final Map<Integer, ConvexPolygon.Builder> outlines = new HashMap<>();
		for (int row = 0; row < grid.size(v); row++) {
			final int start = slice * strides[normal] + row * strides[v];
			int runStart = 0;
			for (int i = 0; i < grid.size(u); i++) {
				final int label = labels.labelAt(start + i * strides[u]);
				if (i > 0 && labels.labelAt(start + (i - 1) * strides[u]) != label) runStart = i;
				final boolean runEnds = i == grid.size(u) - 1 || labels.labelAt(start + (i + 1) * strides[u]) != label;
				if (label != 0 && runEnds) outlines.computeIfAbsent(label, l -> new ConvexPolygon.Builder()).addRun(runStart *
					su, i * su, row * sv, 0.5 * su, 0.5 * sv);
			}
		}
		final Map<Integer, AxialDiameters> result = new HashMap<>();
		outlines.forEach((label, outline) -> result.put(label, of(outline.hull())));
		return result;
	}

	private static AxialDiameters of(final ConvexPolygon hull) {
		final double[] axis = hull.longestAxis();
		return new AxialDiameters(Math.hypot(axis[0], axis[1]), hull.longestChord(-axis[1], axis[0]));
	}
}
