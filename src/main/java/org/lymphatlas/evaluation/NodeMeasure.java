package org.lymphatlas.evaluation;

/**
 * One lymph node, measured.
 *
 * @param id its label
 * @param station IASLC station of most of its voxels, two as {@code 4R/10R}; see {@link NodeMeasures}
 * @param shortAxisMm RECIST short axis: largest diameter perpendicular to the long axis in its axial slice
 * @param longAxisMm RECIST long axis: largest diameter in any axial slice
 * @param volumeMm3 voxels times their volume
 * @param ellipsoidDiameterMm smallest diameter of the equivalent ellipsoid; 0 if one slice thick
 * @param meanProbability mean of the prediction over its voxels; not a number without a prediction
 * @param centreXMm mean of its voxel centres, LPS
 * @param centreYMm mean of its voxel centres, LPS
 * @param centreZMm mean of its voxel centres, LPS
 */
public record NodeMeasure(int id, String station, double shortAxisMm, double longAxisMm, double volumeMm3,
	double ellipsoidDiameterMm, double meanProbability, double centreXMm, double centreYMm, double centreZMm)
{

	/** The same node in another station. */
	public NodeMeasure withStation(final String other) {
		return new NodeMeasure(id, other, shortAxisMm, longAxisMm, volumeMm3, ellipsoidDiameterMm, meanProbability, centreXMm,
			centreYMm, centreZMm);
	}
}
