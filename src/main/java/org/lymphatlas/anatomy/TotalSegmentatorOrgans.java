package org.lymphatlas.anatomy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
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

	private TotalSegmentatorOrgans() {}

	/**
	 * Reads a folder of masks, each named after its organ; where masks overlap, the last by name wins.
	 *
	 * @throws InputException if there is no mask, or if two lie on different grids
	 */
	public static Organs readFolder(final Path folder) {
		final SortedMap<String, Path> files = masks(folder);
		if (files.isEmpty()) throw new InputException("The folder " + folder +
			" holds no organ mask (<organ>.nii.gz, .nii or .nrrd)");
		LabelVolume labels = null;
		final SortedMap<Integer, String> names = new TreeMap<>();
		for (final Map.Entry<String, Path> file : files.entrySet()) {
			final Mask mask = VolumeFiles.readMask(file.getValue());
			if (labels == null) labels = new LabelVolume(mask.grid());
			if (!labels.grid().matches(mask.grid(), 0.1)) throw new InputException("Organ masks must share one grid: " + file
				.getValue() + " is " + mask.grid() + ", others are " + labels.grid());
			final int label = names.size() + 1;
			names.put(label, file.getKey());
			for (int i = 0; i < mask.values().length; i++)
				if (mask.get(i)) labels.labels()[i] = (short) label;
		}
		return new Organs(labels, names);
	}

	private static SortedMap<String, Path> masks(final Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			final SortedMap<String, Path> masks = new TreeMap<>();
			files.forEach(file -> SUFFIXES.stream().filter(file.getFileName().toString()::endsWith).findFirst().ifPresent(
				suffix -> masks.put(file.getFileName().toString().replace(suffix, ""), file)));
			return masks;
		}
		catch (final IOException e) {
			throw new InputException("Cannot read the folder " + folder + ": " + e.getMessage(), e);
		}
	}

	/**
	 * Reads a label map. Labels that the table does not name are left out.
	 *
	 * @throws InputException if no label of the table occurs
	 */
	public static Organs readLabels(final Path file, final Version version) {
		final Organs organs = new Organs(VolumeFiles.readLabels(file), version.names());
		if (organs.present().isEmpty()) throw new InputException(file + " holds no label of TotalSegmentator " + version);
		return organs;
	}

	/** As version 2, which has been TotalSegmentator's since 2023. */
	public static Organs readLabels(final Path file) {
		return readLabels(file, Version.V2);
	}
}
