package org.lymphatlas.viewer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.lymphatlas.volume.InputException;

/**
 * Which viewer shows a case, and why.
 *
 * @param viewer that can show it here
 * @param reason one sentence for people
 */
public record ViewerChoice(VolumeViewer viewer, String reason) {

	/** As users type it: the best viewer that works. */
	public static final String AUTO = "auto";

	/**
	 * The viewer of that name, else the first that works; a viewer that was wanted and does not work is named with its
	 * hindrance.
	 *
	 * @param viewers the better ones first
	 * @param name a viewer's, or {@value #AUTO}
	 * @throws InputException if there is no viewer of that name, or none that works
	 */
	public static ViewerChoice of(final List<VolumeViewer> viewers, final String name) {
		final Optional<VolumeViewer> wanted = wanted(viewers, name);
		final List<VolumeViewer> hindered = viewers.stream().filter(v -> wanted.isEmpty() || v == wanted.get()).filter(v -> v
			.hindrance().isPresent()).toList();
		if (wanted.isPresent() && hindered.isEmpty()) return new ViewerChoice(wanted.get(), "shown with " + name +
			", as was asked for");
		final VolumeViewer first = viewers.stream().filter(v -> v.hindrance().isEmpty()).findFirst().orElseThrow(
			() -> new InputException("No viewer works here: " + reasons(viewers) + ". A picture can be written with snapshot=..."));
		final List<VolumeViewer> better = hindered.stream().filter(v -> wanted.isPresent() || viewers.indexOf(v) < viewers
			.indexOf(first)).toList();
		return new ViewerChoice(first, "shown with " + first.name() + (better.isEmpty() ? "" : ", since " + reasons(better)));
	}

	private static Optional<VolumeViewer> wanted(final List<VolumeViewer> viewers, final String name) {
		if (name.equals(AUTO)) return Optional.empty();
		return Optional.of(viewers.stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow(
			() -> new InputException("There is no viewer '" + name + "'; there are: " + AUTO + ", " + viewers.stream().map(
				VolumeViewer::name).collect(Collectors.joining(", ")))));
	}

	private static String reasons(final List<VolumeViewer> viewers) {
		return viewers.stream().map(v -> v.name() + " cannot be used: " + v.hindrance().orElse("")).collect(Collectors.joining(
			"; "));
	}
}
