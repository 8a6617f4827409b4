package org.lymphatlas.anatomy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.NiftiLabelNames;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * TotalSegmentator's output by name: a folder of binary masks, or one label map with the numbers of its task "total" in
 * version 1, 2 or 3. The class tables are resources, taken from TotalSegmentator (Apache-2.0). Grids may differ from the
 * CT's, as they do where it kept its 3 mm or 6 mm.
 */
public final class TotalSegmentatorOrgans {

	/** Which numbers a label map uses: version 2 renumbered the classes, version 3 renamed one of them. */
	public enum Version {
		V1, V2, V3;

		/** Name of each label. */
		public SortedMap<Integer, String> names() {
			if (this != V3) return read("totalsegmentator-" + name().toLowerCase(Locale.ROOT) + ".csv");
			final SortedMap<Integer, String> names = V2.names();
			names.put(S1_OR_L6, "vertebrae_L6");
			return names;
		}

		private static SortedMap<Integer, String> read(final String resource) {
			try (BufferedReader in = new BufferedReader(new InputStreamReader(TotalSegmentatorOrgans.class
				.getResourceAsStream(resource), StandardCharsets.UTF_8)))
			{
				return in.lines().skip(1).map(line -> line.split(",")).collect(Collectors.toMap(f -> Integer.valueOf(f[0]),
					f -> f[1], (a, b) -> a, TreeMap::new));
			}
			catch (final IOException e) {
				throw new UncheckedIOException("Cannot read the class table " + resource, e);
			}
		}
	}

	/** The first sacral vertebra in version 2, a sixth lumbar one in version 3. */
	private static final int S1_OR_L6 = 26;
	/** Version 1 ends here, version 2 has ribs and the sternum above. */
	private static final int LAST_V1 = 104;
	/** Version 2's numbers of organs that are small, and that version 1 gives to lobes of the lungs. */
	private static final int ESOPHAGUS_V2 = 15, THYROID_V2 = 17;
	private static final double LARGER_THAN_BOTH_ML = 500;

	private TotalSegmentatorOrgans() {}

	/** Reads a folder of masks or a label map. */
	public static ImportedOrgans read(final Path path) {
		return Files.isDirectory(path) ? readFolder(path) : readLabels(path);
	}

	/**
	 * Reads a folder of masks (.nii.gz, .nii, .nrrd), each named after its organ. Names that TotalSegmentator has not are
	 * kept. The masks may lie on several grids (cropped, turned, coarser): they come together on the finest, grown to hold
	 * them all. Where masks overlap, TotalSegmentator's organs lie over others, and then the smaller mask over the larger.
	 * Files of other names that are no masks (more than one value but zero, as a CT) are not read as organs.
	 *
	 * @throws InputException if there is no mask, or if an organ's file is none or there twice
	 */
	public static ImportedOrgans readFolder(final Path folder) {
		return MaskFolder.read(folder);
	}

	/**
	 * Reads a label map whose numbers are known. Labels that the version has not are no organs.
	 *
	 * @throws InputException if none of the version's labels occurs
	 */
	public static ImportedOrgans readLabels(final Path file, final Version version) {
		return numbered(file, VolumeFiles.readLabels(file), version, new ArrayList<>());
	}

	/**
	 * Reads a label map. Names in the file's header are believed. Without them the numbers are taken for version 2's,
	 * TotalSegmentator's since 2023, unless what would be its oesophagus or thyroid is as large as a lobe of the lungs, as
	 * those of version 1 are.
	 *
	 * @throws InputException if there is no organ
	 */
	public static ImportedOrgans readLabels(final Path file) {
		final LabelVolume labels = VolumeFiles.readLabels(file);
		final SortedMap<Integer, String> names = NiftiLabelNames.read(file);
		if (names.isEmpty()) return guessed(file, labels);
		final Organs organs = new Organs(labels, names);
		if (organs.present().isEmpty()) throw new InputException(file +
			" holds no label that its header names; is it another CT's, or empty?");
		return new ImportedOrgans(organs, strangers(file, labels, names, "its header does not name"));
	}

	private static ImportedOrgans guessed(final Path file, final LabelVolume labels) {
		final Version version = version(labels);
		final List<String> notes = new ArrayList<>();
		if (version == Version.V1) notes.add(file + " names no labels; by their sizes they are numbered as in " +
			"TotalSegmentator 1");
		else if (labels.equalTo(S1_OR_L6).count() > 0) notes.add(file + " names no labels; its label " + S1_OR_L6 +
			" is taken for vertebrae_S1, as in TotalSegmentator 2 (in version 3 it is vertebrae_L6)");
		return numbered(file, labels, version, notes);
	}

	/** The version that a label map without names was numbered by, as far as numbers and sizes tell. */
	static Version version(final LabelVolume labels) {
		final double ml = labels.grid().voxelVolumeMm3() / 1000;
		int esophagus = 0, thyroid = 0;
		for (int i = 0; i < labels.labels().length; i++) {
			final int label = labels.labelAt(i);
			if (label > LAST_V1) return Version.V2;
			if (label == ESOPHAGUS_V2) esophagus++;
			if (label == THYROID_V2) thyroid++;
		}
		return Math.max(esophagus, thyroid) * ml > LARGER_THAN_BOTH_ML ? Version.V1 : Version.V2;
	}

	private static ImportedOrgans numbered(final Path file, final LabelVolume labels, final Version version,
		final List<String> notes)
	{
		final Organs organs = new Organs(labels, version.names());
		if (organs.present().isEmpty()) throw new InputException(file + " holds no label of TotalSegmentator " + version +
			"; give the label map or the folder of masks that its task 'total' wrote");
		notes.addAll(strangers(file, labels, organs.names(), "TotalSegmentator " + version + " has not"));
		return new ImportedOrgans(organs, notes);
	}

	private static List<String> strangers(final Path file, final LabelVolume labels,
		final SortedMap<Integer, String> names, final String why)
	{
		final boolean[] seen = new boolean[1 << 16];
		for (int i = 0; i < labels.labels().length; i++)
			seen[labels.labelAt(i)] = true;
		final List<Integer> strangers = new ArrayList<>();
		for (int label = 1; label < seen.length; label++)
			if (seen[label] && !names.containsKey(label)) strangers.add(label);
		return strangers.isEmpty() ? List.of() : List.of(file + " holds " + strangers.size() + " label(s) that " + why +
			", from " + strangers.get(0) + " on; they are left out");
	}
}
