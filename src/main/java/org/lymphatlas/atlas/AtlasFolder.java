package org.lymphatlas.atlas;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.AtomicFiles;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * An atlas on disk: {@code atlas.json}, {@code ct.nii.gz}, {@code organs.nii.gz}, {@code stations.nii.gz} and
 * {@code probability.nii.gz}. The JSON is written last, so a folder without it is no atlas.
 */
public final class AtlasFolder {

	private static final int FORMAT = 1;
	private static final long MAX_JSON_BYTES = 1 << 20;
	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

	/** What {@code atlas.json} holds. */
	private record Header(int format, String name, double[] carinaLps, double largestDistanceMm,
		SortedMap<Integer, String> organs, Map<String, String> provenance)
	{}

	private AtlasFolder() {}

	/** @throws InputException if the folder is no atlas or its parts do not fit together */
	public static Atlas read(final Path folder) {
		final Header header = readHeader(folder.resolve("atlas.json"));
		final Organs organs = new Organs(VolumeFiles.readLabels(folder.resolve("organs.nii.gz")), header.organs());
		final Landmarks landmarks = new Landmarks(Optional.of(header.carinaLps()), "given by the atlas");
		return new Atlas(header.name(), VolumeFiles.readCt(folder.resolve("ct.nii.gz")), new Anatomy(organs, landmarks,
			"atlas", List.of()), VolumeFiles.readLabels(folder.resolve("stations.nii.gz")), VolumeFiles.readFloat(folder
				.resolve("probability.nii.gz")), header.largestDistanceMm(), header.provenance());
	}

	private static Header readHeader(final Path file) {
		try {
			if (!Files.isRegularFile(file)) throw new InputException("No atlas at " + file.getParent() +
				": it has no atlas.json. Give a folder made by 'build-atlas'");
			if (Files.size(file) > MAX_JSON_BYTES) throw new InputException(file + " is too large to be an atlas.json");
			final Header header = GSON.fromJson(Files.readString(file), Header.class);
			if (header == null || header.format() != FORMAT) throw new InputException(file + " is not of atlas format " +
				FORMAT + ", which this version reads");
			if (header.name() == null || header.carinaLps() == null || header.carinaLps().length != 3 || header
				.organs() == null || header.provenance() == null) throw new InputException(file +
					" lacks one of: name, carinaLps (3 numbers), organs, provenance");
			return header;
		}
		catch (final JsonParseException e) {
			throw new InputException(file + " is not valid JSON: " + e.getMessage(), e);
		}
		catch (final IOException e) {
			throw new InputException("Cannot read " + file + ": " + e.getMessage(), e);
		}
	}

	/** Writes an atlas into a folder, which is made if needed. */
	public static void write(final Atlas atlas, final Path folder) {
		try {
			Files.createDirectories(folder);
			VolumeFiles.write(atlas.ct(), folder.resolve("ct.nii.gz"));
			VolumeFiles.write(atlas.anatomy().organs().labels(), folder.resolve("organs.nii.gz"));
			VolumeFiles.write(atlas.stations(), folder.resolve("stations.nii.gz"));
			VolumeFiles.write(atlas.probability(), folder.resolve("probability.nii.gz"));
			final Header header = new Header(FORMAT, atlas.name(), atlas.carina(), atlas.largestDistanceMm(),
				new TreeMap<>(atlas.anatomy().organs().names()), new TreeMap<>(atlas.provenance()));
			AtomicFiles.writeString(folder.resolve("atlas.json"), GSON.toJson(header));
		}
		catch (final IOException e) {
			throw new UncheckedIOException("Cannot write the atlas to " + folder + ": " + e.getMessage(), e);
		}
	}
}
