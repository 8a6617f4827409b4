package org.lymphatlas.anatomy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.lymphatlas.volume.Components;
import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.DistanceTransform;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;
import org.lymphatlas.volume.Morphology;

/** Left and right lung from the air inside the patient. */
final class LungAir {

	private static final int AIR_HU = -500;
	private static final int GAS_MEDIAN_HU = -940, GAS_P90_HU = -900;
	private static final double WALL_MM = 4;
	static final int MIN_LUNG_ML = 60;
	/** The smaller lung is at least this share of the two, else it is taken for a part of the other. */
	private static final double MIN_SHARE = 0.08;
	private static final double CLOSING_MM = 8;
	private static final double[] CUT_RADII_MM = { 2, 4, 6, 8, 10 };

	private LungAir() {}

	/**
	 * @param left empty if that lung holds no air
	 * @param right likewise
	 */
	record Lungs(Optional<Mask> left, Optional<Mask> right) {

		boolean areBoth() {
			return left.isPresent() && right.isPresent();
		}

		boolean areNone() {
			return left.isEmpty() && right.isEmpty();
		}
	}

	/**
	 * @param trunk what the lungs lie in, on a canonical grid
	 * @param midlineX where a single lung is judged against, voxels
	 */
	static Lungs of(final Trunk trunk, final Mask exterior, final Mask airways, final double midlineX) {
		final CtVolume ct = trunk.ct();
		final Grid g = ct.grid();
		final byte[] air = new byte[g.voxels()];
		for (int i = 0; i < air.length; i++)
			if (ct.hu()[i] < AIR_HU && exterior.values()[i] == 0) air[i] = 1;
		final Mask inside = Masks.andNot(new Mask(g, air), Morphology.dilate(airways, g.spacing(0)));
		final Mask lungs = lungComponents(trunk, inside);
		if (lungs.count() == 0) return new Lungs(Optional.empty(), Optional.empty());
		final List<Mask> parts = separate(lungs);
		if (parts.size() == 1) {
			final Mask only = closed(parts.get(0), exterior, airways, null);
			return centroidX(only) > midlineX ? new Lungs(Optional.of(only), Optional.empty()) : new Lungs(Optional.empty(),
				Optional.of(only));
		}
		final boolean swap = centroidX(parts.get(0)) < centroidX(parts.get(1));
		final Mask left = parts.get(swap ? 1 : 0), right = parts.get(swap ? 0 : 1);
		final Mask closedLeft = closed(left, exterior, airways, right);
		return new Lungs(Optional.of(closedLeft), Optional.of(closed(right, exterior, airways, closedLeft)));
	}

	/**
	 * The air-filled parts that are large enough, not gas of the bowel, and not of the table; or, if the trunk is too
	 * much cut to tell, those of the table too.
	 */
	private static Mask lungComponents(final Trunk trunk, final Mask inside) {
		final Grid g = inside.grid();
		final Components.Labelling parts = Components.label(inside, Connectivity.SIX);
		Mask held = new Mask(g), all = held;
		for (int label = 1; label <= parts.count(); label++) {
			if (parts.sizes()[label] * g.voxelVolumeMm3() < 1000.0 * MIN_LUNG_ML) continue;
			final Mask part = part(parts, label);
			if (isGas(trunk.ct(), part)) continue;
			all = Masks.or(all, part);
			if (trunk.holds(part, part)) held = Masks.or(held, part);
		}
		return held.count() > 0 ? held : all;
	}

	/** Gas of bowel or stomach is empty all through; even overinflated lungs hold vessels. */
	static boolean isGas(final CtVolume ct, final Mask part) {
		final Mask inner = Morphology.erode(part, WALL_MM);
		final int[] hu = IntStream.range(0, inner.values().length).filter(inner::get).map(i -> ct.hu()[i]).sorted()
			.toArray();
		return hu.length == 0 || hu[hu.length / 2] < GAS_MEDIAN_HU && hu[(int) (0.9 * hu.length)] < GAS_P90_HU;
	}

	/** The two lungs, cut apart where they touch; or the only one. */
	private static List<Mask> separate(final Mask lungs) {
		final Optional<List<Mask>> apart = twoLargest(lungs, lungs.count());
		if (apart.isPresent()) return apart.get();
		for (final double radius : CUT_RADII_MM) {
			final Optional<List<Mask>> cores = twoLargest(Morphology.erode(lungs, radius), lungs.count() / 2);
			if (cores.isPresent()) return nearest(lungs, cores.get().get(0), cores.get().get(1));
		}
		return List.of(lungs);
	}

	/** The two largest parts, if the second is large enough to be a lung and lies beside the first. */
	private static Optional<List<Mask>> twoLargest(final Mask mask, final long whole) {
		final Components.Labelling parts = Components.label(mask, Connectivity.SIX);
		final Integer[] bySize = new Integer[parts.count()];
		Arrays.setAll(bySize, i -> i + 1);
		Arrays.sort(bySize, (a, b) -> Integer.compare(parts.sizes()[b], parts.sizes()[a]));
		if (bySize.length < 2 || parts.sizes()[bySize[1]] < MIN_SHARE * whole) return Optional.empty();
		final Mask first = part(parts, bySize[0]), second = part(parts, bySize[1]);
		return Math.abs(centroidX(first) - centroidX(second)) * mask.grid().spacing(0) > 40 ? Optional.of(List.of(first,
			second)) : Optional.empty();
	}

	static Mask part(final Components.Labelling parts, final int label) {
		final byte[] values = new byte[parts.labels().length];
		for (int i = 0; i < values.length; i++)
			if (parts.labels()[i] == label) values[i] = 1;
		return new Mask(parts.grid(), values);
	}

	/** Every voxel to the nearer of two cores. */
	private static List<Mask> nearest(final Mask all, final Mask first, final Mask second) {
		final float[] toFirst = DistanceTransform.squaredMm(first), toSecond = DistanceTransform.squaredMm(second);
		final Mask a = new Mask(all.grid()), b = new Mask(all.grid());
		for (int i = 0; i < all.values().length; i++)
			if (all.get(i)) (toFirst[i] <= toSecond[i] ? a : b).values()[i] = 1;
		return List.of(a, b);
	}

	/** With the vessels inside, but without windpipe, outside air and the other lung. */
	private static Mask closed(final Mask lung, final Mask exterior, final Mask airways, final Mask otherLung) {
		final Mask filled = Morphology.fillHolesPerSlice(Morphology.close(lung, CLOSING_MM));
		final Mask without = Masks.andNot(Masks.andNot(filled, exterior), airways);
		return otherLung == null ? without : Masks.andNot(without, otherLung);
	}

	private static double centroidX(final Mask mask) {
		double sum = 0;
		long n = 0;
		for (int i = 0; i < mask.values().length; i++)
			if (mask.get(i)) {
				sum += i % mask.grid().nx();
				n++;
			}
		return sum / n;
	}
}
