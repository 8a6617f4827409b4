package org.lymphatlas.atlas;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;

/**
 * A chest atlas. CT, stations and probability share one grid; the organs may lie on their own.
 *
 * @param name what to call it in records
 * @param ct the reference CT
 * @param anatomy its organs and its tracheal bifurcation, which must be known
 * @param stations {@link org.lymphatlas.anatomy.Station} labels, 0 where there is no station
 * @param probability probability of a lymph node, scaled to [0, 1] (paper A's PA)
 * @param largestDistanceMm what distances from the bifurcation are divided by: the largest inside the atlas' field
 * @param provenance how it was made: reference, number of cases, weights, versions
 * @param cases what it was made from, by name; empty where that is not known
 */
public record Atlas(String name, CtVolume ct, Anatomy anatomy, LabelVolume stations, FloatVolume probability,
	double largestDistanceMm, Map<String, String> provenance, List<AtlasCase> cases)
{

	/** Of unknown cases. */
	public Atlas(final String name, final CtVolume ct, final Anatomy anatomy, final LabelVolume stations,
		final FloatVolume probability, final double largestDistanceMm, final Map<String, String> provenance)
	{
		this(name, ct, anatomy, stations, probability, largestDistanceMm, provenance, List.of());
	}

	/** @throws InputException if the parts do not belong together */
	public Atlas {
		provenance = Map.copyOf(provenance);
		cases = List.copyOf(cases);
		if (anatomy.landmarks().carina().isEmpty()) throw new InputException("Atlas '" + name +
			"' has no tracheal bifurcation (" + anatomy.landmarks().carinaReason() + "); priors cannot be measured from it");
		for (final double coordinate : anatomy.landmarks().carina().get())
			if (!Double.isFinite(coordinate)) throw new InputException("Atlas '" + name + "': the carina " + Arrays.toString(
				anatomy.landmarks().carina().get()) + " is not a point");
		if (!stations.grid().matches(ct.grid(), 0.01) || !probability.grid().matches(ct.grid(), 0.01))
			throw new InputException("Atlas '" + name + "': CT (" + ct.grid() + "), stations (" + stations.grid() +
				") and probability (" + probability.grid() + ") lie on different grids");
		if (!(largestDistanceMm > 0 && Double.isFinite(largestDistanceMm))) throw new InputException("Atlas '" + name + "': largest distance " +
			largestDistanceMm + " mm is not a positive number");
		for (final float v : probability.values())
			if (!(v >= 0 && v <= 1)) throw new InputException("Atlas '" + name + "': probability " + v + " is not in [0, 1]");
	}

	/** The tracheal bifurcation, LPS mm in atlas space; a copy. */
	public double[] carina() {
		return anatomy.landmarks().carina().orElseThrow().clone();
	}

	/** The atlas as the moving side of a registration. */
	public Subject subject() {
		return new Subject(ct, anatomy);
	}

	/** The largest distance of any voxel centre of a grid from a point, mm: attained at a corner. */
	public static double largestDistanceMm(final Grid grid, final double[] point) {
		double largest = 0;
		for (int corner = 0; corner < 8; corner++) {
			final double[] p = grid.toWorld((corner & 1) * (grid.nx() - 1), (corner >> 1 & 1) * (grid.ny() - 1),
				(corner >> 2 & 1) * (grid.nz() - 1));
			final double dx = p[0] - point[0], dy = p[1] - point[1], dz = p[2] - point[2];
			largest = Math.max(largest, Math.sqrt(dx * dx + dy * dy + dz * dz));
		}
		return largest;
	}
}
