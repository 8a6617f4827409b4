package org.lymphatlas.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.lymphatlas.volume.InputException;

/**
 * Weights in a file of the safetensors format: the header's length (8 bytes, little-endian), a JSON header, raw numbers.
 * F32 is written; F32, F16 and BF16 are read. A file is never trusted: each length is checked against the file's size before
 * memory is taken, and tensors must tile the data without gap or overlap, as the format demands.
 */
public final class Safetensors {

	private static final String METADATA = "__metadata__";
	private static final long MAX_HEADER = 16L << 20;
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
			final long headerBytes = headerBytes(file, channel);
			final List<Entry> entries = entries(file, header(file, channel, headerBytes));
			entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
			requireTiling(file, entries, channel.size() - 8 - headerBytes);
			final Map<String, Tensor> tensors = new LinkedHashMap<>();
			channel.position(8 + headerBytes);
			for (final Entry entry : entries) {
				tensors.put(entry.name(), new Tensor(entry.shape(), values(file, channel, entry)));
			}
			return new Weights(tensors);
		}
		catch (final IOException e) {
			throw new InputException("Cannot read the weights " + file + ": " + e.getMessage(), e);
		}
	}

	/**
	 * The header's free text entries; empty if there are none.
	 *
	 * @throws InputException naming the file and what is wrong with it
	 */
	public static Map<String, String> readMetadata(final Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			final JsonElement metadata = header(file, channel, headerBytes(file, channel)).get(METADATA);
			final Map<String, String> texts = new LinkedHashMap<>();
			if (metadata != null && metadata.isJsonObject()) {
				metadata.getAsJsonObject().entrySet().forEach(e -> texts.put(e.getKey(), e.getValue().isJsonPrimitive()
					? e.getValue().getAsString() : e.getValue().toString()));
			}
			return texts;
		}
		catch (final IOException e) {
			throw new InputException("Cannot read the weights " + file + ": " + e.getMessage(), e);
		}
	}

	/**
	 * Writes the weights as F32; the file appears whole or not at all.
	 *
	 * @param metadata free text entries for the header
	 */
	public static void write(final Weights weights, final Map<String, String> metadata, final Path file) {
		final Path temporary = file.resolveSibling(file.getFileName() + ".part");
		try {
			try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				StandardOpenOption.TRUNCATE_EXISTING)) {
				final byte[] header = header(weights, metadata);
				final ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length);
				writeFully(channel, length);
				writeFully(channel, ByteBuffer.wrap(header));
				for (final Tensor tensor : weights.tensors().values()) {
					writeValues(channel, tensor.values());
				}
				channel.force(true);
			}
			Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (final IOException e) {
			try {
				Files.deleteIfExists(temporary);
			}
			catch (final IOException again) {
				e.addSuppressed(again);
			}
			throw new UncheckedIOException("Cannot write the weights " + file + ": " + e.getMessage(), e);
		}
	}

	private record Entry(String name, String type, int[] shape, long begin, long end) {
		int bytesPerValue() {
			return "F32".equals(type) ? 4 : 2;
		}
	}

	private static long headerBytes(final Path file, final FileChannel channel) throws IOException {
		final ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
		if (channel.size() < 8) {
			throw bad(file, "it has " + channel.size() + " bytes, fewer than the 8 of its header's length");
		}
		readFully(file, channel.position(0), length);
		final long headerBytes = length.getLong(0);
		if (headerBytes < 2 || headerBytes > channel.size() - 8 || headerBytes > MAX_HEADER) {
			throw bad(file, "its header claims " + Long.toUnsignedString(headerBytes) + " bytes, the file has "
				+ channel.size());
		}
		return headerBytes;
	}

	private static JsonObject header(final Path file, final FileChannel channel, final long bytes) throws IOException {
		final ByteBuffer text = ByteBuffer.allocate((int) bytes);
		readFully(file, channel, text);
		try {
			return JsonParser.parseString(new String(text.array(), StandardCharsets.UTF_8)).getAsJsonObject();
		}
		catch (final JsonParseException | IllegalStateException | StackOverflowError e) {
			throw bad(file, "its header is not a JSON object");
		}
	}

	private static List<Entry> entries(final Path file, final JsonObject header) {
		final List<Entry> entries = new ArrayList<>();
		for (final Map.Entry<String, JsonElement> member : header.entrySet()) {
			if (METADATA.equals(member.getKey())) {
				continue;
			}
			final Entry entry = entry(file, member.getKey(), member.getValue());
			final long bytes = entry.end() - entry.begin();
			final long values;
			try {
				values = Tensor.length(entry.shape());
			}
			catch (final IllegalArgumentException | ArithmeticException e) {
				throw bad(file, "the shape of " + entry.name() + " is impossible");
			}
			if (entry.begin() < 0 || bytes < 0 || bytes % entry.bytesPerValue() != 0 || bytes / entry.bytesPerValue() != values
				|| values > Integer.MAX_VALUE - 8) {
				throw bad(file, entry.name() + " has " + values + " values but the offsets " + entry.begin() + " to "
					+ entry.end());
			}
			entries.add(entry);
		}
		return entries;
	}

	private static Entry entry(final Path file, final String name, final JsonElement json) {
		final String type;
		final int[] shape;
		final long begin;
		final long end;
		try {
			final JsonObject object = json.getAsJsonObject();
			type = object.get("dtype").getAsString();
			final JsonArray lengths = object.getAsJsonArray("shape");
			shape = new int[lengths.size()];
			for (int a = 0; a < shape.length; a++) {
				shape[a] = lengths.get(a).getAsBigDecimal().intValueExact();
			}
			final JsonArray offsets = object.getAsJsonArray("data_offsets");
			if (offsets.size() != 2 || shape.length > 8) {
				throw bad(file, name + " has " + shape.length + " axes and " + offsets.size() + " offsets");
			}
			begin = offsets.get(0).getAsBigDecimal().longValueExact();
			end = offsets.get(1).getAsBigDecimal().longValueExact();
		}
		catch (final IllegalStateException | UnsupportedOperationException | ClassCastException | NullPointerException
				| ArithmeticException | NumberFormatException e) {
			throw bad(file, "the entry of " + name + " is not complete or not a number where one should be");
		}
		if (!"F32".equals(type) && !"F16".equals(type) && !"BF16".equals(type)) {
			throw bad(file, name + " is of type " + type + "; F32, F16 and BF16 can be read");
		}
		return new Entry(name, type, shape, begin, end);
	}

	private static void requireTiling(final Path file, final List<Entry> sorted, final long dataBytes) {
		long at = 0;
		for (final Entry entry : sorted) {
			if (entry.begin() != at) {
				throw bad(file, entry.name() + " begins at " + entry.begin() + (entry.begin() < at
					? " and overlaps what ends at " : " and leaves a gap after ") + at);
			}
			at = entry.end();
		}
		if (at != dataBytes) {
			throw bad(file, "its tensors take " + at + " bytes, the file holds " + dataBytes);
		}
	}

	private static float[] values(final Path file, final FileChannel channel, final Entry entry) throws IOException {
		final int bytesPerValue = entry.bytesPerValue();
		final float[] values = new float[(int) ((entry.end() - entry.begin()) / bytesPerValue)];
		final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
		for (int done = 0; done < values.length;) {
			final int n = Math.min(values.length - done, CHUNK_BYTES / bytesPerValue);
			readFully(file, channel, chunk.clear().limit(n * bytesPerValue));
			chunk.flip();
			switch (entry.type()) {
				case "F32" -> chunk.asFloatBuffer().get(values, done, n);
				case "BF16" -> {
					for (int i = 0; i < n; i++) {
						values[done + i] = Float.intBitsToFloat(chunk.getShort(2 * i) << 16);
					}
				}
				default -> {
					for (int i = 0; i < n; i++) {
						values[done + i] = halfToFloat(chunk.getShort(2 * i));
					}
				}
			}
			done += n;
		}
		return values;
	}

	/** IEEE 754 binary16. */
	static float halfToFloat(final short bits) {
		final int sign = (bits & 0x8000) << 16;
		final int exponent = bits >> 10 & 0x1f;
		final int mantissa = bits & 0x3ff;
		if (exponent == 0) {
			final float magnitude = mantissa * 0x1p-24f;
			return sign == 0 ? magnitude : -magnitude;
		}
		final int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
		return Float.intBitsToFloat(sign | wide << 23 | mantissa << 13);
	}

	private static byte[] header(final Weights weights, final Map<String, String> metadata) {
		final Map<String, Object> header = new LinkedHashMap<>();
		if (!metadata.isEmpty()) {
			header.put(METADATA, metadata);
		}
		long at = 0;
		for (final Map.Entry<String, Tensor> tensor : weights.tensors().entrySet()) {
			final long end = at + 4L * tensor.getValue().values().length;
			header.put(tensor.getKey(), Map.of("dtype", "F32", "shape", tensor.getValue().shape(), "data_offsets",
				new long[] { at, end }));
			at = end;
		}
		final StringBuilder text = new StringBuilder(new Gson().toJson(header));
		while (text.toString().getBytes(StandardCharsets.UTF_8).length % 8 != 0) {
			text.append(' ');
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static void writeValues(final FileChannel channel, final float[] values) throws IOException {
		final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
		for (int done = 0; done < values.length;) {
			final int n = Math.min(values.length - done, CHUNK_BYTES / 4);
			chunk.clear().limit(4 * n);
			chunk.asFloatBuffer().put(values, done, n);
			writeFully(channel, chunk);
			done += n;
		}
	}

	private static void writeFully(final FileChannel channel, final ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining()) {
			channel.write(bytes);
		}
	}

	private static void readFully(final Path file, final FileChannel channel, final ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining()) {
			if (channel.read(bytes) < 0) {
				throw bad(file, "it ends too early");
			}
		}
	}

	private static InputException bad(final Path file, final String what) {
		return new InputException("The weights " + file + " cannot be used: " + what
			+ ". Is it a whole safetensors file?");
	}
}
