/**
 * The window in which many cases are reviewed one after the other: work list, decision buttons, and the case in the
 * built-in viewer. Which case comes next and what is kept of a decision is the pipeline's.
 */
package org.lymphatlas.viewer.review;
