package org.lymphatlas.viewer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import org.junit.Test;

public class CtWindowTest {

	@Test
	public void presetsShowWhatTheyAreNamedFor() {
		assertEquals("W 400 L 40", CtWindow.MEDIASTINUM.toString());
		assertEquals("W 1500 L -600", CtWindow.LUNG.toString());
		assertEquals("W 1800 L 400", CtWindow.BONE.toString());
		assertEquals(-1350, CtWindow.LUNG.lowestHu(), 0);
		assertEquals(1300, CtWindow.BONE.highestHu(), 0);
	}

	@Test
	public void greysRunFromTheLowestToTheHighestValue() {
		for (final CtWindow w : new CtWindow[] { CtWindow.MEDIASTINUM, CtWindow.LUNG, CtWindow.BONE }) {
			assertEquals(0, w.grey((float) w.lowestHu()));
			assertEquals(0, w.grey(-3000));
			assertEquals(128, w.grey((float) w.levelHu()));
			assertEquals(255, w.grey((float) w.highestHu()));
			assertEquals(255, w.grey(5000));
			assertEquals("outside the CT", 0, w.grey(Float.NaN));
		}
	}

	@Test
	public void draggingStaysWithinWhatCtsHold() {
		assertEquals(new CtWindow(60, 350), CtWindow.MEDIASTINUM.moved(20, -50));
		assertEquals(new CtWindow(-1024, 1), CtWindow.MEDIASTINUM.moved(-5000, -5000));
		assertEquals(new CtWindow(3071, 4096), CtWindow.MEDIASTINUM.moved(9000, 9000));
		assertThrows(IllegalArgumentException.class, () -> new CtWindow(40, 0));
		assertThrows(IllegalArgumentException.class, () -> new CtWindow(Double.NaN, 400));
	}
}
