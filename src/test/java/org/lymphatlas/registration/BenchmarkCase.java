package org.lymphatlas.registration;

import java.util.Optional;
import java.util.function.Supplier;

import org.lymphatlas.phantom.Phantom;

/**
 * Two subjects to register, made when asked for.
 *
 * @param name as the tables show it
 * @param kind of the case, over which medians are taken: {@code phantom}, {@code real} or {@code large}
 * @param drive what the deformable stage compares
 * @param pair makes the subjects
 */
record BenchmarkCase(String name, String kind, Drive drive, Supplier<Pair> pair) {

	/** The subjects and, of phantoms, the truth. */
	record Pair(Subject fixed, Subject moving, Optional<Phantom> fixedTruth, Optional<Phantom> movingTruth) {}
}
