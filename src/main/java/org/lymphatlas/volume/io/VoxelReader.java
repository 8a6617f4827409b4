package org.lymphatlas.volume.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

import org.lymphatlas.volume.InputException;

/** Streams the voxels of a {@link StoredImage}, decoded and scaled, in chunks: the whole is never held twice. */
final class VoxelReader {

	private static final int CHUNK_VOXELS = 1 << 15;
	private static final int BUFFER_BYTES = 1 << 16;

	/** Deflate cannot pack better than this. */
	private static final long DEFLATE_LIMIT = 1032;

	/** What may follow the voxels in a packed stream; read so that its checksum is checked. */
	private static final int TRAILING_BYTES = 1 << 20;

	private VoxelReader() {}

	/**
	 * Compares the promised size with the bytes there are, without reading them.
	 *
	 * @throws InputException if the file cannot hold the voxels
	 */
	static void checkSize(final StoredImage image) {
		final StoredImage.VoxelSource source = image.source();
		final long stored = fileSize(source.file()) - source.offset();
		final boolean packed = source.compression() != Compression.NONE;
		final double most = packed ? (double) DEFLATE_LIMIT * stored : stored;
		if (image.bytes() + (double) source.skip() > most) throw new InputException(image.file() +
			": the header promises " + image.bytes() + " bytes of voxels (" + image.grid() + ", " + image.type() +
			"), but only " + Math.max(0, stored - (packed ? 0 : source.skip())) + (packed ? " packed" : "") +
			" bytes follow; the file is truncated or its header is wrong");
	}

	/**
	 * Reads all voxels.
	 *
	 * @throws InputException if the data are truncated or damaged
	 */
	static void read(final StoredImage image, final VoxelStream.Sink sink) {
		checkSize(image);
		final int elementBytes = image.type().bytes();
		final int voxels = image.grid().voxels();
		final int chunk = Math.min(CHUNK_VOXELS, voxels);
		final byte[] bytes = new byte[chunk * elementBytes];
		final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(image.order());
		final double[] values = new double[chunk];
		final boolean scaled = image.slope() != 1 || image.intercept() != 0;
		try (InputStream in = open(image.source())) {
			in.skipNBytes(image.source().skip());
			int count;
			for (int from = 0; from < voxels; from += count) {
				count = Math.min(chunk, voxels - from);
				if (in.readNBytes(bytes, 0, count * elementBytes) < count * elementBytes) throw new EOFException();
				image.type().decode(buffer, values, count);
				if (scaled) scale(values, count, image.slope(), image.intercept());
				sink.accept(values, from, count);
			}
			if (image.source().compression() != Compression.NONE) checkEnd(image, in);
		}
		catch (final EOFException e) {
			throw new InputException(image.file() + ": the voxel data end early; the file is truncated", e);
		}
		catch (final ZipException e) {
			throw new InputException(image.file() + ": the compressed voxel data are corrupt (" + e.getMessage() +
				"); copy the file again from its source", e);
		}
		catch (final IOException e) {
			throw unreadable(image.source().file(), e);
		}
	}

	/** Reads to the end, where the checksum stands. */
	private static void checkEnd(final StoredImage image, final InputStream in) throws IOException {
		if (in.readNBytes(TRAILING_BYTES).length == TRAILING_BYTES) throw new InputException(image.file() +
			": more voxel data follow than the header promises (" + image.grid() + ", " + image.type() +
			"); the header is wrong");
	}

	private static void scale(final double[] values, final int count, final double slope, final double intercept) {
		for (int i = 0; i < count; i++)
			values[i] = slope * values[i] + intercept;
	}

	private static InputStream open(final StoredImage.VoxelSource source) throws IOException {
		final InputStream file = new BufferedInputStream(Files.newInputStream(source.file()), BUFFER_BYTES);
		try {
			file.skipNBytes(source.offset());
			return switch (source.compression()) {
				case NONE -> file;
				case GZIP -> new GZIPInputStream(file, BUFFER_BYTES);
				case ZLIB -> new InflaterInputStream(file);
			};
		}
		catch (final IOException e) {
			file.close();
			throw e;
		}
	}

	/** Size of a file that must be there and be a plain file. */
	static long fileSize(final Path file) {
		if (Files.isDirectory(file)) throw new InputException(file + ": is a folder, not an image file");
		if (!Files.exists(file)) throw new InputException(file + ": no such file");
		if (!Files.isRegularFile(file)) throw new InputException(file + ": is not a plain file");
		try {
			return Files.size(file);
		}
		catch (final IOException e) {
			throw unreadable(file, e);
		}
	}

	static InputException unreadable(final Path file, final IOException e) {
		return new InputException(file + ": cannot be read (" + e.getClass().getSimpleName().replace("Exception", "") +
			": " + e.getMessage() + ")", e);
	}
}
