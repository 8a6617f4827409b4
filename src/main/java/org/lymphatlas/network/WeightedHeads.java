package org.lymphatlas.network;

/** Which of a deeply supervised network's heads weigh voxels in the Dice term; in the others all count alike. */
public enum WeightedHeads {
	/** Every head: paper A as printed ("at every resolution"). */
	ALL,
	/** The finest alone: paper A's released program. */
	FINEST
}
