package org.lymphatlas.phantom;

/** A solid in canonical coordinates (mm from the carina: l to the left, p to posterior, s to superior). */
interface Shape {

	/** Signed distance to the surface in mm, negative inside; exact near the surface, a lower bound in size far off. */
	double distance(double l, double p, double s);

	/** Centre of a ball around the solid. */
	double[] centre();

	/** Radius of that ball in mm; infinite for a solid without bounds. */
	double radius();
}
