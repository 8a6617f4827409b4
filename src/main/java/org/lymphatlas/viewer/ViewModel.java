package org.lymphatlas.viewer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The one {@link ViewState} that panels, sliders, keys and the table of a viewer share. A change that changes nothing
 * tells nobody, so that listeners may set what they show without going round in circles. Belongs to one thread: the one
 * that draws.
 */
public final class ViewModel {

	private final List<Consumer<ViewState>> listeners = new CopyOnWriteArrayList<>();
	private ViewState state;

	public ViewModel(final ViewState first) {
		state = first;
	}

	public ViewState state() {
		return state;
	}

	public void set(final ViewState next) {
		if (next.equals(state)) return;
		state = next;
		for (final Consumer<ViewState> listener : listeners) {
			if (state != next) return; // a listener changed it: it has told all of the newer one
			listener.accept(next);
		}
	}

	public void update(final UnaryOperator<ViewState> change) {
		set(change.apply(state));
	}

	/** Calls after every change. @return takes the listener away again */
	public Runnable listen(final Consumer<ViewState> listener) {
		listeners.add(listener);
		return () -> listeners.remove(listener);
	}
}
