/**
 * From a CT and its priors to nodes, given networks that predict a patch: sliding window, mirroring, ensembles,
 * thresholds and component filters. Trains nothing and reads no images.
 */
package org.lymphatlas.segmentation;
