package org.lymphatlas.viewer.review;

/** Why a case is not fit for use. */
public enum RejectReason {
	MOTION("motion"), CONTRAST("contrast"), MISSING_SLICES("missing slices"), SLICE_THICKNESS("slice thickness"), OTHER(
		"other");

	private final String title;

	RejectReason(final String title) {
		this.title = title;
	}

	/** In words, for menus and tables. */
	public String title() {
		return title;
	}
}
