package org.lymphatlas.atlas;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import org.lymphatlas.registration.SpatialTransform;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Resampling;

/**
 * Labels of a case carried onto the reference's grid, where no label and not seen are two things.
 *
 * @param codes 0 where the case's field of view does not reach, else the label + 1; labels below 65535
 */
public record WarpedLabels(LabelVolume codes) {

	/**
	 * Carries labels onto the reference, nearest neighbour.
	 *
	 * @param labels of the case, any grid
	 * @param caseToReference from the case's points to the reference's
	 */
	public static WarpedLabels of(final LabelVolume labels, final Grid reference,
		final SpatialTransform caseToReference)
	{
		return of(labels.grid(), labels::labelAt, reference, caseToReference);
	}

	/** Carries a mask onto the reference, as label 1. */
	public static WarpedLabels of(final Mask mask, final Grid reference, final SpatialTransform caseToReference) {
		return of(mask.grid(), i -> mask.values()[i], reference, caseToReference);
	}

	private static WarpedLabels of(final Grid grid, final IntUnaryOperator labelAt, final Grid reference,
		final SpatialTransform caseToReference)
	{
		final short[] codes = new short[grid.voxels()];
		IntStream.range(0, codes.length).parallel().forEach(i -> codes[i] = (short) (labelAt.applyAsInt(i) + 1));
		return new WarpedLabels(Resampling.nearest(new LabelVolume(grid, codes), reference, caseToReference.inverse()));
	}

	/** Does the case's field of view reach this voxel of the reference? */
	boolean sees(final int index) {
		return codes.labels()[index] != 0;
	}

	/** The label at a voxel; 0 also where the case sees nothing. */
	int labelAt(final int index) {
		return Math.max(0, codes.labelAt(index) - 1);
	}

	/** Is there any label in the reference's field? */
	public boolean isAnyMarked() {
		return IntStream.range(0, codes.labels().length).anyMatch(i -> labelAt(i) > 0);
	}
}
