package org.lymphatlas.training;

/** How much of a case's truth its annotation holds. */
public enum Annotation {
	/** Every node is annotated. */
	FULL,
	/** Some nodes are annotated: the background may hold others. */
	PARTIAL,
	/** Nothing is annotated. */
	NONE
}
