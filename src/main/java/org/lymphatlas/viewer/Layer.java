package org.lymphatlas.viewer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.lymphatlas.anatomy.Station;

/** What is laid over the CT in one column of a picture. */
enum Layer {

	CT("CT", 0) {

		@Override
		void draw(final Graphics2D g, final BufferedImage picture, final CaseView view, final Plane plane,
			final double opacity)
		{
			// Nothing but the CT.
		}
	},

	DISTANCE("Distance to the carina", 0.35) {

		@Override
		boolean isIn(final CaseView view) {
			return view.distance() != null;
		}

		@Override
		void draw(final Graphics2D g, final BufferedImage picture, final CaseView view, final Plane plane,
			final double opacity)
		{
			final float[] distance = plane.linear(view.distance());
			blend(picture, i -> Float.isNaN(distance[i]) ? 0 : opacity, i -> Colours.viridis(1 - distance[i]));
			g.setColor(RED);
			for (int tenth = 1; tenth < 10; tenth++) {
				g.setStroke(new BasicStroke(tenth == 5 ? 2f : 1f));
				g.draw(Contours.at(tenth / 10.0, distance, plane.width()));
			}
			view.carina().ifPresent(p -> cross(g, plane, p));
		}
	},

	PROBABILITY("Atlas probability of a node", 0.65) {

		@Override
		boolean isIn(final CaseView view) {
			return view.probability() != null;
		}

		@Override
		void draw(final Graphics2D g, final BufferedImage picture, final CaseView view, final Plane plane,
			final double opacity)
		{
			final float[] p = plane.linear(view.probability());
			blend(picture, i -> Colours.logarithmic(p[i]) < 0 ? 0 : opacity * (0.25 + 0.75 * Colours.logarithmic(p[i])),
				i -> Colours.hot(Colours.logarithmic(p[i])));
		}
	},

	NODES("Predicted nodes", 0) {

		@Override
		boolean isIn(final CaseView view) {
			return view.nodes() != null;
		}

		@Override
		void draw(final Graphics2D g, final BufferedImage picture, final CaseView view, final Plane plane,
			final double opacity)
		{
			final float[] labels = plane.nearest(view.nodes());
			IntStream.range(0, labels.length).map(i -> (int) labels[i]).filter(id -> id > 0).distinct().sorted().forEach(
				id -> outline(g, plane, labels, id));
		}
	},

	STATIONS("IASLC stations", 0.5) {

		@Override
		boolean isIn(final CaseView view) {
			return view.stations() != null;
		}

		@Override
		void draw(final Graphics2D g, final BufferedImage picture, final CaseView view, final Plane plane,
			final double opacity)
		{
			final float[] labels = plane.nearest(view.stations());
			blend(picture, i -> labels[i] > 0 ? opacity : 0, i -> Colours.node((int) labels[i]));
			for (final Station station : Station.values())
				caption(g, plane, labels, station);
		}
	};

	/** Side by side in figures and viewers. */
	static final List<Layer> COLUMNS = List.of(CT, DISTANCE, PROBABILITY, NODES);

	static final Color RED = new Color(0xff3020);

	/** A carina farther off than this is drawn thin. */
	private static final double ON_PLANE_MM = 5;

	/** Points of a station's code. */
	private static final int CAPTION_SIZE = 10;

	final String title;
	/** Opacity of its colours in figures. */
	final double opacity;

	Layer(final String title, final double opacity) {
		this.title = title;
		this.opacity = opacity;
	}

	/** Does this case have what this layer shows? */
	boolean isIn(final CaseView view) {
		return true;
	}

	abstract void draw(Graphics2D g, BufferedImage picture, CaseView view, Plane plane, double opacity);

	/** The CT with this layer on it; only the CT if the case does not have the layer. */
	BufferedImage render(final CaseView view, final Plane plane) {
		return render(view, plane, opacity);
	}

	BufferedImage render(final CaseView view, final Plane plane, final double colourOpacity) {
		final BufferedImage picture = new BufferedImage(plane.width(), plane.height(), BufferedImage.TYPE_INT_RGB);
		final float[] hu = plane.linear(view.ct());
		for (int i = 0; i < hu.length; i++)
			picture.setRGB(i % plane.width(), i / plane.width(), Colours.ct(hu[i]));
		final Graphics2D g = Drawing.smooth(picture);
		g.translate(0.5, 0.5);
		if (isIn(view)) draw(g, picture, view, plane, colourOpacity);
		g.dispose();
		return picture;
	}

	/** Lays colours over the pixels whose opacity is above 0. */
	private static void blend(final BufferedImage picture, final IntToDoubleFunction opacity,
		final IntFunction<Color> colour)
	{
		final int width = picture.getWidth();
		for (int i = 0; i < width * picture.getHeight(); i++) {
			final double o = opacity.applyAsDouble(i);
			if (o > 0) picture.setRGB(i % width, i / width, Colours.over(colour.apply(i), o, picture.getRGB(i % width, i /
				width)));
		}
	}

	private static void cross(final Graphics2D g, final Plane plane, final double[] lps) {
		final double[] p = plane.project(lps);
		final double offMm = plane.distanceMm(lps), arm = 8;
		g.setStroke(new BasicStroke(offMm <= ON_PLANE_MM ? 3f : 1.2f));
		g.setColor(RED);
		g.draw(new Line2D.Double(p[0] - arm, p[1], p[0] + arm, p[1]));
		g.draw(new Line2D.Double(p[0], p[1] - arm, p[0], p[1] + arm));
		if (offMm > ON_PLANE_MM) Drawing.text(g, String.format(Locale.ROOT, "%.0f mm off", offMm), p[0] + 10, p[1] - 8, 13,
			Font.BOLD, new Color(0xffb0a0));
	}

	/** Writes a station's code into the middle of its part of the picture, if that is large enough. */
	private static void caption(final Graphics2D g, final Plane plane, final float[] labels, final Station station) {
		final int[] pixels = IntStream.range(0, labels.length).filter(i -> labels[i] == station.label()).toArray();
		final double width = Drawing.width(g, station.code(), CAPTION_SIZE, Font.BOLD);
		if (pixels.length < width * CAPTION_SIZE) return;
		final double x = IntStream.of(pixels).mapToDouble(i -> i % plane.width()).average().orElseThrow();
		final double y = IntStream.of(pixels).mapToDouble(i -> i / plane.width()).average().orElseThrow();
		Drawing.text(g, station.code(), x - width / 2, y + 0.4 * CAPTION_SIZE, CAPTION_SIZE, Font.BOLD, Color.WHITE);
	}

	private static void outline(final Graphics2D g, final Plane plane, final float[] labels, final int id) {
		final float[] mask = new float[labels.length];
		double right = 0, top = plane.height();
		for (int i = 0; i < mask.length; i++) {
			if (labels[i] != id) continue;
			mask[i] = 1;
			right = Math.max(right, i % plane.width());
			top = Math.min(top, i / plane.width());
		}
		g.setColor(Colours.node(id));
		g.setStroke(new BasicStroke(1.6f));
		g.draw(Contours.at(0.5, mask, plane.width()));
		Drawing.text(g, Integer.toString(id), right + 3, top + 4, 13, Font.BOLD, Colours.node(id));
	}
}
