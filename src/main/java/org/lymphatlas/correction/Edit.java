package org.lymphatlas.correction;

import java.time.Instant;

/**
 * An operation that was done.
 *
 * @param time when
 * @param reader who did it, as they call themselves; may be empty
 * @param operation what, with all its parameters
 * @param voxels how many it changed
 */
public record Edit(Instant time, String reader, Operation operation, long voxels) {}
