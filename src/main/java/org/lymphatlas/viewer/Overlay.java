package org.lymphatlas.viewer;

/** What can be switched on and off over the CT. */
public enum Overlay {
	/** Colours of distance, atlas probability and the network's probability. */
	COLOURS,
	/** Outlines of nodes with their ids, the distance's contours and the carina's cross. */
	OUTLINES,
	/** Outlines of the reference. */
	REFERENCE,
	/** The cursor's place in every panel. */
	CROSSHAIR
}
