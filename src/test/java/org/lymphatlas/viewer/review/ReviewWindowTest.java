package org.lymphatlas.viewer.review;

import org.junit.ClassRule;
import org.junit.Test;
import org.lymphatlas.command.VirtualDisplay;
import org.lymphatlas.viewer.correction.ChildJava;

/** The review in a real window, on an X server without a screen; skipped where there is none. */
public class ReviewWindowTest {

	@ClassRule
	public static final VirtualDisplay DISPLAY = new VirtualDisplay();

	@Test
	public void casesAreReviewedByButtons() throws Exception {
		ChildJava.check(ReviewWindowChecks.class, DISPLAY);
	}
}
