package org.lymphatlas.volume;

import java.util.Arrays;

/** Flooding of background along runs of voxels, with a stack of one entry a run. Linear time. */
final class Flood {

	private static final byte BACKGROUND = 0;
	private static final byte FOREGROUND = 1;
	private static final byte FLOODED = 2;

	private final byte[] values;
	private final Grid grid;
	private final int fromZ;
	private final int toZ;
	private int[] stack = new int[1024];
	private int depth;

	private Flood(final byte[] values, final Grid grid, final int fromZ, final int toZ) {
		this.values = values;
		this.grid = grid;
		this.fromZ = fromZ;
		this.toZ = toZ;
	}

	/**
	 * Sets the background of the slices fromZ (inclusive) to toZ (exclusive) that face neighbours do not join to their
	 * edge: the outer rows and columns of every slice and, if {@code endsAreEdges}, the whole first and last slice.
	 */
	static void fillHoles(final byte[] values, final Grid grid, final int fromZ, final int toZ,
		final boolean endsAreEdges)
	{
		final Flood flood = new Flood(values, grid, fromZ, toZ);
		for (int z = fromZ; z < toZ; z++)
			for (int y = 0; y < grid.ny(); y++) {
				final boolean edge = y == 0 || y == grid.ny() - 1 || endsAreEdges && (z == fromZ || z == toZ - 1);
				final int step = edge ? 1 : Math.max(1, grid.nx() - 1);
				for (int x = 0; x < grid.nx(); x += step)
					flood.from(grid.index(x, y, z));
			}
		for (int i = grid.index(0, 0, fromZ); i < grid.nx() * grid.ny() * toZ; i++)
			values[i] = values[i] == FLOODED ? BACKGROUND : FOREGROUND;
	}

	private void from(final int seed) {
		push(seed);
		while (depth > 0) {
			final int index = stack[--depth];
			if (values[index] != BACKGROUND) continue;
			final int x = index % grid.nx(), row = index - x;
			int left = x, right = x;
			while (left > 0 && values[row + left - 1] == BACKGROUND)
				left--;
			while (right < grid.nx() - 1 && values[row + right + 1] == BACKGROUND)
				right++;
			Arrays.fill(values, row + left, row + right + 1, FLOODED);
			final int y = row / grid.nx() % grid.ny(), z = row / grid.nx() / grid.ny();
			if (y > 0) pushRuns(row - grid.nx(), left, right);
			if (y < grid.ny() - 1) pushRuns(row + grid.nx(), left, right);
			if (z > fromZ) pushRuns(row - grid.nx() * grid.ny(), left, right);
			if (z < toZ - 1) pushRuns(row + grid.nx() * grid.ny(), left, right);
		}
	}

	/** One seed for each run of background in a row between two columns. */
	private void pushRuns(final int row, final int left, final int right) {
		boolean inRun = false;
		for (int i = row + left; i <= row + right; i++) {
			final boolean background = values[i] == BACKGROUND;
			if (background && !inRun) push(i);
			inRun = background;
		}
	}

	private void push(final int index) {
		if (values[index] != BACKGROUND) return;
		if (depth == stack.length) stack = Arrays.copyOf(stack, 2 * depth);
		stack[depth++] = index;
	}
}
