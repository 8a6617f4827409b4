package org.lymphatlas.viewer.bigdataviewer;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.position.FunctionRandomAccessible;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.view.Views;

import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.Layer;
import org.lymphatlas.viewer.ViewState;
import org.lymphatlas.viewer.VoxelColours;
import org.lymphatlas.volume.Grid;

/**
 * A CT with a layer on it as an image of colours, computed where it is looked at. BigDataViewer adds what lies over each
 * other, so that colours over bright tissue become white; here they are laid over it as in all our pictures.
 */
final class ColouredVolume {

	private final CaseView view;
	private final Layer layer;
	private volatile VoxelColours colours;

	ColouredVolume(final CaseView view, final Layer layer, final ViewState state) {
		this.view = view;
		this.layer = layer;
		show(state);
	}

	/** From now on in another state; what shows it must be rendered anew. */
	void show(final ViewState state) {
		colours = new VoxelColours(view, layer, state);
	}

	RandomAccessibleInterval<ARGBType> image() {
		final Grid g = view.ct().grid();
		return Views.interval(new FunctionRandomAccessible<>(3, (at, colour) -> colour.set(colours.argb(at.getIntPosition(0), at
			.getIntPosition(1), at.getIntPosition(2))), ARGBType::new), new FinalInterval(g.nx(), g.ny(), g.nz()));
	}
}
