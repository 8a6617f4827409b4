package bdv.viewer;

import net.imglib2.realtransform.AffineTransform3D;

public class State {

	private final ViewerPanel panel;
	private AffineTransform3D transform = new AffineTransform3D();

	State(final ViewerPanel panel) {
		this.panel = panel;
	}

	public AffineTransform3D getViewerTransform() {
		return transform;
	}

	public void setViewerTransform(final AffineTransform3D to) {
		transform = to;
		bdv.util.Calls.log("setViewerTransform", panel, to.getRowPackedCopy());
		panel.transformListeners().list.forEach(listener -> listener.transformChanged(to));
	}
}
