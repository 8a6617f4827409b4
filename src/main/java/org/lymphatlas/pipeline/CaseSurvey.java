package org.lymphatlas.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;

import org.lymphatlas.network.CropSource;
import org.lymphatlas.training.DataFingerprint;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/** Looks at a training's cases before they are prepared, since the plan decides at which spacing they are. */
final class CaseSurvey {

	/** So many lungs tell their usual size. */
	private static final int LUNGS = 12;
	private static final double[] BOX_SPACING_MM = { 2, 2, 2 };

	private CaseSurvey() {}

	/**
	 * The voxel sizes of all CTs that can be read, along the patient's axes x, y, z; headers only.
	 *
	 * @throws InputException if there is none
	 */
	static List<double[]> spacingsMm(final List<Manifest.Row> rows) {
		final List<double[]> spacings = rows.stream().map(CaseSurvey::spacing).filter(Objects::nonNull).toList();
		if (spacings.isEmpty()) throw new InputException("None of the " + rows.size() +
			" CTs can be read, so that there is nothing to plan from");
		return spacings;
	}

	/** Null of a CT that cannot be read: it is named when the cases are prepared. */
	private static double[] spacing(final Manifest.Row row) {
		try {
			return VolumeFiles.readGrid(row.ct()).canonical().spacing();
		}
		catch (final InputException e) {
			return null;
		}
	}

	/**
	 * Spacings of all, and the lungs' boxes of up to twelve cases, evenly among them.
	 *
	 * @throws InputException if no lung can be found in any of these
	 */
	static DataFingerprint of(final List<Manifest.Row> rows, final CropSource crop, final Task task) {
		final List<double[]> spacings = spacingsMm(rows);
		final int n = Math.min(LUNGS, rows.size());
		final List<Manifest.Row> some = IntStream.range(0, n).mapToObj(i -> rows.get((int) ((long) i * rows.size() / n)))
			.toList();
		final Map<Integer, double[]> boxes = new ConcurrentSkipListMap<>();
		final List<String> reasons = Collections.synchronizedList(new ArrayList<>());
		SideBySide.forEach(IntStream.range(0, n).boxed().toList(), Math.min(2, n), task, (i, rowTask) -> {
			task.setStatusMessage("Looking at case " + some.get(i).name());
			try {
				boxes.put(i, box(some.get(i), crop, rowTask));
			}
			catch (final InputException e) {
				reasons.add("'" + some.get(i).name() + "': " + e.getMessage());
			}
		});
		if (boxes.isEmpty()) throw new InputException("No lungs were found in any of " + n + " cases: " + String.join("; ",
			reasons));
		return new DataFingerprint(spacings, List.copyOf(boxes.values()), rows.size());
	}

	private static double[] box(final Manifest.Row row, final CropSource crop, final Task task) {
		final CtVolume ct = VolumeFiles.readCt(row.ct());
		final Grid grid = NetworkGrid.of(ct, () -> AnatomySource.of(ct, row.ct(), row.organs(), task).organs(), crop, Optional
			.empty(), BOX_SPACING_MM, task).grid();
		return IntStream.range(0, 3).mapToDouble(a -> grid.size(a) * grid.spacing(a)).toArray();
	}
}
