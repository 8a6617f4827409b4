package org.lymphatlas.anatomy.stations;

/** Why the rules do not apply to a chest, as a clause. */
final class UnclearAnatomyException extends RuntimeException {

	private static final long serialVersionUID = 1;

	UnclearAnatomyException(final String reason) {
		super(reason);
	}
}
