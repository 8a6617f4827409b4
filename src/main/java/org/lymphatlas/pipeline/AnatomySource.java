package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Carina;
import org.lymphatlas.anatomy.ImportedOrgans;
import org.lymphatlas.anatomy.IntensityAnatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.OrganFit;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.anatomy.TotalSegmentatorOrgans;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/** Where a CT's organs come from: what the user gives, TotalSegmentator's networks or program, or its intensities. */
final class AnatomySource {

	/** TotalSegmentator may have seen more of the patient than the CT shows, but not something else. */
	private static final double MIN_SHARE_IN_FIELD = 0.02;
	/** Above the mean of lungs that are partly consolidated. */
	private static final double MAX_LUNG_HU = -450;

	private AnatomySource() {}

	/**
	 * What the user gives, else intensities.
	 *
	 * @param name what to call the CT in messages
	 * @param organs TotalSegmentator's folder of masks or label map, if the user has one
	 * @throws InputException if the CT shows no lung, or if the organs lie outside of it
	 */
	static Anatomy of(final CtVolume ct, final Path name, final Optional<Path> organs, final Task task) {
		return organs.map(path -> given(ct, name, path)).orElseGet(() -> found(ct, name, task));
	}

	/**
	 * What the user gives, else the best that the choice allows and this machine has.
	 *
	 * @param record receives which it was, and why the better ones were not taken
	 * @throws InputException also if TotalSegmentator was asked for and is nowhere, or fails
	 */
	static Anatomy of(final CtVolume ct, final Path name, final Optional<Path> organs, final OrganChoice choice,
		final RunRecord record, final Task task)
	{
		final OrganOrigin origin = new OrganOrigin(record, task);
		if (organs.isPresent()) {
			origin.taken("masks", organs.get().toString());
			return given(ct, name, organs.get());
		}
		if (choice.source() != OrganChoice.Source.INTENSITY) for (final TotalSegmentatorWay way : TotalSegmentatorWay.all(
			choice))
		{
			try {
				way.prepare();
			}
			catch (final InputException e) {
				origin.passed(way.name(), e.getMessage());
				continue;
			}
			origin.taken(way.name(), way.detail());
			try {
				return checked(ct, name, way.run(ct, task), way.name());
			}
			catch (final InputException e) {
				if (choice.source() != OrganChoice.Source.AUTO) throw new InputException(way.name() + " failed: " + e.getMessage(),
					e);
				origin.failed(way.name(), e.getMessage());
			}
		}
		if (choice.source() == OrganChoice.Source.TOTALSEGMENTATOR) throw new InputException("TotalSegmentator's organs were " +
			"asked for, but " + origin.reasons() + ". Give what it wrote with input= (organs= in register and segment), or choose " +
			"intensity as the source");
		origin.taken("intensity", "thresholds");
		return found(ct, name, task);
	}

	private static Anatomy found(final CtVolume ct, final Path name, final Task task) {
		try {
			return IntensityAnatomy.segment(ct, task);
		}
		catch (final InputException e) {
			throw new InputException(name + ": " + e.getMessage(), e);
		}
	}

	private static Anatomy given(final CtVolume ct, final Path name, final Path path) {
		return checked(ct, name, TotalSegmentatorOrgans.read(path), path.toString());
	}

	private static Anatomy checked(final CtVolume ct, final Path name, final ImportedOrgans imported,
		final String from)
	{
		final Organs organs = imported.organs();
		if (OrganFit.shareInField(organs, ct.grid()) < MIN_SHARE_IN_FIELD) throw new InputException("The organs in " + from +
			" lie outside the CT " + name + "; are they another CT's? Give its own, or leave them out");
		final Landmarks landmarks = Carina.of(organs);
		final List<String> warnings = new ArrayList<>(imported.notes());
		OrganFit.meanLungHu(organs, ct).ifPresent(hu -> {
			if (hu > MAX_LUNG_HU) warnings.add(String.format(Locale.ROOT,
				"The lungs in %s have %.0f HU in the mean on the CT %s: the organs may be another CT's", from, hu, name));
		});
		if (landmarks.carina().isEmpty()) warnings.add("The tracheal bifurcation was not found in " + from + ": " + landmarks
			.carinaReason());
		return new Anatomy(organs, landmarks, "totalsegmentator", warnings);
	}

	/** Organs by name from a folder of masks or a label map. */
	static Organs read(final Path path) {
		return TotalSegmentatorOrgans.read(path).organs();
	}
}
