package org.lymphatlas.viewer;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a viewer shows of a case, and how; the same for all its panels.
 *
 * @param cursor the place looked at; slices go through it
 * @param centre what lies in the middle of a panel; its coordinate along the section's normal is of no meaning
 * @param section which way the panels cut
 * @param window grey values of the CT
 * @param opacity of colours over the CT, [0, 1]
 * @param threshold the network's probabilities below show nothing, [{@link ProbabilityScale#LEAST}, 1]
 * @param zoom 1 shows the whole section, 2 half its width and height
 * @param overlays what is shown over the CT
 * @param node id of the node that is chosen, 0 if none is
 */
public record ViewState(LpsPoint cursor, LpsPoint centre, Section section, CtWindow window, double opacity,
	double threshold, double zoom, Set<Overlay> overlays, int node)
{

	public static final double LEAST_ZOOM = 0.25, MOST_ZOOM = 40;

	private static final double OPACITY = 0.5, THRESHOLD = 0.5, FIRST_WIDTH_MM = 240;

	public ViewState {
		opacity = clamp(opacity, 0, 1);
		threshold = clamp(threshold, ProbabilityScale.LEAST, 1);
		zoom = clamp(zoom, LEAST_ZOOM, MOST_ZOOM);
		overlays = Set.copyOf(overlays);
	}

	private static double clamp(final double value, final double least, final double most) {
		if (Double.isNaN(value)) throw new IllegalArgumentException("not a number");
		return Math.min(most, Math.max(least, value));
	}

	/**
	 * The first look at a case: axial, mediastinal window, through the largest node, else the carina, and as near as the
	 * mediastinum and the lungs' hila need.
	 */
	public static ViewState of(final CaseView view) {
		final Extent extent = Extent.of(view.ct().grid());
		final LpsPoint focus = LpsPoint.of(view.focus());
		final double zoom = Math.max(1, extent.sizeMm(0) / FIRST_WIDTH_MM);
		return new ViewState(focus, zoom > 1 ? focus : extent.centre(), Section.AXIAL, CtWindow.MEDIASTINUM, OPACITY, THRESHOLD,
			zoom, EnumSet.allOf(Overlay.class), 0);
	}

	public boolean shows(final Overlay overlay) {
		return overlays.contains(overlay);
	}

	public ViewState withCursor(final LpsPoint to) {
		return new ViewState(to, centre, section, window, opacity, threshold, zoom, overlays, node);
	}

	public ViewState withCentre(final LpsPoint to) {
		return new ViewState(cursor, to, section, window, opacity, threshold, zoom, overlays, node);
	}

	public ViewState withSection(final Section to) {
		return new ViewState(cursor, centre, to, window, opacity, threshold, zoom, overlays, node);
	}

	public ViewState withWindow(final CtWindow to) {
		return new ViewState(cursor, centre, section, to, opacity, threshold, zoom, overlays, node);
	}

	public ViewState withOpacity(final double to) {
		return new ViewState(cursor, centre, section, window, to, threshold, zoom, overlays, node);
	}

	public ViewState withThreshold(final double to) {
		return new ViewState(cursor, centre, section, window, opacity, to, zoom, overlays, node);
	}

	public ViewState withZoom(final double to) {
		return new ViewState(cursor, centre, section, window, opacity, threshold, to, overlays, node);
	}

	public ViewState withNode(final int id) {
		return new ViewState(cursor, centre, section, window, opacity, threshold, zoom, overlays, id);
	}

	/** With an overlay that was on switched off, or the other way round. */
	public ViewState toggled(final Overlay overlay) {
		final Set<Overlay> other = EnumSet.noneOf(Overlay.class);
		other.addAll(overlays);
		if (!other.remove(overlay)) other.add(overlay);
		return new ViewState(cursor, centre, section, window, opacity, threshold, zoom, other, node);
	}

	/** With an overlay switched off. */
	ViewState without(final Overlay overlay) {
		return shows(overlay) ? toggled(overlay) : this;
	}

	/** At a place, which comes to the middle of the panels where they show only a part. */
	public ViewState flownTo(final LpsPoint place) {
		return withCursor(place).withCentre(zoom > 1 ? place : centre);
	}
}
