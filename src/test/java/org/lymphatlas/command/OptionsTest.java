package org.lymphatlas.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.Test;
import org.lymphatlas.volume.InputException;

public class OptionsTest {

	private ExampleCommand command = new ExampleCommand();

	private void assign(final String... keyValues) {
		command = new ExampleCommand();
		final Map<String, String> texts = new LinkedHashMap<>();
		for (int i = 0; i < keyValues.length; i += 2)
			texts.put(keyValues[i], keyValues[i + 1]);
		Options.of(ExampleCommand.class).assign(command, texts);
	}

	private void refuses(final String message, final String... keyValues) {
		final InputException e = assertThrows(InputException.class, () -> assign(keyValues));
		assertTrue(e.getMessage(), e.getMessage().contains(message));
	}

	@Test
	public void keysComeInAnyCaseAndEveryTypeIsParsed() {
		assign("CT", "a b.nii", "mode", "FAST", "Count", "3", "seed", "9223372036854775807", "spacingmm", "0.75", "resume",
			"true");
		assertEquals("a b.nii", command.ct);
		assertEquals("fast", command.mode);
		assertEquals(3, command.count);
		assertEquals(Long.MAX_VALUE, command.seed);
		assertEquals(0.75, command.spacingMm, 0);
		assertTrue(command.resume);
	}

	@Test
	public void whatIsNotGivenKeepsItsDefault() {
		assign("ct", "a");
		assertEquals("standard", command.mode);
		assertEquals(2, command.count);
		assertEquals(7, command.seed);
		assertEquals(2.5, command.spacingMm, 0);
	}

	@Test
	public void wrongOptionsAreNamed() {
		refuses("Unknown key 'notAnOption'. Known keys: ct, mode, count, seed, spacingMm, resume", "ct", "a", "notAnOption",
			"y");
		refuses("Missing: ct", "count", "3");
		refuses("Missing: ct", "ct", "  ");
		refuses("count=0 is wrong: it must be a number from 1 to 10", "ct", "a", "count", "0");
		refuses("count=2.5 is wrong: it must be a whole number", "ct", "a", "count", "2.5");
		refuses("count=many is wrong: it must be a number", "ct", "a", "count", "many");
		refuses("spacingMm=NaN is wrong", "ct", "a", "spacingMm", "NaN");
		refuses("spacingMm=0.4 is wrong: it must be a number from 0.5 up", "ct", "a", "spacingMm", "0.4");
		refuses("mode=quick is wrong: it must be one of fast, standard", "ct", "a", "mode", "quick");
		refuses("resume=maybe is wrong: it must be true or false", "ct", "a", "resume", "maybe");
		refuses("seed=99999999999999999999 is wrong", "ct", "a", "seed", "99999999999999999999");
	}
}
