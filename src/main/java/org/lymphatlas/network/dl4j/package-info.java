/**
 * The network engine on DeepLearning4J's array library ND4J: a network is recorded once per shape as a program of kernels,
 * which runs forward (arrays reused after their last use) and backward. The only room that imports ND4J.
 * Convolutions are ND4J's oneDNN operations, backward products of matrices where channels lie last; norms, activations
 * and losses are Java over the arrays outside the heap.
 */
package org.lymphatlas.network.dl4j;
