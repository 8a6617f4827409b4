package org.lymphatlas.pipeline;

/** Some cases of a batch failed, the others are done. The message names the failed ones. */
public final class CasesFailedException extends RuntimeException {

	CasesFailedException(final String message) {
		super(message);
	}
}
