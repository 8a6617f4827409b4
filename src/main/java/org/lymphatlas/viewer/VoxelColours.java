package org.lymphatlas.viewer;

import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;

/**
 * Colours of a CT's voxels with a layer on them, for viewers that cut planes themselves. Of one state; made anew in no
 * time when that changes. Safe for several threads.
 */
public final class VoxelColours {

	private final CaseView view;
	private final Grid ct;
	private final FloatVolume values;
	private final boolean sameGrid;
	private final ColourTable colours;
	private final CtWindow window;

	public VoxelColours(final CaseView view, final Layer layer, final ViewState state) {
		this.view = view;
		ct = view.ct().grid();
		values = state.shows(Overlay.COLOURS) ? layer.values(view) : null;
		sameGrid = values != null && values.grid().equals(ct);
		colours = values == null ? null : layer.colours(state);
		window = state.window();
	}

	/** 0xffrrggbb of a voxel of the CT. */
	public int argb(final int x, final int y, final int z) {
		final int i = ct.index(x, y, z), grey = 0x10101 * window.grey(view.ct().hu()[i]);
		return 0xff000000 | (values == null ? grey : colours.over(value(i, x, y, z), grey));
	}

	/** Of the nearest voxel; NaN outside. */
	private float value(final int i, final int x, final int y, final int z) {
		if (sameGrid) return values.values()[i];
		final double[] p = ct.toWorld(x, y, z);
		values.grid().toVoxel(p, p);
		final int vx = (int) Math.round(p[0]), vy = (int) Math.round(p[1]), vz = (int) Math.round(p[2]);
		return values.grid().contains(vx, vy, vz) ? values.values()[values.grid().index(vx, vy, vz)] : Float.NaN;
	}
}
