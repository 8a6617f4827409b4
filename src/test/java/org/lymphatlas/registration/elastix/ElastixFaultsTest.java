package org.lymphatlas.registration.elastix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.program.PrivateFolder;
import org.lymphatlas.program.Scripts;
import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.registration.Availability;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.RegistrationOptions;
import org.lymphatlas.registration.RegistrationPipeline;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.registration.SyntheticBody;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.InputException;

/** What the user is told, and what is used instead, when elastix is not what it should be; played by shell scripts. */
public class ElastixFaultsTest {

	private static final RegistrationOptions OPTIONS = RegistrationOptions.defaults().withSpacingMm(8);
	private static final String ANSWERS = "[ \"$1\" = --version ] && echo 'elastix version: 5.1.0' && exit 0";
	private static final Subject BODY = SyntheticBody.draw(SyntheticBody.grid(8), AffineTransform.identity());

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private Set<Path> before;

	@Before
	public void lookAtTemporaryFolder() throws IOException {
		before = leftovers();
	}

	@After
	public void nothingIsLeftBehind() throws IOException {
		assertEquals("temporary folders", before, leftovers());
	}

	private Path program(final String... lines) throws IOException {
		return Scripts.script(folder.newFolder().toPath(), "elastix", lines);
	}

	/** Says its version, then does as told when asked to register. */
	private Path elastix(final String... lines) throws IOException {
		return program(Stream.concat(Stream.of(ANSWERS), Arrays.stream(lines)).toArray(String[]::new));
	}

	private static Availability availability(final Path place) {
		return new ElastixEngine().availability(OPTIONS.withElastix(place));
	}

	private static void explained(final Path place, final String... parts) {
		final Availability availability = availability(place);
		assertFalse(availability.detail(), availability.usable());
		for (final String part : parts)
			assertTrue(availability.detail(), availability.detail().contains(part));
	}

	@Test
	public void noProgram() throws IOException {
		final Path empty = folder.newFolder("empty").toPath();
		explained(empty, "no elastix program at " + empty);
		final InputException e = assertThrows(InputException.class, () -> RegistrationPipeline.register(BODY, BODY,
			new ElastixEngine(), OPTIONS.withElastix(empty), new InlineTask("test")));
		assertTrue(e.getMessage(), e.getMessage().contains(empty.toString()));
	}

	@Test
	public void otherVersions() throws IOException {
		for (final String version : List.of("4.9.0", "5.0.0", "5.0", "6.0.1")) {
			final Path old = program("echo elastix version: " + version);
			explained(old, old.toString(), version, "5.0.1 or a later 5 is needed");
		}
		explained(program("echo hello"), "'hello', which is not elastix");
		explained(program("echo error while loading shared libraries: libANNlib-5.0.so; exit 127"), "libANNlib");
		assertEquals("elastix 5.0.1 at ", availability(program("echo elastix version: 5.0.1")).detail().replaceAll("/.*",
			""));
		for (final String version : List.of("5.1.0", "5.2", "5.3.0"))
			assertEquals("elastix " + version + " (not tested) at ", availability(program("echo elastix version: " +
				version)).detail().replaceAll("/.*", ""));
	}

	/** Every stage fails for one cause: each says so, and what the start found is used. */
	private void everyStageSays(final Path elastix, final String cause) {
		final Registration result = RegistrationPipeline.register(BODY, BODY, new ElastixEngine(), OPTIONS.withElastix(
			elastix), new InlineTask("test"));
		assertEquals(result.warnings().toString(), 3, result.warnings().stream().filter(w -> w.contains(
			"stage failed and the one before is used") && w.contains(cause)).count());
		assertEquals("the start is what remains", AffineTransform.class, result.transform().getClass());
	}

	@Test
	public void diesWithAMessage() throws IOException {
		everyStageSays(elastix("echo 'ERROR: out of cheese'", "exit 3"), "elastix ended with status 3: ERROR: out of cheese");
	}

	@Test
	public void killedMidway() throws IOException {
		everyStageSays(elastix("echo 'Resolution: 0'", "printf '12\\t-0.5\\n'", "kill -9 $$"),
			"elastix was killed from outside (status 137)");
	}

	/** The kernel's own "no space left on device", from the device that is always full. */
	@Test
	public void diskFull() throws IOException {
		Assume.assumeTrue("no /dev/full here", Files.exists(Path.of("/dev/full")));
		everyStageSays(elastix("LC_ALL=C cat fixed-organs.mha > /dev/full || exit 1"), "No space left on device");
	}

	@Test
	public void endsWithoutAResult() throws IOException {
		everyStageSays(elastix("exit 0"), "elastix 5.1.0 ended without a result");
	}

	@Test
	public void writesGarbage() throws IOException {
		everyStageSays(elastix("head -c 5000 /dev/urandom | tr -d '()' > TransformParameters.0.txt"),
			"is not an elastix parameter");
		everyStageSays(elastix("echo '(Transform \"EulerTransform\")' > TransformParameters.0.txt"),
			"elastix parameter TransformParameters is missing");
		everyStageSays(elastix("echo '(Transform \"TranslationTransform\")' > TransformParameters.0.txt",
			"echo '(TransformParameters 1 nan 3)' >> TransformParameters.0.txt"), "elastix parameter TransformParameters holds");
		everyStageSays(elastix("echo '(Transform \"BSplineTransform\") ' > TransformParameters.0.txt",
			"echo '(GridSize 1000000 1000000 1000000)' >> TransformParameters.0.txt"), "more than can be true");
	}

	@Test
	public void cancelledWhileItHangs() throws IOException {
		final Path hanging = elastix("touch " + folder.getRoot() + "/started", "sleep 60");
		final InlineTask task = new InlineTask("test");
		final long[] cancelled = new long[1];
		final Thread user = new Thread(() -> {
			try {
				while (!Files.exists(folder.getRoot().toPath().resolve("started")))
					Thread.sleep(20);
				Thread.sleep(300);
			}
			catch (final InterruptedException e) {
				throw new IllegalStateException(e);
			}
			cancelled[0] = System.nanoTime();
			task.cancel("enough");
		});
		user.start();
		assertThrows(CancellationException.class, () -> RegistrationPipeline.register(BODY, BODY, new ElastixEngine(), OPTIONS
			.withElastix(hanging), task));
		final double seconds = (System.nanoTime() - cancelled[0]) * 1e-9;
		assertTrue("seconds from cancel to the end: " + seconds, seconds < 1);
	}

	private static Set<Path> leftovers() throws IOException {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files.filter(f -> f.getFileName().toString().startsWith(PrivateFolder.prefix(
				"elastix"))).collect(Collectors.toSet());
		}
	}
}
