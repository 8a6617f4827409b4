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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.registration.Availability;
import org.lymphatlas.registration.Channels;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.RegistrationException;
import org.lymphatlas.registration.RegistrationOptions;
import org.lymphatlas.registration.RegistrationPipeline;
import org.lymphatlas.registration.SpatialTransform;
import org.lymphatlas.registration.Stage;
import org.lymphatlas.registration.StageReport;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.registration.SyntheticBody;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.PointMapping;

/** The user's own elastix at work; skipped, saying so, where there is none. */
public class ElastixEngineTest {

	private static final RegistrationOptions OPTIONS = RegistrationOptions.defaults().withSpacingMm(6);
	private static final List<String> FILES = List.of("rigid.txt", "affine.txt", "bspline.txt");
	/** Patient to body: turned, shifted, scaled. */
	private static final AffineTransform TRUTH = AffineTransform.rigid(new double[] { 0.05, -0.06, 0.14 }, new double[3],
		new double[] { 14, -11, 19 }).compose(new AffineTransform(new double[] { 1.08, 0, 0, 0, 0, 0.94, 0, 0, 0, 0, 1.05,
			0 }));
	private static final Subject BODY = SyntheticBody.draw(SyntheticBody.grid(6), AffineTransform.identity());

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Before
	public void assumeElastix() {
		final Availability found = new ElastixEngine().availability(OPTIONS);
		Assume.assumeTrue("elastix is not run: " + found.detail(), found.usable());
	}

	/** The user's own files: the shipped ones, with fewer iterations. */
	private Path quick() throws IOException {
		final Path own = folder.newFolder().toPath();
		for (final String name : FILES)
			try (InputStream shipped = ElastixEngine.class.getResourceAsStream(name)) {
				final String text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
				Files.writeString(own.resolve(name), text.replaceAll("\\(MaximumNumberOfIterations [\\d ]+\\)",
					"(MaximumNumberOfIterations 60)").replaceAll("\\(NumberOfSpatialSamples \\d+\\)",
						"(NumberOfSpatialSamples 1500)"));
			}
		return own;
	}

	@Test
	public void recoversAnAffineAndImprovesOnIt() throws IOException {
		final PointMapping bend = (p, q) -> {
			TRUTH.apply(p, q);
			q[0] += 6 * Math.sin(q[2] / 50);
			q[2] += 6 * Math.sin(q[1] / 45);
		};
		final Registration result = RegistrationPipeline.register(SyntheticBody.draw(SyntheticBody.grid(6), bend), BODY,
			new ElastixEngine(), OPTIONS.withElastixParameters(quick()), new InlineTask("test"));
		assertEquals("elastix", result.engine());
		final StageReport start = result.stages().get(0), affine = result.stages().get(2), deformable = result.stages().get(
			3);
		assertTrue(start + " then " + affine, affine.kept() && affine.meanDice() > start.meanDice() + 0.05);
		assertTrue(affine + " then " + deformable + result.warnings(), deformable.kept() && deformable.meanDice() > affine
			.meanDice());
		assertEquals("folded %", 0, result.foldedPercent(), 0);
	}

	/** The grid's axes are mirrored and oblique; the answer in the world is the same. */
	@Test
	public void mirroredAndObliqueVoxelsWithAnOrganMissing() throws IOException {
		final double c = Math.cos(0.3), s = Math.sin(0.3);
		final Subject patient = SyntheticBody.draw(SyntheticBody.centred(new double[] { 330, 250, 280 }, 6, new double[] {
			-c, s, 0, s, c, 0, 0, 0, 1 }), TRUTH, "heart");
		final Registration result = RegistrationPipeline.register(patient, BODY, new ElastixEngine(), OPTIONS
			.withElastixParameters(quick()).withLast(Stage.AFFINE), new InlineTask("test"));
		assertTrue(result.warnings().toString(), result.warnings().stream().anyMatch(w -> w.contains("heart in the atlas")));
		assertFalse(result.diceAfter().toString(), result.diceAfter().containsKey("heart"));
		double worst = 0;
		for (final double[] point : new double[][] { { 60, 0, 40 }, { -60, 20, -40 }, { 0, -30, 0 }, { 0, 30, 60 } }) {
			final double[] found = new double[3], truth = new double[3];
			result.transform().apply(point, found);
			TRUTH.apply(point, truth);
			for (int a = 0; a < 3; a++)
				worst = Math.max(worst, Math.abs(found[a] - truth[a]));
		}
		assertEquals("largest error in mm of the affine" + result.stages(), 0, worst, 4);
	}

	@Test
	public void progressAndCancelWithinASecond() {
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
		assertThrows(CancellationException.class, () -> RegistrationPipeline.register(BODY, BODY, new ElastixEngine(),
			OPTIONS, task));
		assertTrue("it was running", cancelled[0] > 0);
		final double seconds = (System.nanoTime() - cancelled[0]) * 1e-9;
		assertTrue("seconds to stop: " + seconds, seconds < 1);
		assertFalse("an elastix still runs", ProcessHandle.current().descendants().anyMatch(p -> p.isAlive() && p.info()
			.command().orElse("").endsWith("elastix")));
	}

	@Test
	public void whatElastixSaysIsPassedOn() throws IOException {
		final Path own = quick();
		final Path rigid = own.resolve("rigid.txt");
		Files.writeString(rigid, Files.readString(rigid).replace("EulerTransform", "NoSuchTransform"));
		final Registration result = RegistrationPipeline.register(BODY, BODY, new ElastixEngine(), OPTIONS
			.withElastixParameters(own).withLast(Stage.RIGID), new InlineTask("test"));
		assertTrue("warnings: " + result.warnings(), result.warnings().stream().anyMatch(w -> w.contains("rigid") && w
			.contains("NoSuchTransform")));
	}

	@Test
	public void imagesThatDoNotOverlap() throws IOException {
		final Set<OrganGroup> groups = EnumSet.of(OrganGroup.LUNG_LEFT, OrganGroup.BONES);
		final Channels channels = Channels.of(BODY, groups, false, 6);
		final RegistrationOptions options = OPTIONS.withElastixParameters(quick());
		for (final Stage stage : Stage.values()) {
			final String message = assertThrows(RegistrationException.class, () -> new ElastixEngine().align(stage, channels,
				channels, AffineTransform.translation(3000, 0, 0), options, new InlineTask("test"))).getMessage();
			assertTrue(stage + ": " + message, message.contains("map outside moving image buffer"));
		}
	}

	/** The carina of the one lies elsewhere in the other: a strong point metric brings it along. */
	@Test
	public void aCorrespondingPointPulls() throws IOException {
		final Path own = quick();
		final Path rigid = own.resolve("rigid.txt");
		Files.writeString(rigid, Files.readString(rigid).replaceAll("\\(Metric .*\\)",
			"(Metric \"AdvancedMeanSquares\" \"CorrespondingPointsEuclideanDistanceMetric\")").replaceAll("\\(MetricImages .*\\)",
				"(MetricImages \"bones\" \"carina\")").replaceAll("\\(Metric1Weight .*\\)", "(Metric1Weight 100)"));
		final Channels fixed = Channels.of(BODY, EnumSet.of(OrganGroup.BONES), true, 6);
		final AffineTransform away = AffineTransform.translation(0, 0, 25);
		final SpatialTransform found = new ElastixEngine().align(Stage.RIGID, fixed, fixed, away, OPTIONS
			.withElastixParameters(own), new InlineTask("test"));
		final double[] carina = SyntheticBody.CARINA.clone();
		found.apply(carina, carina);
		assertEquals("carina, z in mm", SyntheticBody.CARINA[2], carina[2], 3);
	}
}
