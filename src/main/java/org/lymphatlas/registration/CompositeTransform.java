package org.lymphatlas.registration;

/** Two transforms, one after the other. */
record CompositeTransform(SpatialTransform first, SpatialTransform second) implements SpatialTransform {

	@Override
	public void apply(final double[] point, final double[] result) {
		first.apply(point, result);
		second.apply(result, result);
	}

	@Override
	public SpatialTransform inverse() {
		return new CompositeTransform(second.inverse(), first.inverse());
	}
}
