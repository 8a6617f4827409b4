package org.lymphatlas.atlas;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.AtomicFiles;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * An atlas on disk: {@code atlas.json}, {@code ct.nii.gz}, {@code organs.nii.gz}, {@code stations.nii.gz} and
 * {@code probability.nii.gz}. The JSON is written last, so a folder without it is no atlas.
 */
public final class AtlasFolder {

	private static final int FORMAT = 1;
	private static final long MAX_JSON_BYTES = 16 << 20;
	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

	/** What {@code atlas.json} holds; atlases of earlier versions have no cases. */
	private record Header(int format, String name, double[] carinaLps, double largestDistanceMm,
		SortedMap<Integer, String> organs, Map<String, String> provenance, List<AtlasCase> cases)
	{}

	private AtlasFolder() {}

	/** @throws InputException if the folder is no atlas or its parts do not fit together */
	public static Atlas read(final Path folder) {
		final Header header = readHeader(folder.resolve("atlas.json"));
		final Organs organs = new Organs(VolumeFiles.readLabels(folder.resolve("organs.nii.gz")), header.organs());
		final Landmarks landmarks = new Landmarks(Optional.of(header.carinaLps()), "given by the atlas");
		final CtVolume ct = VolumeFiles.readCt(folder.resolve("ct.nii.gz"));
		final LabelVolume stations = VolumeFiles.readLabels(folder.resolve("stations.nii.gz"));
		final FloatVolume probability = VolumeFiles.readFloat(folder.resolve("probability.nii.gz"));
		try {
			return new Atlas(header.name(), ct, new Anatomy(organs, landmarks, "atlas", List.of()), stations, probability,
				header.largestDistanceMm(), header.provenance(), Objects.requireNonNullElse(header.cases(), List.of()));
		}
		catch (final InputException e) {
			throw new InputException(folder + ": " + e.getMessage(), e);
		}
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
				.organs() == null || header.organs().isEmpty() || header.provenance() == null) throw new InputException(file +
					" lacks one of: name, carinaLps (3 numbers), organs, provenance");
			if (header.organs().firstKey() < 1 || header.organs().lastKey() > 0xffff || header.organs().containsValue(
				null) || header.provenance().containsValue(null)) throw new InputException(file +
					": organs must be names of labels from 1 to 65535, and provenance texts");
			if (header.cases() != null && header.cases().stream().anyMatch(c -> c == null || c.name() == null))
				throw new InputException(file + ": one of its cases has no name");
			return header;
		}
		// The second for a null among numbers.
		catch (final JsonParseException | IllegalArgumentException e) {
			throw new InputException(file + " is damaged (" + firstLine(e) + ")", e);
		}
		catch (final IOException e) {
			throw new InputException("Cannot read " + file + ": " + e.getMessage(), e);
		}
	}

	/** Gson's messages begin with the class of their cause and end with an address. */
	private static String firstLine(final RuntimeException e) {
		return Objects.requireNonNullElse(e.getMessage(), "a number is missing").lines().findFirst().orElse("").replaceFirst(
			"^[\\w.]+(Exception|Error): ", "");
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
				new TreeMap<>(atlas.anatomy().organs().names()), new TreeMap<>(atlas.provenance()), atlas.cases());
			AtomicFiles.writeString(folder.resolve("atlas.json"), GSON.toJson(header));
		}
		catch (final IOException e) {
			throw new InputException("Cannot make the folder " + folder + " (" + e.getMessage() + "); choose another output",
				e);
		}
	}
}
