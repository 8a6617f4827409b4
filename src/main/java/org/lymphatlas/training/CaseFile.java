package org.lymphatlas.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.CRC32;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

import org.lymphatlas.network.CtFingerprint;
import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/**
 * A prepared case on disk, 6 bytes a voxel or 3 without priors, mapped into memory: what is read of it lies in the
 * system's file cache and not on Java's heap, so that the cases of a training may be larger than memory. Little-endian:
 * 8 bytes "LACASE1\n", the header's length and CRC-32 (4 bytes each), the header (JSON, padded to 16 bytes), then HU,
 * distance (with priors), indices of the foreground, the same by node, probability (with priors), nodes. Thread-safe.
 */
public final class CaseFile {

	static final long MAGIC = 0x0A3145534143414CL;
	static final int PREFIX_BYTES = 16;

	private static final int MAX_HEADER_BYTES = 1 << 24;
	private static final Gson JSON = new Gson();

	private final CaseHeader header;
	private final Grid grid;
	private final ShortBuffer hu;
	private final Map<InputChannel, Voxels> priors = new EnumMap<>(InputChannel.class);
	private final ByteBuffer nodes;
	private final Foreground foreground;

	private CaseFile(final CaseHeader header, final Grid grid, final ByteBuffer body) {
		this.header = header;
		this.grid = grid;
		final int voxels = grid.voxels(), count = header.foreground();
		final Sections sections = new Sections(body);
		hu = sections.next(2L * voxels).asShortBuffer();
		if (header.hasPriors()) priors.put(InputChannel.DISTANCE, Voxels.shares(sections.next(2L * voxels).asShortBuffer()));
		final IntBuffer ascending = sections.next(4L * count).asIntBuffer(), byNode = sections.next(4L * count)
			.asIntBuffer();
		if (header.hasPriors()) priors.put(InputChannel.PROBABILITY, Voxels.shares(sections.next(voxels)));
		nodes = sections.next(voxels);
		foreground = new Foreground(ascending, byNode, header.nodeEnds());
	}

	/** Hands out a body's parts, one after the other. */
	private static final class Sections {

		private final ByteBuffer body;
		private int at;

		Sections(final ByteBuffer body) {
			this.body = body;
		}

		ByteBuffer next(final long bytes) {
			final ByteBuffer section = body.slice(at, Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
			at += (int) bytes;
			return section;
		}
	}

	/**
	 * Maps a file after checking its sizes and checksums, for which all of it is read once.
	 *
	 * @throws InputException naming the file, if it is not there, truncated, altered, or no prepared case
	 */
	public static CaseFile open(final Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			final CaseHeader header = header(channel);
			final Grid grid = header.validate();
			final long begin = channel.size() - header.bodyBytes();
			if (begin != PREFIX_BYTES + headerBytes(channel)) throw new InputException("it has " + channel.size() +
				" bytes, not those that its header announces");
			final ByteBuffer body = channel.map(FileChannel.MapMode.READ_ONLY, begin, header.bodyBytes());
			if (crc32(body) != header.bodyCrc32()) throw new InputException("its checksum differs: it was altered");
			final CaseFile opened = new CaseFile(header, grid, body);
			opened.checkForeground();
			return opened;
		}
		catch (final IOException | InputException | JsonParseException | ArithmeticException e) {
			throw new InputException("The prepared case " + file + " cannot be used: " + e.getMessage(), e);
		}
	}

	private static CaseHeader header(final FileChannel channel) throws IOException {
		final ByteBuffer prefix = read(channel, 0, PREFIX_BYTES);
		if (prefix.getLong(0) != MAGIC) throw new InputException("it is no prepared case");
		final int length = headerBytes(channel);
		final ByteBuffer json = read(channel, PREFIX_BYTES, length);
		if ((int) crc32(json) != prefix.getInt(12)) throw new InputException("the checksum of its header differs");
		final CaseHeader header = JSON.fromJson(StandardCharsets.UTF_8.decode(json).toString(), CaseHeader.class);
		if (header == null) throw new InputException("its header is empty");
		return header;
	}

	private static int headerBytes(final FileChannel channel) throws IOException {
		final int length = read(channel, 0, PREFIX_BYTES).getInt(8);
		if (length < 1 || length > Math.min(MAX_HEADER_BYTES, channel.size() - PREFIX_BYTES)) throw new InputException(
			"its header would have " + length + " bytes");
		return length;
	}

	private static ByteBuffer read(final FileChannel channel, final long at, final int bytes) throws IOException {
		final ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
		while (buffer.hasRemaining())
			if (channel.read(buffer, at + buffer.position()) < 0) throw new InputException("it ends after " + channel.size() +
				" bytes");
		return buffer.flip();
	}

	/** Of all bytes, whatever the buffer's position. */
	static long crc32(final ByteBuffer bytes) {
		final CRC32 crc = new CRC32();
		crc.update(bytes.duplicate().rewind());
		return crc.getValue();
	}

	private void checkForeground() {
		for (int i = 0; i < foreground.count(); i++) {
			final int voxel = foreground.voxels().get(i), other = foreground.byNode().get(i);
			if (Math.min(voxel, other) < 0 || Math.max(voxel, other) >= grid.voxels()) throw new InputException(
				"a foreground voxel lies outside of its grid");
		}
	}

	/** The grid of all volumes. */
	public Grid grid() {
		return grid;
	}

	/** Number of nodes. */
	public int nodes() {
		return foreground.nodes();
	}

	/** What the case was made from, and how. */
	public Map<String, Object> provenance() {
		return Map.copyOf(header.provenance());
	}

	/** Adds the HU of all nodes' voxels. */
	public void addTo(final CtFingerprint fingerprint) {
		for (int i = 0; i < foreground.count(); i++)
			fingerprint.add(hu.get(foreground.voxels().get(i)));
	}

	/** The case for training, its CT normalised as it is read. */
	public TrainingCase trainingCase(final Annotation annotation, final CtNormalization normalization) {
		final Map<InputChannel, Voxels> channels = new EnumMap<>(priors);
		channels.put(InputChannel.CT, Voxels.normalised(hu, normalization));
		return new TrainingCase(header.name(), annotation, grid, channels, nodes, foreground, normalization.padding());
	}
}
