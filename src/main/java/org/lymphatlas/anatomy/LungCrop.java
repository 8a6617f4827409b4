package org.lymphatlas.anatomy;

import java.util.ArrayList;
import java.util.List;

import org.lymphatlas.task.Cancellation;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Components;
import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Downsampling;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;
import org.lymphatlas.volume.Morphology;
import org.scijava.task.Task;

/**
 * The part of a CT around the lungs, by thresholds alone, as paper B crops its CTs (Wang et al., 4.2, and their
 * program): what the body wraps and is darker than -300 HU, cleaned; the largest piece, airways and both lungs in one;
 * its box, the shorter side mirrored where a lung is collapsed. The windpipe belongs to it, so that the box begins as
 * high as that is in the field of view.
 *
 * <p>
 * What is not published is chosen: all is done at 2 mm, so that the box hardly depends on the CT's voxels; balls of
 * 2 mm open and dilate, one of 4 mm (2 voxels) closes, one of 5 mm takes away table and blankets; the body is filled
 * slice by slice, since the windpipe joins lungs and outside, and what has tissue in front of it and behind is inside
 * too, since fields of view may cut the chest; sides are compared about the middle of the body, which need not be the
 * image's.
 *
 * @param box its voxels, along the patient's axes: of the working grid, or as fine as the CT's
 * @param notes what users should know about it
 */
public record LungCrop(Grid box, List<String> notes) {

	private static final int BODY_HU = -600, LUNG_HU = -300;
	private static final double BALL_MM = 2, CLOSING_MM = 4;
	/** A side that reaches so many times further from the body's middle than the other is mirrored. */
	private static final double LOPSIDED = 2;
	/** Around annotated nodes, voxels of the CT along the patient's axes x, y, z. */
	private static final int MARGIN_X = 10, MARGIN_Y = 10, MARGIN_Z = 5;

	/**
	 * @throws InputException if the CT shows no lung
	 * @throws java.util.concurrent.CancellationException if the task is cancelled
	 */
	public static LungCrop of(final CtVolume original, final Task task) {
		task.setStatusMessage("Box of the lungs");
		final CtVolume ct = Downsampling.ct(original, WorkingGrid.of(original.grid()));
		Cancellation.check(task);
		final Trunk body = Trunk.denserThan(BODY_HU, ct);
		Cancellation.check(task);
		final Mask lungs = lungs(body, task);
		if (lungs.count() * ct.grid().voxelVolumeMm3() < 1000.0 * LungAir.MIN_LUNG_ML || LungAir.isGas(ct, lungs))
			throw new InputException("The CT shows no lung: the largest dark region inside the body is smaller than " +
				LungAir.MIN_LUNG_ML + " ml or gas of the bowel. This needs a chest CT in Hounsfield units");
		final List<String> notes = new ArrayList<>();
		final Box box = mirrored(lungs.bounds().orElseThrow(), body.tissue().bounds().orElseThrow(), notes).clip(ct.grid());
		return new LungCrop(ct.grid().crop(box), List.copyOf(notes));
	}

	private static Mask lungs(final Trunk body, final Task task) {
		final Mask filled = Morphology.fillHolesPerSlice(body.tissue()), outside = body.outside();
		final byte[] dark = new byte[filled.values().length];
		for (int i = 0; i < dark.length; i++)
			if (body.ct().hu()[i] < LUNG_HU && (filled.get(i) || !outside.get(i))) dark[i] = 1;
		final Mask opened = Morphology.open(new Mask(filled.grid(), dark), BALL_MM);
		Cancellation.check(task);
		final Mask closed = Morphology.close(opened, CLOSING_MM);
		Cancellation.check(task);
		return Components.largest(Morphology.open(Morphology.dilate(closed, BALL_MM), BALL_MM), Connectivity.SIX);
	}

	private static Box mirrored(final Box lungs, final Box body, final List<String> notes) {
		final int[] x = sides(lungs.minX(), lungs.maxX(), body.minX() + body.maxX());
		final int[] y = sides(lungs.minY(), lungs.maxY(), body.minY() + body.maxY());
		note(x[0] < lungs.minX(), "left", "right", notes);
		note(x[1] > lungs.maxX(), "right", "left", notes);
		note(y[0] < lungs.minY(), "back", "front", notes);
		note(y[1] > lungs.maxY(), "front", "back", notes);
		return new Box(x[0], y[0], lungs.minZ(), x[1], y[1], lungs.maxZ());
	}

	private static void note(final boolean mirrored, final String longer, final String shorter, final List<String> notes) {
		if (mirrored) notes.add("The air of the lungs reaches more than twice as far to the " + longer + " of the body's " +
			"middle as to the " + shorter + ", as where a lung is collapsed: their box is mirrored to the " + shorter);
	}

	/** Ends along an axis, the one nearer to the middle moved out if the other is so much further away. */
	private static int[] sides(final int min, final int max, final int twiceMiddle) {
		final int below = twiceMiddle - 2 * min, above = 2 * max - twiceMiddle;
		if (below > LOPSIDED * above) return new int[] { min, twiceMiddle - min };
		if (above > LOPSIDED * below) return new int[] { twiceMiddle - max, max };
		return new int[] { min, max };
	}

	/** Grown to hold annotated nodes and 10, 10 and 5 voxels of their CT around them, for training. */
	public LungCrop including(final Mask nodes) {
		final Grid ct = nodes.grid().canonical();
		return nodes.bounds().map(bounds -> {
			final Box around = GridCover.in(ct, nodes.grid().crop(bounds)).grow(MARGIN_X, MARGIN_Y, MARGIN_Z).clip(ct);
			return new LungCrop(GridCover.of(List.of(box, ct.crop(around))), notes);
		}).orElse(this);
	}

	/**
	 * The same part on another grid along the patient's axes.
	 *
	 * @param target of the same CT, all of it
	 */
	public Box on(final Grid target) {
		return GridCover.in(target, box).clip(target);
	}
}
