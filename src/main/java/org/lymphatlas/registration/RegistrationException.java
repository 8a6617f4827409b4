package org.lymphatlas.registration;

/** An engine could not align two images; the message says why. */
public class RegistrationException extends RuntimeException {

	public RegistrationException(final String message) {
		super(message);
	}

	public RegistrationException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
