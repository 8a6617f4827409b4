package org.lymphatlas.registration.elastix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
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
import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.registration.Availability;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.RegistrationException;
import org.lymphatlas.registration.RegistrationOptions;
import org.lymphatlas.registration.RegistrationPipeline;
import org.lymphatlas.registration.Stage;
import org.lymphatlas.registration.StageReport;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.registration.SyntheticBody;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.InputException;

public class ElastixEngineTest {

	private static final RegistrationOptions OPTIONS = RegistrationOptions.defaults().withSpacingMm(5);
	/** Patient to body: turned, shifted, scaled. */
	private static final AffineTransform TRUTH = AffineTransform.rigid(new double[] { 0.05, -0.06, 0.14 }, new double[3],
		new double[] { 14, -11, 19 }).compose(new AffineTransform(new double[] { 1.08, 0, 0, 0, 0, 0.94, 0, 0, 0, 0, 1.05,
			0 }));

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private Set<Path> before;

	@Before
	public void lookAtTemporaryFolder() throws IOException {
		before = leftovers();
	}

	@After
	public void nothingIsLeftBehind() throws IOException {
		assertEquals("temporary folders of elastix", before, leftovers());
	}

	/** With the user's own files: the shipped ones, with fewer iterations. */
	@Test
	public void recoversAnAffineAndImprovesOnIt() throws IOException {
		assumeElastix();
		final Path own = folder.newFolder("own").toPath();
		for (final String name : List.of("rigid.txt", "affine.txt", "bspline.txt")) {
			try (InputStream shipped = ElastixEngine.class.getResourceAsStream(name)) {
				final String text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
				Files.writeString(own.resolve(name), text.replaceAll("\\(MaximumNumberOfIterations \\d+\\)",
					"(MaximumNumberOfIterations 60)").replaceAll("\\(NumberOfSpatialSamples \\d+\\)",
						"(NumberOfSpatialSamples 1500)"));
			}
		}
		final Subject patient = SyntheticBody.draw(SyntheticBody.grid(6), (p, q) -> {
			TRUTH.apply(p, q);
			q[0] += 6 * Math.sin(q[2] / 50);
			q[2] += 6 * Math.sin(q[1] / 45);
		});
		final Registration result = RegistrationPipeline.register(patient, SyntheticBody.draw(SyntheticBody.grid(6),
			AffineTransform.identity()), new ElastixEngine(), OPTIONS.withSpacingMm(6).withElastixParameters(own),
			new InlineTask("test"));
		assertEquals("elastix", result.engine());
		final StageReport start = result.stages().get(0), affine = result.stages().get(2), deformable = result.stages().get(
			3);
		assertTrue(start + " then " + affine, affine.kept() && affine.meanDice() > start.meanDice() + 0.05);
		assertTrue(affine + " then " + deformable + result.warnings(), deformable.kept() && deformable.meanDice() > affine
			.meanDice());
		assertEquals("folded %", 0, result.foldedPercent(), 0);
	}

	@Test
	public void cancelKillsTheProgramWithinASecond() {
		assumeElastix();
		final Subject body = SyntheticBody.draw(SyntheticBody.grid(5), AffineTransform.identity());
		final long[] cancelled = new long[1];
		final InlineTask task = new InlineTask("test") {

			@Override
			public void setProgressValue(final long value) {
				super.setProgressValue(value);
				if (value < 20 || cancelled[0] != 0) return;
				cancelled[0] = System.nanoTime();
				cancel("enough");
			}
		};
		assertThrows(CancellationException.class, () -> RegistrationPipeline.register(body, body, new ElastixEngine(),
			OPTIONS, task));
		assertTrue("it was running", cancelled[0] > 0);
		assertTrue("seconds to stop", (System.nanoTime() - cancelled[0]) * 1e-9 < 1);
		assertFalse("an elastix still runs", ProcessHandle.current().descendants().anyMatch(p -> p.isAlive() && p.info()
			.command().orElse("").endsWith("elastix")));
	}

	@Test
	public void whatElastixSaysIsPassedOn() throws IOException {
		assumeElastix();
		final Path own = folder.newFolder("own").toPath();
		for (final String name : List.of("rigid.txt", "affine.txt", "bspline.txt"))
			Files.writeString(own.resolve(name), "(MaximumNumberOfIterations 1)\n(NumberOfResolutions 1)\n" +
				"(Transform \"NoSuchTransform\")\n(IntensityWeight 1)\n(BendingEnergyWeight 1)\n" +
				"(Registration \"MultiMetricMultiResolutionRegistration\")\n(Optimizer \"AdaptiveStochasticGradientDescent\")\n");
		final Subject body = SyntheticBody.draw(SyntheticBody.grid(8), AffineTransform.identity());
		final Registration result = RegistrationPipeline.register(body, body, new ElastixEngine(), OPTIONS.withSpacingMm(8)
			.withElastixParameters(own), new InlineTask("test"));
		assertTrue("warnings: " + result.warnings(), result.warnings().stream().anyMatch(w -> w.contains("rigid") && w
			.contains("NoSuchTransform")));
	}

	@Test
	public void missingAndWrongProgramsAreExplained() throws IOException {
		final Path empty = folder.newFolder("empty").toPath();
		explained(empty, "no elastix program at " + empty);
		explained(program("echo elastix version: 4.9.0"), "4.9.0");
		explained(program("echo hello"), "hello");
		final Subject body = SyntheticBody.draw(SyntheticBody.grid(8), AffineTransform.identity());
		final InputException e = assertThrows(InputException.class, () -> RegistrationPipeline.register(body, body,
			new ElastixEngine(), OPTIONS.withElastix(empty), new InlineTask("test")));
		assertTrue(e.getMessage(), e.getMessage().contains(empty.toString()));
	}

	@Test
	public void aProgramThatDiesIsReportedAndTheStageBeforeIsUsed() throws IOException {
		final Path dying = program("if [ \"$1\" = --version ]; then echo elastix version: 5.1.0; else echo ERROR: out of " +
			"cheese; exit 3; fi");
		final Subject body = SyntheticBody.draw(SyntheticBody.grid(8), AffineTransform.identity());
		final Registration result = RegistrationPipeline.register(body, body, new ElastixEngine(), OPTIONS.withSpacingMm(8)
			.withLast(Stage.AFFINE).withElastix(dying), new InlineTask("test"));
		assertEquals(result.warnings().toString(), 2, result.warnings().stream().filter(w -> w.contains("out of cheese") && w
			.contains("status 3")).count());
	}

	private static void explained(final Path place, final String part) {
		final Availability availability = new ElastixEngine().availability(OPTIONS.withElastix(place));
		assertFalse(availability.usable());
		assertTrue(availability.detail(), availability.detail().contains(part));
	}

	private Path program(final String body) throws IOException {
		Assume.assumeFalse("no shell scripts here", System.getProperty("os.name").startsWith("Windows"));
		final Path file = folder.newFolder().toPath().resolve("elastix");
		Files.writeString(file, "#!/bin/sh\n" + body + "\n");
		assertTrue(file.toFile().setExecutable(true));
		return file;
	}

	private static Set<Path> leftovers() throws IOException {
		try (Stream<Path> files = Files.list(Paths.get(System.getProperty("java.io.tmpdir")))) {
			return files.filter(f -> f.getFileName().toString().startsWith("lymphatlas-elastix-")).collect(Collectors.toSet());
		}
	}

	private static void assumeElastix() {
		final Availability found = new ElastixEngine().availability(OPTIONS);
		Assume.assumeTrue("elastix is not run: " + found.detail(), found.usable());
	}
}
