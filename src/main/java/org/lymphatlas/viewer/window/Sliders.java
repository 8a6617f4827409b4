package org.lymphatlas.viewer.window;

import java.awt.BorderLayout;
import java.awt.GridLayout;
import java.util.Hashtable;
import java.util.Locale;

import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.SwingConstants;

import org.lymphatlas.viewer.ProbabilityScale;
import org.lymphatlas.viewer.ViewModel;
import org.lymphatlas.viewer.ViewState;

/** Opacity of the colours, and the probability threshold on a logarithmic scale. */
public final class Sliders extends JPanel {

	private static final int PERCENT = 100;
	/** Positions of the threshold's slider: 100 a decade. */
	private static final int POSITIONS = 400;

	private final JSlider opacity = new JSlider(0, PERCENT);
	private final JSlider threshold = new JSlider(0, POSITIONS);
	private final JLabel opacityText = new JLabel();
	private final JLabel thresholdText = new JLabel();
	private boolean following;

	public Sliders(final ViewModel model) {
		super(new GridLayout(2, 1, 0, 2));
		final Hashtable<Integer, JLabel> decades = new Hashtable<>();
		for (int decade = 0; decade <= 4; decade++)
			decades.put(decade * POSITIONS / 4, new JLabel(ProbabilityScale.text(Math.pow(10, decade - 4)), SwingConstants.CENTER));
		threshold.setLabelTable(decades);
		threshold.setMajorTickSpacing(POSITIONS / 4);
		final Hashtable<Integer, JLabel> parts = new Hashtable<>();
		for (int percent = 0; percent <= PERCENT; percent += 25)
			parts.put(percent, new JLabel(percent + " %", SwingConstants.CENTER));
		opacity.setLabelTable(parts);
		opacity.setMajorTickSpacing(25);
		add(row(opacityText, opacity));
		add(row(thresholdText, threshold));
		opacity.addChangeListener(e -> set(model, model.state().withOpacity(opacity.getValue() / (double) PERCENT)));
		threshold.addChangeListener(e -> set(model, model.state().withThreshold(ProbabilityScale.probability(threshold
			.getValue() / (double) POSITIONS))));
		model.listen(this::follow);
		follow(model.state());
	}

	private static JPanel row(final JLabel text, final JSlider slider) {
		final JPanel row = new JPanel(new BorderLayout());
		row.setBorder(BorderFactory.createEmptyBorder(2, 8, 2, 8));
		slider.setPaintLabels(true);
		slider.setPaintTicks(true);
		slider.setFocusable(false); // keys belong to the viewer
		row.add(text, BorderLayout.NORTH);
		row.add(slider, BorderLayout.CENTER);
		return row;
	}

	private void set(final ViewModel model, final ViewState state) {
		if (!following) model.set(state);
	}

	/** A slider has steps, the state has none: following it must not round it. */
	private void follow(final ViewState state) {
		following = true;
		opacity.setValue((int) Math.round(PERCENT * state.opacity()));
		threshold.setValue((int) Math.round(POSITIONS * ProbabilityScale.position(state.threshold())));
		following = false;
		opacityText.setText(String.format(Locale.ROOT, "Opacity of colours: %.0f %%", PERCENT * state.opacity()));
		thresholdText.setText("Network's probability from " + ProbabilityScale.text(state.threshold()) + " on (logarithmic)");
	}

	JSlider opacity() {
		return opacity;
	}

	JSlider threshold() {
		return threshold;
	}
}
