package org.lymphatlas.network;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.AtomicFiles;

/**
 * Weights in a file of the safetensors format: the header's length (8 bytes, little-endian), a JSON header, raw numbers.
 * F32 is written; F32, F16 and BF16 are read. A file is never trusted: each length is checked against the file's size before
 * memory is taken, and tensors must tile the data without gap or overlap, as the format demands.
 */
public final class Safetensors {

	private static final long MAX_HEADER_BYTES = 16L << 20;
	private static final int CHUNK_BYTES = 1 << 20;

	private Safetensors() {
	}

	/**
	 * The tensors in the order in which their numbers lie in the file.
	 *
	 * @throws InputException naming the file and what is wrong with it
	 */
	public static Weights read(final Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			final Map<String, Tensor> tensors = new LinkedHashMap<>();
			for (final SafetensorsHeader.Entry entry : header(file, channel).entries()) {
				tensors.put(entry.name(), new Tensor(entry.shape(), values(file, channel, entry)));
			}
			return new Weights(tensors);
		}
		catch (final IOException e) {
			throw unreadable(file, e);
		}
	}

	/**
	 * The header's free text entries; empty if there are none.
	 *
	 * @throws InputException naming the file and what is wrong with it
	 */
	public static Map<String, String> readMetadata(final Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			return header(file, channel).metadata();
		}
		catch (final IOException e) {
			throw unreadable(file, e);
		}
	}

	/**
	 * Writes the weights as F32; the file appears whole or not at all.
	 *
	 * @param metadata free text entries for the header
	 * @throws InputException if the place cannot be written to
	 */
	public static void write(final Weights weights, final Map<String, String> metadata, final Path file) {
		final byte[] header = SafetensorsHeader.render(weights, metadata);
		AtomicFiles.write(file, out -> {
			out.write(littleEndian(8).putLong(0, header.length).array());
			out.write(header);
			for (final Tensor tensor : weights.tensors().values()) {
				writeValues(out, tensor.values());
			}
		});
	}

	/** Leaves the channel at the first byte of data. */
	private static SafetensorsHeader header(final Path file, final FileChannel channel) throws IOException {
		final ByteBuffer length = littleEndian(8);
		readFully(file, channel, length);
		final long headerBytes = length.getLong(0);
		if (headerBytes < 2 || headerBytes > channel.size() - 8 || headerBytes > MAX_HEADER_BYTES) {
			throw SafetensorsHeader.bad(file.toString(), "its header claims " + Long.toUnsignedString(headerBytes)
				+ " bytes, the file has " + channel.size());
		}
		final ByteBuffer text = ByteBuffer.allocate((int) headerBytes);
		readFully(file, channel, text);
		return SafetensorsHeader.parse(file.toString(), new String(text.array(), StandardCharsets.UTF_8),
			channel.size() - 8 - headerBytes);
	}

	private static float[] values(final Path file, final FileChannel channel, final SafetensorsHeader.Entry entry)
			throws IOException {
		final int bytes = entry.type().bytes();
		final float[] values = new float[(int) ((entry.end() - entry.begin()) / bytes)];
		final ByteBuffer chunk = littleEndian(Math.min(CHUNK_BYTES, bytes * Math.max(1, values.length)));
		for (int done = 0; done < values.length;) {
			final int n = Math.min(values.length - done, chunk.capacity() / bytes);
			readFully(file, channel, chunk.clear().limit(n * bytes));
			chunk.flip();
			decode(chunk, entry.type(), values, done, n);
			done += n;
		}
		return values;
	}

	private static void decode(final ByteBuffer chunk, final SafetensorsHeader.Type type, final float[] values,
			final int from, final int n) {
		switch (type) {
			case F32 -> chunk.asFloatBuffer().get(values, from, n);
			case BF16 -> {
				for (int i = 0; i < n; i++) {
					values[from + i] = Float.intBitsToFloat(chunk.getShort(2 * i) << 16);
				}
			}
			case F16 -> {
				for (int i = 0; i < n; i++) {
					values[from + i] = HalfFloat.toFloat(chunk.getShort(2 * i));
				}
			}
		}
	}

	private static void writeValues(final OutputStream out, final float[] values) throws IOException {
		final ByteBuffer chunk = littleEndian(CHUNK_BYTES);
		for (int done = 0; done < values.length;) {
			final int n = Math.min(values.length - done, CHUNK_BYTES / Float.BYTES);
			chunk.asFloatBuffer().put(values, done, n);
			out.write(chunk.array(), 0, n * Float.BYTES);
			done += n;
		}
	}

	private static ByteBuffer littleEndian(final int bytes) {
		return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}

	private static void readFully(final Path file, final FileChannel channel, final ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining()) {
			if (channel.read(bytes) < 0) {
				throw SafetensorsHeader.bad(file.toString(), "it ends too early, after " + channel.size() + " bytes");
			}
		}
	}

	private static InputException unreadable(final Path file, final IOException e) {
		return new InputException("Cannot read the weights " + file + ": " + e.getClass().getSimpleName() + " "
			+ e.getMessage() + ".", e);
	}
}
