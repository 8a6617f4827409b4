package org.lymphatlas.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.lymphatlas.training.Annotation;
import org.lymphatlas.volume.InputException;

/** The networks of an ensemble: what each is trained on. */
final class Members {

	private Members() {}

	/**
	 * One network to be trained.
	 *
	 * @param number from 1
	 * @param seed of its weights, patches and augmentation
	 */
	record Member(int number, long seed, List<Manifest.Row> training, List<Manifest.Row> validation) {}

	/** So many networks on the same cases, from seeds that follow each other. */
	static List<Member> ofSeeds(final int models, final long seed, final List<Manifest.Row> training,
		final List<Manifest.Row> validation)
	{
		return IntStream.range(0, models).mapToObj(m -> new Member(m + 1, seed + m, training, validation)).toList();
	}

	/**
	 * As many networks as folds, each validated on the fold that it is not trained on. Cases are shuffled by the seed
	 * whatever their order, and dealt out kind by kind, so that each fold has its share of the fully annotated ones; cases
	 * without annotation are in all trainings.
	 *
	 * @throws InputException if there are fewer annotated cases than folds
	 */
	static List<Member> ofFolds(final int folds, final long seed, final List<Manifest.Row> rows) {
		final List<List<Manifest.Row>> dealt = new ArrayList<>();
		for (int f = 0; f < folds; f++)
			dealt.add(new ArrayList<>());
		int next = 0;
		for (final Annotation kind : List.of(Annotation.FULL, Annotation.PARTIAL)) {
			final List<Manifest.Row> ofKind = new ArrayList<>(rows.stream().filter(row -> row.annotation() == kind).sorted(
				Comparator.comparing(Manifest.Row::name)).toList());
			Collections.shuffle(ofKind, new Random(seed));
			for (final Manifest.Row row : ofKind)
				dealt.get(next++ % folds).add(row);
		}
		if (next < folds) throw new InputException("folds=" + folds + ", but the manifest has " + next +
			" annotated cases: choose fewer folds");
		return IntStream.range(0, folds).mapToObj(f -> new Member(f + 1, seed + f, rows.stream().filter(row -> !dealt.get(f)
			.contains(row)).toList(), rows.stream().filter(dealt.get(f)::contains).toList())).toList();
	}
}
