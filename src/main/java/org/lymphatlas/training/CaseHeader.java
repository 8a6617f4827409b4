package org.lymphatlas.training;

import java.util.Map;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/**
 * What stands at the head of a {@link CaseFile}, as JSON.
 *
 * @param format {@link #FORMAT}
 * @param name the case's
 * @param size voxels along x, y, z
 * @param spacing millimetres along x, y, z
 * @param origin LPS mm of the first voxel's centre
 * @param direction row-major 3x3
 * @param types how the voxels of each volume are kept: {@link #TYPES} or {@link #TYPES_WITHOUT_PRIORS}
 * @param nodeEnds for each node where the next one begins in the list of voxels by node
 * @param bodyBytes bytes after the header
 * @param bodyCrc32 CRC-32 of these
 * @param provenance what the case was made from, and how
 */
record CaseHeader(String format, String name, int[] size, double[] spacing, double[] origin, double[] direction,
	Map<String, String> types, int[] nodeEnds, long bodyBytes, long bodyCrc32, Map<String, Object> provenance)
{

	static final String FORMAT = "lymphatlas-case-1";
	/** Of a case with priors. */
	static final Map<String, String> TYPES = Map.of("hu", "int16", "distance", "uint16/65535", "probability", "uint8/255",
		"nodes", "uint8");
	/** Of one without. */
	static final Map<String, String> TYPES_WITHOUT_PRIORS = Map.of("hu", "int16", "nodes", "uint8");

	/** Bytes of a voxel of CT and nodes together. */
	private static final int VOXEL_BYTES = 2 + 1;
	/** Bytes of a voxel of both priors together. */
	private static final int PRIORS_VOXEL_BYTES = 2 + 1;
	/** Each foreground voxel stands in two lists of 4-byte indices. */
	private static final int FOREGROUND_BYTES = 8;

	/** Bytes after the header of a case. */
	static long bodyBytes(final int voxels, final int foreground, final boolean priors) {
		return (long) (VOXEL_BYTES + (priors ? PRIORS_VOXEL_BYTES : 0)) * voxels + (long) FOREGROUND_BYTES * foreground;
	}

	/** Whether the case has distance and probability. */
	boolean hasPriors() {
		return types.equals(TYPES);
	}

	/** Voxels of all nodes. */
	int foreground() {
		return nodeEnds.length == 0 ? 0 : nodeEnds[nodeEnds.length - 1];
	}

	/** @throws InputException if a field is missing or does not fit the others */
	Grid validate() {
		require(FORMAT.equals(format), "its format is '" + format + "', not " + FORMAT);
		require(name != null && size != null && spacing != null && origin != null && direction != null && nodeEnds != null &&
			provenance != null, "a field is missing in its header");
		require(TYPES.equals(types) || TYPES_WITHOUT_PRIORS.equals(types), "its voxels are kept as " + types + ", not as " +
			TYPES + " or " + TYPES_WITHOUT_PRIORS);
		for (int node = 0; node < nodeEnds.length; node++)
			require(nodeEnds[node] > (node == 0 ? 0 : nodeEnds[node - 1]), "the ends of its nodes do not ascend");
		final Grid grid = new Grid(size, spacing, origin, direction);
		require(foreground() <= grid.voxels() && bodyBytes == bodyBytes(grid.voxels(), foreground(), hasPriors()),
			"its size of " + bodyBytes + " bytes does not fit " + grid + " with " + foreground() + " foreground voxels");
		return grid;
	}

	private static void require(final boolean condition, final String message) {
		if (!condition) throw new InputException(message);
	}
}
