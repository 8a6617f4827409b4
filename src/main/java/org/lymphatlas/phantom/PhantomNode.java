package org.lymphatlas.phantom;

/**
 * One lymph node of a phantom.
 *
 * @param id its label in {@link Phantom#nodes()}, from 1
 * @param station IASLC station, for example {@code 4R}
 * @param centreLps centre in LPS mm
 * @param semiAxesMm semi-axes of the ellipsoid it was made from, ascending
 */
public record PhantomNode(int id, String station, double[] centreLps, double[] semiAxesMm) {}
