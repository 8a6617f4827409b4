package org.lymphatlas.anatomy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.lymphatlas.anatomy.TotalSegmentatorOrgans.Version;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Resampling;
import org.lymphatlas.volume.io.VolumeFiles;

/** A folder of masks, one file an organ, read one after the other and painted into one label map. */
final class MaskFolder {

	private static final List<String> SUFFIXES = List.of(".nii.gz", ".nii", ".nrrd");
	private static final double SAME_GRID_MM = 0.1;

	private final Path folder;
	private final Set<String> known = new HashSet<>();
	private final List<String> notes = new ArrayList<>();
	private final List<String> leftOut = new ArrayList<>();

	private MaskFolder(final Path folder) {
		this.folder = folder;
		for (final Version version : Version.values())
			known.addAll(version.names().values());
	}

	static ImportedOrgans read(final Path folder) {
		return new MaskFolder(folder).read();
	}

	private ImportedOrgans read() {
		final SortedMap<String, Path> files = files();
		final Map<String, Grid> grids = grids(files);
		if (grids.isEmpty()) throw nothing();
		final Grid common = common(grids);
		final MaskPainter painter = new MaskPainter(common);
		final List<String> moved = new ArrayList<>();
		grids.forEach((name, grid) -> mask(name, files.get(name)).ifPresent(mask -> {
			final boolean same = common.matches(grid, SAME_GRID_MM);
			if (!same) moved.add(files.get(name).getFileName().toString());
			painter.paint(name, same ? mask : Resampling.smooth(mask, common), known.contains(name));
		}));
		if (painter.isEmpty()) throw nothing();
		if (!moved.isEmpty()) notes.add("In " + folder + " " + listed(moved) + " lie(s) on another grid than the rest and " +
			"came onto that of " + common);
		if (!leftOut.isEmpty()) notes.add("In " + folder + " " + listed(leftOut) + " is/are no mask(s) and was/were left out");
		notes.addAll(painter.notes());
		return new ImportedOrgans(painter.organs(), notes);
	}

	private InputException nothing() {
		return new InputException("The folder " + folder + " holds no organ mask (<organ>.nii.gz, .nii or .nrrd)" + (leftOut
			.isEmpty() ? "" : "; " + listed(leftOut) + " hold(s) several values: if one is a label map, give the file itself"));
	}

	private static String listed(final List<String> names) {
		return names.size() <= 3 ? String.join(", ", names) : String.join(", ", names.subList(0, 3)) + " and " + (names
			.size() - 3) + " more";
	}

	private SortedMap<String, Path> files() {
		final SortedMap<String, Path> found = new TreeMap<>();
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

	/** The grids of those files that can be masks, by the organ's name. */
	private Map<String, Grid> grids(final SortedMap<String, Path> files) {
		final Map<String, Grid> grids = new LinkedHashMap<>();
		files.forEach((name, file) -> {
			try {
				grids.put(name, VolumeFiles.readGrid(file));
			}
			catch (final InputException e) {
				if (known.contains(name)) throw e;
				leftOut.add(file.getFileName().toString());
			}
		});
		return grids;
	}

	/** Files of other names than TotalSegmentator's do not decide on the grid, unless there are only those. */
	private Grid common(final Map<String, Grid> grids) {
		final List<Grid> deciding = new ArrayList<>();
		grids.forEach((name, grid) -> {
			if (known.contains(name)) deciding.add(grid);
		});
		try {
			return GridCover.of(deciding.isEmpty() ? grids.values() : deciding);
		}
		catch (final InputException | ArithmeticException e) {
			throw new InputException("The masks in " + folder + " lie too far apart for one grid, as if they were of several " +
				"CTs: " + e.getMessage(), e);
		}
	}

	/** What a file holds as a mask, with one value but zero; empty if there is no organ in it. */
	private Optional<Mask> mask(final String name, final Path file) {
		try {
			final LabelVolume labels = VolumeFiles.readLabels(file);
			short value = 0;
			for (final short label : labels.labels()) {
				if (label == 0 || label == value) continue;
				if (value != 0) throw new InputException(file + " is no mask: it holds several labels. Give the file itself " +
					"instead of its folder if it is a label map");
				value = label;
			}
			return value == 0 ? Optional.empty() : Optional.of(labels.foreground());
		}
		catch (final InputException e) {
			if (known.contains(name)) throw e;
			leftOut.add(file.getFileName().toString());
			return Optional.empty();
		}
	}
}
