package org.lymphatlas.viewer;

import java.util.List;
import java.util.Optional;

import org.lymphatlas.evaluation.NodeMeasure;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

/**
 * What there is to look at in one case; the volumes may have different grids.
 *
 * @param title the case's name
 * @param verdict how well the atlas fits, in a few words; may be empty
 * @param ct never null
 * @param distance normalised distance to the carina, or null
 * @param probability the atlas' probability of a node in [0, 1], or null
 * @param nodes instance labels of the predicted nodes, or null
 * @param stations {@link org.lymphatlas.anatomy.Station} labels, or null
 * @param carina the tracheal bifurcation, LPS mm, if it was found
 * @param prediction the network's probability of a node in [0, 1], or null
 * @param reference instance or binary labels that the nodes are held against, or null
 * @param measures of the nodes, in the order of their table
 */
public record CaseView(String title, String verdict, CtVolume ct, FloatVolume distance, FloatVolume probability,
	LabelVolume nodes, LabelVolume stations, Optional<double[]> carina, FloatVolume prediction, LabelVolume reference,
	List<NodeMeasure> measures)
{

	public CaseView {
		measures = List.copyOf(measures);
	}

	/** Without prediction, reference and measures. */
	public CaseView(final String title, final String verdict, final CtVolume ct, final FloatVolume distance,
		final FloatVolume probability, final LabelVolume nodes, final LabelVolume stations, final Optional<double[]> carina)
	{
		this(title, verdict, ct, distance, probability, nodes, stations, carina, null, null, List.of());
	}

	/** Without stations, prediction, reference and measures. */
	public CaseView(final String title, final String verdict, final CtVolume ct, final FloatVolume distance,
		final FloatVolume probability, final LabelVolume nodes, final Optional<double[]> carina)
	{
		this(title, verdict, ct, distance, probability, nodes, null, carina);
	}

	/** With other nodes, as after a correction. */
	public CaseView withNodes(final LabelVolume others, final List<NodeMeasure> theirMeasures) {
		return new CaseView(title, verdict, ct, distance, probability, others, stations, carina, prediction, reference,
			theirMeasures);
	}

	/** With the network's probability. */
	public CaseView withPrediction(final FloatVolume network) {
		return new CaseView(title, verdict, ct, distance, probability, nodes, stations, carina, network, reference, measures);
	}

	/** With a reference to hold the nodes against; null takes it away. */
	public CaseView withReference(final LabelVolume labels) {
		return new CaseView(title, verdict, ct, distance, probability, nodes, stations, carina, prediction, labels, measures);
	}

	/** Where to look first: inside the largest node, else at the carina, else at the middle of the CT; LPS mm. */
	double[] focus() {
		final Grid g = ct.grid();
		return largestNode().or(() -> carina).orElseGet(() -> g.toWorld((g.nx() - 1) / 2.0, (g.ny() - 1) / 2.0, (g.nz() -
			1) / 2.0));
	}

	/** What {@link #focus()} is, in words. */
	String focusName() {
		return largestNode().isPresent() ? "the largest node" : carina.isPresent() ? "the carina" : "the middle of the CT";
	}

	/** The voxel of the node with the most voxels that lies next to its centroid, LPS mm. */
	Optional<double[]> largestNode() {
		if (nodes == null) return Optional.empty();
		final int[] sizes = new int[1 << 16];
		for (final short label : nodes.labels())
			sizes[label & 0xffff]++;
		int largest = 0;
		for (int label = 1; label < sizes.length; label++)
			if (sizes[label] > 0 && (largest == 0 || sizes[label] > sizes[largest])) largest = label;
		return largest == 0 ? Optional.empty() : Optional.of(centralVoxel(largest, sizes[largest]));
	}

	private double[] centralVoxel(final int label, final int count) {
		final Grid g = nodes.grid();
		final int plane = g.nx() * g.ny();
		final double[] centroid = new double[3];
		final int[] voxels = new int[count];
		for (int i = 0, n = 0; i < nodes.labels().length; i++) {
			if (nodes.labelAt(i) != label) continue;
			voxels[n++] = i;
			centroid[0] += i % g.nx() / (double) count;
			centroid[1] += i % plane / g.nx() / (double) count;
			centroid[2] += i / plane / (double) count;
		}
		int nearest = voxels[0];
		double least = Double.MAX_VALUE;
		for (final int i : voxels) {
			final double dx = (i % g.nx() - centroid[0]) * g.spacing(0), dy = (i % plane / g.nx() - centroid[1]) * g.spacing(1),
					dz = (i / plane - centroid[2]) * g.spacing(2);
			if (dx * dx + dy * dy + dz * dz < least) {
				least = dx * dx + dy * dy + dz * dz;
				nearest = i;
			}
		}
		return g.toWorld(nearest % g.nx(), nearest % plane / g.nx(), nearest / plane);
	}
}
