package org.lymphatlas.viewer.correction;

import java.awt.Graphics2D;
import java.util.Optional;

import org.lymphatlas.correction.GrowFromIntensity;
import org.lymphatlas.correction.GrowFromProbability;
import org.lymphatlas.correction.GrowNode;
import org.lymphatlas.correction.GrowthLimits;
import org.lymphatlas.correction.Proposal;
import org.lymphatlas.viewer.Layer;
import org.lymphatlas.viewer.Plane;
import org.lymphatlas.viewer.Preview;
import org.lymphatlas.viewer.window.PanelMouse;
import org.lymphatlas.viewer.window.PlaneTool;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;

/**
 * Adds a node by a click: a preview grows from there, follows the threshold, and becomes a node by Enter or a click into
 * it. By itself it grows from the probability where that reaches the threshold, else from the CT.
 */
final class AddTool implements PlaneTool {

	/** What a node grows by. */
	enum By {
		AUTO("probability, else CT"), PROBABILITY("probability"), INTENSITY("CT intensity");

		final String title;

		By(final String title) {
			this.title = title;
		}
	}

	private static final double WIDER = 1.25, LEAST_SPREAD = 0.25, MOST_SPREAD = 4;

	/** What would be added, and the operation that does it; the labels show it to the painter. */
	private record Shown(GrowNode operation, Proposal proposal, LabelVolume labels) {}

	private final Editor editor;
	private By by = By.AUTO;
	private double spread = 1;
	private double[] seed;
	private Optional<Shown> shown = Optional.empty();

	AddTool(final Editor editor) {
		this.editor = editor;
		editor.window().model().listen(state -> {
			if (shown.isPresent() && shown.get().operation instanceof GrowFromProbability grow && grow.threshold() != state
				.threshold()) grow();
		});
	}

	By by() {
		return by;
	}

	void setBy(final By other) {
		by = other;
		if (seed != null) grow();
	}

	/** Widens or narrows the range of HU. */
	void widen(final boolean wider) {
		spread = Math.min(MOST_SPREAD, Math.max(LEAST_SPREAD, wider ? spread * WIDER : spread / WIDER));
		if (seed != null) grow();
	}

	/** Voxels that would be added; 0 without a preview. */
	long previewVoxels() {
		return shown.map(s -> s.proposal.mask().count()).orElse(0L);
	}

	@Override
	public boolean pressed(final PanelMouse mouse) {
		final double[] place = mouse.place().toArray();
		if (shown.isPresent() && isIn(shown.get().labels, place)) accept();
		else {
			seed = place;
			spread = 1;
			grow();
		}
		return true;
	}

	private static boolean isIn(final LabelVolume labels, final double[] place) {
		final double[] v = new double[3];
		labels.grid().toVoxel(place, v);
		final int x = (int) Math.rint(v[0]), y = (int) Math.rint(v[1]), z = (int) Math.rint(v[2]);
		return labels.grid().contains(x, y, z) && labels.labelAt(labels.grid().index(x, y, z)) != 0;
	}

	private void grow() {
		shown = Optional.empty();
		try {
			final GrowNode operation = operation();
			final Proposal proposal = operation.propose(editor.session().scene(), editor.session().nodes());
			final LabelVolume labels = new LabelVolume(proposal.mask().grid());
			for (int i = 0; i < labels.labels().length; i++)
				labels.labels()[i] = proposal.mask().values()[i];
			shown = Optional.of(new Shown(operation, proposal, labels));
			editor.window().say("Preview: " + proposal.inWords() + ".  Enter or a click into it accepts, Esc rejects");
		}
		catch (final InputException e) {
			editor.window().say(e.getMessage());
		}
		editor.window().panels().repaint();
	}

	private GrowNode operation() {
		final double threshold = editor.window().model().state().threshold();
		final int node = editor.session().nodes().nextId();
		final boolean byProbability = by == By.PROBABILITY || by == By.AUTO && probabilityAtSeed() >= threshold;
		return byProbability ? new GrowFromProbability(node, seed, threshold, GrowthLimits.FROM_PROBABILITY)
			: new GrowFromIntensity(node, seed, spread, GrowthLimits.FROM_INTENSITY);
	}

	private double probabilityAtSeed() {
		return editor.session().scene().probability().map(p -> {
			final double[] v = new double[3];
			p.grid().toVoxel(seed, v);
			final int x = (int) Math.rint(v[0]), y = (int) Math.rint(v[1]), z = (int) Math.rint(v[2]);
			return p.grid().contains(x, y, z) ? p.values()[p.grid().index(x, y, z)] : 0f;
		}).orElse(0f);
	}

	void accept() {
		shown.ifPresent(s -> {
			cancel();
			editor.apply(() -> s.operation).ifPresent(edit -> editor.choose(s.operation.node()));
		});
	}

	void cancel() {
		shown = Optional.empty();
		seed = null;
		editor.window().panels().repaint();
	}

	@Override
	public void paint(final Graphics2D g, final Layer layer, final Plane plane) {
		shown.ifPresent(s -> Preview.region(g, s.labels, plane));
	}
}
