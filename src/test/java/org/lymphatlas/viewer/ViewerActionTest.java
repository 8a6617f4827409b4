package org.lymphatlas.viewer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import javax.swing.KeyStroke;

import org.junit.Test;

public class ViewerActionTest {

	@Test
	public void everyKeyIsOneAndDoesOneThing() {
		final Map<KeyStroke, ViewerAction> taken = new HashMap<>();
		for (final ViewerAction action : ViewerAction.values()) {
			assertFalse(action + " has no key", action.keys().isEmpty());
			for (final String key : action.keys()) {
				final KeyStroke stroke = KeyStroke.getKeyStroke(key);
				assertNotNull(action + ": '" + key + "' is no key", stroke);
				assertNull(key + " is " + action + "'s and also", taken.put(stroke, action));
			}
		}
	}

	@Test
	public void everyActionSaysWhatItDoes() {
		final Set<String> said = new HashSet<>();
		for (final ViewerAction action : ViewerAction.values())
			said.add(action.description());
		assertEquals(ViewerAction.values().length, said.size());
	}
}
