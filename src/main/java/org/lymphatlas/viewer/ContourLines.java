package org.lymphatlas.viewer;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pieces of a contour joined to lines as long as they go, so that each can be edited and measured as one. Linear in
 * the pieces.
 */
final class ContourLines {

	private record End(double x, double y) {

		static End of(final double[] p) {
			return new End(p[0], p[1]);
		}
	}

	private final Map<End, Deque<double[][]>> pieces = new LinkedHashMap<>();

	private ContourLines() {}

	/**
	 * @param contour straight pieces, as {@link Contours} gives them
	 * @return the points (x, y) of each line; the last is the first again where the line is closed
	 */
	static List<List<double[]>> join(final Path2D contour) {
		final ContourLines lines = new ContourLines();
		final double[] c = new double[6];
		double[] from = null;
		for (final PathIterator p = contour.getPathIterator(null); !p.isDone(); p.next()) {
			final boolean moved = p.currentSegment(c) == PathIterator.SEG_MOVETO;
			final double[] to = { c[0], c[1] };
			if (!moved && !End.of(from).equals(End.of(to))) lines.add(new double[][] { from, to });
			from = to;
		}
		return lines.walkAll();
	}

	static boolean isClosed(final List<double[]> line) {
		return End.of(line.get(0)).equals(End.of(line.get(line.size() - 1)));
	}

	private void add(final double[][] piece) {
		for (final double[] end : piece)
			pieces.computeIfAbsent(End.of(end), e -> new ArrayDeque<>()).add(piece);
	}

	/** Open lines first, from their ends; what is left then is closed. */
	private List<List<double[]>> walkAll() {
		final List<List<double[]>> lines = new ArrayList<>();
		for (final int oddEnds : new int[] { 1, 0 })
			for (final Map.Entry<End, Deque<double[][]>> at : pieces.entrySet())
				while (!at.getValue().isEmpty() && at.getValue().size() % 2 >= oddEnds)
					lines.add(walkFrom(at.getKey(), at.getValue()));
		return lines;
	}

	private List<double[]> walkFrom(final End start, final Deque<double[][]> there) {
		final List<double[]> line = new ArrayList<>();
		End at = start;
		for (Deque<double[][]> next = there; !next.isEmpty(); next = pieces.get(at)) {
			final double[][] piece = next.getFirst();
			final int near = End.of(piece[0]).equals(at) ? 0 : 1;
			if (line.isEmpty()) line.add(piece[near]);
			line.add(piece[1 - near]);
			pieces.get(at).remove(piece);
			at = End.of(piece[1 - near]);
			pieces.get(at).remove(piece);
		}
		return line;
	}
}
