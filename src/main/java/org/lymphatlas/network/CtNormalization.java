package org.lymphatlas.network;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.InputException;

/**
 * How a CT becomes a network's input: clipped, then shifted and scaled (nnU-Net's CTNormalization).
 *
 * @param lowHu clipped from below at this
 * @param highHu clipped from above at this
 * @param meanHu subtracted
 * @param stdHu divided by
 */
public record CtNormalization(double lowHu, double highHu, double meanHu, double stdHu) {

	public CtNormalization {
		if (!(lowHu < highHu) || !Double.isFinite(highHu - lowHu) || !Double.isFinite(meanHu) || !(stdHu > 0) || !Double
			.isFinite(stdHu)) throw new InputException("CT normalisation clips to " + lowHu + " .. " + highHu +
				" HU with mean " + meanHu + " and standard deviation " + stdHu +
				": the limits must ascend and the deviation be positive");
	}

	/** Paper B's: of the annotated nodes of its training set, contrast CTs of the mediastinum. */
	public static CtNormalization paperB() {
		return new CtNormalization(-36, 157, 54.37, 32.7);
	}

	/** A Hounsfield value as the network sees it. */
	public float apply(final double hu) {
		return (float) ((Math.max(lowHu, Math.min(highHu, hu)) - meanHu) / stdHu);
	}

	/** All voxels of a CT as the network sees them. */
	public float[] apply(final CtVolume ct) {
		final short[] hu = ct.hu();
		final float[] normalised = new float[hu.length];
		apply(hu, normalised, 0);
		return normalised;
	}

	/** Hounsfield values as the network sees them, into an array from {@code at} on. */
	public void apply(final short[] hu, final float[] normalised, final int at) {
		final double scale = 1 / stdHu;
		for (int i = 0; i < hu.length; i++)
			normalised[at + i] = (float) ((Math.max(lowHu, Math.min(highHu, hu[i])) - meanHu) * scale);
	}

	/** The network's value for air: what stands beyond the image's edge. */
	public float padding() {
		return apply(lowHu);
	}
}
