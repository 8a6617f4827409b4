package org.lymphatlas.correction;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.SameGrid;

/**
 * Nodes under correction: operations are done, undone and done again, and kept for the record. For undoing only
 * differences are kept, at most so many bytes; then the oldest operations stay in the record but can no longer be undone.
 * Not thread-safe.
 */
public final class EditSession {

	/** Room for the differences of some ten thousand strokes. */
	public static final long UNDO_BYTES = 64L << 20;

	private record Done(Edit edit, Change change) {}

	private final Scene scene;
	private final NodeMap nodes;
	private final Clock clock;
	private final long undoBytes;
	private final List<Edit> settled = new ArrayList<>();
	private final Deque<Done> undoable = new ArrayDeque<>();
	private final Deque<Done> undone = new ArrayDeque<>();
	private long bytes;
	private Painting painting;
	private String reader = "";

	/** @param labels nodes on the scene's grid; changed in place from now on */
	public EditSession(final Scene scene, final LabelVolume labels) {
		this(scene, labels, Clock.systemUTC(), UNDO_BYTES);
	}

	EditSession(final Scene scene, final LabelVolume labels, final Clock clock, final long undoBytes) {
		SameGrid.check("CT", scene.ct().grid(), "nodes", labels.grid());
		this.scene = scene;
		this.nodes = new NodeMap(labels);
		this.clock = clock;
		this.undoBytes = undoBytes;
	}

	public Scene scene() {
		return scene;
	}

	/** Who corrects from now on, as they call themselves; may be empty. */
	public void setReader(final String name) {
		reader = name.strip();
	}

	/** As they are now. */
	public NodeMap nodes() {
		return nodes;
	}

	/**
	 * Does an operation.
	 *
	 * @throws InputException if it cannot be done or changes nothing; the nodes are then as they were
	 */
	public Edit apply(final Operation operation) {
		return apply(operation, clock.instant(), reader);
	}

	private Edit apply(final Operation operation, final Instant time, final String by) {
		requireNoPainting();
		final Change change = operation.on(scene, nodes);
		if (change.isEmpty()) throw new InputException("Nothing would change");
		nodes.apply(change);
		return push(new Done(new Edit(time, by, operation, change.voxels()), change));
	}

	private Edit push(final Done done) {
		undone.clear();
		undoable.addLast(done);
		bytes += done.change.bytes();
		while (bytes > undoBytes && undoable.size() > 1) {
			final Done oldest = undoable.removeFirst();
			bytes -= oldest.change.bytes();
			settled.add(oldest.edit);
		}
		return done.edit;
	}

	/** Does what a record says, in its order, with its times and readers. @throws InputException if it cannot be done on these nodes */
	public void replay(final List<Edit> edits) {
		for (final Edit edit : edits) {
			final Edit again = apply(edit.operation(), edit.time(), edit.reader());
			if (again.voxels() != edit.voxels()) throw new InputException("The edit of " + edit.time() + " changes " + again
				.voxels() + " voxels where it changed " + edit.voxels() + ": CT, probability or organs are others than then");
		}
	}

	/** Takes the last operation back. @return it; empty if there is none that can be undone */
	public Optional<Edit> undo() {
		requireNoPainting();
		final Done last = undoable.pollLast();
		if (last == null) return Optional.empty();
		nodes.apply(last.change.reversed());
		bytes -= last.change.bytes();
		undone.addLast(last);
		return Optional.of(last.edit);
	}

	/** Does again what was undone last. @return it; empty if there is none */
	public Optional<Edit> redo() {
		requireNoPainting();
		final Done last = undone.pollLast();
		if (last == null) return Optional.empty();
		nodes.apply(last.change);
		bytes += last.change.bytes();
		undoable.addLast(last);
		return Optional.of(last.edit);
	}

	public boolean canUndo() {
		return !undoable.isEmpty();
	}

	public boolean canRedo() {
		return !undone.isEmpty();
	}

	/** What was done and not undone, first to last. */
	public List<Edit> edits() {
		final List<Edit> all = new ArrayList<>(settled);
		undoable.forEach(done -> all.add(done.edit));
		return all;
	}

	/** Strokes done so far, for interpolating between them. */
	public List<Stroke> strokes() {
		return edits().stream().map(Edit::operation).filter(Stroke.class::isInstance).map(Stroke.class::cast).toList();
	}

	/**
	 * Begins a stroke whose path is not known yet; until it ends, nothing else can be done.
	 *
	 * @param first the brush and its first point
	 */
	public Painting paint(final Stroke first) {
		requireNoPainting();
		painting = new Painting(first);
		return painting;
	}

	/** Is a stroke under way? */
	public boolean isPainting() {
		return painting != null;
	}

	private void requireNoPainting() {
		if (isPainting()) throw new IllegalStateException("A stroke is under way");
	}

	/** A stroke under way: voxels change as the brush moves. It becomes one operation when it ends. */
	public final class Painting {

		private final Stroke brush;
		private final List<double[]> path = new ArrayList<>();
		private final List<Change> parts = new ArrayList<>();

		private Painting(final Stroke first) {
			brush = first;
			path.add(first.pathLps()[0].clone());
			part(first);
			for (int k = 1; k < first.pathLps().length; k++)
				to(first.pathLps()[k]);
		}

		/** Moves the brush straight to a point. */
		public void to(final double[] lps) {
			final double[] point = Points.check("a stroke's point", lps).clone();
			part(brush.along(path.get(path.size() - 1), point));
			path.add(point);
		}

		private void part(final Stroke stroke) {
			final Change change = stroke.on(scene, nodes);
			nodes.apply(change);
			parts.add(change);
		}

		/** Lifts the brush. @return what was done; empty if no voxel changed */
		public Optional<Edit> end() {
			painting = null;
			final Change change = Change.sequence(parts);
			if (change.isEmpty()) return Optional.empty();
			return Optional.of(push(new Done(new Edit(clock.instant(), reader, brush.along(path.toArray(double[][]::new)), change
				.voxels()), change)));
		}

		/** Takes back what this stroke changed. */
		public void cancel() {
			painting = null;
			nodes.apply(Change.sequence(parts).reversed());
		}
	}
}
