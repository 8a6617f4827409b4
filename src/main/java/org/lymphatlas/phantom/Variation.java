package org.lymphatlas.phantom;

import java.util.SplittableRandom;

/**
 * How one phantom differs from the mean: lengths in mm, scales as factors, angles in radians.
 *
 * @param scaleL width of the chest
 * @param scaleP its depth
 * @param scaleS its height
 * @param leanRad rotation about the P axis (a patient lying askew)
 * @param pitchRad rotation about the L axis
 * @param turnRad rotation about the S axis
 * @param archShiftMm how far the aortic arch lies above the mean
 * @param fat mediastinal fat, 1 is the mean
 * @param subcutaneousMm thickness of the fat under the skin
 * @param domeShiftMm how far the diaphragm lies above the mean (less inspiration)
 * @param vesselScale calibre of vessels
 * @param airwayScale calibre of airways
 * @param lungHu mean of the lung without vessels
 * @param warpMm size of the smooth random warp
 * @param gravityHuPerMm how much denser the lung grows towards the back
 * @param breast size of the breasts, 0 for none
 * @param gland share of gland in them
 * @param gastricGasP where the stomach's gas ends
 * @param spineShiftMm how far vertebrae and ribs lie above the mean: the carina lies at T4 to T6
 */
record Variation(double scaleL, double scaleP, double scaleS, double leanRad, double pitchRad, double turnRad,
	double archShiftMm, double fat, double subcutaneousMm, double domeShiftMm, double vesselScale, double airwayScale,
	double lungHu, double warpMm, double gravityHuPerMm, double breast, double gland, double gastricGasP, double spineShiftMm)
{

	static final Variation MEAN = new Variation(1, 1, 1, 0, 0, 0, 0, 1, 12, 0, 1, 1, -850, 0, 0.25, 0, 0, -45, 0);

	static Variation random(final long seed) {
		final SplittableRandom r = Streams.of(seed, Streams.ANATOMY);
		final double scale = Streams.gaussian(r, 1, 0.05, 0.9, 1.1);
		final double ap = Streams.gaussian(r, 1, 0.05, 0.9, 1.12);
		final double height = Streams.gaussian(r, 1, 0.03, 0.93, 1.07);
		final double rad = Math.PI / 180;
		return new Variation(scale, scale * ap, scale * height, rad * Streams.gaussian(r, 0, 2.5, -5, 5), rad * Streams
			.gaussian(r, 0, 2, -5, 5), rad * Streams.gaussian(r, 0, 2.5, -6, 6), Streams.gaussian(r, 0, 4, -9, 9), r
				.nextDouble(0.6, 1.6), r.nextDouble(5, 22), Streams.gaussian(r, 6, 10, -12, 30), Streams.gaussian(r, 1, 0.07,
					0.85, 1.18), Streams.gaussian(r, 1, 0.08, 0.82, 1.2), r.nextDouble(-890, -780), Streams.gaussian(r, 2.2,
						0.8, 0.8, 4), r.nextDouble(0.12, 0.4), r.nextBoolean() ? 0 : r.nextDouble(0.7, 1.15), r.nextDouble(0.1, 0.9), r
							.nextDouble(-80, -15), r.nextDouble(-11, 11));
	}
}
