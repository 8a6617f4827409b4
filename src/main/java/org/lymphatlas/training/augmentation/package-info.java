/**
 * What happens to a patch between its case and the network: where its voxels lie, how they are read, how their values are
 * changed. Pure functions of arrays and a random stream; knows neither cases nor networks.
 */
package org.lymphatlas.training.augmentation;
