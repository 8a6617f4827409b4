package org.lymphatlas.training;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.Test;
import org.lymphatlas.network.Batch;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.training.augmentation.Chance;
import org.lymphatlas.training.augmentation.IntensityAugmentation;
import org.lymphatlas.training.augmentation.Interpolation;
import org.lymphatlas.training.augmentation.SpatialAugmentation;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;

public class PatchSamplerTest {

	private static final List<InputChannel> ALL = List.of(InputChannel.CT, InputChannel.DISTANCE,
		InputChannel.PROBABILITY);
	private static final int[] PATCH = { 12, 10, 16 };
	private static final int VOXELS = 12 * 10 * 16;

	private final List<TrainingCase> cases = new ArrayList<>(Balls.list(3, Annotation.PARTIAL, 30, 1));

	public PatchSamplerTest() {
		cases.addAll(Balls.list(2, Annotation.FULL, 24, 50));
	}

	private PatchSampler sampler(final int batch, final Augmentation augmentation, final long seed) {
		return new PatchSampler(cases, ALL, PATCH, batch, Sampling.standard(), augmentation, i -> 1, TrainingBatches.ATLAS_WEIGHTED, seed);
	}

	@Test
	public void aBatchFollowsFromSeedAndIndex() {
		final Augmentation augmentation = Augmentation.ginIpa();
		final float[] one = sampler(2, augmentation, 3).batch(0, 17).input();
		final PatchSampler sampler = sampler(2, augmentation, 3);
		IntStream.of(4, 17, 2).parallel().forEach(i -> {
			final float[] input = sampler.batch(0, i).input();
			assertEquals("batch " + i, i == 17, Arrays.equals(one, input));
		});
		assertFalse(Arrays.equals(one, sampler(2, augmentation, 4).batch(0, 17).input()));
	}

	/** The same patches, but that priors are 0 in a share of them; the loss knows them all the same. */
	@Test
	public void priorsAreWithheldFromAShare() {
		final PatchSampler all = sampler(2, Augmentation.nnunet(), 3), some = new PatchSampler(cases, ALL, PATCH, 2, Sampling
			.standard().withPriorsWithheld(0.25), Augmentation.nnunet(), i -> 1, TrainingBatches.ATLAS_WEIGHTED, 3);
		int without = 0;
		for (int b = 0; b < 200; b++) {
			final Batch whole = all.batch(0, b), withheld = some.batch(0, b);
			assertArrayEquals(whole.target(), withheld.target(), 0);
			assertArrayEquals(whole.tensors().get(Batch.LOSS_WEIGHT).values(), withheld.tensors().get(Batch.LOSS_WEIGHT).values(), 0);
			for (int n = 0; n < 2; n++) {
				final float[] expected = Arrays.copyOfRange(whole.input(), 3 * n * VOXELS, 3 * (n + 1) * VOXELS);
				final float[] patch = Arrays.copyOfRange(withheld.input(), 3 * n * VOXELS, 3 * (n + 1) * VOXELS);
				if (!Arrays.equals(expected, patch)) {
					without++;
					Arrays.fill(expected, VOXELS, 3 * VOXELS, 0);
				}
				assertArrayEquals("batch " + b + ", slot " + n, expected, patch, 0);
			}
		}
		assertEquals("of 400 patches", 100, without, 30);
		assertEquals("validation is as prediction", 0, Sampling.standard().withPriorsWithheld(0.25).validation()
			.priorsWithheld(), 0);
	}

	/** Without augmentation a patch is a copy: the coordinates in the priors say from where. */
	@Test
	public void withoutAugmentationPatchesAreCopies() {
		final PatchSampler sampler = new PatchSampler(List.of(coordinates(40)), ALL, PATCH, 2, Sampling.standard(),
			Augmentation.none(), i -> 1, TrainingBatches.ATLAS_WEIGHTED, 1);
		for (int b = 0; b < 20; b++) {
			final Batch batch = sampler.batch(0, b);
			for (int n = 0; n < 2; n++) {
				int checked = 0;
				for (int i = 0; i < VOXELS; i++) {
					final float ct = batch.input()[3 * n * VOXELS + i];
					if (ct == -3) continue;
					final int x = Math.round(40 * batch.input()[(3 * n + 1) * VOXELS + i]), y = Math.round(40 * batch
						.input()[(3 * n + 2) * VOXELS + i]);
					assertEquals(x + 100 * y, ct % 10_000, 0.01);
					assertEquals(isBall(x, y, (int) (ct / 10_000)), batch.target()[n * VOXELS + i] == 1);
					checked++;
				}
				assertTrue("mostly inside: " + checked, checked > VOXELS / 8);
			}
		}
	}

	private static boolean isBall(final int x, final int y, final int z) {
		return Math.pow(x - 3, 2) + Math.pow(y - 30, 2) + Math.pow(z - 20, 2) <= 9;
	}

	private static TrainingCase coordinates(final int n) {
		final Grid grid = Grid.of(n, n, n, 1, 1, 1);
		final float[] ct = new float[grid.voxels()], x = new float[ct.length], y = new float[ct.length];
		final Mask nodes = new Mask(grid);
		for (int i = 0; i < ct.length; i++) {
			final int cx = i % n, cy = i / n % n, cz = i / n / n;
			ct[i] = cx + 100 * cy + 10_000 * cz;
			x[i] = cx / (float) n;
			y[i] = cy / (float) n;
			if (isBall(cx, cy, cz)) nodes.values()[i] = 1;
		}
		return TrainingCase.of("coordinates", Annotation.FULL, Map.of(InputChannel.CT, ct, InputChannel.DISTANCE, x,
			InputChannel.PROBABILITY, y), -3, nodes);
	}

	@Test
	public void strongAugmentationKeepsLabelsBinaryAndPriorsInRange() {
		final PatchSampler sampler = new PatchSampler(cases, ALL, PATCH, 2, Sampling.standard(), new Augmentation(
			new SpatialAugmentation(new Chance(1, -30, 30), new Chance(1, 0.7, 1.4), 0.5, "xyz"), Interpolation.CUBIC,
			new IntensityAugmentation(new Chance(1, 0, 0.1), new Chance(1, 0.5, 1), new Chance(1, 0.75, 1.25), new Chance(1, 0.75,
				1.25), new Chance(1, 0.5, 1), new Chance(1, 0.7, 1.5), new Chance(1, 0.7, 1.5)), Augmentation.ginIpa().textures()),
			i -> 1, TrainingBatches.ATLAS_WEIGHTED, 5);
		int foreground = 0;
		for (int b = 0; b < 20; b++) {
			final Batch batch = sampler.batch(0, b);
			for (int i = 0; i < 2 * VOXELS; i++) {
				assertTrue(batch.target()[i] == 0 || batch.target()[i] == 1);
				foreground += (int) batch.target()[i];
				assertTrue(batch.lossWeight()[i] >= 0.75 && batch.lossWeight()[i] <= 1);
				if (batch.target()[i] == 1) assertEquals(1, batch.lossWeight()[i], 0);
			}
			for (int n = 0; n < 2; n++)
				for (int i = VOXELS; i < 3 * VOXELS; i++) {
					final float prior = batch.input()[3 * n * VOXELS + i];
					assertTrue("prior " + prior, prior >= 0 && prior <= 1);
				}
		}
		assertTrue("nodes were seen", foreground > 500);
	}

	@Test
	public void everyBatchHasAForegroundSampleAndOneOfEachAnnotation() {
		final PatchSampler sampler = sampler(2, Augmentation.none(), 11);
		final int[] foregroundInSlot = new int[2];
		for (int b = 0; b < 100; b++) {
			int foreground = 0;
			for (int slot = 0; slot < 2; slot++) {
				final PatchPlaces.Place draw = sampler.place(0, b, slot);
				assertEquals(slot == 1 ? Annotation.FULL : Annotation.PARTIAL, draw.source().annotation());
				if (!draw.foreground()) continue;
				foreground++;
				foregroundInSlot[slot]++;
				final Batch batch = sampler.batch(0, b);
				assertTrue("batch " + b + " shows a node", IntStream.range(slot * VOXELS, (slot + 1) * VOXELS).anyMatch(
					i -> batch.target()[i] == 1));
			}
			assertEquals("one of two", 1, foreground);
		}
		assertArrayEquals("both kinds get their nodes", new int[] { 50, 50 }, foregroundInSlot);
	}

	@Test
	public void largerAndSmallerBatchesKeepTheShare() {
		final PatchSampler five = sampler(5, Augmentation.none(), 2), one = sampler(1, Augmentation.none(), 2);
		int ofOne = 0, full = 0;
		for (int b = 0; b < 300; b++) {
			int ofFive = 0;
			for (int slot = 0; slot < 5; slot++)
				if (five.place(0, b, slot).foreground()) ofFive++;
			assertEquals(2, ofFive);
			final PatchPlaces.Place draw = one.place(0, b, 0);
			if (draw.foreground()) ofOne++;
			if (draw.source().annotation() == Annotation.FULL) full++;
		}
		assertEquals(100, ofOne, 25);
		assertEquals(150, full);
	}

	@Test
	public void casesSmallerThanThePatchAndWithoutNodesServe() {
		final TrainingCase tiny = Balls.of("tiny", Annotation.FULL, 8, 0, 1);
		final Batch batch = new PatchSampler(List.of(tiny), ALL, PATCH, 2, Sampling.standard(), Augmentation.none(), i -> 1, TrainingBatches.ATLAS_WEIGHTED, 1)
			.batch(0, 0);
		assertEquals("all of the case is in the patch", 512, IntStream.range(0, VOXELS).filter(i -> batch.input()[i] != -3)
			.count(), 1);
		assertEquals("centred", -3, batch.input()[0], 0);
	}

	@Test
	public void unfitCasesAreNamed() {
		assertThrows(InputException.class, () -> new PatchSampler(List.of(), ALL, PATCH, 2, Sampling.standard(), Augmentation
			.none(), i -> 1, TrainingBatches.ATLAS_WEIGHTED, 1));
		final TrainingCase full = cases.get(4);
		final TrainingCase ctOnly = TrainingCase.of("plain", Annotation.FULL, Map.of(InputChannel.CT, Balls.values(full,
			InputChannel.CT)), -3, new Mask(full.grid()));
		final InputException missing = assertThrows(InputException.class, () -> new PatchSampler(List.of(ctOnly), ALL, PATCH, 2,
			Sampling.standard(), Augmentation.none(), i -> 1, TrainingBatches.ATLAS_WEIGHTED, 1));
		assertTrue(missing.getMessage(), missing.getMessage().contains("'plain'") && missing.getMessage().contains(
			"DISTANCE"));
		final float[] broken = Balls.values(full, InputChannel.CT);
		broken[1 + 24 * 2] = Float.NaN;
		final InputException nan = assertThrows(InputException.class, () -> TrainingCase.of("nan", Annotation.FULL, Map.of(
			InputChannel.CT, broken), -3, new Mask(full.grid())));
		assertTrue(nan.getMessage(), nan.getMessage().contains("'nan'") && nan.getMessage().contains("voxel 1, 2, 0"));
	}
}
