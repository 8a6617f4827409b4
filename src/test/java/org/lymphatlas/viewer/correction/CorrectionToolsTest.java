package org.lymphatlas.viewer.correction;

import org.junit.ClassRule;
import org.junit.Test;
import org.lymphatlas.command.VirtualDisplay;

/** The tools in a real window, on an X server without a screen; skipped where there is none. */
public class CorrectionToolsTest {

	@ClassRule
	public static final VirtualDisplay DISPLAY = new VirtualDisplay();

	@Test
	public void everyToolWorksByMouseAndKey() throws Exception {
		ChildJava.check(CorrectionToolsChecks.class, DISPLAY);
	}
}
