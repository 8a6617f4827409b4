package org.lymphatlas.registration;

/** The stages of a registration, in order; each starts from the one before. */
public enum Stage {
	RIGID, AFFINE, DEFORMABLE
}
