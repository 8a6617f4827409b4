package org.lymphatlas.viewer.bigdataviewer;

import java.util.Optional;

import org.lymphatlas.viewer.LpsPoint;
import org.lymphatlas.viewer.Plane;
import org.lymphatlas.viewer.Section;
import org.lymphatlas.volume.Grid;

/** Affine maps as BigDataViewer takes them: twelve numbers, row by row. Pure functions. */
final class ViewMatrix {

	/** Cosines that differ by less belong to the same direction. */
	private static final double ALIGNED = 1e-6;

	private ViewMatrix() {}

	/** A grid's voxels to the world, LPS mm: oblique and mirrored directions as they are. */
	static double[] voxelToWorld(final Grid grid) {
		final double[] m = new double[12];
		for (int row = 0; row < 3; row++) {
			for (int axis = 0; axis < 3; axis++)
				m[4 * row + axis] = grid.direction()[3 * row + axis] * grid.spacing(axis);
			m[4 * row + 3] = grid.origin()[row];
		}
		return m;
	}

	/** The world to the pixels of a display that shows a plane; behind the plane is positive, in pixels too. */
	static double[] of(final Plane plane) {
		final Section s = plane.section();
		final double scale = 1 / plane.pixelMm();
		final double[] m = new double[12];
		row(m, 0, s.rightAxis, scale, plane);
		row(m, 1, s.downAxis, s.downSign * scale, plane);
		row(m, 2, s.normalAxis, behind(s) * scale, plane);
		return m;
	}

	private static void row(final double[] m, final int row, final int axis, final double scale, final Plane plane) {
		m[4 * row + axis] = scale;
		m[4 * row + 3] = -scale * plane.topLeft()[axis];
	}

	/** The direction of the normal that makes right, down and behind a right-handed system. */
	private static int behind(final Section s) {
		final int even = (s.downAxis - s.rightAxis + 3) % 3 == 1 ? 1 : -1;
		return even * s.downSign;
	}

	/** The plane that a display shows; empty if it is turned out of the patient's axes. */
	static Optional<Plane> plane(final double[] view, final int width, final int height) {
		final double scale = Math.sqrt(view[0] * view[0] + view[1] * view[1] + view[2] * view[2]);
		for (final Section s : Section.values()) {
			if (!(view[s.rightAxis] > scale * (1 - ALIGNED) && s.downSign * view[4 + s.downAxis] > scale * (1 - ALIGNED))) continue;
			final double[] topLeft = new double[3];
			topLeft[s.rightAxis] = -view[3] / view[s.rightAxis];
			topLeft[s.downAxis] = -view[7] / view[4 + s.downAxis];
			topLeft[s.normalAxis] = -view[11] / view[8 + s.normalAxis];
			return Optional.of(new Plane(s, topLeft, 1 / scale, width, height));
		}
		return Optional.empty();
	}

	/** A point of the world on the display: right, down and behind, in pixels. */
	static double[] project(final double[] view, final LpsPoint p) {
		final double[] at = new double[3];
		for (int row = 0; row < 3; row++)
			at[row] = view[4 * row] * p.x() + view[4 * row + 1] * p.y() + view[4 * row + 2] * p.z() + view[4 * row + 3];
		return at;
	}

	/** The point of the world that lies on the plane at a place of the display: the way back, for a turned view too. */
	static LpsPoint place(final double[] view, final double x, final double y) {
		// A view turns and scales evenly, so that its inverse is its transpose over the squared scale.
		final double squared = view[0] * view[0] + view[1] * view[1] + view[2] * view[2];
		final double[] from = { x - view[3], y - view[7], -view[11] }, p = new double[3];
		for (int axis = 0; axis < 3; axis++)
			p[axis] = (view[axis] * from[0] + view[4 + axis] * from[1] + view[8 + axis] * from[2]) / squared;
		return LpsPoint.of(p);
	}
}
