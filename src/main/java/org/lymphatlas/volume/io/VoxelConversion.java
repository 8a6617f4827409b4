package org.lymphatlas.volume.io;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;

/** What stored numbers become in each kind of volume, and which numbers are refused. */
final class VoxelConversion {

	/** Scanners mark what they did not see by values from here down. */
	private static final int PADDING_HU = -2000;
	private static final short AIR_HU = -1024;
	private static final int MAX_LABEL = 0xffff;

	private VoxelConversion() {}

	/** HU of a finite value: rounded, clamped to 16 bit; scanner padding becomes -1024. */
	static short hu(final double value) {
		if (value <= PADDING_HU) return AIR_HU;
		return (short) Math.min(Short.MAX_VALUE, Math.rint(value));
	}

	static CtVolume ct(final VoxelStream image) {
		final Grid grid = image.grid();
		image.check();
		final CtVolume ct = Memory.allocate(image.name(), grid, 2, () -> new CtVolume(grid));
		final short[] hu = ct.hu();
		final Refusals refusals = new Refusals(image.name(), grid, "not a number (NaN or infinite)");
		image.read((values, from, count) -> {
			for (int i = 0; i < count; i++) {
				if (!Double.isFinite(values[i])) refusals.add(from + i);
				hu[from + i] = hu(values[i]);
			}
		});
		refusals.check();
		return ct;
	}

	static FloatVolume real(final VoxelStream image) {
		final Grid grid = image.grid();
		image.check();
		final FloatVolume volume = Memory.allocate(image.name(), grid, 4, () -> new FloatVolume(grid));
		final float[] target = volume.values();
		final Refusals refusals = new Refusals(image.name(), grid, "not a number (NaN)");
		image.read((values, from, count) -> {
			for (int i = 0; i < count; i++) {
				if (Double.isNaN(values[i])) refusals.add(from + i);
				target[from + i] = (float) values[i];
			}
		});
		refusals.check();
		return volume;
	}

	static LabelVolume labels(final VoxelStream image) {
		final Grid grid = image.grid();
		image.check();
		final LabelVolume volume = Memory.allocate(image.name(), grid, 2, () -> new LabelVolume(grid));
		final short[] labels = volume.labels();
		final Refusals refusals = new Refusals(image.name(), grid, "not a label (a whole number from 0 to 65535)");
		image.read((values, from, count) -> {
			for (int i = 0; i < count; i++) {
				final int label = (int) values[i];
				if (label != values[i] || label < 0 || label > MAX_LABEL) refusals.add(from + i);
				labels[from + i] = (short) label;
			}
		});
		refusals.check();
		return volume;
	}

	static Mask mask(final VoxelStream image) {
		final Grid grid = image.grid();
		image.check();
		final Mask mask = Memory.allocate(image.name(), grid, 1, () -> new Mask(grid));
		final byte[] target = mask.values();
		final Refusals refusals = new Refusals(image.name(), grid, "not a number (NaN)");
		image.read((values, from, count) -> {
			for (int i = 0; i < count; i++) {
				if (Double.isNaN(values[i])) refusals.add(from + i);
				if (values[i] != 0) target[from + i] = 1;
			}
		});
		refusals.check();
		return mask;
	}

	/** Counts voxels that cannot be used and remembers the first. */
	static final class Refusals {

		private final String name;
		private final Grid grid;
		private final String what;
		private int first = -1;
		private long count;

		Refusals(final String name, final Grid grid, final String what) {
			this.name = name;
			this.grid = grid;
			this.what = what;
		}

		void add(final int index) {
			if (count++ == 0) first = index;
		}

		/** @throws InputException if any voxel was refused */
		void check() {
			if (count == 0) return;
			final int x = first % grid.nx();
			final int y = first / grid.nx() % grid.ny();
			final int z = first / grid.nx() / grid.ny();
			throw new InputException(name + ": " + count + " of " + grid.voxels() + " voxels " + (count == 1 ? "is "
				: "are ") + what + ", the first at (" + x + ", " + y + ", " + z + ")");
		}
	}
}
