package org.lymphatlas.correction;

import java.util.Optional;

import org.lymphatlas.anatomy.LungHull;
import org.lymphatlas.anatomy.Mediastinum;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;
import org.lymphatlas.volume.SameGrid;

/**
 * What nodes are corrected on, all on one grid. Operations read it and never change it.
 *
 * @param ct the CT
 * @param probability the network's, in [0, 1], if there is one
 * @param organs that a node must not grow into, if they are known
 * @param hull of the lungs, that a node must not grow out of, if it is known
 */
public record Scene(CtVolume ct, Optional<FloatVolume> probability, Optional<Organs> organs, Optional<Mask> hull) {

	/** @throws org.lymphatlas.volume.InputException if the grids differ */
	public Scene {
		final var grid = ct.grid();
		probability.ifPresent(p -> SameGrid.check("CT", grid, "probability", p.grid()));
		organs.ifPresent(o -> SameGrid.check("CT", grid, "organs", o.grid()));
		hull.ifPresent(h -> SameGrid.check("CT", grid, "lungs' hull", h.grid()));
	}

	/** Organs of any grid are brought onto the CT's; the hull is theirs, if lungs are among them. */
	public static Scene of(final CtVolume ct, final Optional<FloatVolume> probability, final Optional<Organs> organs) {
		final Optional<Organs> onCt = organs.map(o -> o.grid().matches(ct.grid(), 1e-2) ? o : new Organs(Resampling.nearest(o
			.labels(), ct.grid(), PointMapping.IDENTITY), o.names()));
		return new Scene(ct, probability, onCt, organs.filter(o -> Mediastinum.lungs(o).count() > 0).map(o -> LungHull.of(o,
			ct.grid())));
	}
}
