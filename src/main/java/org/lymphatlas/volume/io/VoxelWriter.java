package org.lymphatlas.volume.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Volume;

/** Writes the voxels of a volume, little-endian, x fastest, in chunks. */
final class VoxelWriter {

	private static final int CHUNK_VOXELS = 1 << 15;

	private VoxelWriter() {}

	/** What each kind of volume is stored as: CT int16, real float32, mask uint8, labels uint8 or, from 256, uint16. */
	static ElementType typeOf(final Volume volume) {
		if (volume instanceof CtVolume) return ElementType.INT16;
		if (volume instanceof FloatVolume) return ElementType.FLOAT32;
		if (volume instanceof LabelVolume labels) {
			for (final short label : labels.labels())
				if ((label & 0xff00) != 0) return ElementType.UINT16;
		}
		return ElementType.UINT8;
	}

	static void write(final Volume volume, final ElementType type, final OutputStream out) throws IOException {
		final int voxels = volume.grid().voxels();
		final byte[] bytes = new byte[CHUNK_VOXELS * type.bytes()];
		final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		int count;
		for (int from = 0; from < voxels; from += count) {
			count = Math.min(CHUNK_VOXELS, voxels - from);
			encode(volume, type, from, count, buffer);
			out.write(bytes, 0, count * type.bytes());
		}
	}

	private static void encode(final Volume volume, final ElementType type, final int from, final int count,
		final ByteBuffer buffer)
	{
		if (volume instanceof CtVolume ct) buffer.asShortBuffer().put(ct.hu(), from, count);
		else if (volume instanceof FloatVolume real) buffer.asFloatBuffer().put(real.values(), from, count);
		else if (volume instanceof Mask mask) buffer.put(0, mask.values(), from, count);
		else if (volume instanceof LabelVolume labels) {
			if (type == ElementType.UINT16) buffer.asShortBuffer().put(labels.labels(), from, count);
			else for (int i = 0; i < count; i++)
				buffer.put(i, (byte) labels.labels()[from + i]);
		}
	}

	/**
	 * Packs the voxels.
	 *
	 * @return the number of packed bytes
	 */
	static long writePacked(final Volume volume, final ElementType type, final Compression compression,
		final OutputStream out) throws IOException
	{
		final ParallelDeflaterStream packed = new ParallelDeflaterStream(out, compression);
		write(volume, type, packed);
		return packed.finish();
	}
}
