/**
 * How good a segmentation is (the challenge's Dice and ASSD, precision, recall, nodes found, paired t-test) and what its
 * nodes measure (RECIST axes, volume, station). Pure functions on volumes of one grid.
 * Reads and writes no files and aggregates no studies.
 */
package org.lymphatlas.evaluation;
