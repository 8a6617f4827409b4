package org.lymphatlas.training;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;

import org.junit.Test;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.dl4j.Dl4jEngine;
import org.lymphatlas.volume.InputException;

public class TrainingPlannerTest {

	/** As if each voxel of a patch took 3,000 bytes. */
	private static final ToLongFunction<TrainingPlan> BYTES = plan -> 3000L * plan.batch() * plan.patchZyx()[0] * plan
		.patchZyx()[1] * plan.patchZyx()[2];
	private static final TrainingPreset PRESET = TrainingPreset.atlasPriors();
	private static final double[] BOX = { 275, 200, 285 };

	private static DataFingerprint data(final int cases, final double[] spacing, final double[] box) {
		return new DataFingerprint(Collections.nCopies(cases, spacing), List.of(box), cases);
	}

	private static TrainingPlan plan(final double gb, final DataFingerprint data) {
		return new TrainingPlanner(NetworkSpec.RESIDUAL_ENCODER_UNET, 3, (long) (gb * 1e9), BYTES).plan(data);
	}

	private static double shareOfBox(final TrainingPlan plan, final double[] boxMm) {
		double share = 1;
		for (int a = 0; a < 3; a++)
			share *= plan.patchZyx()[2 - a] * plan.spacingMm()[a] / boxMm[a];
		return share;
	}

	@Test
	public void everyPlanFitsTheBudgetAndTheNetwork() {
		final double[][] spacings = { { 0.7, 0.7, 0.7 }, { 0.8, 0.8, 2.5 }, { 0.7, 0.7, 5 }, { 2, 2, 2 }, { 4, 4, 4 } };
		final double[][] boxes = { BOX, { 90, 150, 60 }, { 300, 220, 330 } };
		for (final double[] spacing : spacings)
			for (final double[] box : boxes)
				for (final double gb : new double[] { 0.2, 1.3, 12 }) {
					final TrainingPlan plan = plan(gb, data(30, spacing, box));
					final String what = plan + " for " + Arrays.toString(spacing) + ", " + gb + " GB";
					assertTrue(what, BYTES.applyAsLong(plan) <= gb * 1e9);
					plan.network().requirePatch(plan.patchZyx());
					assertTrue(what, plan.batch() >= 2);
					for (int a = 0; a < 3; a++)
						assertTrue(what, plan.spacingMm()[a] >= spacing[a] && (plan.spacingMm()[a] <= 2.5 || plan.spacingMm()[a] == spacing[a]));
				}
	}

	/** Coarser only as far as a quarter of the box needs: 3 % finer shows less. */
	@Test
	public void spacingGrowsUntilAQuarterOfTheBoxIsSeen() {
		final TrainingPlan fine = plan(80, data(50, new double[] { 1, 1, 1 }, BOX));
		assertArrayEquals("with memory enough the data's own", new double[] { 1, 1, 1 }, fine.spacingMm(), 0);
		final TrainingPlan coarse = plan(2, data(50, new double[] { 1, 1, 1 }, BOX));
		final double s = coarse.spacingMm()[0];
		assertTrue("" + coarse, s > 1.05 && s <= 2.5);
		assertEquals(Math.log(s) / Math.log(1.03), Math.rint(Math.log(s) / Math.log(1.03)), 1e-9);
		assertTrue("" + coarse, shareOfBox(coarse, BOX) >= 0.249 && shareOfBox(coarse, BOX) < 0.4);
	}

	@Test
	public void moreMemoryNeverShowsLess() {
		double last = 0;
		for (double gb = 0.3; gb < 40; gb *= 1.5) {
			final TrainingPlan plan = plan(gb, data(40, new double[] { 0.8, 0.8, 1 }, BOX));
			final double mm3 = shareOfBox(plan, BOX) * plan.batch() / plan.spacingMm()[0];
			assertTrue(plan + " with " + gb + " GB", mm3 >= 0.9 * last);
			last = mm3;
		}
	}

	@Test
	public void smallDataSeesMorePatchesAStepButNotMoreThanATwentieth() {
		final double[] box = { 80, 80, 80 };
		final TrainingPlan plan = plan(100, data(100, new double[] { 2, 2, 2 }, box));
		assertEquals("a twentieth of 100 cases", 5, plan.batch());
		assertEquals("two at least", 2, plan(100, data(3, new double[] { 2, 2, 2 }, box)).batch());
	}

	@Test
	public void distantSlicesAreTakenFiner() {
		final List<double[]> spacings = new ArrayList<>();
		for (int i = 0; i < 11; i++)
			spacings.add(new double[] { 0.7, 0.7, 3 + i });
		assertArrayEquals("few slices: the 10th percentile", new double[] { 0.7, 0.7, 4 }, new DataFingerprint(spacings, List
			.of(new double[] { 280, 280, 160 }), 11).targetSpacingMm(), 1e-12);
		assertArrayEquals("many slices: the median", new double[] { 0.7, 0.7, 8 }, new DataFingerprint(spacings, List.of(
			new double[] { 90, 90, 1600 }), 11).targetSpacingMm(), 1e-12);
	}

	@Test
	public void whatCannotFitIsRefusedWithTheNumbers() {
		final InputException e = assertThrows(InputException.class, () -> plan(0.001, data(9, new double[] { 1, 1, 1 },
			BOX)));
		assertTrue(e.getMessage(), e.getMessage().contains("0.0 GB") && e.getMessage().contains("plan=small"));
		assertThrows(InputException.class, () -> new DataFingerprint(List.of(), List.of(), 0));
	}

	@Test
	public void tooLargeAPlanIsReducedToOneThatFits() {
		final TrainingPlan paper = TrainingPlan.paperA(3, new double[] { 1, 1, 1 });
		final TrainingPlanner planner = new TrainingPlanner(NetworkSpec.RESIDUAL_ENCODER_UNET, 3, 5_000_000_000L, BYTES);
		final TrainingPlan reduced = planner.reduced(paper).orElseThrow();
		assertTrue("" + reduced, planner.fits(reduced) && !planner.fits(paper));
		assertEquals(paper.network().features(), reduced.network().features());
		assertTrue(new TrainingPlanner(NetworkSpec.RESIDUAL_ENCODER_UNET, 3, 1_000, BYTES).reduced(paper).isEmpty());
	}

	/** With the real engine's memory; paper A's plan is one for a GPU of 24 GB. */
	@Test
	public void planOfTheRealEngine() {
		final Dl4jEngine engine = new Dl4jEngine();
		final TrainingPlan plan = new TrainingPlanner(NetworkSpec.RESIDUAL_ENCODER_UNET, 3, 8_000_000_000L, p -> TrainingCost.of(p, PRESET, engine, 50)
			.networkBytes())
			.plan(data(60, new double[] { 0.8, 0.8, 1 }, BOX));
		final TrainingCost cost = TrainingCost.of(plan, PRESET, engine, 50);
		assertTrue(plan + ", " + cost, cost.networkBytes() <= 8_000_000_000L && cost.networkBytes() > 5_000_000_000L);
		final TrainingCost paper = TrainingCost.of(TrainingPlan.paperA(3, new double[] { 1, 1, 1 }), PRESET, engine,
			50);
		assertTrue("" + paper, paper.networkBytes() > 12e9 && paper.networkBytes() < 30e9);
		final TrainingCost semi = TrainingCost.of(TrainingPlan.small(3), PRESET.with(
			p -> p.annotated(a -> a.withSemiSupervision(SemiSupervision.ENTROPY))), engine, 50), alone = TrainingCost.of(TrainingPlan.small(3), PRESET,
				engine, 50);
		assertTrue(semi + " takes more than " + alone, semi.networkBytes() > 1.3 * alone.networkBytes());
		final TrainingCost twice = TrainingCost.of(TrainingPlan.paperA(3, new double[] { 1, 1, 1 }).withBatch(4), PRESET, engine, 50);
		assertEquals(2, twice.secondsPerStep() / paper.secondsPerStep(), 1e-9);
		assertEquals(paper.secondsPerStep() * (75 + 20 / 3.0), paper.secondsPerEpoch(75, 20), 1e-6);
	}

	/** Two samples of 16^3 voxels, four batches waiting and one in use; the encoder's factors are as many as its features. */
	@Test
	public void batchesLieOnTheHeap() {
		final Dl4jEngine engine = new Dl4jEngine();
		final TrainingPreset plain = TrainingPreset.dbdmp(), dropping = plain.with(p -> p.partial(
			a -> new Learning.Partial(a.loss(), a.rampUpShare(), a.trust(), true)));
		final TrainingPlan plan = TrainingPlan.small(1).withPatch(new int[] { 16, 16, 16 }).withNetwork(NetworkSpec.isotropic(1,
			List.of(4, 8, 16), List.of(1, 1, 1)).with(NetworkSpec.DUAL_BRANCH_VNET, 1, 2)).withBatch(2);
		final int voxels = 2 * 16 * 16 * 16, scalars = 2 + 2 + 1, channels = 2 * (4 + 8 + 16);
		final int factors = voxels * 4 + voxels / 8 * 8;
		final TrainingCost without = TrainingCost.of(plan, plain, engine, 50);
		final TrainingCost with = TrainingCost.of(plan, dropping, engine, 50);
		assertEquals("CT and nodes, the branches' shares and weight, the channels", 5L * 4 * (2 * voxels + scalars + channels),
			without.batchBytes());
		assertEquals("and factors of the first two stages", without.batchBytes() + 5L * 4 * factors, with.batchBytes());
		with.requireHeap(with.batchBytes() * 2);
		final InputException e = assertThrows(InputException.class, () -> with.requireHeap(with.batchBytes()));
		assertTrue(e.getMessage(), e.getMessage().contains("-Xmx") && e.getMessage().contains("encoderDropout"));
	}

	@Test
	public void impossiblePlansAreRefused() {
		final TrainingPlan small = TrainingPlan.small(3);
		assertThrows(InputException.class, () -> small.withPatch(new int[] { 48, 48, 50 }));
		assertThrows(InputException.class, () -> small.withBatch(0));
		final NetworkSpec network = small.network();
		assertThrows(InputException.class, () -> new TrainingPlan(network, new double[] { 1, 0, 1 }, small.patchZyx(), 2));
		assertThrows(InputException.class, () -> new TrainingPlan(network, new double[] { 1, 1 }, small.patchZyx(), 2));
	}
}
