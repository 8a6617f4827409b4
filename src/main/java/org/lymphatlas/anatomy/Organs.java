package org.lymphatlas.anatomy;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;

/**
 * The organs found in one CT: one label a voxel, and the label's name. Names are TotalSegmentator v2's where it has one
 * ({@code aorta}, {@code esophagus}, {@code lung_upper_lobe_left}, ...); from intensities come {@code body},
 * {@code lung_left}, {@code lung_right}, {@code airways} and {@code bones}. The grid may differ from the CT's.
 *
 * @param labels label a voxel, 0 is none
 * @param names name of each label that may occur
 */
public record Organs(LabelVolume labels, SortedMap<Integer, String> names) {

	public Organs {
		names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
	}

	public Grid grid() {
		return labels.grid();
	}

	/** Names of the organs that have at least one voxel. Linear in the voxels. */
	public Set<String> present() {
		final boolean[] seen = new boolean[1 << 16];
		for (final short label : labels.labels())
			seen[label & 0xffff] = true;
		final Set<String> present = new TreeSet<>();
		names.forEach((label, name) -> {
			if (seen[label]) present.add(name);
		});
		return present;
	}

	/** The voxels of all organs of the given names; empty (all zero) if none of them is here. */
	public Mask union(final Set<String> wanted) {
		final boolean[] member = new boolean[1 << 16];
		names.forEach((label, name) -> member[label] = wanted.contains(name));
		final short[] in = labels.labels();
		final byte[] out = new byte[in.length];
		for (int i = 0; i < in.length; i++)
			if (member[in[i] & 0xffff]) out[i] = 1;
		return new Mask(grid(), out);
	}

	public Mask mask(final String name) {
		return union(Set.of(name));
	}
}
