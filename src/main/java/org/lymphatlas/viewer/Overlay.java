package org.lymphatlas.viewer;

/** What can be switched on and off over the CT. */
public enum Overlay {
	/** Colours of distance, atlas probability and the network's probability. */
	COLOURS,
	/** Outlines of nodes with their ids, and the distance's contours. */
	OUTLINES,
	/** Outlines of the reference. */
	REFERENCE,
	/** The cursor's place in every panel. */
	CROSSHAIR
}
