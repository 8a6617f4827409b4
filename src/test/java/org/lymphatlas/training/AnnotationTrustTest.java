package org.lymphatlas.training;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import org.junit.Test;
import org.lymphatlas.volume.InputException;

public class AnnotationTrustTest {

	private static final int[] SIZE = { 1, 1, 8 };
	private static final float[] PROBABILITY = { 0, 0.1f, 0.2f, 0.3f, 0.4f, 1, 1, 1 };
	private static final byte[] NOTHING = new byte[8];

	@Test
	public void fallsLinearlyWhereNodesAreLikely() {
		final float[] expected = { 1, 1, 2f / 3, 1f / 3, 0, 0, 0, 0 };
		assertTrust(expected, new AnnotationTrust(0.1, 0.4), Annotation.PARTIAL, NOTHING);
	}

	@Test
	public void aStepWhereBothBoundsAreOne() {
		assertTrust(new float[] { 1, 1, 1, 0, 0, 0, 0, 0 }, new AnnotationTrust(0.25, 0.25), Annotation.PARTIAL, NOTHING);
	}

	@Test
	public void annotatedNodesAndWhatIsNearAreBelieved() {
		final byte[] target = { 0, 0, 0, 0, 0, 0, 0, 1 };
		assertTrust(new float[] { 1, 1, 2f / 3, 1f / 3, 0, 1, 1, 1 }, new AnnotationTrust(0.1, 0.4), Annotation.PARTIAL,
			target);
	}

	@Test
	public void aFullAnnotationIsBelieved() {
		assertTrust(new float[] { 1, 1, 1, 1, 1, 1, 1, 1 }, new AnnotationTrust(0.1, 0.4), Annotation.FULL, NOTHING);
	}

	@Test
	public void boundsAreProbabilitiesInOrder() {
		for (final double[] wrong : new double[][] { { -0.1, 0.4 }, { 0.5, 0.4 }, { 0.1, 1.1 }, { Double.NaN, 0.4 } })
			assertThrows(wrong[0] + ", " + wrong[1], InputException.class, () -> new AnnotationTrust(wrong[0], wrong[1]));
	}

	private static void assertTrust(final float[] expected, final AnnotationTrust trust, final Annotation annotation,
		final byte[] target)
	{
		final float[] found = trust.of(annotation, PROBABILITY, target, SIZE);
		for (int i = 0; i < 8; i++)
			assertEquals("voxel " + i, expected[i], found[i], 1e-6);
	}
}
