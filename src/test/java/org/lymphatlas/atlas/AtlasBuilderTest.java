package org.lymphatlas.atlas;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import org.junit.Test;
import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.registration.SpatialTransform;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;

/** The average of annotations on toy masks, whose values have closed forms. */
public class AtlasBuilderTest {

	private static final double SIGMA_MM = 5;

	/** One voxel smoothed is exp(-d^2 / 2 sigma^2) of the peak as far as kernels of 4 sigma reach. */
	private static final Grid REFERENCE = new Grid(new int[] { 60, 36, 30 }, new double[] { 1.5, 2, 2.5 }, new double[] {
		-40, 10, 200 }, ExampleAtlas.MIRRORED);

	private final AtlasBuilder builder = new AtlasBuilder(REFERENCE);

	private static WarpedLabels warped(final Mask nodes, final SpatialTransform caseToReference) {
		return WarpedLabels.of(nodes, REFERENCE, caseToReference);
	}

	private static WarpedLabels inPlace(final Mask nodes) {
		return warped(nodes, AffineTransform.identity());
	}

	private FloatVolume probability() {
		return builder.probability(AnnotationWeights.DEFAULT);
	}

	private static Mask voxel(final Grid grid, final int x, final int y, final int z) {
		final Mask mask = new Mask(grid);
		mask.values()[grid.index(x, y, z)] = 1;
		return mask;
	}

	private static Mask random(final Grid grid, final long seed) {
		final Mask mask = new Mask(grid);
		final Random random = new Random(seed);
		for (int i = 0; i < mask.values().length; i++)
			mask.values()[i] = (byte) (random.nextInt(40) == 0 ? 1 : 0);
		return mask;
	}

	/** Checks the Gaussian of 5 mm around a voxel in every direction, up to 3 sigma along each axis. */
	private static void isGaussianAround(final int cx, final int cy, final int cz, final double peak,
		final FloatVolume map)
	{
		final int rx = (int) (3 * SIGMA_MM / REFERENCE.spacing(0)), ry = (int) (3 * SIGMA_MM / REFERENCE.spacing(1)),
				rz = (int) (3 * SIGMA_MM / REFERENCE.spacing(2));
		for (int z = -rz; z <= rz; z++)
			for (int y = -ry; y <= ry; y++)
				for (int x = -rx; x <= rx; x++) {
					final double dx = x * REFERENCE.spacing(0), dy = y * REFERENCE.spacing(1), dz = z * REFERENCE.spacing(2);
					assertEquals("(" + x + ", " + y + ", " + z + ") from the node", peak * Math.exp(-(dx * dx + dy * dy + dz *
						dz) / (2 * SIGMA_MM * SIGMA_MM)), map.values()[REFERENCE.index(cx + x, cy + y, cz + z)], 1e-5);
				}
	}

	@Test
	public void oneNodeBecomesAGaussianOf5Mm() {
		builder.addFull(inPlace(voxel(REFERENCE, 20, 18, 15)));
		isGaussianAround(20, 18, 15, 1, probability());
	}

	@Test
	public void aTransformTakesTheCasesPointsToTheReferences() {
		final double[] from = REFERENCE.toWorld(12, 20, 15), to = REFERENCE.toWorld(40, 16, 14);
		builder.addFull(warped(voxel(REFERENCE, 12, 20, 15), AffineTransform.translation(to[0] - from[0], to[1] - from[1],
			to[2] - from[2])));
		isGaussianAround(40, 16, 14, 1, probability());
	}

	@Test
	public void valuesAreTheMeanOfTheCasesScaledToOne() {
		final Mask first = voxel(REFERENCE, 12, 18, 15);
		first.values()[REFERENCE.index(46, 18, 15)] = 1;
		builder.addFull(inPlace(first));
		builder.addFull(inPlace(voxel(REFERENCE, 12, 18, 15)));
		builder.addFull(inPlace(voxel(REFERENCE, 12, 18, 15)));
		final FloatVolume map = probability();
		isGaussianAround(12, 18, 15, 1, map);
		isGaussianAround(46, 18, 15, 1 / 3.0, map);
		float largest = 0;
		for (final float v : map.values())
			largest = Math.max(largest, v);
		assertEquals(1, largest, 0);
	}

	@Test
	public void aCaseDoesNotCountWhereItsFieldEnds() {
		final Mask both = voxel(REFERENCE, 12, 18, 15);
		both.values()[REFERENCE.index(46, 18, 15)] = 1;
		builder.addFull(inPlace(both));
		// An empty case that only sees columns 30 to 59
		final Grid right = new Grid(new int[] { 30, 36, 30 }, REFERENCE.spacing(), REFERENCE.toWorld(30, 0, 0), REFERENCE
			.direction());
		builder.addFull(inPlace(new Mask(right)));
		final FloatVolume map = probability();
		isGaussianAround(12, 18, 15, 1, map);
		isGaussianAround(46, 18, 15, 0.5, map);
	}

	/** Nodes at column 12 in three full cases of four; at 46 in one partial case of five. */
	@Test
	public void partialCasesSpeakAgainstNodesWithTheirCompletenessOnly() {
		for (int i = 0; i < 4; i++)
			builder.addFull(inPlace(i < 3 ? voxel(REFERENCE, 12, 18, 15) : new Mask(REFERENCE)));
		for (int i = 0; i < 5; i++)
			builder.addPartial(inPlace(i < 1 ? voxel(REFERENCE, 46, 18, 15) : new Mask(REFERENCE)));
		for (final double w : new double[] { 0, 0.5, 1, 3 })
			for (final double c : new double[] { 0, 0.2, 1 }) {
				final double at12 = 3 / (4 + 5 * c * w), at46 = w / (4 + w * (1 + 4 * c)), largest = Math.max(at12, at46);
				final FloatVolume map = builder.probability(new AnnotationWeights(w, c));
				isGaussianAround(12, 18, 15, at12 / largest, map);
				isGaussianAround(46, 18, 15, at46 / largest, map);
			}
	}

	@Test
	public void withAllWeightsOnePartialCasesCountAsFullOnes() {
		final AtlasBuilder mixed = new AtlasBuilder(REFERENCE);
		for (int i = 0; i < 4; i++) {
			final WarpedLabels nodes = inPlace(random(REFERENCE, i));
			builder.addFull(nodes);
			if (i % 2 == 0) mixed.addFull(nodes);
			else mixed.addPartial(nodes);
		}
		assertArrayEquals(probability().values(), mixed.probability(new AnnotationWeights(1, 1)).values(), 0);
	}

	@Test
	public void onlyPartialCasesNeedACompleteness() {
		builder.addPartial(inPlace(voxel(REFERENCE, 12, 18, 15)));
		builder.addPartial(inPlace(new Mask(REFERENCE)));
		isGaussianAround(12, 18, 15, 1, probability());
		final String message = assertThrows(InputException.class, () -> builder.probability(new AnnotationWeights(1, 0)))
			.getMessage();
		assertTrue(message, message.contains("nothing says where there are no nodes"));
	}

	/** 30 cases see the left half, one of them all: its node on the right counts as one of three, not of one. */
	@Test
	public void oneLargeFieldDoesNotSetTheScale() {
		final Grid left = new Grid(new int[] { 30, 36, 30 }, REFERENCE.spacing(), REFERENCE.origin(), REFERENCE.direction());
		final Mask both = voxel(REFERENCE, 12, 18, 15);
		both.values()[REFERENCE.index(46, 18, 15)] = 1;
		builder.addFull(inPlace(both));
		for (int i = 1; i < 30; i++)
			builder.addFull(inPlace(i < 15 ? voxel(left, 12, 18, 15) : new Mask(left)));
		final FloatVolume map = probability();
		isGaussianAround(12, 18, 15, 1, map);
		isGaussianAround(46, 18, 15, (1 / 3.0) / (15 / 30.0), map);
	}

	@Test
	public void theOrderOfTheCasesDoesNotMatter() {
		final List<Grid> grids = List.of(REFERENCE, REFERENCE.withSpacing(3, 3, 3), new Grid(new int[] { 30, 30, 30 },
			new double[] { 2, 2, 2 }, REFERENCE.toWorld(5, 5, 5), ExampleAtlas.MIRRORED), REFERENCE);
		final AffineTransform turned = AffineTransform.rigid(new double[] { 0.1, 0.2, -0.1 }, REFERENCE.toWorld(30, 18, 15),
			new double[] { 2, 0, 1 });
		final List<AffineTransform> transforms = List.of(AffineTransform.translation(3, -4, 5), AffineTransform.identity(),
			turned, turned);
		final int[][] orders = { { 0, 1, 2, 3 }, { 2, 0, 3, 1 }, { 3, 1, 2, 0 } };
		float[] first = null;
		for (final int[] order : orders) {
			final AtlasBuilder shuffled = new AtlasBuilder(REFERENCE);
			for (final int i : order) {
				final WarpedLabels nodes = warped(random(grids.get(i), i), transforms.get(i));
				if (i < 2) shuffled.addFull(nodes);
				else shuffled.addPartial(nodes);
			}
			final float[] values = shuffled.probability(new AnnotationWeights(0.7, 0.3)).values();
			if (first == null) first = values;
			assertArrayEquals(first, values, 0);
		}
	}

	@Test
	public void noNodeInTheFieldIsRefused() {
		builder.addFull(inPlace(new Mask(REFERENCE)));
		final WarpedLabels outside = warped(voxel(REFERENCE, 20, 18, 15), AffineTransform.translation(500, 0, 0));
		assertFalse(outside.isAnyMarked());
		builder.addPartial(outside);
		final String message = assertThrows(InputException.class, this::probability).getMessage();
		assertTrue(message, message.contains("None of the 2 cases has an annotated node"));
	}

	@Test
	public void aCaseOnAnotherGridIsRefused() {
		final WarpedLabels other = new WarpedLabels(new LabelVolume(REFERENCE.withSpacing(3, 3, 3)));
		assertThrows(IllegalArgumentException.class, () -> builder.addFull(other));
	}

	@Test
	public void largestDistanceIsThatOfAnyVoxel() {
		final double[] carina = REFERENCE.toWorld(20, 30, 4);
		double largest = 0;
		for (int z = 0; z < REFERENCE.nz(); z++)
			for (int y = 0; y < REFERENCE.ny(); y++)
				for (int x = 0; x < REFERENCE.nx(); x++) {
					final double[] p = REFERENCE.toWorld(x, y, z);
					largest = Math.max(largest, Math.hypot(Math.hypot(p[0] - carina[0], p[1] - carina[1]), p[2] - carina[2]));
				}
		final Atlas atlas = atlas(Optional.of(carina));
		assertEquals(largest, atlas.largestDistanceMm(), 1e-9);
		assertArrayEquals(carina, atlas.carina(), 0);
	}

	@Test
	public void aReferenceWithoutCarinaIsRefused() {
		final String message = assertThrows(InputException.class, () -> atlas(Optional.empty())).getMessage();
		assertTrue(message, message.contains("no tracheal bifurcation: field of view too high"));
	}

	private static Atlas atlas(final Optional<double[]> carina) {
		final Anatomy anatomy = new Anatomy(new Organs(new LabelVolume(REFERENCE), new TreeMap<>()), new Landmarks(carina,
			"field of view too high"), "drawn", List.of());
		return AtlasBuilder.atlas("toy", new CtVolume(REFERENCE), anatomy, new LabelVolume(REFERENCE), new FloatVolume(
			REFERENCE), Map.of(), List.of());
	}
}
