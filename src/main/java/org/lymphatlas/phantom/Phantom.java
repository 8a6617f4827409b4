package org.lymphatlas.phantom;

import java.util.List;

import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.PointMapping;

/**
 * A chest CT made up from a seed, with its truth. All volumes share one grid.
 *
 * @param seed what it was made from
 * @param ct HU
 * @param organs organs with TotalSegmentator v2's numbers and names where it has them, own numbers from 200 up
 * @param stations {@link org.lymphatlas.anatomy.Station} number of every mediastinal voxel, 0 elsewhere
 * @param nodes instance label of every node voxel
 * @param partial the nodes that a biased partial annotation would hold (large ones of a few favoured stations)
 * @param carinaLps the tracheal bifurcation
 * @param nodeList the nodes, by id
 * @param toCanonical from the world (LPS mm) to the chest that all phantoms are made from: millimetres from its carina
 *          towards left, posterior and superior
 * @param fromCanonical the way back, to about 0.01 mm
 */
public record Phantom(long seed, CtVolume ct, Organs organs, LabelVolume stations, LabelVolume nodes,
	LabelVolume partial, double[] carinaLps, List<PhantomNode> nodeList, PointMapping toCanonical,
	PointMapping fromCanonical)
{

	/**
	 * Where another phantom has the same point of the anatomy: the one with the same canonical coordinates. Airways,
	 * vessels, heart, oesophagus and the stations' borders have their axes there in every phantom, so the truth holds for
	 * them and for what lies between. Calibres, fat, diaphragm and how high the vertebrae stand differ from person to
	 * person beyond it. What a node pushed aside is taken back to where it would be without the node.
	 *
	 * @param pointLps of this phantom
	 * @return LPS mm of the other phantom
	 */
	public double[] corresponding(final double[] pointLps, final Phantom other) {
		final double[] point = new double[3];
		toCanonical.apply(pointLps, point);
		other.fromCanonical.apply(point, point);
		return point;
	}
}
