package org.lymphatlas.pipeline;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.correction.GrowFromProbability;
import org.lymphatlas.correction.GrowthLimits;
import org.lymphatlas.training.Annotation;
import org.lymphatlas.viewer.review.RejectReason;
import org.lymphatlas.viewer.review.ReviewItem;
import org.lymphatlas.viewer.review.ReviewState;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.VolumeFiles;

public class ReviewCasesTest {

	private static final Clock NOON = Clock.fixed(Instant.parse("2026-05-04T12:00:00Z"), ZoneOffset.UTC);

	@Rule
	public TemporaryFolder temporary = new TemporaryFolder();

	private ReviewCases.Options options;
	private Path results;

	@Before
	public void writeBatch() throws IOException {
		final Path root = temporary.getRoot().toPath();
		results = root.resolve("results");
		final StringBuilder manifest = new StringBuilder("case,ct,nodes,annotation,organs,stations\n");
		final List<String> verdicts = Arrays.asList("good", "check", null, "failed", "good");
		for (int k = 0; k < verdicts.size(); k++) {
			final String name = "c" + (k + 1);
			final Path ct = CorrectableCase.write(root.resolve("images").resolve(name), null);
			if (verdicts.get(k) != null) CorrectableCase.write(results.resolve(name), verdicts.get(k));
			manifest.append(name).append(",images/").append(name).append("/ct.nii.gz,,,,\n");
			assertTrue(Files.exists(ct.resolve("ct.nii.gz")));
		}
		Files.writeString(root.resolve("manifest.csv"), manifest);
		options = new ReviewCases.Options(root.resolve("manifest.csv"), results, root.resolve("review"), "R2");
	}

	private static List<String> names(final ReviewCases review) {
		return review.items().stream().map(ReviewItem::name).toList();
	}

	private static String current(final ReviewCases review) {
		return review.current().isEmpty() ? "none" : review.items().get(review.current().getAsInt()).name();
	}

	@Test
	public void worstVerdictsComeFirstAndLaterOnesLast() {
		try (ReviewCases review = ReviewCases.begin(options, NOON)) {
			assertEquals(List.of("c4", "c3", "c2", "c1", "c5"), names(review));
			assertEquals("a warning of failed", review.items().get(0).note());
			assertEquals("no result", review.items().get(1).verdict());
			assertEquals("c4", current(review));
			review.later("ask");
			assertEquals("c3", current(review));
			review.skip("");
			review.reject(RejectReason.MOTION, "");
			assertEquals("c1", current(review));
			assertThrows("a reason must be given", InputException.class, () -> review.reject(RejectReason.OTHER, " "));
			assertEquals("c1", current(review));
			review.later("");
			review.reject(RejectReason.OTHER, "not a chest");
			assertEquals("the first that was put off", "c4", current(review));
			review.later("still");
			assertEquals("c1", current(review));
			review.skip("");
			assertEquals("c4", current(review));
			review.skip("");
			assertEquals(OptionalInt.empty(), review.current());
			assertEquals("Of 5 cases: 3 skipped, 2 rejected", review.inWords());
			assertEquals("other: not a chest", review.items().get(4).note());
			assertThrows(InputException.class, review::open);
			review.goTo(3);
			assertEquals("c1", current(review));
		}
	}

	@Test
	public void aReviewGoesOnWhereItWasLeft() throws IOException {
		try (ReviewCases review = ReviewCases.begin(options, NOON)) {
			review.skip("first");
			review.later("second");
		}
		try (ReviewCases review = ReviewCases.begin(options, NOON)) {
			assertEquals("c2", current(review));
			assertEquals(ReviewState.LATER, review.items().get(1).state());
			assertEquals("second", review.items().get(1).note());
			review.skip("");
		}
		final String before = Files.readString(options.output().resolve("review.csv"));
		assertTrue(ReviewCases.summary(options), ReviewCases.summary(options).startsWith(
			"Of 5 cases: 2 to do, 1 later, 2 skipped"));
		assertEquals(before, Files.readString(options.output().resolve("review.csv")));
		Files.writeString(results.resolve("c4/review.json"), "{\"state\":\"DONE\"}");
		final InputException e = assertThrows(InputException.class, () -> ReviewCases.begin(options, NOON));
		assertTrue(e.getMessage(), e.getMessage().contains("review.json: is no record of a review"));
	}

	@Test
	public void whatIsAcceptedIsATrainingManifestWithItsOrigin() throws IOException {
		try (ReviewCases review = ReviewCases.begin(options, NOON)) {
			review.goTo(names(review).indexOf("c2"));
			review.open().correction().session().apply(new GrowFromProbability(2, CorrectableCase.MISSED, 0.001,
				GrowthLimits.FROM_PROBABILITY));
			review.accept(Annotation.FULL, "one added");
			assertEquals(2, review.items().get(names(review).indexOf("c2")).nodes());
			review.goTo(names(review).indexOf("c5"));
			review.accept(Annotation.PARTIAL, "");
			assertThrows(InputException.class, () -> review.accept(Annotation.NONE, ""));
			review.goTo(names(review).indexOf("c4"));
			review.open().correction().session().apply(new GrowFromProbability(2, CorrectableCase.MISSED, 0.001,
				GrowthLimits.FROM_PROBABILITY));
			review.reject(RejectReason.CONTRAST, "");
		}
		final Path table = options.output().resolve("corrected.csv");
		final Manifest manifest = Manifest.read(table);
		manifest.checkAnnotated();
		assertEquals(List.of("c2", "c5"), manifest.rows().stream().map(Manifest.Row::name).toList());
		assertEquals(Annotation.FULL, manifest.rows().get(0).annotation());
		assertEquals(Annotation.PARTIAL, manifest.rows().get(1).annotation());
		assertEquals(results.resolve("c2/nodes-corrected.nii.gz").toRealPath(), manifest.rows().get(0).requireNodes()
			.toRealPath());
		assertEquals("as segmented", results.resolve("c5/nodes.nii.gz").toRealPath(), manifest.rows().get(1).requireNodes()
			.toRealPath());
		assertEquals(2, Arrays.stream(toInts(VolumeFiles.readLabels(manifest.rows().get(0).requireNodes()).labels())).max()
			.getAsInt());
		assertFalse(Files.exists(results.resolve("c5/edits.json")));
		assertTrue("corrections of a rejected case are kept", Files.exists(results.resolve("c4/edits.json")));
		assertEquals("case,ct,nodes,annotation,organs,stations,source,verdict,edits,reader,time", Files.readAllLines(table)
			.get(0));
		assertTrue(Files.readAllLines(table).get(1), Files.readAllLines(table).get(1).endsWith(
			",\"segmented, corrected by a reader\",check,grow-probability 1,R2,2026-05-04T12:00:00Z"));
	}

	private static int[] toInts(final short[] labels) {
		final int[] ints = new int[labels.length];
		for (int i = 0; i < ints.length; i++)
			ints[i] = labels[i] & 0xffff;
		return ints;
	}

	@Test
	public void theNextCaseIsReadAheadAndTheSameAsReadNow() {
		try (ReviewCases review = ReviewCases.begin(options, NOON)) {
			review.open();
			review.skip("");
			assertEquals("c3", current(review));
			final short[] hu = review.open().view().ct().hu();
			assertArrayEquals(VolumeFiles.readCt(results.resolve("c2/ct.nii.gz")).hu(), hu);
			assertEquals("the case is held while it is looked at", review.open(), review.open());
			assertTrue(review.open().correction().measures().isEmpty());
		}
	}

	@Test
	public void wrongPlacesAreToldBeforeAnythingIsDone() {
		final Path root = temporary.getRoot().toPath();
		assertThrows(InputException.class, () -> ReviewCases.begin(new ReviewCases.Options(options.manifest(), root.resolve(
			"nowhere"), options.output(), ""), NOON));
		assertThrows(InputException.class, () -> ReviewCases.begin(new ReviewCases.Options(root.resolve("none.csv"), results,
			options.output(), ""), NOON));
		assertThrows(InputException.class, () -> ReviewCases.begin(new ReviewCases.Options(options.manifest(), results, root
			.resolve("manifest.csv"), ""), NOON));
	}
}
