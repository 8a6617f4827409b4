package org.lymphatlas.viewer.review;

import java.awt.BorderLayout;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.function.Consumer;

import javax.swing.SwingUtilities;

import org.lymphatlas.training.Annotation;
import org.lymphatlas.viewer.correction.CorrectionTools;
import org.lymphatlas.viewer.window.CaseWindow;
import org.lymphatlas.viewer.window.PanelsView;
import org.lymphatlas.volume.InputException;

/**
 * Goes through the cases of a review: the work list beside the built-in viewer with its tools for correction. Cases are
 * read outside Swing's thread; everything else belongs to it.
 */
public final class ReviewWindow {

	private final Review review;
	private final ReviewPanel panel;
	private CaseWindow window;
	private Review.OpenCase shown;

	private ReviewWindow(final Review review, final String reader) {
		this.review = review;
		panel = new ReviewPanel(new Decisions(), this::goTo, review::setReader);
		panel.reader().setText(reader);
	}

	/** Opens the first case that is not done; where all are, the first of all. @param reader who reviews, may be empty */
	public static ReviewWindow open(final Review review, final String reader) {
		final ReviewWindow w = new ReviewWindow(review, reader);
		w.next();
		return w;
	}

	/** Shows the current case, when it has been read. */
	private void next() {
		final boolean settled = review.current().isEmpty();
		panel.show(review.items(), review.current());
		panel.setReady(false);
		if (settled && window != null) {
			panel.say("All cases are settled. Click a case twice to look at it again");
			panel.table().setEnabled(true);
			return;
		}
		if (settled) review.goTo(0);
		panel.say("Reading the case ...");
		final Thread reader = new Thread(this::read, "lymphatlas-review");
		reader.setDaemon(true);
		reader.start();
	}

	private void read() {
		try {
			final Review.OpenCase c = review.open();
			SwingUtilities.invokeLater(() -> show(c));
		}
		catch (final RuntimeException | OutOfMemoryError e) {
			SwingUtilities.invokeLater(() -> unreadable(e));
		}
	}

	/** A case that cannot be read can still be skipped or rejected. */
	private void unreadable(final Throwable why) {
		if (window == null) {
			review.close();
			throw new InputException("The case cannot be read: " + why.getMessage(), why);
		}
		shown = null;
		panel.setReady(true);
		panel.full().setEnabled(false);
		panel.partial().setEnabled(false);
		panel.say("This case cannot be read: " + why.getMessage());
	}

	private void show(final Review.OpenCase c) {
		final CaseWindow before = window;
		window = new CaseWindow(c.view());
		new CorrectionTools(window, c.correction());
		window.setMayClose(this::mayClose);
		window.frame().add(panel, BorderLayout.WEST);
		window.open();
		giveKeysToPanels();
		shown = c;
		if (before != null) {
			final Rectangle place = before.frame().getBounds();
			before.close();
			window.frame().setBounds(place);
		}
		final ReviewItem item = review.items().get(review.current().orElseThrow());
		panel.show(review.items(), review.current());
		panel.setReady(true);
		panel.note().setText(item.state() == ReviewState.OPEN ? "" : item.note());
		panel.say(item.state() == ReviewState.OPEN ? item.note() : "");
	}

	/** What is typed goes into the note only after a click into it, and to the viewer again after a click into a panel. */
	private void giveKeysToPanels() {
		final PanelsView panels = window.panels();
		panels.setFocusable(true);
		panels.requestFocusInWindow();
		panels.addMouseListener(new MouseAdapter() {

			@Override
			public void mousePressed(final MouseEvent e) {
				panels.requestFocusInWindow();
			}
		});
	}

	/** Another case of the list; what was corrected in this one is saved, nothing is decided. */
	private void goTo(final int item) {
		saveCorrection();
		review.goTo(item);
		next();
	}

	private void saveCorrection() {
		if (shown != null && shown.correction().isUnsaved()) shown.correction().save();
	}

	private boolean mayClose() {
		saveCorrection();
		review.close();
		return true;
	}

	/** Ends the review as if the user had closed its window. */
	public void close() {
		mayClose();
		if (window != null) window.close();
		shown = null;
	}

	ReviewPanel panel() {
		return panel;
	}

	/** The case's window; null until the first was read. */
	CaseWindow window() {
		return window;
	}

	/** Is a case shown, and may it be decided about? */
	boolean isReady() {
		return panel.skip().isEnabled();
	}

	private final class Decisions implements ReviewPanel.Decisions {

		private void decide(final Consumer<String> decision) {
			try {
				decision.accept(panel.note().getText());
				next();
			}
			catch (final InputException e) {
				panel.say(e.getMessage());
			}
		}

		@Override
		public void accept(final Annotation annotation) {
			decide(note -> review.accept(annotation, note));
		}

		@Override
		public void reject(final RejectReason reason) {
			decide(note -> review.reject(reason, note));
		}

		@Override
		public void skip() {
			decide(review::skip);
		}

		@Override
		public void later() {
			decide(review::later);
		}
	}
}
