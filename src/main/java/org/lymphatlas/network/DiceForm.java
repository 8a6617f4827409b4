package org.lymphatlas.network;

/** How voxel weights w enter the Dice term of paper A (equation 2); p the probability, y the truth, e = 1e-5. */
public enum DiceForm {
	/** As printed: sum of w (2 p y + e) over (sum p + sum y + e), the constant added at every voxel. */
	LITERAL,
	/** (2 sum w p y + e) / (sum w p + sum w y + e): a false positive where nodes are likely costs less. */
	EFFECTIVE
}
