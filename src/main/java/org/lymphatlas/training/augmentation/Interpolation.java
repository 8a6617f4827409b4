package org.lymphatlas.training.augmentation;

/** How channels are read between voxels; labels are always linear. */
public enum Interpolation {
	/** Trilinear. */
	LINEAR,
	/** Cubic convolution (Keys 1981, a = -1/2) along each axis: sharper, twice the time. */
	CUBIC
}
