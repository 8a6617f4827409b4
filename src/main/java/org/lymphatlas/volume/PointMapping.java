package org.lymphatlas.volume;

/** Maps points of the world (LPS, mm) to points of the world. Implementations are immutable and thread-safe. */
@FunctionalInterface
public interface PointMapping {

	/** The mapping that leaves every point where it is. */
	PointMapping IDENTITY = (point, result) -> {
		result[0] = point[0];
		result[1] = point[1];
		result[2] = point[2];
	};

	/**
	 * @param point x, y, z in mm (LPS); not changed unless it is also the result
	 * @param result receives the mapped x, y, z; may be the same array as {@code point}
	 */
	void apply(double[] point, double[] result);
}
