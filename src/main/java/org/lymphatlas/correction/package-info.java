/**
 * Correction of nodes by hand: operations as pure functions from nodes to a change, their undoing, and a record from which
 * they can be done again. Volumes and patient's millimetres only.
 * Knows no windows and no files, and measures nothing.
 */
package org.lymphatlas.correction;
