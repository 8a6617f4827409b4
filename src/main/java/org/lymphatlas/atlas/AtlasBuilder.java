package org.lymphatlas.atlas;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.registration.SpatialTransform;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Gaussian;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Resampling;

/**
 * Builds the probabilistic lymph node atlas (paper A, 3.1 and appendix A): the annotations of registered cases are
 * carried onto the reference CT and averaged voxel by voxel, smoothed with a Gaussian of 5 mm in three dimensions, and
 * scaled so that the largest value is 1. Voxels that a case's field of view does not cover do not count for it.
 * Sums are integers, so the order of the cases does not matter.
 */
public final class AtlasBuilder {

	/** Standard deviation of the smoothing, mm. */
	public static final double SIGMA_MM = 5;

	private final CtVolume reference;
	private final int[] annotated;
	private final int[] seen;
	private int cases;

	public AtlasBuilder(final CtVolume reference) {
		this.reference = reference;
		annotated = new int[reference.grid().voxels()];
		seen = new int[annotated.length];
	}

	/**
	 * Adds one annotated case.
	 *
	 * @param nodes its annotation, any grid
	 * @param caseToReference from the case's points to the reference's
	 */
	public void add(final Mask nodes, final SpatialTransform caseToReference) {
		final SpatialTransform referenceToCase = caseToReference.inverse();
		final Mask warped = Resampling.nearest(nodes, reference.grid(), referenceToCase);
		final byte[] everywhere = new byte[nodes.values().length];
		Arrays.fill(everywhere, (byte) 1);
		final Mask field = Resampling.nearest(new Mask(nodes.grid(), everywhere), reference.grid(), referenceToCase);
		IntStream.range(0, annotated.length).parallel().forEach(i -> {
			annotated[i] += warped.values()[i];
			seen[i] += field.values()[i];
		});
		cases++;
	}

	/**
	 * The probability from the cases so far.
	 *
	 * @throws InputException if no case had a node in the reference's field
	 */
	public FloatVolume probability() {
		final float[] mean = new float[annotated.length];
		for (int i = 0; i < mean.length; i++)
			if (seen[i] > 0) mean[i] = (float) annotated[i] / seen[i];
		final float[] smooth = Gaussian.smooth(new FloatVolume(reference.grid(), mean), SIGMA_MM).values();
		float largest = 0;
		for (final float v : smooth)
			largest = Math.max(largest, v);
		if (largest == 0) throw new InputException("None of the " + cases +
			" cases has an annotated node inside the reference's field; check the manifest and the registrations");
		for (int i = 0; i < smooth.length; i++)
			smooth[i] = Math.max(0, Math.min(1, smooth[i] / largest));
		return new FloatVolume(reference.grid(), smooth);
	}

	/** The finished atlas. */
	public Atlas build(final String name, final Anatomy anatomy, final LabelVolume stations,
		final Map<String, String> provenance)
	{
		final double[] carina = anatomy.landmarks().carina().orElseThrow(() -> new InputException(
			"The reference CT shows no tracheal bifurcation: " + anatomy.landmarks().carinaReason()));
		return new Atlas(name, reference, anatomy, stations, probability(), Atlas.largestDistanceMm(reference.grid(),
			carina), provenance);
	}
}
