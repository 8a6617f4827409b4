package bdv.viewer;

import java.awt.Graphics;

public interface OverlayRenderer {

	void drawOverlays(Graphics g);

	void setCanvasSize(int width, int height);
}
