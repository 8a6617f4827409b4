package org.lymphatlas.registration;

/** How far a registration can be trusted; the rules stand at {@link QualityRules}. */
public enum Verdict {
	/** Use it. */
	GOOD,
	/** Use it, but a person should look. */
	CHECK,
	/** The priors it would carry are worth nothing. */
	FAILED
}
