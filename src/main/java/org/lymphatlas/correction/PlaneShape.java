package org.lymphatlas.correction;

import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.DistanceTransform;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;

/**
 * A node's cut by a plane: its centroid, and the signed distance to its border at every point of the plane, negative
 * inside. Read from the voxels nearest to a raster in the plane as fine as the finest spacing; distances are right to
 * half of that.
 */
final class PlaneShape {

	/** Rows and columns of background around the shape. */
	private static final int MARGIN = 2;

	private final Grid raster;
	private final double firstU;
	private final double firstV;
	private final float[] signedMm;
	private final double centreU;
	private final double centreV;

	private PlaneShape(final Mask mask, final double firstU, final double firstV) {
		raster = mask.grid();
		this.firstU = firstU;
		this.firstV = firstV;
		final double half = raster.spacing(0) / 2;
		final float[] outside = DistanceTransform.squaredMm(mask), inside = DistanceTransform.squaredMm(Masks.not(mask));
		signedMm = new float[outside.length];
		double u = 0, v = 0;
		for (int i = 0; i < signedMm.length; i++) {
			signedMm[i] = (float) (mask.get(i) ? half - Math.sqrt(inside[i]) : Math.sqrt(outside[i]) - half);
			if (!mask.get(i)) continue;
			u += i % raster.nx();
			v += i / raster.nx();
		}
		centreU = firstU + u / mask.count() * raster.spacing(0);
		centreV = firstV + v / mask.count() * raster.spacing(0);
	}

	/**
	 * @param heightMm where the plane lies along its normal
	 * @return null if the plane does not cut the node
	 */
	static PlaneShape of(final NodeMap nodes, final int node, final PlaneFrame frame, final double heightMm) {
		final Grid g = nodes.grid();
		final Box box = nodes.box(node);
		final double[] extent = frame.extent(g, box);
		final double step = Math.min(g.spacing(0), Math.min(g.spacing(1), g.spacing(2)));
		final double u0 = extent[0] - MARGIN * step, v0 = extent[2] - MARGIN * step;
		final int nu = (int) Math.ceil((extent[1] - extent[0]) / step) + 2 * MARGIN + 1, nv = (int) Math.ceil((extent[3] -
			extent[2]) / step) + 2 * MARGIN + 1;
		final Mask mask = new Mask(Grid.of(nu, nv, 1, step, step, 1));
		for (int v = 0, i = 0; v < nv; v++)
			for (int u = 0; u < nu; u++, i++)
				if (nodes.at(frame.toWorld(u0 + u * step, v0 + v * step, heightMm)) == node) mask.values()[i] = 1;
		return mask.count() == 0 ? null : new PlaneShape(mask, u0, v0);
	}

	double centreU() {
		return centreU;
	}

	double centreV() {
		return centreV;
	}

	/** Signed distance at a point given from the centroid; bilinear, infinite off the raster. */
	double signedMm(final double fromCentreU, final double fromCentreV) {
		final double u = (centreU + fromCentreU - firstU) / raster.spacing(0), v = (centreV + fromCentreV - firstV) / raster
			.spacing(0);
		final int u0 = (int) Math.floor(u), v0 = (int) Math.floor(v);
		if (u0 < 0 || v0 < 0 || u0 + 1 >= raster.nx() || v0 + 1 >= raster.ny()) return Double.POSITIVE_INFINITY;
		final double du = u - u0, dv = v - v0;
		final int i = v0 * raster.nx() + u0;
		return (1 - dv) * ((1 - du) * signedMm[i] + du * signedMm[i + 1]) + dv * ((1 - du) * signedMm[i + raster.nx()] + du *
			signedMm[i + raster.nx() + 1]);
	}
}
