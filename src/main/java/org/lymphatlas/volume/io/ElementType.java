package org.lymphatlas.volume.io;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/** How one voxel is stored in a file. */
enum ElementType {
	UINT8(1), INT8(1), UINT16(2), INT16(2), UINT32(4), INT32(4), UINT64(8), INT64(8), FLOAT32(4), FLOAT64(8);

	private static final double TWO_TO_64 = 0x1p64;

	private final int bytes;

	ElementType(final int bytes) {
		this.bytes = bytes;
	}

	/** Bytes of one voxel. */
	int bytes() {
		return bytes;
	}

	/**
	 * Decodes the first {@code count} elements of a buffer in the buffer's byte order. Exact, but for 64-bit integers
	 * beyond 2^53.
	 */
	void decode(final ByteBuffer source, final double[] target, final int count) {
		switch (this) {
			case UINT8 -> {
				for (int i = 0; i < count; i++)
					target[i] = source.get(i) & 0xff;
			}
			case INT8 -> {
				for (int i = 0; i < count; i++)
					target[i] = source.get(i);
			}
			case UINT16 -> {
				final ShortBuffer s = source.asShortBuffer();
				for (int i = 0; i < count; i++)
					target[i] = s.get(i) & 0xffff;
			}
			case INT16 -> {
				final ShortBuffer s = source.asShortBuffer();
				for (int i = 0; i < count; i++)
					target[i] = s.get(i);
			}
			case UINT32 -> {
				final IntBuffer s = source.asIntBuffer();
				for (int i = 0; i < count; i++)
					target[i] = s.get(i) & 0xffffffffL;
			}
			case INT32 -> {
				final IntBuffer s = source.asIntBuffer();
				for (int i = 0; i < count; i++)
					target[i] = s.get(i);
			}
			case UINT64 -> {
				final LongBuffer s = source.asLongBuffer();
				for (int i = 0; i < count; i++)
					target[i] = s.get(i) < 0 ? s.get(i) + TWO_TO_64 : s.get(i);
			}
			case INT64 -> {
				final LongBuffer s = source.asLongBuffer();
				for (int i = 0; i < count; i++)
					target[i] = s.get(i);
			}
			case FLOAT32 -> {
				final FloatBuffer s = source.asFloatBuffer();
				for (int i = 0; i < count; i++)
					target[i] = s.get(i);
			}
			case FLOAT64 -> source.asDoubleBuffer().get(target, 0, count);
		}
	}
}
