package org.lymphatlas.viewer;

import java.util.List;
import java.util.Optional;

import org.lymphatlas.evaluation.NodeMeasure;
import org.lymphatlas.volume.Grid;

/** What the keys that only look at a case do to the {@link ViewState}: the same in every viewer. Pure functions. */
public final class Navigation {

	private static final double ZOOM_STEP = 1.25;
	private static final double OPACITY_STEP = 0.1;
	private static final double THRESHOLD_STEP = 0.025;
	/** Part of the panel's width that a key pans. */
	private static final double PAN_STEP = 0.1;

	private Navigation() {}

	/**
	 * @param nodes the case's nodes as they are now, in the order in which keys go through them
	 * @return the state after the action; empty if it is not one of those that only look around
	 */
	public static Optional<ViewState> apply(final ViewerAction action, final ViewState s, final CaseView view,
		final List<NodeMeasure> nodes)
	{
		return Optional.ofNullable(switch (action) {
			case AXIAL -> s.withSection(Section.AXIAL);
			case CORONAL -> s.withSection(Section.CORONAL);
			case SAGITTAL -> s.withSection(Section.SAGITTAL);
			case NEXT_SLICE -> bySlices(s, view.ct().grid(), 1);
			case PREVIOUS_SLICE -> bySlices(s, view.ct().grid(), -1);
			case MOVE_LEFT -> byVoxels(s, view.ct().grid(), -1, 0);
			case MOVE_RIGHT -> byVoxels(s, view.ct().grid(), 1, 0);
			case MOVE_UP -> byVoxels(s, view.ct().grid(), 0, -1);
			case MOVE_DOWN -> byVoxels(s, view.ct().grid(), 0, 1);
			case PAN_LEFT -> panned(s, view, -1, 0);
			case PAN_RIGHT -> panned(s, view, 1, 0);
			case PAN_UP -> panned(s, view, 0, -1);
			case PAN_DOWN -> panned(s, view, 0, 1);
			case ZOOM_IN -> zoomed(s, s.cursor(), ZOOM_STEP);
			case ZOOM_OUT -> zoomed(s, s.cursor(), 1 / ZOOM_STEP);
			case WHOLE_SECTION -> s.withZoom(1).withCentre(Extent.of(view.ct().grid()).centre());
			case NEXT_NODE -> toNeighbour(s, nodes, 1);
			case PREVIOUS_NODE -> toNeighbour(s, nodes, -1);
			case CARINA -> view.carina().map(p -> s.flownTo(LpsPoint.of(p)).withNode(0)).orElse(s);
			case WINDOW_MEDIASTINUM -> s.withWindow(CtWindow.MEDIASTINUM);
			case WINDOW_LUNG -> s.withWindow(CtWindow.LUNG);
			case WINDOW_BONE -> s.withWindow(CtWindow.BONE);
			case TOGGLE_COLOURS -> s.toggled(Overlay.COLOURS);
			case TOGGLE_OUTLINES -> s.toggled(Overlay.OUTLINES);
			case TOGGLE_REFERENCE -> s.toggled(Overlay.REFERENCE);
			case TOGGLE_CROSSHAIR -> s.toggled(Overlay.CROSSHAIR);
			case OPACITY_UP -> s.withOpacity(s.opacity() + OPACITY_STEP);
			case OPACITY_DOWN -> s.withOpacity(s.opacity() - OPACITY_STEP);
			case THRESHOLD_UP -> byThreshold(s, THRESHOLD_STEP);
			case THRESHOLD_DOWN -> byThreshold(s, -THRESHOLD_STEP);
			default -> null;
		});
	}

	/** Slices forward: towards the feet, the back or the patient's left, by the CT's slice distance, within the CT. */
	public static ViewState bySlices(final ViewState s, final Grid ct, final int slices) {
		final int axis = s.section().normalAxis;
		final double direction = axis == 2 ? -1 : 1;
		return s.withCursor(inside(s.cursor().with(axis, s.cursor().get(axis) + direction * slices * stepMm(axis, ct)), ct));
	}

	private static ViewState byVoxels(final ViewState s, final Grid ct, final int right, final int down) {
		final Section section = s.section();
		final LpsPoint c = s.cursor();
		final LpsPoint moved = c.with(section.rightAxis, c.get(section.rightAxis) + right * stepMm(section.rightAxis, ct));
		return s.withCursor(inside(moved.with(section.downAxis, c.get(section.downAxis) + section.downSign * down * stepMm(
			section.downAxis, ct)), ct));
	}

	private static ViewState panned(final ViewState s, final CaseView view, final int right, final int down) {
		final Section section = s.section();
		final double mm = PAN_STEP * Extent.of(view.ct().grid()).sizeMm(section.rightAxis) / s.zoom();
		return panned(s, right * mm, down * mm);
	}

	/** Looks further to the right and further down, in mm. */
	public static ViewState panned(final ViewState s, final double rightMm, final double downMm) {
		final Section section = s.section();
		final LpsPoint c = s.centre();
		return s.withCentre(c.with(section.rightAxis, c.get(section.rightAxis) + rightMm).with(section.downAxis, c.get(
			section.downAxis) + section.downSign * downMm));
	}

	/** Zooms by a factor; a place keeps its place in the panels. */
	public static ViewState zoomed(final ViewState s, final LpsPoint fixed, final double factor) {
		final ViewState z = s.withZoom(s.zoom() * factor);
		final double shrink = s.zoom() / z.zoom();
		final LpsPoint c = s.centre();
		return z.withCentre(new LpsPoint(fixed.x() + (c.x() - fixed.x()) * shrink, fixed.y() + (c.y() - fixed.y()) * shrink,
			fixed.z() + (c.z() - fixed.z()) * shrink));
	}

	/** To a node of the table. */
	public static ViewState toNode(final ViewState s, final NodeMeasure node) {
		return s.flownTo(new LpsPoint(node.centreXMm(), node.centreYMm(), node.centreZMm())).withNode(node.id());
	}

	private static ViewState toNeighbour(final ViewState s, final List<NodeMeasure> nodes, final int step) {
		if (nodes.isEmpty()) return s;
		int at = -1;
		for (int i = 0; i < nodes.size(); i++)
			if (nodes.get(i).id() == s.node()) at = i;
		return toNode(s, nodes.get(at < 0 ? step > 0 ? 0 : nodes.size() - 1 : Math.floorMod(at + step, nodes.size())));
	}

	private static ViewState byThreshold(final ViewState s, final double step) {
		return s.withThreshold(ProbabilityScale.probability(ProbabilityScale.position(s.threshold()) + step));
	}

	/** Spacing of the voxel axis that runs closest to an axis of the world. */
	static double stepMm(final int worldAxis, final Grid grid) {
		int closest = 0;
		for (int axis = 1; axis < 3; axis++)
			if (Math.abs(grid.direction()[3 * worldAxis + axis]) > Math.abs(grid.direction()[3 * worldAxis + closest])) closest =
				axis;
		return grid.spacing(closest);
	}

	/** The nearest place within the box around the CT, half a voxel inside. */
	private static LpsPoint inside(final LpsPoint p, final Grid ct) {
		final Extent extent = Extent.of(ct);
		LpsPoint in = p;
		for (int axis = 0; axis < 3; axis++) {
			final double margin = Math.min(stepMm(axis, ct), extent.sizeMm(axis)) / 2;
			in = in.with(axis, Math.min(extent.max()[axis] - margin, Math.max(extent.min()[axis] + margin, p.get(axis))));
		}
		return in;
	}
}
