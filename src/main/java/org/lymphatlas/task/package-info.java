/**
 * How long work tells its progress and is cancelled: the small things around SciJava's {@link org.scijava.task.Task}
 * that every room needs. No work is done here.
 */
package org.lymphatlas.task;
