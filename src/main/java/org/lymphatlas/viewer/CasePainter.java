package org.lymphatlas.viewer;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;

/**
 * Paints planes of one case: the only painter, for figures and for windows. Computes what a plane shows and nothing else
 * of the volumes.
 */
public final class CasePainter {

	private final CaseView view;
	private final double distanceUnitMm;

	public CasePainter(final CaseView view) {
		this(view, view.distance() == null ? Double.NaN : DistanceUnit.mm(view.distance()));
	}

	private CasePainter(final CaseView view, final double distanceUnitMm) {
		this.view = view;
		this.distanceUnitMm = distanceUnitMm;
	}

	/** The same case after a correction: priors stay what they are. */
	public CasePainter with(final CaseView corrected) {
		return corrected.distance() == view.distance() ? new CasePainter(corrected, distanceUnitMm) : new CasePainter(
			corrected);
	}

	public CaseView view() {
		return view;
	}

	/** Patient's millimetres of the distance map's unit; NaN if there is no map. */
	double distanceUnitMm() {
		return distanceUnitMm;
	}

	/** The CT with a layer on it; only the CT if the case does not have the layer. */
	public BufferedImage render(final Layer layer, final Plane plane, final ViewState state) {
		final BufferedImage picture = ct(plane, state.window());
		paint(layer, picture, plane, state);
		return picture;
	}

	/** The CT alone. */
	public BufferedImage ct(final Plane plane, final CtWindow window) {
		final float[] hu = plane.linear(view.ct());
		final BufferedImage picture = new BufferedImage(plane.width(), plane.height(), BufferedImage.TYPE_INT_RGB);
		final int[] rgb = ColourTable.pixels(picture);
		IntStream.range(0, plane.height()).parallel().forEach(row -> {
			for (int i = row * plane.width(); i < (row + 1) * plane.width(); i++)
				rgb[i] = 0x10101 * window.grey(hu[i]);
		});
		return picture;
	}

	/** Draws a layer's lines and numbers, without its colours (not of stations): on anything, at any scale. */
	public void lines(final Layer layer, final Graphics2D g, final Plane plane, final ViewState state) {
		if (!layer.isIn(view)) return;
		final Graphics2D centred = (Graphics2D) g.create();
		Drawing.smooth(centred);
		centred.translate(0.5, 0.5);
		layer.draw(new Layer.Canvas(centred, null, this, plane, state.without(Overlay.COLOURS)));
		centred.dispose();
	}

	/** Lays a layer over a picture of the CT. */
	public void paint(final Layer layer, final BufferedImage ct, final Plane plane, final ViewState state) {
		if (!layer.isIn(view)) return;
		final Graphics2D g = Drawing.smooth(ct);
		g.translate(0.5, 0.5);
		layer.draw(new Layer.Canvas(g, ct, this, plane, state));
		g.dispose();
	}
}
