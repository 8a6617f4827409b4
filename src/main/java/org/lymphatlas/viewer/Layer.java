package org.lymphatlas.viewer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import org.lymphatlas.anatomy.Station;
import org.lymphatlas.volume.FloatVolume;

/** What is laid over the CT in one column of a picture. */
public enum Layer {

	CT("CT") {

		@Override
		void draw(final Canvas c) {
			// Nothing but the CT.
		}
	},

	DISTANCE("Distance to the carina") {

		@Override
		public boolean isIn(final CaseView view) {
			return view.distance() != null;
		}

		@Override
		FloatVolume values(final CaseView view) {
			return view.distance();
		}

		@Override
		ColourTable colours(final ViewState state) {
			return new ColourTable(0, d -> Colours.viridis(1 - d), d -> state.opacity());
		}

		@Override
		void draw(final Canvas c) {
			blend(c, this);
			if (!c.state.shows(Overlay.OUTLINES)) return;
			DistanceContours.draw(c.g, c.view(), c.plane, c.painter.distanceUnitMm());
			c.view().carina().ifPresent(p -> cross(c.g, c.plane, p));
		}
	},

	PROBABILITY("Atlas probability of a node") {

		@Override
		public boolean isIn(final CaseView view) {
			return view.probability() != null;
		}

		@Override
		FloatVolume values(final CaseView view) {
			return view.probability();
		}

		@Override
		ColourTable colours(final ViewState state) {
			return probabilities(ProbabilityScale.LEAST, state.opacity());
		}

		@Override
		void draw(final Canvas c) {
			blend(c, this);
		}
	},

	NODES("Predicted nodes") {

		@Override
		public boolean isIn(final CaseView view) {
			return view.nodes() != null || view.prediction() != null || view.reference() != null;
		}

		@Override
		FloatVolume values(final CaseView view) {
			return view.prediction();
		}

		@Override
		ColourTable colours(final ViewState state) {
			return probabilities(state.threshold(), state.opacity());
		}

		@Override
		void draw(final Canvas c) {
			final CaseView view = c.view();
			blend(c, this);
			if (view.reference() != null && c.state.shows(Overlay.REFERENCE)) {
				final int[] reference = c.plane.labels(view.reference());
				final LabelOutlines outlines = new LabelOutlines(IntStream.of(reference).map(label -> Math.min(1, label))
					.toArray(), c.plane.width());
				if (outlines.boxes().containsKey(1)) outlines.draw(c.g, 1, REFERENCE, 1.2f);
			}
			if (view.nodes() != null && c.state.shows(Overlay.OUTLINES)) {
				final LabelOutlines outlines = new LabelOutlines(c.plane.labels(view.nodes()), c.plane.width());
				for (final int id : outlines.boxes().keySet()) {
					outlines.draw(c.g, id, Colours.node(id), id == c.state.node() ? 2.8f : 1.6f);
					outlines.number(c.g, id, Colours.node(id));
				}
			}
		}
	},

	STATIONS("IASLC stations") {

		@Override
		public boolean isIn(final CaseView view) {
			return view.stations() != null;
		}

		@Override
		void draw(final Canvas c) {
			final int[] labels = c.plane.labels(c.view().stations());
			final int alpha = (int) Math.round(256 * c.state.opacity());
			final int[] rgb = ColourTable.pixels(c.picture);
			for (int i = 0; i < rgb.length; i++)
				if (labels[i] > 0) rgb[i] = Colours.over(Colours.node(labels[i]).getRGB() & 0xffffff, alpha, rgb[i]);
			for (final Map.Entry<Integer, Rectangle> box : new LabelOutlines(labels, c.plane.width()).boxes().entrySet())
				Station.ofLabel(box.getKey()).ifPresent(station -> caption(c.g, c.plane, labels, station, box.getValue()));
		}
	};

	/** Side by side in figures and viewers. */
	public static final List<Layer> COLUMNS = List.of(CT, DISTANCE, PROBABILITY, NODES);

	static final Color RED = new Color(0xff3020);
	static final Color REFERENCE = Color.WHITE;

	/** A carina farther off than this is drawn thin. */
	private static final double ON_PLANE_MM = 5;
	private static final double CROSS_ARM = 8;
	/** Points of a station's code. */
	private static final int CAPTION_SIZE = 10;

	private final String title;

	Layer(final String title) {
		this.title = title;
	}

	/** As written over its column. */
	public String title() {
		return title;
	}

	/** Does this case have what this layer shows? */
	public boolean isIn(final CaseView view) {
		return true;
	}

	/** The numbers that its colours stand for; null if the case has none, or the layer no colours. */
	FloatVolume values(final CaseView view) {
		return null;
	}

	/** How its numbers become colours. */
	ColourTable colours(final ViewState state) {
		throw new UnsupportedOperationException(this + " has no colours of numbers");
	}

	abstract void draw(Canvas canvas);

	private static void blend(final Canvas c, final Layer layer) {
		final FloatVolume values = layer.values(c.view());
		if (values != null && c.state.shows(Overlay.COLOURS)) layer.colours(c.state).blend(c.plane.linear(values), c.picture);
	}

	/** What a layer draws on: a picture that shows the CT already, and how it is to be drawn. */
	record Canvas(Graphics2D g, BufferedImage picture, CasePainter painter, Plane plane, ViewState state) {

		CaseView view() {
			return painter.view();
		}
	}

	/** Faint where there is little, so that the CT shows through. */
	private static ColourTable probabilities(final double least, final double opacity) {
		return new ColourTable(least, p -> Colours.inferno(ProbabilityScale.position(p)), p -> opacity * (0.25 + 0.75 *
			ProbabilityScale.position(p)));
	}

	private static void cross(final Graphics2D g, final Plane plane, final double[] lps) {
		final double[] p = plane.project(lps);
		final double offMm = plane.distanceMm(lps);
		final float width = offMm <= ON_PLANE_MM ? 3f : 1.4f;
		for (final boolean rim : new boolean[] { true, false }) {
			g.setStroke(new BasicStroke(rim ? width + 2 : width));
			g.setColor(rim ? Color.WHITE : RED);
			g.draw(new Line2D.Double(p[0] - CROSS_ARM, p[1], p[0] + CROSS_ARM, p[1]));
			g.draw(new Line2D.Double(p[0], p[1] - CROSS_ARM, p[0], p[1] + CROSS_ARM));
		}
		if (offMm > ON_PLANE_MM) Drawing.text(g, String.format(Locale.ROOT, "%.0f mm off", offMm), p[0] + 11, p[1] + 18, 12,
			Font.BOLD, new Color(0xffb0a0));
	}

	/** Writes a station's code into the middle of its part of the picture, if that is large enough. */
	private static void caption(final Graphics2D g, final Plane plane, final int[] labels, final Station station,
		final Rectangle box)
	{
		double x = 0, y = 0;
		int pixels = 0;
		for (int row = box.y; row < box.y + box.height; row++)
			for (int column = box.x; column < box.x + box.width; column++) {
				if (labels[row * plane.width() + column] != station.label()) continue;
				x += column;
				y += row;
				pixels++;
			}
		final double width = Drawing.width(g, station.code(), CAPTION_SIZE, Font.BOLD);
		if (pixels < width * CAPTION_SIZE) return;
		Drawing.text(g, station.code(), x / pixels - width / 2, y / pixels + 0.4 * CAPTION_SIZE, CAPTION_SIZE, Font.BOLD,
			Color.WHITE);
	}
}
