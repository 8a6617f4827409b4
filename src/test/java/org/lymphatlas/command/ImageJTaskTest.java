package org.lymphatlas.command;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.awt.event.KeyEvent;
import java.util.concurrent.CancellationException;

import org.junit.After;
import org.junit.Test;
import org.lymphatlas.task.Cancellation;

import ij.IJ;

public class ImageJTaskTest {

	@After
	public void releaseEscape() {
		IJ.setKeyUp(KeyEvent.VK_ESCAPE);
		IJ.resetEscape();
	}

	@Test
	public void escapeCancels() {
		IJ.setKeyDown(KeyEvent.VK_ESCAPE);
		final ImageJTask task = new ImageJTask("example");
		assertFalse("an Escape from before the start counts", task.isCanceled());
		Cancellation.check(task);
		IJ.setKeyDown(KeyEvent.VK_ESCAPE);
		assertTrue(task.isCanceled());
		final CancellationException e = assertThrows(CancellationException.class, () -> Cancellation.check(task));
		assertTrue(e.getMessage(), e.getMessage().contains("Escape"));
	}
}
