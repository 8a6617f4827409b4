/**
 * Prediction with imported nnU-Net v2 models, exactly as nnU-Net does it but with bounded memory: an image brought to the
 * network's spacing, tiles, logits brought back slice by slice. Knows no lymph nodes and reads no files.
 */
package org.lymphatlas.segmentation.nnunet;
