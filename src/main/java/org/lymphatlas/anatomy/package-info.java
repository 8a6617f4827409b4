/**
 * Named organ masks and landmarks of a chest CT: from TotalSegmentator's output (v1 to v3, by name) or from
 * intensities alone (body, lungs, airways, bones), the tracheal bifurcation, the lungs' convex hull and their box.
 * Does not register, draw or run networks.
 */
package org.lymphatlas.anatomy;
