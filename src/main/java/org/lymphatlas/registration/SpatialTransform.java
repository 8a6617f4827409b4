package org.lymphatlas.registration;

import org.lymphatlas.volume.PointMapping;

/**
 * An invertible mapping of <em>fixed (patient) points to moving (atlas) points</em>, LPS mm, as resampling the moving
 * image onto the fixed grid needs. Immutable and thread-safe.
 */
public interface SpatialTransform extends PointMapping {

	/** Moving points to fixed points. */
	SpatialTransform inverse();

	/** This mapping first, then another one on its result. */
	default SpatialTransform then(final SpatialTransform next) {
		return new CompositeTransform(this, next);
	}
}
