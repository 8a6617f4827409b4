package org.lymphatlas.anatomy;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;

/**
 * Masks of one grid, put together in one label map. Where they overlap, known organs lie over others, and then the smaller
 * over the larger: what lies within another organ stays visible. The order of painting does not matter.
 */
final class MaskPainter {

	/** Overlaps of known organs below this share of the smaller one are rounding of their borders. */
	private static final double WORTH_A_NOTE = 0.05;

	private record Painted(String name, boolean known, long voxels) {

		/** Does this lie over the other? */
		boolean over(final Painted other) {
			if (known != other.known) return known;
			return voxels != other.voxels ? voxels < other.voxels : name.compareTo(other.name) < 0;
		}
	}

	private final LabelVolume labels;
	private final List<Painted> painted = new ArrayList<>();
	private final List<String> notes = new ArrayList<>();

	MaskPainter(final Grid grid) {
		labels = new LabelVolume(grid);
	}

	/** Adds a mask, unless it is empty. Linear in the voxels, parallel over slices. */
	void paint(final String name, final Mask mask, final boolean known) {
		final Painted organ = new Painted(name, known, mask.count());
		if (organ.voxels == 0) return;
		painted.add(organ);
		final short label = (short) painted.size();
		final boolean[] under = new boolean[painted.size()];
		for (int i = 0; i < under.length; i++)
			under[i] = i == 0 || organ.over(painted.get(i - 1));
		final int slice = mask.grid().nx() * mask.grid().ny();
		final long[][] common = new long[mask.grid().nz()][];
		IntStream.range(0, common.length).parallel().forEach(z -> common[z] = paint(mask, z * slice, (z + 1) * slice, label,
			under));
		for (int i = 1; i < painted.size(); i++) {
			final int other = i;
			note(organ, painted.get(i - 1), IntStream.range(0, common.length).mapToLong(z -> common[z][other]).sum());
		}
	}

	/** @return voxels in common with each label so far */
	private long[] paint(final Mask mask, final int from, final int to, final short label, final boolean[] under) {
		final long[] common = new long[under.length];
		for (int i = from; i < to; i++) {
			if (!mask.get(i)) continue;
			final int before = labels.labelAt(i);
			common[before]++;
			if (under[before]) labels.labels()[i] = label;
		}
		return common;
	}

	private void note(final Painted a, final Painted b, final long common) {
		if (!a.known || !b.known || common <= WORTH_A_NOTE * Math.min(a.voxels, b.voxels)) return;
		notes.add("The masks of " + a.name + " and " + b.name + " have " + common + " voxels in common, which go to " + (a
			.over(b) ? a.name : b.name));
	}

	boolean isEmpty() {
		return painted.isEmpty();
	}

	List<String> notes() {
		return List.copyOf(notes);
	}

	Organs organs() {
		final SortedMap<Integer, String> names = new TreeMap<>();
		for (int i = 0; i < painted.size(); i++)
			names.put(i + 1, painted.get(i).name);
		return new Organs(labels, names);
	}
}
