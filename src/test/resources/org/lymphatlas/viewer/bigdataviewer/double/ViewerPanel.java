package bdv.viewer;

import java.awt.BorderLayout;
import java.awt.Graphics;

import javax.swing.JPanel;

import net.imglib2.realtransform.AffineTransform3D;
import org.scijava.listeners.Listeners;

public class ViewerPanel extends JPanel implements OverlayRenderer {

	private final Display display = new Display();
	private final State state = new State(this);
	private final Listeners<TransformListener<AffineTransform3D>> listeners = new Listeners<>();

	public ViewerPanel() {
		super(new BorderLayout());
		add(display);
		display.overlays().add(this);
	}

	public State state() {
		return state;
	}

	public Display getDisplay() {
		return display;
	}

	public Listeners<TransformListener<AffineTransform3D>> transformListeners() {
		return listeners;
	}

	public void setInterpolation(final Interpolation mode) {
		bdv.util.Calls.log("setInterpolation", mode.toString());
	}

	public void requestRepaint() {
		bdv.util.Calls.log("requestRepaint", this);
	}

	@Override
	public void drawOverlays(final Graphics g) {}

	@Override
	public void setCanvasSize(final int width, final int height) {}
}
