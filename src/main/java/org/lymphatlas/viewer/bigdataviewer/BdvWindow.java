package org.lymphatlas.viewer.bigdataviewer;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Optional;

import javax.swing.BorderFactory;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.WindowConstants;

import org.lymphatlas.viewer.CasePainter;
import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.LpsPoint;
import org.lymphatlas.viewer.Navigation;
import org.lymphatlas.viewer.Readout;
import org.lymphatlas.viewer.ViewModel;
import org.lymphatlas.viewer.ViewState;
import org.lymphatlas.viewer.ViewerAction;
import org.lymphatlas.viewer.window.ActionBar;
import org.lymphatlas.viewer.window.NodeTable;
import org.lymphatlas.viewer.window.Sliders;

/**
 * One case in one window: four panels of BigDataViewer, buttons, sliders, the table of nodes, and a line that says what
 * lies under the mouse. For looking; the built-in viewer corrects. Belongs to Swing's thread.
 */
final class BdvWindow {

	private static final int BOTTOM_HEIGHT = 168, TABLE_WIDTH = 460;

	private final JFrame frame = new JFrame();
	private final CaseView view;
	private final CasePainter painter;
	private final ViewModel model;
	private final BdvPanels panels;
	private final NodeTable nodes;
	private final ActionBar bar;
	private final JLabel status = new JLabel(" ");
	private Runnable freeKeys = () -> {};

	BdvWindow(final BdvLibrary library, final CaseView view) {
		this.view = view;
		painter = new CasePainter(view);
		model = new ViewModel(ViewState.of(view));
		panels = new BdvPanels(library, frame, painter, model, this::hovered);
		nodes = new NodeTable(node -> model.update(s -> Navigation.toNode(s, node)));
		nodes.setRows(view.measures());
		nodes.setPreferredSize(new Dimension(TABLE_WIDTH, BOTTOM_HEIGHT));
		bar = new ActionBar(model, this::perform);
		model.listen(state -> nodes.select(state.node()));
		final JPanel bottom = new JPanel(new BorderLayout());
		bottom.add(nodes, BorderLayout.WEST);
		bottom.add(new Sliders(model), BorderLayout.CENTER);
		status.setBorder(BorderFactory.createEmptyBorder(3, 8, 3, 8));
		bottom.add(status, BorderLayout.SOUTH);
		frame.setTitle(view.title() + (view.verdict().isEmpty() ? "" : "  -  " + view.verdict()) +
			"  -  BigDataViewer, LymphAtlas, research use only");
		frame.add(bar, BorderLayout.NORTH);
		frame.add(panels, BorderLayout.CENTER);
		frame.add(bottom, BorderLayout.SOUTH);
		frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
		frame.addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosing(final WindowEvent e) {
				close();
			}
		});
		hovered(Optional.empty());
	}

	/** Shows it on the screen, no larger than that. */
	void open() {
		frame.pack();
		final Dimension screen = frame.getToolkit().getScreenSize();
		frame.setSize(Math.min(frame.getWidth(), screen.width), Math.min(frame.getHeight(), screen.height));
		frame.setLocationRelativeTo(null);
		freeKeys = BdvKeys.bind(frame, this::perform);
		frame.setVisible(true);
		panels.setViews();
	}

	/** Lets go of the case and of BigDataViewer's threads. */
	void close() {
		freeKeys.run();
		panels.close();
		frame.dispose();
		frame.setContentPane(new JPanel());
	}

	/** Does what a key does; what only the built-in viewer can is said. */
	void perform(final ViewerAction action) {
		final Optional<ViewState> next = Navigation.apply(action, model.state(), view, view.measures());
		next.ifPresentOrElse(model::set, () -> status.setText("'" + action.description() +
			"' works in the built-in viewer: viewer=imagej"));
		bar.follow(model.state());
	}

	private void hovered(final Optional<LpsPoint> place) {
		status.setText((place.isPresent() ? "mouse:   " : "cursor:   ") + Readout.of(painter, place.orElse(model.state()
			.cursor())));
	}

	JFrame frame() {
		return frame;
	}

	ViewModel model() {
		return model;
	}

	BdvPanels panels() {
		return panels;
	}

	NodeTable nodes() {
		return nodes;
	}

	String said() {
		return status.getText();
	}
}
