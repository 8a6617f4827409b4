package bdv.viewer;

import javax.swing.JComponent;

import org.scijava.listeners.Listeners;

public class Display extends JComponent {

	private final Listeners<OverlayRenderer> overlays = new Listeners<>();

	public Listeners<OverlayRenderer> overlays() {
		return overlays;
	}
}
