package org.lymphatlas.correction;

import java.time.Instant;

/**
 * An operation that was done.
 *
 * @param time when
 * @param operation what, with all its parameters
 * @param voxels how many it changed
 */
public record Edit(Instant time, Operation operation, long voxels) {}
