package org.lymphatlas.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.atlas.Priors;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;

/**
 * What is known of a patient besides the CT, on any grid, worked out when it is asked for.
 *
 * @param distance from the tracheal bifurcation, normalised
 * @param probability of a node by the atlas
 * @param station labels of the stations
 * @param organs on a grid of their own
 */
record PatientMaps(Function<Grid, FloatVolume> distance, Function<Grid, FloatVolume> probability,
	Function<Grid, LabelVolume> station, Supplier<Organs> organs)
{

	/** From an atlas brought onto the patient. */
	static PatientMaps of(final Priors priors, final Organs organs) {
		return new PatientMaps(priors::distance, priors::probability, priors::station, () -> organs);
	}

	/** From the files of an earlier step; without them, asking for a prior is the user's mistake. */
	static PatientMaps of(final Optional<StoredCase> stored, final Supplier<Organs> organs) {
		return new PatientMaps(grid -> Resampling.linear(required(stored).distance(), grid, PointMapping.IDENTITY, 1),
			grid -> Resampling.linear(required(stored).probability(), grid, PointMapping.IDENTITY, 0), grid -> Resampling
				.nearest(required(stored).station(), grid, PointMapping.IDENTITY), once(organs));
	}

	private static <T> Supplier<T> once(final Supplier<T> work) {
		final List<T> found = new ArrayList<>();
		return () -> {
			if (found.isEmpty()) found.add(work.get());
			return found.get(0);
		};
	}

	private static StoredCase required(final Optional<StoredCase> stored) {
		return stored.orElseThrow(() -> new InputException(
			"This needs the atlas' priors: run 'register' and give its output as priors. A model that reads no priors can do " +
				"without them where region is lungs or all"));
	}
}
