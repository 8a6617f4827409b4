package org.lymphatlas.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.lymphatlas.anatomy.LungCrop;
import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.network.CropSource;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;
import org.scijava.task.Task;

/**
 * How a network sees a CT, in training and in prediction alike: a box around the lungs, axes to the patient's left,
 * posterior and superior, at the model's spacing.
 *
 * @param grid its voxels
 * @param notes what users should know about it
 */
record NetworkGrid(Grid grid, List<String> notes) {

	/**
	 * @param organs asked for if they tell where the lungs are: their bounding box without a margin (paper A, 3.1)
	 * @param annotated in training, the nodes of a CT that is cropped by intensities; these belong to the box (paper B)
	 * @param spacingMm x, y, z
	 * @throws InputException if no lung lies within the CT
	 */
	static NetworkGrid of(final CtVolume ct, final Supplier<Organs> organs, final CropSource source,
		final Optional<Mask> annotated, final double[] spacingMm, final Task task)
	{
		final Grid whole = ct.grid().canonical().withSpacing(spacingMm[0], spacingMm[1], spacingMm[2]);
		if (source == CropSource.ORGANS) return new NetworkGrid(whole.crop(box(organs.get(), whole)), List.of());
		final LungCrop found = LungCrop.of(ct, task), crop = annotated.map(found::including).orElse(found);
		return new NetworkGrid(whole.crop(crop.on(whole)), crop.notes());
	}

	private static Box box(final Organs organs, final Grid whole) {
		return Resampling.nearest(lungs(organs), whole, PointMapping.IDENTITY).bounds().orElseThrow(
			() -> new InputException("No lung lies within the CT: are organs and CT of the same patient?"));
	}

	private static Mask lungs(final Organs organs) {
		final Optional<Mask> left = OrganGroup.LUNG_LEFT.maskIn(organs);
		final Optional<Mask> right = OrganGroup.LUNG_RIGHT.maskIn(organs);
		if (left.isEmpty() && right.isEmpty()) throw new InputException("The organs hold no lung");
		final byte[] both = left.or(() -> right).orElseThrow().values().clone();
		right.ifPresent(mask -> {
			for (int i = 0; i < both.length; i++)
				both[i] |= mask.values()[i];
		});
		return new Mask(organs.grid(), both);
	}
}
