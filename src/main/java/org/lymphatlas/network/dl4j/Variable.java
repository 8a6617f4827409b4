package org.lymphatlas.network.dl4j;

/** A tensor of a program, known by its number and shape. */
record Variable(int id, int[] shape) {
}
