package org.lymphatlas.anatomy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.io.NiftiLabelNames;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * TotalSegmentator's output by name: a folder of binary masks, or one label map with the numbers of version 1 or 2. The
 * class tables are resources, taken from TotalSegmentator (Apache-2.0).
 */
public final class TotalSegmentatorOrgans {

	/** Which numbers a label map uses; version 2 renumbered the classes. */
	public enum Version {
		V1("totalsegmentator-v1.csv"), V2("totalsegmentator-v2.csv");

		private final String resource;

		Version(final String resource) {
			this.resource = resource;
		}

		/** Name of each label. */
		public SortedMap<Integer, String> names() {
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

	private static final List<String> SUFFIXES = List.of(".nii.gz", ".nii", ".nrrd");
	/** Organs from intensities; what is listed later lies over what is listed before. */
	private static final List<String> INTENSITY_NAMES = List.of("body", "bones", "lung_left", "lung_right", "airways");
	/** Version 2's numbers of organs that are small, and that version 1 gives to lobes of the lungs. */
	private static final int ESOPHAGUS_V2 = 15, THYROID_V2 = 17;
	private static final double LARGER_THAN_BOTH_ML = 500;

	private TotalSegmentatorOrgans() {}

	/**
	 * Reads a folder of masks, each named after its organ. Names that TotalSegmentator has not are kept; where masks
	 * overlap, TotalSegmentator's organs lie over others, and the last by name over the first. Files of other names that
	 * are no masks (more than one value but zero, as a CT) are not read as organs.
	 *
	 * @throws InputException if there is no mask, if an organ's file is none or there twice, or if two lie on different
	 *           grids
	 */
	public static Organs readFolder(final Path folder) {
		final Set<String> known = new HashSet<>(Version.V1.names().values());
		known.addAll(Version.V2.names().values());
		final Map<String, Path> files = masks(folder, known);
		LabelVolume labels = null;
		final SortedMap<Integer, String> names = new TreeMap<>();
		for (final Map.Entry<String, Path> file : files.entrySet()) {
			final Optional<Mask> mask = mask(file.getValue(), known.contains(file.getKey()));
			if (mask.isEmpty()) continue;
			if (labels == null) labels = new LabelVolume(mask.get().grid());
			if (!labels.grid().matches(mask.get().grid(), 0.1)) throw new InputException("Organ masks must share one grid: " +
				file.getValue() + " is " + mask.get().grid() + ", others are " + labels.grid());
			final int label = names.size() + 1;
			names.put(label, file.getKey());
			for (int i = 0; i < labels.labels().length; i++)
				if (mask.get().get(i)) labels.labels()[i] = (short) label;
		}
		if (labels == null) throw new InputException("The folder " + folder +
			" holds no organ mask (<organ>.nii.gz, .nii or .nrrd)");
		return new Organs(labels, names);
	}

	/** What a file holds as a mask: one value but zero, or only zeros. */
	private static Optional<Mask> mask(final Path file, final boolean needed) {
		try {
			final LabelVolume labels = VolumeFiles.readLabels(file);
			short value = 0;
			for (final short label : labels.labels()) {
				if (label == 0 || label == value) continue;
				if (value != 0) throw new InputException(file + " is no mask: it holds several labels. Give the file itself " +
					"instead of its folder if it is a label map");
				value = label;
			}
			return Optional.of(labels.foreground());
		}
		catch (final InputException e) {
			if (needed) throw e;
			return Optional.empty();
		}
	}

	/** Organ files by name, in the order to paint them. */
	private static Map<String, Path> masks(final Path folder, final Set<String> known) {
		final SortedMap<String, Path> found = new TreeMap<>(Comparator.<String> comparingInt(name -> known.contains(
			name) ? INTENSITY_NAMES.size() : INTENSITY_NAMES.indexOf(name)).thenComparing(Comparator.naturalOrder()));
		try (Stream<Path> files = Files.list(folder)) {
			for (final Path file : (Iterable<Path>) files.sorted()::iterator) {
				final String name = file.getFileName().toString();
				final Optional<String> suffix = SUFFIXES.stream().filter(name::endsWith).findFirst();
				if (suffix.isEmpty() || name.startsWith(".")) continue;
				final Path before = found.put(name.substring(0, name.length() - suffix.get().length()), file);
				if (before != null) throw new InputException("Two files for one organ: " + before + " and " + file +
					"; remove one");
			}
			return found;
		}
		catch (final IOException e) {
			throw new InputException("Cannot read the folder " + folder + ": " + e.getMessage(), e);
		}
	}

	/**
	 * Reads a label map whose numbers are known. Labels that the version has not are no organs.
	 *
	 * @throws InputException if none of the version's labels occurs
	 */
	public static Organs readLabels(final Path file, final Version version) {
		return organs(file, VolumeFiles.readLabels(file), version);
	}

	/**
	 * Reads a label map. Names in the file's header are believed. Without them the numbers are taken for version 2's,
	 * TotalSegmentator's since 2023, unless what would be its oesophagus or thyroid is as large as a lobe of the lungs, as
	 * those of version 1 are.
	 *
	 * @throws InputException if there is no organ
	 */
	public static Organs readLabels(final Path file) {
		final LabelVolume labels = VolumeFiles.readLabels(file);
		final SortedMap<Integer, String> names = NiftiLabelNames.read(file);
		if (names.isEmpty()) return organs(file, labels, version(labels));
		final Organs organs = new Organs(labels, names);
		if (organs.present().isEmpty()) throw new InputException(file + " holds no label that its header names");
		return organs;
	}

	/** The version that a label map without names was numbered by, as far as sizes tell. */
	static Version version(final LabelVolume labels) {
		final double ml = labels.grid().voxelVolumeMm3() / 1000;
		int esophagus = 0, thyroid = 0;
		for (final short label : labels.labels()) {
			if (label == ESOPHAGUS_V2) esophagus++;
			if (label == THYROID_V2) thyroid++;
		}
		return Math.max(esophagus, thyroid) * ml > LARGER_THAN_BOTH_ML ? Version.V1 : Version.V2;
	}

	private static Organs organs(final Path file, final LabelVolume labels, final Version version) {
		final Organs organs = new Organs(labels, version.names());
		if (organs.present().isEmpty()) throw new InputException(file + " holds no label of TotalSegmentator " + version);
		return organs;
	}
}
