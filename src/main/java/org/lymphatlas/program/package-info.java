/**
 * Running a program that the user has installed: finding it, asking its version once, running it with its output read
 * line by line, killing it with all it started, and a private folder for its files. The only room that starts a
 * process. Knows no program and no image.
 */
package org.lymphatlas.program;
