package org.lymphatlas.viewer.window;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import javax.swing.BorderFactory;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JToolBar;
import javax.swing.WindowConstants;

import org.lymphatlas.evaluation.BestThreshold;
import org.lymphatlas.viewer.CasePainter;
import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.KeyTable;
import org.lymphatlas.viewer.LpsPoint;
import org.lymphatlas.viewer.Navigation;
import org.lymphatlas.viewer.ProbabilityScale;
import org.lymphatlas.viewer.Readout;
import org.lymphatlas.viewer.ViewModel;
import org.lymphatlas.viewer.ViewState;
import org.lymphatlas.viewer.ViewerAction;
import org.lymphatlas.volume.InputException;

/**
 * One case in one window: four panels, buttons, sliders, the table of nodes, and a line that says what lies under the
 * mouse. Tools take hold of it by {@link #panels()}, {@link #toolBar()}, {@link #on} and {@link #show}. Belongs to Swing's
 * thread. A closed window holds nothing of its case.
 */
public final class CaseWindow {

	/** Legends need that width. */
	private static final Dimension LEAST_SIZE = new Dimension(1280, 560);
	private static final int BOTTOM_HEIGHT = 168, TABLE_WIDTH = 460;

	private final JFrame frame = new JFrame();
	private final ViewModel model;
	private final PanelsView panels;
	private final NodeTable nodes;
	private final Sliders sliders;
	private final ActionBar bar;
	private final JPanel tools = new JPanel(new BorderLayout());
	private final JLabel status = new JLabel(" ");
	private final Map<ViewerAction, Runnable> handlers = new EnumMap<>(ViewerAction.class);
	private final WindowAdapter closing = new WindowAdapter() {

		@Override
		public void windowClosing(final WindowEvent e) {
			if (mayClose.getAsBoolean()) close();
		}
	};
	private BooleanSupplier mayClose = () -> true;
	private CaseView view;

	/** Makes the window; {@link #open} shows it. */
	public CaseWindow(final CaseView view) {
		this.view = view;
		model = new ViewModel(ViewState.of(view));
		panels = new PanelsView(new CasePainter(view), model, this::hovered);
		nodes = new NodeTable(node -> model.update(s -> Navigation.toNode(s, node)));
		nodes.setRows(view.measures());
		nodes.setPreferredSize(new Dimension(TABLE_WIDTH, BOTTOM_HEIGHT));
		sliders = new Sliders(model);
		bar = new ActionBar(model, this::perform);
		model.listen(state -> {
			nodes.select(state.node());
			hovered(Optional.empty());
		});
		on(ViewerAction.HELP, () -> panels.toggleHelp(KeyTable.rows(actions())));
		on(ViewerAction.BEST_THRESHOLD, this::bestThreshold);
		layOut();
		hovered(Optional.empty());
	}

	private void layOut() {
		final JPanel bottom = new JPanel(new BorderLayout());
		bottom.add(nodes, BorderLayout.WEST);
		bottom.add(sliders, BorderLayout.CENTER);
		bottom.add(tools, BorderLayout.EAST);
		status.setBorder(BorderFactory.createEmptyBorder(3, 8, 3, 8));
		bottom.add(status, BorderLayout.SOUTH);
		frame.setTitle(view.title() + (view.verdict().isEmpty() ? "" : "  -  " + view.verdict()) +
			"  -  LymphAtlas, research use only");
		frame.add(bar, BorderLayout.NORTH);
		frame.add(panels, BorderLayout.CENTER);
		frame.add(bottom, BorderLayout.SOUTH);
		frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
		frame.addWindowListener(closing);
		Keys.bind(frame.getRootPane(), this::perform);
	}

	/** Shows it on the screen, no larger than that. */
	public void open() {
		frame.setMinimumSize(LEAST_SIZE);
		frame.pack();
		final Dimension screen = frame.getToolkit().getScreenSize();
		frame.setSize(Math.min(frame.getWidth(), screen.width), Math.min(frame.getHeight(), screen.height));
		frame.setLocationRelativeTo(null);
		frame.setVisible(true);
	}

	/** Closes it without asking, and lets go of the case. */
	public void close() {
		frame.dispose();
		frame.setContentPane(new JPanel());
		Keys.unbind(frame.getRootPane());
		frame.removeWindowListener(closing);
		// Swing remembers the component that had the focus or the mouse last.
		panels.release();
		handlers.clear();
		mayClose = () -> true;
		view = null;
	}

	/** Shows the case as it is after a correction: everything is drawn anew, the table follows. */
	public void show(final CaseView corrected) {
		view = corrected;
		panels.show(panels.painter().with(corrected));
		nodes.setRows(corrected.measures());
		hovered(Optional.empty());
	}

	/** The case as it is shown; null once the window is closed. */
	public CaseView view() {
		return view;
	}

	public ViewModel model() {
		return model;
	}

	public PanelsView panels() {
		return panels;
	}

	public NodeTable nodes() {
		return nodes;
	}

	/** The buttons over the panels; tools add theirs at the end. */
	public JToolBar toolBar() {
		return bar;
	}

	/** An empty place right of the sliders for what a tool needs besides. */
	public JPanel toolPanel() {
		return tools;
	}

	public JFrame frame() {
		return frame;
	}

	/** Says something in the line at the bottom, until the mouse moves. */
	public void say(final String message) {
		status.setText(message);
	}

	/** What the line at the bottom says. */
	public String said() {
		return status.getText();
	}

	/** Gives an action that does more than look around something to do; help lists it from then on. */
	public void on(final ViewerAction action, final Runnable work) {
		handlers.put(action, work);
	}

	/** Asked before the user closes the window: may it be closed? */
	public void setMayClose(final BooleanSupplier question) {
		mayClose = question;
	}

	/** Does what a key does. An action that nobody handles does nothing. */
	public void perform(final ViewerAction action) {
		final Runnable handler = handlers.get(action);
		if (handler != null) handler.run();
		else Navigation.apply(action, model.state(), view, view.measures()).ifPresent(model::set);
		bar.follow(model.state());
	}

	private Set<ViewerAction> actions() {
		return EnumSet.allOf(ViewerAction.class).stream().filter(action -> handlers.containsKey(action) || Navigation
			.apply(action, model.state(), view, view.measures()).isPresent()).collect(Collectors.toSet());
	}

	Sliders sliders() {
		return sliders;
	}

	ActionBar bar() {
		return bar;
	}

	private void hovered(final Optional<LpsPoint> place) {
		say((place.isPresent() ? "mouse:   " : "cursor:   ") + Readout.of(panels.painter(), place.orElse(model.state()
			.cursor())));
	}

	private void bestThreshold() {
		if (view.prediction() == null || view.reference() == null) {
			say("The best threshold needs the network's probability (probability.nii.gz) and a reference (reference.nii.gz, " +
				"or reference=...) of the case");
			return;
		}
		try {
			final Optional<BestThreshold> best = BestThreshold.of(view.prediction(), view.reference().foreground(),
				ProbabilityScale.LEAST);
			best.ifPresent(b -> model.update(s -> s.withThreshold(b.threshold())));
			say(best.map(b -> String.format(Locale.ROOT, "Best threshold %s: Dice %.3f with the reference",
				ProbabilityScale.text(b.threshold()), b.dice())).orElse("The network gives less than " + ProbabilityScale.text(
					ProbabilityScale.LEAST) + " to all of the reference"));
		}
		catch (final InputException e) {
			say(e.getMessage());
		}
	}
}
