/**
 * Volumes and the geometry that places them in the patient, with the image operations every room needs: resampling,
 * smoothing, morphology, components, distances. World is LPS in millimetres, x fastest, voxel centres.
 * Knows nothing of files, organs or networks.
 */
package org.lymphatlas.volume;
