package org.lymphatlas.pipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.program.Scripts;
import org.lymphatlas.registration.Drive;
import org.lymphatlas.volume.InputException;

public class RegistrationChoiceTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	/** The record holds what is needed to do it again: which elastix, and the user's own parameters. */
	@Test
	public void whatIsChosenIsKept() throws IOException {
		final Path elastix = Scripts.script(folder.newFolder("bin").toPath(), "elastix", "echo elastix version: 5.0.1");
		final Path own = folder.newFolder("own").toPath();
		for (final String name : List.of("rigid.txt", "affine.txt", "bspline.txt"))
			Files.writeString(own.resolve(name), "(Transform \"" + name + "\")\n");
		final RegistrationChoice choice = new RegistrationChoice("elastix", Drive.LABELS, Optional.of(elastix.getParent()), Optional.of(
			own));
		assertEquals(Optional.of(elastix.getParent()), choice.options().elastix());
		assertEquals(Drive.LABELS, choice.options().drive());
		assertEquals(Optional.of(own), choice.options().elastixParameters());
		final Map<String, Object> kept = choice.provenance();
		assertEquals("elastix, elastix 5.0.1 at " + elastix, kept.get("engine"));
		assertEquals(Map.of("rigid.txt", "(Transform \"rigid.txt\")\n", "affine.txt", "(Transform \"affine.txt\")\n",
			"bspline.txt", "(Transform \"bspline.txt\")\n"), kept.get("elastixParameters"));
	}

	@Test
	public void whatIsMissingIsSaidBeforeAnythingIsDone() throws IOException {
		final Path empty = folder.newFolder("empty").toPath();
		refused(new RegistrationChoice("auto", Drive.BOTH, Optional.empty(), Optional.of(empty)), empty + "/rigid.txt");
		refused(new RegistrationChoice("elastix", Drive.LABELS, Optional.of(empty), Optional.empty()), "no elastix program at " + empty);
		refused(RegistrationChoice.of("magic"), "magic");
		assertFalse(RegistrationChoice.AUTO.provenance().containsKey("elastixParameters"));
	}

	private static void refused(final RegistrationChoice choice, final String words) {
		final String message = assertThrows(InputException.class, choice::provenance).getMessage();
		assertTrue(message, message.contains(words));
	}
}
