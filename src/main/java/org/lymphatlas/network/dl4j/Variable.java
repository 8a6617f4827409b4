package org.lymphatlas.network.dl4j;

/** A tensor of a program, known by its number and shape, and how it lies in memory. */
record Variable(int id, int[] shape, Layout layout) {
}
