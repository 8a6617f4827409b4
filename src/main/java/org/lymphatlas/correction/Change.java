package org.lymphatlas.correction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What an operation changes: runs of voxels whose node becomes another, and stations given by hand. Memory and time grow
 * with the runs, 12 bytes each, not with the volume. Immutable.
 */
public final class Change {

	/**
	 * The station that people gave to a node.
	 *
	 * @param node its id
	 * @param before station before the change; null if none was given by hand
	 * @param after station after it; null if none is given by hand
	 */
	public record StationChange(int node, String before, String after) {}

	private static final int BYTES_A_RUN = 12;

	private final int[] starts;
	private final int[] lengths;
	private final short[] before;
	private final short[] after;
	private final List<StationChange> stations;

	private Change(final int[] starts, final int[] lengths, final short[] before, final short[] after,
		final List<StationChange> stations)
	{
		this.starts = starts;
		this.lengths = lengths;
		this.before = before;
		this.after = after;
		this.stations = List.copyOf(stations);
	}

	/** Changes one after the other as one. */
	static Change sequence(final List<Change> changes) {
		final Builder all = new Builder();
		for (final Change c : changes) {
			c.forEachRun(all::addRun);
			c.stations.forEach(all::station);
		}
		return all.build();
	}

	/** Voxels changed; one that two parts of a sequence change counts twice. */
	public long voxels() {
		return Arrays.stream(lengths).asLongStream().sum();
	}

	public List<StationChange> stations() {
		return stations;
	}

	public boolean isEmpty() {
		return starts.length == 0 && stations.isEmpty();
	}

	/** Bytes that it takes in memory, but for a small constant. */
	long bytes() {
		return (long) starts.length * BYTES_A_RUN;
	}

	/** The change that takes this one back. */
	Change reversed() {
		final Builder back = new Builder();
		for (int run = starts.length - 1; run >= 0; run--)
			back.addRun(starts[run], lengths[run], after[run] & 0xffff, before[run] & 0xffff);
		for (int k = stations.size() - 1; k >= 0; k--) {
			final StationChange s = stations.get(k);
			back.station(new StationChange(s.node(), s.after(), s.before()));
		}
		return back.build();
	}

	void forEachRun(final RunConsumer consumer) {
		for (int run = 0; run < starts.length; run++)
			consumer.accept(starts[run], lengths[run], before[run] & 0xffff, after[run] & 0xffff);
	}

	/** A run of voxels along x: first array index, length, node before and after; 0 is no node. */
	@FunctionalInterface
	interface RunConsumer {

		void accept(int start, int length, int before, int after);
	}

	/** Gathers voxels; neighbours along x that follow one another become one run. */
	static final class Builder {

		private int[] starts = new int[64];
		private int[] lengths = new int[64];
		private short[] before = new short[64];
		private short[] after = new short[64];
		private int count;
		private final List<StationChange> stations = new ArrayList<>();

		/** A voxel's node becomes another; nothing is added if it is the same. */
		void voxel(final int index, final int from, final int to) {
			if (from != to) addRun(index, 1, from, to);
		}

		void addRun(final int start, final int length, final int from, final int to) {
			final int last = count - 1;
			if (last >= 0 && starts[last] + lengths[last] == start && before[last] == (short) from &&
				after[last] == (short) to)
			{
				lengths[last] += length;
				return;
			}
			if (count == starts.length) grow();
			starts[count] = start;
			lengths[count] = length;
			before[count] = (short) from;
			after[count++] = (short) to;
		}

		/** A node's station by hand; nothing is added if it stays. */
		void station(final StationChange change) {
			if (!Objects.equals(change.before(), change.after())) stations.add(change);
		}

		Change build() {
			return new Change(Arrays.copyOf(starts, count), Arrays.copyOf(lengths, count), Arrays.copyOf(before, count), Arrays
				.copyOf(after, count), stations);
		}

		private void grow() {
			starts = Arrays.copyOf(starts, 2 * count);
			lengths = Arrays.copyOf(lengths, 2 * count);
			before = Arrays.copyOf(before, 2 * count);
			after = Arrays.copyOf(after, 2 * count);
		}
	}
}
