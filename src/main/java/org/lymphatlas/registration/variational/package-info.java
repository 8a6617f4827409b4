/**
 * The embedded registration engine: rigid and affine by Levenberg-Marquardt on smoothed organ masks, deformable by a
 * diffusion-regularised stationary velocity field on organ masks and intensities. Decides nothing about quality.
 */
package org.lymphatlas.registration.variational;
