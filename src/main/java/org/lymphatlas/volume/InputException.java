package org.lymphatlas.volume;

/**
 * What the user gave cannot be used: a file, an image or an option. The message names what, where and what to do next,
 * and is shown without a stack trace (exit code 2 in the shell).
 */
public class InputException extends RuntimeException {

	public InputException(final String message) {
		super(message);
	}

	public InputException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
