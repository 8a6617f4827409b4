package org.lymphatlas.volume.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/**
 * A folder with the slices of one CT series, one file each, in any order and under any names. Slices are sorted by their
 * position along the normal of their plane. Files that are not DICOM, or hold no image, are passed over.
 */
final class DicomSeries implements VoxelStream {

	/** A step that differs from the median by more than this part of it is a gap. */
	private static final double GAP = 0.1;

	/** Slices may lie this part of a step from where even steps would put them. */
	private static final double UNEVEN = 0.25;

	/** Slices nearer than this are at one place, mm. */
	private static final double SAME_PLACE_MM = 1e-3;

	/** Direction cosines and spacings that differ by less are the same. */
	private static final double SAME = 1e-4;

	private static final String ROWS = "0028,0010";
	private static final String SOP_CLASS = "0008,0016";
	private static final String CT_IMAGE_STORAGE = "1.2.840.10008.5.1.4.1.1.2";

	private final String name;
	private final List<DicomSlice> slices;
	private final Grid grid;

	/**
	 * @param name for messages
	 * @param slices in any order
	 * @throws InputException if they are not one evenly spaced volume
	 */
	DicomSeries(final String name, final List<DicomSlice> slices) {
		this.name = name;
		final double[] normal = slices.get(0).normal();
		this.slices = slices.stream().sorted(Comparator.comparingDouble(slice -> slice.along(normal))).toList();
		checkOneSeries();
		for (final DicomSlice slice : slices)
			checkAlike(slices.get(slices.size() / 2), slice);
		if (slices.size() < 2) throw new InputException(name + ": holds one DICOM slice (" + nameOf(slices.get(0)) +
			"); a volume is needed");
		grid = grid(normal);
	}

	/** Reads the headers of all files. */
	static DicomSeries open(final Path folder) {
		final List<DicomSlice> slices = new ArrayList<>();
		final List<Path> others = new ArrayList<>();
		for (final Path file : files(folder)) {
			final Optional<DicomHeader> header = DicomHeader.read(file);
			if (header.isPresent() && holdsImage(header.get())) slices.add(DicomSlice.of(header.get()));
			else others.add(file.getFileName());
		}
		if (slices.isEmpty()) throw new InputException(folder + ": holds no DICOM slice" + (others.isEmpty()
			? "; it has no files" : ", only " + listed(others)) +
			"; give an image file, or the folder that directly holds one CT series");
		return new DicomSeries(folder.toString(), slices);
	}

	@Override
	public String name() {
		return name;
	}

	@Override
	public Grid grid() {
		return grid;
	}

	/** By position along the normal, ascending. */
	List<DicomSlice> slices() {
		return slices;
	}

	@Override
	public void check() {
		slices.forEach(slice -> slice.pixels().check());
	}

	@Override
	public void read(final Sink sink) {
		final int plane = grid.nx() * grid.ny();
		for (int z = 0; z < slices.size(); z++) {
			final DicomSlice slice = slices.get(z);
			final int start = z * plane;
			slice.pixels().read((values, from, count) -> {
				for (int i = 0; i < count; i++)
					values[i] = slice.hu(values[i]);
				sink.accept(values, start + from, count);
			});
		}
	}

	private static List<Path> files(final Path folder) {
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.filter(Files::isRegularFile).sorted().toList();
		}
		catch (final IOException e) {
			throw VoxelReader.unreadable(folder, e);
		}
	}

	/**
	 * Directories, reports and the like are DICOM files too. Of a file cut off or compressed, ImageJ tells less than the
	 * size of the image.
	 */
	private static boolean holdsImage(final DicomHeader header) {
		return header.find(ROWS).isPresent() || header.find(SOP_CLASS).filter(CT_IMAGE_STORAGE::equals).isPresent() ||
			DicomSlice.isCompressed(header);
	}

	private void checkOneSeries() {
		final Map<String, List<DicomSlice>> series = new LinkedHashMap<>();
		for (final DicomSlice slice : slices)
			series.computeIfAbsent(slice.series(), uid -> new ArrayList<>()).add(slice);
		if (series.size() == 1) return;
		final List<String> names = new ArrayList<>();
		series.forEach((uid, members) -> names.add("'" + members.get(0).description() + "' (" + members.size() +
			" slices, such as " + nameOf(members.get(0)) + ")"));
		throw new InputException(name + ": holds " + series.size() + " series: " + listed(names) +
			"; put the one wanted into a folder of its own");
	}

	private static void checkAlike(final DicomSlice usual, final DicomSlice slice) {
		final String difference;
		if (slice.columns() != usual.columns() || slice.rows() != usual.rows()) difference = slice.columns() + "x" + slice
			.rows() + " pixels, not " + usual.columns() + "x" + usual.rows();
		else if (!near(slice.spacing(), usual.spacing())) difference = "a pixel spacing of " + Arrays.toString(slice
			.spacing()) + " mm, not " + Arrays.toString(usual.spacing());
		else if (!near(slice.orientation(), usual.orientation())) difference = "the orientation " + Arrays.toString(slice
			.orientation()) + ", not " + Arrays.toString(usual.orientation());
		else return;
		throw new InputException(slice.file() + ": has " + difference + " as " + nameOf(usual) +
			" of the same series (a scout image?); leave it out of the folder");
	}

	private static boolean near(final double[] a, final double[] b) {
		for (int i = 0; i < a.length; i++)
			if (!(Math.abs(a[i] - b[i]) <= SAME)) return false;
		return true;
	}

	private Grid grid(final double[] normal) {
		final DicomSlice first = slices.get(0);
		final int n = slices.size();
		final double[] at = slices.stream().mapToDouble(slice -> slice.along(normal)).toArray();
		checkSteps(at);
		checkTilt(normal);
		final double[] o = first.orientation();
		return Geometry.grid(name, new long[] { first.columns(), first.rows(), n }, new double[] { first.spacing()[0], first
			.spacing()[1], (at[n - 1] - at[0]) / (n - 1) }, first.position(), new double[] { o[0], o[3], normal[0], o[1],
				o[4], normal[1], o[2], o[5], normal[2] });
	}

	private void checkSteps(final double[] at) {
		final int n = at.length;
		final double[] steps = new double[n - 1];
		for (int i = 0; i < n - 1; i++) {
			steps[i] = at[i + 1] - at[i];
			if (!(steps[i] > SAME_PLACE_MM)) throw new InputException(name + ": " + nameOf(slices.get(i)) + " and " + nameOf(
				slices.get(i + 1)) + " lie at the same place (" + mm(at[i]) + "); keep one of the two, or one reconstruction");
		}
		final double[] sorted = steps.clone();
		Arrays.sort(sorted);
		final double median = sorted[steps.length / 2];
		final double even = (at[n - 1] - at[0]) / (n - 1);
		for (int i = 0; i < n - 1; i++) {
			if (Math.abs(steps[i] - median) > GAP * median) throw new InputException(name + ": " + mm(steps[i]) +
				" lie between " + nameOf(slices.get(i)) + " and " + nameOf(slices.get(i + 1)) + ", but " + mm(median) +
				" between the others: slices are missing or of several thicknesses; complete the series");
		}
		for (int i = 0; i < n - 1; i++) {
			if (Math.abs(at[i] - at[0] - i * even) > UNEVEN * even) throw new InputException(name + ": " + nameOf(slices.get(
				i)) + " lies " + mm(at[i] - at[0] - i * even) + " off evenly spaced slices; resample the series first");
		}
	}

	private void checkTilt(final double[] normal) {
		final DicomSlice first = slices.get(0);
		for (final DicomSlice slice : slices) {
			final double distance = slice.along(normal) - first.along(normal);
			double square = 0;
			for (int a = 0; a < 3; a++) {
				final double shift = slice.position()[a] - first.position()[a] - distance * normal[a];
				square += shift * shift;
			}
			final double shift = Math.sqrt(square);
			if (shift > 0.5 * Math.min(first.spacing()[0], first.spacing()[1])) throw new InputException(name + ": " + nameOf(
				slice) + " is shifted " + mm(shift) + " within its plane against " + nameOf(first) + String.format(Locale.ROOT,
					" (%.1f degrees: a tilted gantry?); straighten the series first", Math.toDegrees(Math.atan2(shift,
						distance))));
		}
	}

	private static String nameOf(final DicomSlice slice) {
		return slice.file().getFileName().toString();
	}

	private static String mm(final double length) {
		return String.format(Locale.ROOT, "%.4g mm", length);
	}

	private static String listed(final List<?> names) {
		final String some = String.join(", ", names.stream().limit(5).map(Object::toString).toList());
		return names.size() > 5 ? some + " and " + (names.size() - 5) + " more" : some;
	}
}
