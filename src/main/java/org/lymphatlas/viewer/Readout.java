package org.lymphatlas.viewer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.lymphatlas.anatomy.Station;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Volume;

/** What a case says of one place, in a line: position, HU, distance, probabilities, station, node. */
public final class Readout {

	private Readout() {}

	/** Values of the nearest voxels; what the case does not have there is left out. */
	public static String of(final CasePainter painter, final LpsPoint p) {
		final CaseView view = painter.view();
		final List<String> parts = new ArrayList<>();
		parts.add(String.format(Locale.ROOT, "LPS %.1f, %.1f, %.1f mm", p.x(), p.y(), p.z()));
		value(view.ct(), p).ifPresentOrElse(hu -> parts.add(String.format(Locale.ROOT, "%.0f HU", hu)), () -> parts.add(
			"outside the CT"));
		value(view.distance(), p).ifPresent(d -> parts.add(String.format(Locale.ROOT, "distance %.3f (about %.0f mm)", d, d *
			painter.distanceUnitMm())));
		value(view.probability(), p).ifPresent(a -> parts.add("atlas " + ProbabilityScale.text(a)));
		value(view.prediction(), p).ifPresent(n -> parts.add("network " + ProbabilityScale.text(n)));
		label(view.stations(), p).flatMap(Station::ofLabel).ifPresent(station -> parts.add("station " + station.code()));
		label(view.nodes(), p).ifPresent(id -> parts.add("node " + id));
		label(view.reference(), p).ifPresent(id -> parts.add("in the reference"));
		return String.join("   ", parts);
	}

	private static Optional<Integer> label(final LabelVolume labels, final LpsPoint p) {
		return value(labels, p).map(Math::round).filter(label -> label > 0);
	}

	private static Optional<Float> value(final Volume volume, final LpsPoint p) {
		if (volume == null) return Optional.empty();
		final Grid g = volume.grid();
		final double[] voxel = p.toArray();
		g.toVoxel(voxel, voxel);
		final int x = (int) Math.round(voxel[0]), y = (int) Math.round(voxel[1]), z = (int) Math.round(voxel[2]);
		return g.contains(x, y, z) ? Optional.of(volume.valueAt(g.index(x, y, z))) : Optional.empty();
	}
}
