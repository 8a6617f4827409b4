package org.lymphatlas.network;

import org.lymphatlas.volume.InputException;

/**
 * What is believed of voxels that no one annotated before a network has seen them, where paper B takes all of them
 * alike. Trust is a number t of each voxel, {@link Batch#LOSS_WEIGHT}: 1 where the annotation is believed, 0 where it
 * is left open whether a voxel that is not annotated is a node's; annotated voxels have 1.
 *
 * @param trustInAnnotation whether the losses against the annotation weigh voxels by t
 * @param trustInPseudoLabel whether the pseudo label of a voxel that is not annotated is multiplied by 1 - t
 * @param completeness c in (0, 1]: the share of the nodes' voxels that a partial annotation holds
 */
public record PriorBelief(boolean trustInAnnotation, boolean trustInPseudoLabel, double completeness) {

	/** Paper B's. */
	public static final PriorBelief NONE = new PriorBelief(false, false, 1);

	/** @throws InputException if the completeness is out of range */
	public PriorBelief {
		if (!(completeness > 0 && completeness <= 1)) {
			throw new InputException("The completeness of the annotation is " + completeness + "; it is above 0 and at most 1.");
		}
	}

	/** Whether batches must bring t. */
	public boolean usesTrust() {
		return trustInAnnotation || trustInPseudoLabel;
	}
}
