/**
 * nnU-Net v2 models: what their plans say, in plain types, and their import into a model folder of ours. Checkpoints are
 * read without executing anything in them. Running such a model is the segmentation room's.
 */
package org.lymphatlas.network.nnunet;
