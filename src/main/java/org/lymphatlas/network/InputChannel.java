package org.lymphatlas.network;

import com.google.gson.annotations.SerializedName;

/** What an input channel of a network shows. The names are those of model.json. */
public enum InputChannel {
	/** The CT, clipped and z-scored by the model's {@link CtNormalization}. */
	@SerializedName("ct")
	CT,
	/** Distance to the tracheal bifurcation in the atlas, as a share of the atlas's largest: [0, 1]. */
	@SerializedName("distance")
	DISTANCE,
	/** Atlas probability of a lymph node, [0, 1]. */
	@SerializedName("probability")
	PROBABILITY
}
