package org.lymphatlas.viewer;

import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.lymphatlas.anatomy.Station;
import org.lymphatlas.volume.InputException;

import ij.gui.Overlay;

/** What {@link PriorOverlay} shows: three planes of a CT, and one prior's colours, lines and legend over them. */
final class OverlayPicture {

	private static final double TITLE_POINTS = 10, TEXT_POINTS = 7;
	private static final double LINE_MM = 0.35, CROSS_MM = 0.5;
	/** A cross farther off is not drawn. */
	private static final double ON_PLANE_MM = 5;
	private static final Color INK = new Color(0xf2f2f2), LETTER = new Color(0x9fd8ff), NOTICE = new Color(0xff9090);
	private static final Color CYAN = new Color(0x00e5ff);

	private final CaseView view;
	private final PriorOverlay.Options options;
	private final Print print = PriorOverlay.PRINT;
	private final int gap = print.points(5);
	private final double line = print.points(TEXT_POINTS) * 1.35;
	private final double[] reference;
	private final ThreePlanes planes;
	private final OverlayParts parts = new OverlayParts(print);

	/** @throws InputException if there is no node, though the planes are to go through one, or a distance is not in mm */
	OverlayPicture(final CaseView view, final PriorOverlay.Options options) {
		this.view = view;
		this.options = options;
		reference = view.carina().orElseGet(() -> view.distance() == null ? view.focus() : DistanceUnit.least(view.distance()).toArray());
		planes = ThreePlanes.of(view.ct().grid(), through(), print.widthPixels(), gap, (int) (gap + 1.5 * print.points(
			TITLE_POINTS) + 2.6 * line));
		header();
		for (final ThreePlanes.Part part : planes.parts()) {
			prior(part);
			labels(part);
		}
		footer();
	}

	private double[] through() {
		if (options.through() == PriorOverlay.Through.CARINA) return reference;
		return view.largestNode().orElseThrow(() -> new InputException("Case " + view.title() +
			" has no node for the planes to go through; use through=carina"));
	}

	int width() {
		return planes.width();
	}

	int height() {
		return (int) (planes.bottom() + 1.5 * line);
	}

	double pixelMm() {
		return planes.pixelMm();
	}

	short[] hu() {
		return planes.hu(view.ct(), height());
	}

	Overlay overlay() {
		return parts.overlay();
	}

	private void prior(final ThreePlanes.Part part) {
		final Plane plane = part.plane();
		final String name = options.prior().layer.title() + ", " + plane.section().title;
		switch (options.prior()) {
			case DISTANCE -> {
				final float[] d = plane.linear(view.distance());
				colours(name, part, i -> Float.isNaN(d[i]) ? null : Colours.viridis(1 - d[i]));
				for (final double level : levels())
					parts.contour(contourName(), part, Contours.at(level, d, plane.width()), Layer.RED, LINE_MM);
			}
			case PROBABILITY -> {
				final float[] p = plane.linear(view.probability());
				colours(name, part, i -> ProbabilityScale.position(p[i]) < 0 ? null : Colours.inferno(ProbabilityScale.position(
					p[i])));
			}
			case STATION -> {
				final int[] s = plane.labels(view.stations());
				colours(name, part, i -> s[i] > 0 ? Colours.node(s[i]) : null);
				for (final Station station : Station.values())
					caption(part, s, station);
			}
		}
		final double[] at = plane.project(reference);
		if (plane.distanceMm(reference) <= ON_PLANE_MM && at[0] >= 0 && at[1] >= 0 && at[0] < plane.width() && at[1] < plane
			.height()) parts.cross(crossName(), at[0] + part.x() + 0.5, at[1] + part.y() + 0.5, crossColour(), CROSS_MM);
	}

	/** A station's code in the middle of its part of a plane, if that is large enough. */
	private void caption(final ThreePlanes.Part part, final int[] labels, final Station station) {
		final int[] pixels = IntStream.range(0, labels.length).filter(i -> labels[i] == station.label()).toArray();
		final double glyph = print.points(TEXT_POINTS);
		if (pixels.length < 3 * glyph * glyph) return;
		final int w = part.plane().width();
		parts.label(station.code(), part.x() + IntStream.of(pixels).map(i -> i % w).average().orElseThrow() - glyph / 2, part
			.y() + IntStream.of(pixels).map(i -> i / w).average().orElseThrow() - glyph / 2, TEXT_POINTS, Color.WHITE);
	}

	private void colours(final String name, final ThreePlanes.Part part, final IntFunction<Color> colourOf) {
		parts.colours(name, part, colourOf, options.opacity());
	}

	private double[] levels() {
		if (options.distanceMm() == 0) return new double[] { 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9 };
		final double largest = options.largestDistanceMm().orElseThrow(() -> new InputException("Case " + view.title() +
			": its record does not say how many mm the atlas' largest distance is; run 'Register Atlas...' again, or use " +
			"distanceMm=0 for contours at every tenth of it"));
		return new double[] { options.distanceMm() / largest };
	}

	private String contourName() {
		return options.distanceMm() == 0 ? "every tenth of the largest distance" : String.format(Locale.ROOT,
			"%.0f mm from the carina, measured in the atlas", options.distanceMm());
	}

	private String crossName() {
		return view.carina().isPresent() ? "carina" : "where the atlas' carina lies (none was found in this CT)";
	}

	/** Red as in the paper, where no colour beside it is. */
	private Color crossColour() {
		return options.prior() == PriorOverlay.Prior.DISTANCE ? Layer.RED : CYAN;
	}

	private void header() {
		final double end = gap + parts.text(view.title(), gap, gap / 2.0, TITLE_POINTS, Font.BOLD, INK);
		parts.text(options.prior().layer.title() + (view.verdict().isEmpty() ? "" : "; " + view.verdict()), end + 2 * gap, gap /
			2.0 + print.points(TITLE_POINTS - TEXT_POINTS), TEXT_POINTS, Font.PLAIN, INK);
		legend(gap / 2.0 + 1.5 * print.points(TITLE_POINTS));
	}

	private void legend(final double y) {
		switch (options.prior()) {
			case DISTANCE -> {
				final String most = options.largestDistanceMm().isPresent() ? String.format(Locale.ROOT, "%.0f mm", options
					.largestDistanceMm().getAsDouble()) : "1 (largest)";
				final double x = bar("0", most, y, t -> Colours.viridis(1 - t));
				parts.line("legend", x, y + line / 2, print.pixels(5), Layer.RED, LINE_MM);
				crossLegend(text(contourName(), x + print.pixels(6), y) + gap, y);
			}
			case PROBABILITY -> crossLegend(bar(ProbabilityScale.text(ProbabilityScale.LEAST), "1 (logarithmic)", y,
				Colours::inferno), y);
			case STATION -> {
				double x = gap;
				for (final Station station : Station.values())
					x += parts.text(station.code(), x, y, TEXT_POINTS, Font.BOLD, Colours.node(station.label())) + gap;
				crossLegend(x + gap, y);
			}
		}
	}

	/** @return where the next part of the legend begins */
	private double bar(final String least, final String most, final double y, final DoubleFunction<Color> colourOf) {
		final int width = print.points(70);
		final double x = text(least, gap, y);
		parts.bar("legend", x, y + 0.2 * line, width, (int) (0.7 * line), colourOf);
		return text(most, x + width + gap / 2.0, y) + gap;
	}

	private void crossLegend(final double x, final double y) {
		parts.cross("legend", x + print.pixels(1.6), y + line / 2, crossColour(), CROSS_MM);
		text(crossName(), x + print.pixels(4.5), y);
	}

	/** @return where it ends, and a little more */
	private double text(final String text, final double x, final double y) {
		return x + parts.text(text, x, y, TEXT_POINTS, Font.PLAIN, INK) + gap / 2.0;
	}

	private void labels(final ThreePlanes.Part part) {
		final Section s = part.plane().section();
		final double w = part.plane().width(), h = part.plane().height(), glyph = print.points(TEXT_POINTS);
		text(String.format(Locale.ROOT, "%s, %s = %.1f mm", s.title, "xyz".charAt(s.normalAxis), planes
			.through()[s.normalAxis]), part.x(), part.y() - 1.1 * line);
		parts.label(s.leftLetter, part.x() + 0.3 * glyph, part.y() + (h - glyph) / 2, TEXT_POINTS, LETTER);
		parts.label(s.rightLetter, part.x() + w - 1.1 * glyph, part.y() + (h - glyph) / 2, TEXT_POINTS, LETTER);
		parts.label(s.topLetter, part.x() + (w - glyph) / 2, part.y() + 0.2 * glyph, TEXT_POINTS, LETTER);
		parts.label(s.bottomLetter, part.x() + (w - glyph) / 2, part.y() + h - 1.4 * glyph, TEXT_POINTS, LETTER);
	}

	private void footer() {
		final double y = planes.bottom() + 0.2 * line, barMm = 50;
		parts.line("scale bar", gap, y + line / 2, barMm / planes.pixelMm(), INK, 2 * LINE_MM);
		final double x = text("50 mm", 2 * gap + barMm / planes.pixelMm(), y);
		text(String.format(Locale.ROOT, "CT %s HU.  Planes through %s at (%.1f, %.1f, %.1f) mm LPS.", CtWindow.MEDIASTINUM,
			options.through() == PriorOverlay.Through.NODE ? "the largest node"
				: "the cross", planes.through()[0], planes.through()[1], planes.through()[2]), x + gap, y);
		parts.textEndingAt("LymphAtlas - research use only", planes.width() - gap, y, TEXT_POINTS, Font.BOLD, NOTICE);
	}
}
