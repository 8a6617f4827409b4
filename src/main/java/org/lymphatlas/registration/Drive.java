package org.lymphatlas.registration;

/** What the deformable stage compares; the stages before it always compare organ masks. */
public enum Drive {
	/** Organ masks and the carina. */
	LABELS,
	/** The CTs' intensities alone. */
	INTENSITIES,
	/** All of them. */
	BOTH
}
