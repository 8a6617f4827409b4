package org.lymphatlas.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Map;

import org.junit.Test;
import org.lymphatlas.volume.InputException;

public class MacroOptionsTest {

	@Test
	public void valuesStandBareBracketedQuotedOrNotAtAll() {
		assertEquals(Map.of("ct", "/a b/c [1].nii", "output", "/x", "resume", "true", "empty", "", "title", "it s"),
			MacroOptions.parse("ct=[/a b/c [1].nii] output=/x resume empty=[] title='it s' "));
	}

	@Test
	public void wrongOptionsAreNamed() {
		for (final String options : new String[] { "ct=[a b", "ct='a", "ct=a ct=b", "ct=&nowhere" }) {
			final InputException e = assertThrows(options, InputException.class, () -> MacroOptions.parse(options));
			assertTrue(e.getMessage(), e.getMessage().contains("'ct'"));
		}
	}

	@Test
	public void nothingIsNothing() {
		assertEquals(Map.of(), MacroOptions.parse("  "));
	}
}
