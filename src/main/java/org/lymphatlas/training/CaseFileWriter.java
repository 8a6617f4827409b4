package org.lymphatlas.training;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import com.google.gson.Gson;

import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.SameGrid;
import org.lymphatlas.volume.io.AtomicFiles;

/** Writes {@link CaseFile}s, whole or not at all. */
public final class CaseFileWriter {

	private static final int ALIGNMENT = 16;
	private static final Gson JSON = new Gson();

	private CaseFileWriter() {}

	/**
	 * @param priors for a training that needs them; what lies outside of [0, 1] is clipped
	 * @param provenance what the case was made from, and how: text, numbers, lists, maps
	 * @throws InputException if the volumes are on different grids, are too large for one file, or a prior is not a number
	 */
	public static void write(final Path file, final String name, final CtVolume hu, final Optional<CasePriors> priors,
		final Mask nodes, final Map<String, Object> provenance)
	{
		final Grid grid = hu.grid();
		priors.ifPresent(p -> {
			SameGrid.check("CT", grid, "distance", p.distance().grid());
			SameGrid.check("CT", grid, "probability", p.probability().grid());
		});
		SameGrid.check("CT", grid, "nodes", nodes.grid());
		final Foreground foreground = Foreground.of(nodes);
		final long bytes = CaseHeader.bodyBytes(grid.voxels(), foreground.count(), priors.isPresent());
		if (bytes > Integer.MAX_VALUE - 8) throw new InputException("Case '" + name + "' on " + grid +
			" is too large to be prepared: choose a larger spacing");
		final ByteBuffer body = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
		for (final short value : hu.hu())
			body.putShort(value);
		priors.ifPresent(p -> putDistance(name, p.distance(), body));
		put(foreground.voxels(), body);
		put(foreground.byNode(), body);
		priors.ifPresent(p -> putProbability(name, p.probability(), body));
		body.put(nodes.values());
		write(file, new CaseHeader(CaseHeader.FORMAT, name, grid.size(), grid.spacing(), grid.origin(), grid.direction(),
			priors.isPresent() ? CaseHeader.TYPES : CaseHeader.TYPES_WITHOUT_PRIORS, foreground.nodeEnds(), bytes, CaseFile
				.crc32(body), provenance), body);
	}

	static void write(final Path file, final CaseHeader header, final ByteBuffer body) {
		final byte[] json = JSON.toJson(header).getBytes(StandardCharsets.UTF_8);
		final byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
		Arrays.fill(padded, json.length, padded.length, (byte) ' ');
		final ByteBuffer prefix = ByteBuffer.allocate(CaseFile.PREFIX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
		prefix.putLong(CaseFile.MAGIC).putInt(padded.length).putInt((int) CaseFile.crc32(ByteBuffer.wrap(padded)));
		AtomicFiles.write(file, (final OutputStream out) -> {
			out.write(prefix.array());
			out.write(padded);
			out.write(body.array());
		});
	}

	private static void put(final IntBuffer indices, final ByteBuffer body) {
		for (int i = 0; i < indices.limit(); i++)
			body.putInt(indices.get(i));
	}

	private static void putDistance(final String name, final FloatVolume distance, final ByteBuffer body) {
		for (final float value : distance.values())
			body.putShort((short) share(name, value, 65535));
	}

	private static void putProbability(final String name, final FloatVolume probability, final ByteBuffer body) {
		for (final float value : probability.values())
			body.put((byte) share(name, value, 255));
	}

	private static int share(final String name, final float value, final int of) {
		if (Float.isNaN(value)) throw new InputException("Case '" + name + "': a prior is not a number");
		return Math.round(Math.max(0, Math.min(1, value)) * of);
	}
}
