/**
 * Reads the tensors of a PyTorch checkpoint without executing anything in it: zip, pickle and raw numbers, all bounded by
 * the size of the file. What is not a tensor, a number, a text or a container of these stays opaque.
 */
package org.lymphatlas.network.pytorch;
