/**
 * Networks and losses, written once against the small set of tensor operations {@link org.lymphatlas.network.TensorOps};
 * the engine interface that runs them; weights as safetensors. No engine's classes are known here.
 */
package org.lymphatlas.network;
