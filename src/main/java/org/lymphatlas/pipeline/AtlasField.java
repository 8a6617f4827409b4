package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Mediastinum;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.atlas.Priors;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;

/**
 * How much of a patient lies outside the atlas' field of view, where the priors know less than elsewhere: the distance is
 * extrapolated, the probability is 0 and there is no station.
 *
 * @param lungsOutside share of the lungs, [0, 1]
 * @param mediastinumOutside share of what lies between the lungs above the diaphragm, [0, 1], see {@link Mediastinum}
 */
record AtlasField(double lungsOutside, double mediastinumOutside) {

	/** Where nodes are looked for. */
	private static final double MUCH_MEDIASTINUM = 0.05;
	/** Few nodes lie there. */
	private static final double MUCH_LUNG = 0.25;
	/** Shares are counted on voxels of this size. */
	private static final double SPACING_MM = 4;

	/** Shares not known are NaN: where no lungs were found. */
	static AtlasField of(final Anatomy anatomy, final Grid ct, final Priors priors) {
		final Grid grid = ct.withSpacing(Math.max(SPACING_MM, ct.spacing(0)), Math.max(SPACING_MM, ct.spacing(1)), Math.max(
			SPACING_MM, ct.spacing(2)));
		final LabelVolume labels = Resampling.nearest(anatomy.organs().labels(), grid, PointMapping.IDENTITY);
		final Organs organs = new Organs(labels, anatomy.organs().names());
		final Mask lungs = Mediastinum.lungs(organs);
		if (lungs.count() == 0) return new AtlasField(Double.NaN, Double.NaN);
		return new AtlasField(priors.shareOutside(lungs), priors.shareOutside(Mediastinum.of(organs)));
	}

	/** What the user must be told; empty if nearly all of the mediastinum and most of the lungs lie in the field. */
	List<String> warnings() {
		final List<String> warnings = new ArrayList<>();
		if (mediastinumOutside > MUCH_MEDIASTINUM) warnings.add(String.format(Locale.ROOT,
			"%.0f %% of the mediastinum lies outside the atlas' field of view: there the distance is extrapolated, and no " +
				"node is expected and no station given", 100 * mediastinumOutside));
		if (lungsOutside > MUCH_LUNG) warnings.add(String.format(Locale.ROOT,
			"%.0f %% of the lungs lie outside the atlas' field of view: there the distance is extrapolated", 100 *
				lungsOutside));
		return warnings;
	}

	/** A few words for a figure; empty if there is nothing to be told. */
	String remark() {
		return warnings().isEmpty() ? "" : String.format(Locale.ROOT,
			"outside the atlas: %.0f %% of the mediastinum, %.0f %% of the lungs", 100 * mediastinumOutside, 100 *
				lungsOutside);
	}

	/** Writes {@code field.json} beside the priors. */
	void write(final Path priors, final String atlas) {
		final Map<String, Object> json = new LinkedHashMap<>();
		json.put("atlas", atlas);
		json.put("lungsOutside", lungsOutside);
		json.put("mediastinumOutside", mediastinumOutside);
		json.put("outside", "distance extrapolated, probability 0, no station");
		json.put("warnings", warnings());
		Json.write(priors.resolve("field.json"), json);
	}
}
