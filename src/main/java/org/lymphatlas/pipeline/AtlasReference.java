package org.lymphatlas.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;
import org.lymphatlas.volume.io.Sha256;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/**
 * The CT that becomes an atlas.
 *
 * @param name of its folder or file
 * @param anatomy organs from intensities, so that they compare with a patient's, and those that only the reference brings
 * @param stations if it brings some, on the CT's grid
 * @param sha256 of the files read, by what they are
 */
record AtlasReference(String name, CtVolume ct, Anatomy anatomy, Optional<LabelVolume> stations,
	Map<String, String> sha256)
{

	/** Organs that intensities cannot find and that the reference may bring. */
	private static final Set<String> EXTRA_ORGANS = Set.of("heart", "aorta", "esophagus");
	private static final double SAME_GRID_MM = 0.01;

	/** The reference's CT: the file itself, or {@code ct.nii.gz} in a case folder. */
	static Path ctFile(final Path reference) {
		return Files.isRegularFile(reference) ? reference : reference.resolve("ct.nii.gz");
	}

	/**
	 * Reads a reference and finds its organs.
	 *
	 * @param reference a CT file, or a case folder with {@code ct.nii.gz} and, where known, {@code organs.nii.gz} with
	 *          TotalSegmentator's v2 numbers and {@code stations.nii.gz}
	 * @throws InputException if its tracheal bifurcation is not found
	 */
	static AtlasReference read(final Path reference, final Task task) {
		final Path ctFile = ctFile(reference);
		final CtVolume ct = VolumeFiles.readCt(ctFile);
		final SortedMap<String, String> sha256 = new TreeMap<>(Map.of("reference ct", Sha256.of(ctFile)));
		final Optional<LabelVolume> stations = beside(reference, "stations").map(file -> {
			sha256.put("reference stations", Sha256.of(file));
			return stations(ct, file);
		});
		final Anatomy found = AnatomySource.of(ct, ctFile, Optional.empty(), task);
		if (found.landmarks().carina().isEmpty()) throw new InputException("The reference CT " + reference +
			" cannot be an atlas: " + found.landmarks().carinaReason());
		final Organs organs = beside(reference, "organs").map(file -> {
			sha256.put("reference organs", Sha256.of(file));
			return withExtras(found.organs(), AnatomySource.read(file));
		}).orElse(found.organs());
		return new AtlasReference(name(reference), ct, new Anatomy(organs, found.landmarks(), found.source(), found
			.warnings()), stations, sha256);
	}

	/** As the moving side of a registration. */
	Subject subject() {
		return new Subject(ct, anatomy);
	}

	/** A file's or folder's own name, also of {@code .} and {@code /}. */
	static String name(final Path path) {
		final Path name = path.toAbsolutePath().normalize().getFileName();
		return name == null ? "atlas" : name.toString();
	}

	private static Optional<Path> beside(final Path reference, final String what) {
		return Optional.of(reference.resolve(what + ".nii.gz")).filter(Files::isRegularFile);
	}

	private static LabelVolume stations(final CtVolume ct, final Path file) {
		final LabelVolume stations = VolumeFiles.readLabels(file);
		if (!stations.grid().matches(ct.grid(), SAME_GRID_MM)) throw new InputException(file + " (" + stations.grid() +
			") does not lie on the grid of the reference CT (" + ct.grid() + ")");
		return stations;
	}

	private static Organs withExtras(final Organs base, final Organs extra) {
		final short[] labels = base.labels().labels().clone();
		final SortedMap<Integer, String> names = new TreeMap<>(base.names());
		int next = names.lastKey() + 1;
		for (final String name : EXTRA_ORGANS.stream().sorted().toList()) {
			if (!extra.names().containsValue(name)) continue;
			final byte[] mask = Resampling.nearest(extra.mask(name), base.grid(), PointMapping.IDENTITY).values();
			for (int i = 0; i < mask.length; i++)
				if (mask[i] != 0) labels[i] = (short) next;
			names.put(next++, name);
		}
		return new Organs(new LabelVolume(base.grid(), labels), names);
	}
}
