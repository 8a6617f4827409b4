package org.lymphatlas.phantom;

/** When after the injection of contrast medium the chest is seen. */
public enum ContrastPhase {
	/** Drawn from the seed: plain in 35 %, portal in 45 %, arterial in 20 %. */
	ANY,
	/** Without contrast medium: nodes have the CT number of blood. */
	PLAIN,
	/** Vessels at 130 to 190 HU, nodes enhanced. */
	PORTAL,
	/** Arteries at 280 to 480 HU, the cava at up to 1200 HU, with streaks. */
	ARTERIAL
}
