package org.lymphatlas.viewer.bigdataviewer;

/** BigDataViewer is not there, or not as it must be; the message says what is missing. */
final class BdvMissingException extends Exception {

	BdvMissingException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
