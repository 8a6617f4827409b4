package org.lymphatlas.viewer.bigdataviewer;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;

import javax.swing.JComponent;
import javax.swing.JPanel;

import org.lymphatlas.viewer.CasePainter;
import org.lymphatlas.viewer.Layer;
import org.lymphatlas.viewer.PanelMarks;
import org.lymphatlas.viewer.ViewModel;

/** A panel with its title and legend above. */
final class TitledPanel extends JPanel {

	TitledPanel(final JComponent panel, final CasePainter painter, final Layer layer, final ViewModel model) {
		super(new BorderLayout());
		final JComponent head = new JComponent() {

			@Override
			protected void paintComponent(final Graphics g) {
				PanelMarks.head((Graphics2D) g, layer, painter, model.state(), getWidth());
			}
		};
		head.setPreferredSize(new Dimension(10, PanelMarks.HEAD));
		model.listen(state -> head.repaint());
		add(head, BorderLayout.NORTH);
		add(panel, BorderLayout.CENTER);
	}
}
