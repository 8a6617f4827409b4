package org.lymphatlas.anatomy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.lymphatlas.anatomy.LungAir.Lungs;
import org.lymphatlas.task.Cancellation;
import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.Components;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Downsampling;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;
import org.lymphatlas.volume.Morphology;
import org.scijava.task.Task;

/**
 * Organs from Hounsfield units alone: body, lungs, airways, bones and the carina. Works on a canonical grid of 2 mm (more
 * for very large fields of view) whatever the CT's own; the organs are on that grid.
 */
public final class IntensityAnatomy {

	/** What organs found here call themselves as a source. */
	public static final String SOURCE = "intensity";

	private static final int BODY = 201, LUNG_LEFT = 202, LUNG_RIGHT = 203, AIRWAYS = 204, BONES = 205;
	private static final Map<Integer, String> NAMES = Map.of(BODY, "body", LUNG_LEFT, "lung_left", LUNG_RIGHT,
		"lung_right", AIRWAYS, "airways", BONES, "bones");
	private static final int BODY_HU = -300;
	private static final double TABLE_MM = 5;
	/** One lung this much smaller than the other is said. */
	private static final double SMALL_LUNG = 0.35;

	private IntensityAnatomy() {}

	/** The air around the patient and what it leaves inside. */
	private record Air(Mask exterior, AirwayTracker.Result airways, Lungs lungs) {}

	/**
	 * @throws InputException if the CT shows no lung
	 * @throws java.util.concurrent.CancellationException if the task is cancelled
	 */
	public static Anatomy segment(final CtVolume original, final Task task) {
		task.setStatusMessage("Organs: body and lungs");
		final CtVolume ct = Downsampling.ct(original, WorkingGrid.of(original.grid()));
		Cancellation.check(task);
		final Trunk trunk = Trunk.of(ct);
		Cancellation.check(task);
		final Air closed = air(trunk, new Mask(ct.grid()), task);
		final Air opened = closed.lungs().areBoth() ? closed : cutOpen(trunk, closed, task);
		final Air air = opened.lungs().areNone() ? insideChest(trunk, opened, task) : opened;
		if (air.lungs().areNone()) throw new InputException("The CT shows no lung: no air-filled region of at least " +
			LungAir.MIN_LUNG_ML + " ml lies inside the body. LymphAtlas needs a chest CT in Hounsfield units");
		task.setStatusMessage("Organs: bones");
		final Lungs lungs = air.lungs();
		final AirwayTracker.Result tracked = air.airways();
		final Mask both = lungs.left().isEmpty() ? lungs.right().orElseThrow() : lungs.right().map(right -> Masks.or(lungs
			.left().get(), right)).orElse(lungs.left().get());
		final Mask bones = BoneThreshold.of(ct, both, LungHull.of(both, ct.grid()));
		Cancellation.check(task);
		final Mask body = body(ct, air.exterior(), both);
		final LabelVolume labels = new LabelVolume(ct.grid());
		paint(labels, body, BODY);
		paint(labels, Masks.and(bones, body), BONES);
		lungs.left().ifPresent(mask -> paint(labels, mask, LUNG_LEFT));
		lungs.right().ifPresent(mask -> paint(labels, mask, LUNG_RIGHT));
		paint(labels, tracked.airways(), AIRWAYS);
		return new Anatomy(new Organs(labels, new TreeMap<>(NAMES)), tracked.landmarks(), SOURCE, warnings(lungs, tracked
			.landmarks()));
	}

	private static Air air(final Trunk trunk, final Mask cutOpenLungs, final Task task) {
		task.setStatusMessage("Organs: airways");
		final CtVolume ct = trunk.ct();
		final Mask exterior = ExteriorAir.of(trunk, cutOpenLungs);
		Cancellation.check(task);
		final AirwayTracker.Result airways = airways(trunk, exterior, cutOpenLungs, task);
		task.setStatusMessage("Organs: lungs");
		return new Air(exterior, airways, LungAir.of(trunk, exterior, airways.airways(), midline(ct.grid(), airways
			.airways())));
	}

	/** With lungs that the field of view cuts open to its padding, if there are any. */
	private static Air cutOpen(final Trunk trunk, final Air closed, final Task task) {
		final Mask lungs = CutOpenLungs.in(trunk.ct(), closed.exterior(), trunk);
		Cancellation.check(task);
		return lungs.count() == 0 ? closed : air(trunk, lungs, task);
	}

	/** When the field of view ends inside the lungs all round. */
	private static Air insideChest(final Trunk trunk, final Air none, final Task task) {
		final Mask lungs = ExteriorAir.patientsAtSides(trunk.ct());
		return lungs.count() == 0 ? none : air(trunk, lungs, task);
	}

	/** A second look takes into account that padding, in a tilted field of view, may open into the windpipe from above. */
	private static AirwayTracker.Result airways(final Trunk trunk, final Mask exterior, final Mask cutOpenLungs,
		final Task task)
	{
		final CtVolume ct = trunk.ct();
		final Mask outside = trunk.outside();
		final AirwayTracker.Result first = new AirwayTracker(ct, exterior, outside, AirwayTracker.LUNG_MM2).run(task);
		if (first.landmarks().carina().isPresent()) return first;
		final AirwayTracker.Result second = new AirwayTracker(ct, Masks.or(ExteriorAir.widerThanWindpipe(trunk, cutOpenLungs),
			outside), outside, AirwayTracker.LUNG_MM2).run(task);
		return second.landmarks().carina().isPresent() ? second : first;
	}

	/** Where the windpipe runs, or the middle of the image; voxels along x. */
	private static double midline(final Grid grid, final Mask airways) {
		return airways.bounds().map(box -> 0.5 * (box.minX() + box.maxX() - 1)).orElse(0.5 * (grid.nx() - 1));
	}

	private static Mask body(final CtVolume ct, final Mask exterior, final Mask lungs) {
		final byte[] tissue = new byte[ct.hu().length];
		for (int i = 0; i < tissue.length; i++)
			if (exterior.values()[i] == 0 && (ct.hu()[i] > BODY_HU || lungs.values()[i] != 0)) tissue[i] = 1;
		final Mask largest = Components.largest(Morphology.open(new Mask(ct.grid(), tissue), TABLE_MM), Connectivity.SIX);
		return Masks.or(Morphology.fillHolesPerSlice(largest), lungs);
	}

	private static void paint(final LabelVolume labels, final Mask mask, final int label) {
		for (int i = 0; i < mask.values().length; i++)
			if (mask.get(i)) labels.labels()[i] = (short) label;
	}

	private static List<String> warnings(final Lungs lungs, final Landmarks landmarks) {
		final List<String> warnings = new ArrayList<>();
		final Optional<Long> left = lungs.left().map(Mask::count), right = lungs.right().map(Mask::count);
		if (left.isEmpty()) warnings.add("No air-filled left lung was found");
		if (right.isEmpty()) warnings.add("No air-filled right lung was found");
		if (left.isPresent() && right.isPresent()) {
			if (left.get() < SMALL_LUNG * right.get()) warnings.add("The left lung is much smaller than the right");
			if (right.get() < SMALL_LUNG * left.get()) warnings.add("The right lung is much smaller than the left");
		}
		if (landmarks.carina().isEmpty()) warnings.add("The tracheal bifurcation was not found: " + landmarks
			.carinaReason());
		return warnings;
	}
}
