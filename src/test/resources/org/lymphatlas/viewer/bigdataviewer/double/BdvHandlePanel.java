package bdv.util;

import java.awt.BorderLayout;
import java.awt.Frame;

import javax.swing.JPanel;

import bdv.viewer.ViewerPanel;

public class BdvHandlePanel implements Bdv {

	private final ViewerPanel viewer = new ViewerPanel();
	private final JPanel split = new JPanel(new BorderLayout());

	public BdvHandlePanel(final Frame owner, final BdvOptions options) {
		split.add(viewer);
		Calls.log("panel", this, options.width, options.height);
	}

	public ViewerPanel getViewerPanel() {
		return viewer;
	}

	public JPanel getSplitPanel() {
		return split;
	}

	public void close() {
		Calls.log("close", this);
	}
}
