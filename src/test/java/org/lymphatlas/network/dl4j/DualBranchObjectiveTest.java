package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.Test;
import org.lymphatlas.network.Batch;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.DualBranchObjective;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Objective;
import org.lymphatlas.network.OptimizerSpec;
import org.lymphatlas.network.PartialLossSpec;
import org.lymphatlas.network.PriorBelief;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.Trainer;
import org.lymphatlas.network.TrainerState;
import org.lymphatlas.network.VNetDropout;
import org.lymphatlas.network.Weights;

/** Which parts of paper B's step a belief reaches. */
public class DualBranchObjectiveTest {

	private static final NetworkSpec NETWORK = NetworkSpec.vnet(NetworkSpec.DUAL_BRANCH_VNET, 1, List.of(4, 6), List.of(
		new int[] { 3, 3, 3 }, new int[] { 3, 3, 3 }), List.of(new int[] { 1, 1, 1 }, new int[] { 2, 2, 2 }));
	private static final int[] SIZE = { 2, 6, 10 };
	private static final PartialLossSpec PAPER = PartialLossSpec.paperB();
	private static final PriorBelief IN_ANNOTATION = new PriorBelief(true, false, 1);
	private static final PriorBelief IN_PSEUDO_LABEL = new PriorBelief(false, true, 1);

	@Test
	public void batchesBringTrustOnlyWhereItIsUsed() {
		assertFalse(objective(PAPER).inputs().containsKey(Batch.LOSS_WEIGHT));
		assertFalse(objective(PAPER.withBelief(new PriorBelief(false, false, 0.2))).inputs().containsKey(Batch.LOSS_WEIGHT));
		assertArrayEquals(new int[] { 2, 1, 2, 6, 10 }, objective(PAPER.withBelief(IN_ANNOTATION)).inputs().get(
			Batch.LOSS_WEIGHT));
		assertTrue(objective(PAPER.withBelief(IN_PSEUDO_LABEL)).inputs().containsKey(Batch.LOSS_WEIGHT));
	}

	@Test
	public void allIsPaperBWhereTheAnnotationIsTrustedAndTheRestLeftOpen() {
		final Weights paper = step(PAPER, 1, 2);
		assertSame(paper, step(PAPER.withBelief(IN_ANNOTATION), 1, 2));
		assertSame(paper, step(PAPER.withBelief(IN_PSEUDO_LABEL), 0, 2));
	}

	@Test
	public void eachTrustReachesItsPartAlone() {
		final Weights supervisedAlone = step(PAPER, 1, 0);
		assertSame(supervisedAlone, step(PAPER.withBelief(IN_PSEUDO_LABEL), 1, 0));
		assertDiffers(supervisedAlone, step(PAPER.withBelief(IN_ANNOTATION), 0, 0));
		assertDiffers(step(PAPER, 1, 2), step(PAPER.withBelief(IN_PSEUDO_LABEL), 1, 2));
	}

	@Test
	public void completenessReachesTheAnnotationAlone() {
		final PartialLossSpec pseudoAlone = new PartialLossSpec(0, 0, 0, 1, 0, 0.4, PartialLossSpec.PseudoLoss.CONSENSUS, 0.3,
			2);
		final PriorBelief fifth = new PriorBelief(false, false, 0.2);
		assertSame(step(pseudoAlone, 1, 2), step(pseudoAlone.withBelief(fifth), 1, 2));
		assertDiffers(step(PAPER, 1, 0), step(PAPER.withBelief(fifth), 1, 0));
	}

	/** The union of pseudo label and annotation, cut to an integer, is the annotation. */
	@Test
	public void aTruncatedPseudoLabelIsTheAnnotation() {
		final PartialLossSpec truncated = new PartialLossSpec(0, 1, 0.8, 1, 1, 0.4, PartialLossSpec.PseudoLoss.TRUNCATED, 0.3,
			2);
		assertDiffers(step(PAPER, 1, 2), step(truncated, 1, 2));
		assertSame("what is not annotated is background in the label, too, if all of it is trusted", step(truncated, 1, 2),
			step(PAPER.withBelief(IN_PSEUDO_LABEL), 1, 2), 2e-4);
		assertSame(step(truncated, 1, 2), step(new PartialLossSpec(0, 1, 0.8, 1, 1, 0.4,
			PartialLossSpec.PseudoLoss.TRUNCATED, 0.1, 2), 1, 2));
	}

	/** The second of two samples is annotated in full: what is left of the first's loss must be of the first alone. */
	@Test
	public void completenessCountsInPartialAnnotationsAlone() {
		final PartialLossSpec fifth = PAPER.withBelief(new PriorBelief(false, false, 0.2));
		assertFalse("batches bring it only where it counts", objective(PAPER).inputs().containsKey(DualBranchObjective.PARTIAL));
		assertArrayEquals(new int[] { 2, 1 }, objective(fifth).inputs().get(DualBranchObjective.PARTIAL));
		assertSame("both annotated in full", step(PAPER, 1, 0), step(fifth, 1, 0, 0, 0), 2e-5);
		final Weights both = step(fifth, 1, 0, 1, 1), first = step(fifth, 1, 0, 1, 0);
		assertDiffers(both, first);
		assertDiffers(step(PAPER, 1, 0), first);
	}

	private static DualBranchObjective objective(final PartialLossSpec loss) {
		return new DualBranchObjective(loss, new VNetDropout(NETWORK, false, 2, SIZE));
	}

	/** The weights after a step on patches of which every seventh voxel is annotated, with the same trust in all others. */
	private static Weights step(final PartialLossSpec loss, final float trust, final float pseudoWeight,
		final float... partial)
	{
		final Objective objective = objective(loss);
		final Tensor annotation = Tensor.zeros(2, 1, 2, 6, 10), trusted = filled(trust, 2, 1, 2, 6, 10);
		for (int i = 0; i < 240; i += 7) {
			annotation.values()[i] = 1;
			trusted.values()[i] = 1;
		}
		final Batch batch = new Batch(Map.of(Batch.INPUT, Running.random(3, 2, 1, 2, 6, 10), Batch.TARGET, annotation,
			Batch.LOSS_WEIGHT, trusted, DualBranchObjective.MAIN_SHARE, filled(0.25f, 2, 1), DualBranchObjective.AUXILIARY_SHARE,
			filled(0.75f, 2, 1), DualBranchObjective.PSEUDO_WEIGHT, filled(pseudoWeight, 1), DualBranchObjective.PARTIAL,
			partial.length == 0 ? filled(1, 2, 1) : new Tensor(new int[] { 2, 1 }, partial), VNetDropout.auxiliary(0), filled(1,
				2, 4), VNetDropout.auxiliary(1), filled(1, 2, 6)));
		final Weights weights = NetworkValuesTest.weights(NETWORK, Math::sin);
		try (Trainer trainer = new Dl4jEngine().trainer(objective, OptimizerSpec.nnunet(), new TrainerState(weights, weights
			.zerosLike()), Device.CPU)) {
			trainer.step(batch, 1);
			return trainer.weights();
		}
	}

	private static Tensor filled(final float value, final int... shape) {
		final Tensor tensor = Tensor.zeros(shape);
		Arrays.fill(tensor.values(), value);
		return tensor;
	}

	private static void assertSame(final Weights expected, final Weights actual) {
		assertSame("", expected, actual, 0);
	}

	private static void assertSame(final String why, final Weights expected, final Weights actual, final double tolerance) {
		for (final String name : expected.names())
			assertArrayEquals(why + ", " + name, expected.get(name).values(), actual.get(name).values(), (float) tolerance);
	}

	private static void assertDiffers(final Weights one, final Weights other) {
		for (final String name : List.of("main.head.weight", "auxiliary.head.weight"))
			assertFalse(name, Arrays.equals(one.get(name).values(), other.get(name).values()));
	}
}
