package org.lymphatlas.viewer;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.Locale;

/** What a picture of a plane says about itself at its borders: sides of the patient, scale, place, CT window. */
public final class PanelMarks {

	/** Height of title and legend, pixels. */
	public static final int HEAD = 24 + Legend.HEIGHT;

	private static final Color GROUND = new Color(0x202020), NOTE = new Color(0xffb0a0), CURSOR = new Color(0xf0e442);
	/** Pixels around the cursor's place that its lines leave free. */
	private static final int FREE = 9;
	private static final Color INK = new Color(0xf2f2f2), SIDE = new Color(0x9fd8ff);
	private static final int SIDE_SIZE = 15, TEXT_SIZE = 12;
	private static final int[] BARS_MM = { 1, 2, 5, 10, 20, 50, 100 };
	/** Longest part of the picture's width that the scale bar takes. */
	private static final double LONGEST_BAR = 0.3;

	private PanelMarks() {}

	/** Title and legend, in {@link #HEAD} pixels from the top of what is drawn on. */
	public static void head(final Graphics2D g, final Layer layer, final CasePainter painter, final ViewState state,
		final int width)
	{
		Drawing.smooth(g);
		g.setColor(GROUND);
		g.fillRect(0, 0, width, HEAD);
		Drawing.text(g, layer.title(), 4, 16, 14, Font.BOLD, INK);
		Legend.draw(g, layer, painter, state, 4, 20);
	}

	/** Sides, place, window and scale bar. */
	public static void all(final Graphics2D g, final Plane plane, final CtWindow window) {
		Drawing.smooth(g);
		letters(g, plane, 0, 0);
		place(g, plane, 0, 0);
		scaleBar(g, plane, 0, 0);
		window(g, plane, window, 0, 0);
	}

	/** A remark under the place. */
	public static void note(final Graphics2D g, final String text) {
		Drawing.smooth(g);
		Drawing.text(g, text, 8, 34, TEXT_SIZE, Font.BOLD, NOTE);
	}

	/** Lines through the cursor, with a gap around it. */
	public static void crosshair(final Graphics2D g, final double x, final double y, final int width, final int height) {
		g.setComposite(AlphaComposite.SrcOver.derive(0.75f));
		g.setColor(CURSOR);
		g.setStroke(new BasicStroke(1f));
		g.draw(new Line2D.Double(0, y, x - FREE, y));
		g.draw(new Line2D.Double(x + FREE, y, width, y));
		g.draw(new Line2D.Double(x, 0, x, y - FREE));
		g.draw(new Line2D.Double(x, y + FREE, x, height));
		g.setComposite(AlphaComposite.SrcOver);
	}

	/** Which side of the patient lies at which border. */
	public static void letters(final Graphics2D g, final Plane plane, final int x, final int y) {
		final Section s = plane.section();
		final int w = plane.width(), h = plane.height();
		letter(g, s.leftLetter, x + 12, y + h / 2.0 + 6);
		letter(g, s.rightLetter, x + w - 12, y + h / 2.0 + 6);
		letter(g, s.topLetter, x + w / 2.0, y + 17);
		letter(g, s.bottomLetter, x + w / 2.0, y + h - 7);
	}

	private static void letter(final Graphics2D g, final String letter, final double middle, final double y) {
		Drawing.text(g, letter, middle - Drawing.width(g, letter, SIDE_SIZE, Font.BOLD) / 2, y, SIDE_SIZE, Font.BOLD, SIDE);
	}

	/** Direction and position of the slice, at the top left. */
	public static void place(final Graphics2D g, final Plane plane, final int x, final int y) {
		final int axis = plane.section().normalAxis;
		Drawing.text(g, String.format(Locale.ROOT, "%s, %s = %.1f mm", plane.section().title, "xyz".substring(axis, axis + 1),
			plane.topLeft()[axis]), x + 7, y + 16, TEXT_SIZE, Font.PLAIN, INK);
	}

	/** Window and level, at the bottom right. */
	public static void window(final Graphics2D g, final Plane plane, final CtWindow window, final int x, final int y) {
		final String text = window.toString();
		Drawing.text(g, text, x + plane.width() - 7 - Drawing.width(g, text, TEXT_SIZE, Font.PLAIN), y + plane.height() - 8,
			TEXT_SIZE, Font.PLAIN, INK);
	}

	/** A bar of a round length, at the bottom left. */
	public static void scaleBar(final Graphics2D g, final Plane plane, final int x, final int y) {
		int mm = BARS_MM[0];
		for (final int length : BARS_MM)
			if (length / plane.pixelMm() <= LONGEST_BAR * plane.width()) mm = length;
		final double left = x + 9, base = y + plane.height() - 11, right = left + mm / plane.pixelMm();
		for (final boolean rim : new boolean[] { true, false }) {
			g.setColor(rim ? Color.BLACK : INK);
			g.setStroke(new BasicStroke(rim ? 5f : 3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
			g.draw(new Line2D.Double(left - (rim ? 1 : 0), base, right + (rim ? 1 : 0), base));
		}
		Drawing.text(g, mm + " mm", left, base - 6, TEXT_SIZE, Font.PLAIN, INK);
	}
}
