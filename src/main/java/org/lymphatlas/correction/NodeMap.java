package org.lymphatlas.correction;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

import org.lymphatlas.anatomy.Station;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;

/**
 * Nodes that are being corrected: instance labels, a box around each, and stations given by hand. The boxes spare
 * operations the way through the whole volume. Changed by {@link Change}s only; not thread-safe.
 */
public final class NodeMap {

	public static final int MAX_ID = 0xffff;

	/** Voxels of a node, and a box that holds them but may be too large after voxels were taken away. */
	private record Place(long voxels, Box box) {}

	private final LabelVolume labels;
	private final TreeMap<Integer, Place> places = new TreeMap<>();
	private final Map<Integer, String> stations = new HashMap<>();
	private final Map<Integer, Long> revisions = new HashMap<>();
	private int highestId;
	private long revision;

	/** @param labels one label a node; changed in place from now on */
	public NodeMap(final LabelVolume labels) {
		this.labels = labels;
		final Grid g = labels.grid();
		final List<Map<Integer, Place>> slices = IntStream.range(0, g.nz()).parallel().mapToObj(this::inSlice).toList();
		slices.forEach(slice -> slice.forEach((id, place) -> places.merge(id, place, NodeMap::together)));
		highestId = places.isEmpty() ? 0 : places.lastKey();
	}

	private Map<Integer, Place> inSlice(final int z) {
		final Grid g = labels.grid();
		final Map<Integer, Place> slice = new HashMap<>();
		final int first = g.index(0, 0, z), end = first + g.nx() * g.ny();
		for (int i = first; i < end;) {
			final short label = labels.labels()[i];
			final int start = i++;
			if (label == 0) continue;
			final int rowEnd = start - start % g.nx() + g.nx();
			while (i < rowEnd && labels.labels()[i] == label)
				i++;
			slice.merge(label & 0xffff, new Place(i - start, boxOfRun(start, i - start)), NodeMap::together);
		}
		return slice;
	}

	private static Place together(final Place a, final Place b) {
		return new Place(a.voxels + b.voxels, a.box.enclosing(b.box));
	}

	private Box boxOfRun(final int start, final int length) {
		final Grid g = labels.grid();
		final int x = start % g.nx(), y = start / g.nx() % g.ny(), z = start / g.nx() / g.ny();
		return new Box(x, y, z, x + length, y + 1, z + 1);
	}

	public LabelVolume labels() {
		return labels;
	}

	public Grid grid() {
		return labels.grid();
	}

	/** Nodes with at least one voxel, ascending. */
	public SortedSet<Integer> ids() {
		return Collections.unmodifiableSortedSet(places.navigableKeySet());
	}

	/** An id that no node has or had. @throws InputException if all are used */
	public int nextId() {
		if (highestId >= MAX_ID) throw new InputException("All " + MAX_ID + " node numbers are used");
		return highestId + 1;
	}

	/** A box around a node, maybe larger than need be. @throws InputException if there is no such node */
	public Box box(final int node) {
		return place(node).box;
	}

	/** @throws InputException if there is no such node */
	public long voxels(final int node) {
		return place(node).voxels;
	}

	private Place place(final int node) {
		return Optional.ofNullable(places.get(node)).orElseThrow(() -> new InputException("There is no node " + node));
	}

	/** The station given by hand. */
	public Optional<String> station(final int node) {
		return Optional.ofNullable(stations.get(node));
	}

	/** The node at a point; 0 if there is none, or outside the volume. */
	public int at(final double[] lps) {
		final int index = indexAt(lps);
		return index < 0 ? 0 : labels.labelAt(index);
	}

	/** Array index of the voxel whose cell a point lies in; -1 outside the volume. */
	int indexAt(final double[] lps) {
		final double[] v = new double[3];
		grid().toVoxel(lps, v);
		final int x = (int) Math.rint(v[0]), y = (int) Math.rint(v[1]), z = (int) Math.rint(v[2]);
		return grid().contains(x, y, z) ? grid().index(x, y, z) : -1;
	}

	/** Another number after every change of a node's voxels or station; 0 before the first. */
	public long revision(final int node) {
		return revisions.getOrDefault(node, 0L);
	}

	void apply(final Change change) {
		revision++;
		change.forEachRun((start, length, before, after) -> {
			Arrays.fill(labels.labels(), start, start + length, (short) after);
			if (before != 0) take(before, length);
			revisions.put(before, revision);
			revisions.put(after, revision);
			if (after != 0) places.merge(after, new Place(length, boxOfRun(start, length)), NodeMap::together);
			highestId = Math.max(highestId, after);
		});
		for (final Change.StationChange s : change.stations()) {
			revisions.put(s.node(), revision);
			if (s.after() == null) stations.remove(s.node());
			else stations.put(s.node(), s.after());
		}
	}

	private void take(final int node, final int voxels) {
		final Place place = places.get(node);
		if (place.voxels == voxels) places.remove(node);
		else places.put(node, new Place(place.voxels - voxels, place.box));
	}

	/** A checksum of the voxels, 8 hexadecimal digits. */
	public String checksum() {
		final CRC32 crc = new CRC32();
		final byte[] row = new byte[2 * grid().nx()];
		for (int start = 0; start < labels.labels().length; start += grid().nx()) {
			for (int x = 0; x < grid().nx(); x++) {
				row[2 * x] = (byte) labels.labels()[start + x];
				row[2 * x + 1] = (byte) (labels.labels()[start + x] >> 8);
			}
			crc.update(row);
		}
		return String.format("%08x", crc.getValue());
	}

	/** @throws InputException if a text is neither a station's code nor {@code other} */
	static String checkStation(final String code) {
		if (Station.ofCode(code).isEmpty() && !code.equals("other")) throw new InputException("'" + code +
			"' is no IASLC station");
		return code;
	}
}
