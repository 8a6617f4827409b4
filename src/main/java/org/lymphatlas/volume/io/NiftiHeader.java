package org.lymphatlas.volume.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

import org.lymphatlas.volume.InputException;

/**
 * The fields of a NIfTI-1 or NIfTI-2 header that place and scale an image, as they stand in the file.
 *
 * @param dim dim[0] dimensions, then their sizes
 * @param pixdim pixdim[0] is qfac, then the spacings
 * @param qform quatern_b, quatern_c, quatern_d, qoffset_x, qoffset_y, qoffset_z
 * @param sform srow_x, srow_y, srow_z: row-major 3x4, RAS
 * @see <a href="https://nifti.nimh.nih.gov/pub/dist/src/niftilib/nifti1.h">nifti1.h</a>
 */
record NiftiHeader(ByteOrder order, long[] dim, int datatype, double[] pixdim, double voxOffset, double slope,
	double intercept, int units, int qformCode, int sformCode, double[] qform, double[] sform)
{

	static final int BYTES_1 = 348;
	static final int BYTES_2 = 540;

	/** @throws InputException if the bytes do not begin with a single-file NIfTI-1 or NIfTI-2 header */
	static NiftiHeader parse(final Path file, final byte[] bytes) {
		final ByteBuffer b = ByteBuffer.wrap(bytes);
		if (bytes.length >= BYTES_1) {
			for (final ByteOrder order : new ByteOrder[] { ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN }) {
				b.order(order);
				if (b.getInt(0) == BYTES_1) return parse1(file, b);
				if (b.getInt(0) == BYTES_2 && bytes.length >= BYTES_2) return parse2(file, b);
			}
		}
		throw new InputException(file + ": is not a NIfTI file, or is cut off within its header");
	}

	private static NiftiHeader parse1(final Path file, final ByteBuffer b) {
		checkMagic(file, b, 344, 'n', '+', '1', '\0');
		final long[] dim = new long[8];
		final double[] pixdim = new double[8];
		for (int i = 0; i < 8; i++) {
			dim[i] = b.getShort(40 + 2 * i);
			pixdim[i] = b.getFloat(76 + 4 * i);
		}
		final double[] qform = new double[6];
		for (int i = 0; i < 6; i++)
			qform[i] = b.getFloat(256 + 4 * i);
		final double[] sform = new double[12];
		for (int i = 0; i < 12; i++)
			sform[i] = b.getFloat(280 + 4 * i);
		return new NiftiHeader(b.order(), dim, b.getShort(70), pixdim, b.getFloat(108), b.getFloat(112), b.getFloat(116), b
			.get(123), b.getShort(252), b.getShort(254), qform, sform);
	}

	private static NiftiHeader parse2(final Path file, final ByteBuffer b) {
		checkMagic(file, b, 4, 'n', '+', '2', '\0', '\r', '\n', 0x1a, '\n');
		final long[] dim = new long[8];
		final double[] pixdim = new double[8];
		for (int i = 0; i < 8; i++) {
			dim[i] = b.getLong(16 + 8 * i);
			pixdim[i] = b.getDouble(104 + 8 * i);
		}
		final double[] qform = new double[6];
		for (int i = 0; i < 6; i++)
			qform[i] = b.getDouble(352 + 8 * i);
		final double[] sform = new double[12];
		for (int i = 0; i < 12; i++)
			sform[i] = b.getDouble(400 + 8 * i);
		return new NiftiHeader(b.order(), dim, b.getShort(12), pixdim, b.getLong(168), b.getDouble(176), b.getDouble(184), b
			.getInt(500), b.getInt(344), b.getInt(348), qform, sform);
	}

	private static void checkMagic(final Path file, final ByteBuffer b, final int at, final int... magic) {
		for (int i = 0; i < magic.length; i++) {
			if (b.get(at + i) != magic[i]) throw new InputException(file +
				": is not a single-file NIfTI image (its magic is not \"n+\"); Analyze and .hdr/.img pairs are not read, " +
				"convert it to .nii.gz");
		}
	}

	/** A NIfTI-1 header of 352 bytes (no extensions). */
	ByteBuffer toBytes1() {
		final ByteBuffer b = ByteBuffer.allocate(BYTES_1 + 4).order(order);
		b.putInt(0, BYTES_1);
		b.put(38, (byte) 'r');
		for (int i = 0; i < 8; i++) {
			b.putShort(40 + 2 * i, (short) dim[i]);
			b.putFloat(76 + 4 * i, (float) pixdim[i]);
		}
		b.putShort(70, (short) datatype);
		b.putShort(72, (short) (8 * Nifti.elementType(datatype).bytes()));
		b.putFloat(108, (float) voxOffset);
		b.putFloat(112, (float) slope);
		b.putFloat(116, (float) intercept);
		b.put(123, (byte) units);
		b.putShort(252, (short) qformCode);
		b.putShort(254, (short) sformCode);
		for (int i = 0; i < 6; i++)
			b.putFloat(256 + 4 * i, (float) qform[i]);
		for (int i = 0; i < 12; i++)
			b.putFloat(280 + 4 * i, (float) sform[i]);
		b.put(344, new byte[] { 'n', '+', '1', 0 });
		return b;
	}
}
