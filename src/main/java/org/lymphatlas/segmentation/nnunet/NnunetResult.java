package org.lymphatlas.segmentation.nnunet;

import java.util.Optional;

import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.LabelVolume;

/**
 * What an nnU-Net says about an image, on the image's grid.
 *
 * @param labels as the plan's outputs number them; 0 where nothing was asked for
 * @param probability of the output that was asked for, in [0, 1]
 */
public record NnunetResult(LabelVolume labels, Optional<FloatVolume> probability) {}
