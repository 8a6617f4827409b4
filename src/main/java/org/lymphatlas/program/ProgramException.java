package org.lymphatlas.program;

/** An installed program is missing, cannot be started, or did not do its work; the message says which and why. */
public class ProgramException extends RuntimeException {

	public ProgramException(final String message) {
		super(message);
	}

	public ProgramException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
