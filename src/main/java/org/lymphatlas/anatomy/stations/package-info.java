/**
 * IASLC lymph node stations by the map's own rules, from organ masks and landmarks: an upright frame of the chest, levels
 * and lines found in it, and an ordered table of tests. Knows neither atlases nor nodes; says what it cannot tell.
 */
package org.lymphatlas.anatomy.stations;
