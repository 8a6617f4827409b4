package org.lymphatlas.registration.elastix;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.registration.RegistrationException;
import org.lymphatlas.registration.Stage;

public class ElastixParametersTest {

	private static final String THREE = "(Metric \"A\" \"B\" \"C\")\n(MetricImages \"heart\" \"organs\" \"intensity\")\n" +
		"(Metric0Weight 5)\n(Metric1Weight 3 2)\n(FixedImagePyramid \"x\" \"y\" \"z\")\n(MovingImagePyramid \"m\")\n" +
		"(ImageSampler \"s\")\n(Interpolator \"i\")\n";

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private ElastixParameters of(final String text, final String... available) throws IOException {
		return ElastixParameters.of(Stage.RIGID, file(text), Set.of(available), false);
	}

	private void refused(final String text, final String words) {
		final String message = assertThrows(RegistrationException.class, () -> of(text, "organs", "intensity")).getMessage();
		assertTrue(message, message.contains(words) && message.contains("rigid.txt"));
	}

	@Test
	public void aMetricWithoutItsImageIsLeftOut() throws IOException {
		final ElastixParameters left = of(THREE, "organs", "intensity");
		assertEquals(List.of("organs", "intensity"), left.images());
		assertEquals(List.of("B", "C"), left.file().strings("Metric"));
		assertEquals(List.of("3", "2"), left.file().strings("Metric0Weight"));
		assertEquals("a weight that is not given is 1", List.of("1"), left.file().strings("Metric1Weight"));
		assertFalse(left.file().has("Metric2Weight"));
		assertFalse("elastix does not know it", left.file().has("MetricImages"));
		assertEquals(List.of("y", "z"), left.file().strings("FixedImagePyramid"));
		assertEquals(List.of("m", "m"), left.file().strings("MovingImagePyramid"));
		assertEquals(List.of("A", "B", "C"), of(THREE, "organs", "intensity", "heart").file().strings("Metric"));
	}

	@Test
	public void metricsThatLookAtNoImageGetOne() throws IOException {
		final String text = THREE.replace("\"B\" \"C\"", "\"P\" \"CorrespondingPointsEuclideanDistanceMetric\"").replace(
			"\"organs\" \"intensity\"", "\"any\" \"carina\"");
		assertEquals(List.of("heart", "heart", "heart"), ElastixParameters.of(Stage.RIGID, file(text), Set.of("heart"), true)
			.images());
		final ElastixParameters without = ElastixParameters.of(Stage.RIGID, file(text), Set.of("heart"), false);
		assertEquals(List.of("A", "P"), without.file().strings("Metric"));
		assertFalse(without.needsPoints());
	}

	private Optional<Path> file(final String text) throws IOException {
		Files.writeString(folder.getRoot().toPath().resolve("rigid.txt"), text);
		return Optional.of(folder.getRoot().toPath());
	}

	@Test
	public void whatDoesNotFitIsRefused() throws IOException {
		refused("(Metric \"A\" \"B\")\n(MetricImages \"organs\")\n", "Metric names 2 metrics, MetricImages 1");
		refused("(Metric \"A\")\n(MetricImages \"carina\")\n", "none of its images [carina]");
		refused(THREE.replace("\"x\" \"y\" \"z\"", "\"x\" \"y\""), "FixedImagePyramid has 2 entries");
		refused("(Metric \"A\"\n", "line 1");
		final String message = assertThrows(RegistrationException.class, () -> ElastixParameters.of(Stage.AFFINE, Optional
			.of(folder.getRoot().toPath()), Set.of("organs"), false)).getMessage();
		assertTrue(message, message.contains("needs rigid.txt, affine.txt and bspline.txt"));
	}

	@Test
	public void theShippedFilesWorkWithAnyImages() {
		for (final Stage stage : Stage.values())
			for (final boolean carina : new boolean[] { false, true }) {
				final Set<String> available = Set.of("intensity", "organs");
				final ElastixParameters shipped = ElastixParameters.of(stage, Optional.empty(), available, carina);
				assertTrue(stage + " " + shipped.images(), available.containsAll(shipped.images()));
				assertEquals(carina, shipped.needsPoints());
				assertEquals(shipped.images().size(), shipped.file().strings("Interpolator").size());
				assertEquals("Compose", shipped.file().string("HowToCombineTransforms", ""));
				assertTrue(shipped.iterations() > 0 && shipped.resolutions() > 0);
			}
	}
}
