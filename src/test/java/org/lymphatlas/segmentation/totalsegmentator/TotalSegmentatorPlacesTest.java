package org.lymphatlas.segmentation.totalsegmentator;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TotalSegmentatorPlacesTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private static final Path HOME = Path.of("home");

	private static TotalSegmentatorPlaces places(final Map<String, String> environment, final Optional<String> property) {
		return TotalSegmentatorPlaces.of(environment, property, HOME);
	}

	/** As totalsegmentator.config.get_weights_dir. */
	@Test
	public void weightsAreWhereTotalSegmentatorKeepsThem() {
		assertEquals(HOME.resolve(".totalsegmentator/nnunet/results"), places(Map.of(), Optional.empty()).weights());
		assertEquals(Path.of("t/nnunet/results"), places(Map.of("TOTALSEG_HOME_DIR", "t"), Optional.empty()).weights());
		assertEquals(Path.of("w"), places(Map.of("TOTALSEG_HOME_DIR", "t", "TOTALSEG_WEIGHTS_PATH", "w"), Optional.empty())
			.weights());
	}

	@Test
	public void modelsAreWhereTheUserSays() {
		assertEquals(HOME.resolve(".lymphatlas/models"), places(Map.of(), Optional.empty()).models());
		assertEquals(Path.of("m"), places(Map.of("LYMPHATLAS_MODELS", "m"), Optional.empty()).models());
		assertEquals(Path.of("p"), places(Map.of("LYMPHATLAS_MODELS", "m"), Optional.of("p")).models());
	}

	@Test
	public void dataSetsAreKnownByTheirNumber() {
		assertTrue(TotalSegmentatorPlaces.isDataset("Dataset297_TotalSegmentator_total_3mm_1559subj", 297));
		assertFalse(TotalSegmentatorPlaces.isDataset("Dataset2970_other", 297));
		assertFalse(TotalSegmentatorPlaces.isDataset("Task297_old", 297));
	}

	@Test
	public void whatTheProgramWouldFetchIsTold() throws IOException {
		final TotalSegmentatorPlaces places = new TotalSegmentatorPlaces(HOME, temporary.getRoot().toPath());
		temporary.newFolder("Dataset297_TotalSegmentator_total_3mm_1559subj");
		temporary.newFolder("Dataset293_TotalSegmentator_part3_cardiac_1559subj");
		assertEquals(List.of(), places.missing(Quality.FAST));
		assertEquals(List.of(298), places.missing(Quality.FASTEST));
		assertEquals(List.of(291, 292, 294, 295), places.missing(Quality.NORMAL));
		assertEquals(List.of(297), new TotalSegmentatorPlaces(HOME, HOME).missing(Quality.FAST));
	}
}
