package org.lymphatlas.pipeline;

/** What is done when cases of a manifest cannot be used. */
public enum BadCasePolicy {
	/** All are named and nothing is begun. */
	REFUSE,
	/** They are left out; log and record name them. */
	SKIP
}
