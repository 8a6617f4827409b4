package org.lymphatlas.volume.io;

import org.lymphatlas.volume.Grid;

/** An image whose voxels can be read once through, in chunks, as real values: a file, a DICOM series, a stack of ImageJ. */
interface VoxelStream {

	/** What messages call the image: its path or title. */
	String name();

	Grid grid();

	/** @throws org.lymphatlas.volume.InputException if it can be told without reading that voxels are missing */
	void check();

	/** Passes all voxels to the sink, scaled, x fastest, in order. */
	void read(Sink sink);

	/** Takes voxels {@code from .. from + count}. */
	@FunctionalInterface
	interface Sink {

		void accept(double[] values, int from, int count);
	}
}
