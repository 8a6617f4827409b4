package org.lymphatlas.segmentation;

/** Receives averaged logits slice by slice along the network's first axis, in ascending order. */
@FunctionalInterface
public interface LogitSlices {

	/**
	 * @param slice its number; slices in which no tile lies do not come
	 * @param logits output by output, each with the last axis fastest; not a number where no tile lies. The receiver's to
	 *          keep.
	 */
	void accept(int slice, float[] logits);
}
