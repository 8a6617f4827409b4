package org.lymphatlas.registration;

/**
 * Whether an engine can run here.
 *
 * @param detail its version and where it was found, or why it is not usable and what to do about it
 */
public record Availability(boolean usable, String detail) {}
