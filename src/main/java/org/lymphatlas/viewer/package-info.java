/**
 * Pictures for people: of a case the QA figure as PNG, and viewers as a SciJava plugin type, one painter for both; of a
 * training its curves and what pre-training does to a patch. Planes are cut in the patient's world, so oblique and mirrored
 * grids show like any other.
 * Computes no results and changes no volume.
 */
package org.lymphatlas.viewer;
