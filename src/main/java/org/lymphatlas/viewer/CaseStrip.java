package org.lymphatlas.viewer;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

/**
 * A case in a strip of four small pictures: nodes in the axial and the coronal plane through the largest one, distance and
 * atlas probability in the coronal plane through the carina. For contact sheets.
 */
public final class CaseStrip {

	public static final int SIDE = 300, GAP = 6, WIDTH = 4 * SIDE + 3 * GAP;

	private static final double LONGEST_MM = 300;

	private record Picture(Layer layer, Section section) {}

	private static final List<Picture> PICTURES = List.of(new Picture(Layer.NODES, Section.AXIAL), new Picture(Layer.NODES,
		Section.CORONAL), new Picture(Layer.DISTANCE, Section.CORONAL), new Picture(Layer.PROBABILITY, Section.CORONAL));

	private CaseStrip() {}

	/** What the pictures show, from left to right. */
	public static List<String> titles() {
		return PICTURES.stream().map(p -> p.layer.title() + ", " + p.section.title).toList();
	}

	/** Writes the strip as PNG; the file appears whole or not at all. */
	public static void write(final CaseView view, final Path png) {
		Pictures.writePng(draw(view), png);
	}

	static BufferedImage draw(final CaseView view) {
		final CasePainter painter = new CasePainter(view);
		final BufferedImage strip = new BufferedImage(WIDTH, SIDE, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = Drawing.smooth(strip);
		g.setColor(new Color(0x202020));
		g.fillRect(0, 0, WIDTH, SIDE);
		final double[] node = view.focus(), carina = view.carina().orElse(node);
		for (int i = 0; i < PICTURES.size(); i++) {
			final Picture picture = PICTURES.get(i);
			final double[] through = picture.layer == Layer.NODES ? node : carina;
			final Extent extent = Extent.of(view.ct().grid()).atMost(LONGEST_MM, through);
			final Section s = picture.section;
			final double pixelMm = Math.max(extent.sizeMm(s.rightAxis), extent.sizeMm(s.downAxis)) / SIDE;
			final Plane plane = Plane.of(s, extent, through, pixelMm);
			final int x = i * (SIDE + GAP) + (SIDE - plane.width()) / 2, y = (SIDE - plane.height()) / 2;
			g.drawImage(painter.render(picture.layer, plane, ViewState.of(view)), x, y, null);
		}
		g.dispose();
		return strip;
	}
}
