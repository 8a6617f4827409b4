package org.lymphatlas.pipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.Test;
import org.lymphatlas.training.Annotation;
import org.lymphatlas.volume.InputException;

public class MembersTest {

	private final List<Manifest.Row> rows = new ArrayList<>();

	public MembersTest() {
		add(Annotation.FULL, 5);
		add(Annotation.PARTIAL, 11);
		add(Annotation.NONE, 3);
	}

	private void add(final Annotation annotation, final int n) {
		for (int i = 0; i < n; i++)
			rows.add(new Manifest.Row(annotation + "-" + i, Path.of("ct"), Optional.empty(), annotation, Optional.empty(),
				Optional.empty()));
	}

	@Test
	public void seedsFollowEachOther() {
		final List<Members.Member> members = Members.ofSeeds(3, 40, rows, rows.subList(0, 2));
		assertEquals(List.of(40L, 41L, 42L), members.stream().map(Members.Member::seed).toList());
		assertEquals(List.of(1, 2, 3), members.stream().map(Members.Member::number).toList());
		members.forEach(m -> assertEquals(rows, m.training()));
		members.forEach(m -> assertEquals(rows.subList(0, 2), m.validation()));
	}

	@Test
	public void eachAnnotatedCaseIsValidatedOnOnceAndNeverWhereItIsTrainedOn() {
		final Set<Manifest.Row> validated = new HashSet<>();
		for (final Members.Member m : Members.ofFolds(5, 1, rows)) {
			assertTrue(m + " shares a case", Collections.disjoint(m.training(), m.validation()));
			assertEquals(rows.size(), m.training().size() + m.validation().size());
			assertEquals("fully annotated cases of fold " + m.number(), 1, m.validation().stream().filter(r -> r
				.annotation() == Annotation.FULL).count());
			assertFalse(m.validation().stream().anyMatch(r -> r.annotation() == Annotation.NONE));
			assertTrue("sizes differ by one at most", m.validation().size() == 3 || m.validation().size() == 4);
			m.validation().forEach(r -> assertTrue(r + " twice", validated.add(r)));
		}
		assertEquals(16, validated.size());
	}

	@Test
	public void foldsFollowFromTheSeedAndNotFromTheManifestsOrder() {
		final List<Manifest.Row> turned = new ArrayList<>(rows);
		Collections.reverse(turned);
		for (int f = 0; f < 4; f++)
			assertEquals(new HashSet<>(Members.ofFolds(4, 7, rows).get(f).validation()), new HashSet<>(Members.ofFolds(4, 7,
				turned).get(f).validation()));
		assertFalse(Members.ofFolds(4, 7, rows).get(0).validation().equals(Members.ofFolds(4, 8, rows).get(0).validation()));
	}

	@Test
	public void moreFoldsThanAnnotatedCasesAreRefused() {
		final InputException e = assertThrows(InputException.class, () -> Members.ofFolds(17, 1, rows));
		assertTrue(e.getMessage(), e.getMessage().contains("folds=17") && e.getMessage().contains("16 annotated"));
	}
}
