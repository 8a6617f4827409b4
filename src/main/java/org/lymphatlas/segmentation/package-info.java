/**
 * From a CT and its priors to nodes, given networks that predict a patch: sliding window, mirroring, ensembles,
 * thresholds, and filters of components and voxels, paper A's way and paper B's. Trains nothing and reads no images.
 */
package org.lymphatlas.segmentation;
