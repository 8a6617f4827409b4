package org.lymphatlas.command;

/**
 * One part of the installation.
 *
 * @param part its name
 * @param present can it be used?
 * @param reason version and place, or why it cannot be used and what stands in
 */
record Finding(String part, boolean present, String reason) {

	@Override
	public String toString() {
		return (present ? "yes  " : "no   ") + part + ": " + reason;
	}
}
