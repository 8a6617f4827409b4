package org.lymphatlas.registration;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Resampling;

/**
 * How a patient lies in the world that the CT's header claims, told by comparing it with an atlas of known orientation.
 * Anything but {@link #AS_SAID} means that the header is wrong. Left and right are not told apart: chests are too nearly
 * symmetric for it, so a turned patient and a mirrored one look alike.
 */
enum Orientation {

	AS_SAID(1, 1, "the patient lies as the header says"),
	UPSIDE_DOWN(1, -1, "head and feet seem to be swapped"),
	FRONT_TO_BACK(-1, 1, "front and back seem to be swapped"),
	BOTH(-1, -1, "head and feet and front and back seem to be swapped");

	/** Another orientation must fit better than the header's by this much in the mean of all scores. */
	private static final double MARGIN = 0.04;
	private static final double STEP_MM = 20;
	private static final int STEPS = 2;
	private static final Set<OrganGroup> LUNGS = EnumSet.of(OrganGroup.LUNG_LEFT, OrganGroup.LUNG_RIGHT);

	private final double posterior;
	private final double superior;
	private final String words;

	Orientation(final double posterior, final double superior, final String words) {
		this.posterior = posterior;
		this.superior = superior;
		this.words = words;
	}

	String words() {
		return words;
	}

	/** Both strongly smoothed, on coarse grids; some dozen resamplings of each channel. */
	static Orientation of(final Channels fixed, final Channels moving) {
		final Comparison comparison = new Comparison(fixed, moving);
		Orientation best = AS_SAID;
		double bestScore = comparison.score(AS_SAID) + MARGIN;
		for (final Orientation other : EnumSet.complementOf(EnumSet.of(AS_SAID))) {
			final double score = comparison.score(other);
			if (score > bestScore) {
				bestScore = score;
				best = other;
			}
		}
		return best;
	}

	/** Both lungs as one organ, the other organs, and the intensities of two images. */
	private static final class Comparison {

		private final List<FloatVolume[]> organs = new ArrayList<>();
		private final FloatVolume[] intensity;
		private final double[] from;
		private final double[] to;

		Comparison(final Channels fixed, final Channels moving) {
			final FloatVolume[] lungs = { lungs(fixed), lungs(moving) };
			if (LUNGS.stream().anyMatch(fixed.organs()::containsKey)) organs.add(lungs);
			fixed.organs().forEach((group, image) -> {
				if (!LUNGS.contains(group)) organs.add(new FloatVolume[] { image, moving.organs().get(group) });
			});
			intensity = new FloatVolume[] { fixed.intensity(), moving.intensity() };
			from = Channels.centroid(organs.get(0)[0]);
			to = Channels.centroid(organs.get(0)[1]);
		}

		private static FloatVolume lungs(final Channels channels) {
			final FloatVolume sum = new FloatVolume(channels.grid());
			channels.organs().forEach((group, image) -> {
				for (int i = 0; LUNGS.contains(group) && i < image.values().length; i++)
					sum.values()[i] += image.values()[i];
			});
			return sum;
		}

		/** The best mean over some shifts along the body, since fields of view differ there. */
		double score(final Orientation orientation) {
			double best = -1;
			for (int k = -STEPS; k <= STEPS; k++) {
				final AffineTransform turn = AffineTransform.about(new double[] { 1, 0, 0, 0, orientation.posterior, 0, 0, 0,
					orientation.superior }, from, new double[] { to[0] - from[0], to[1] - from[1], to[2] - from[2] + k * STEP_MM });
				double sum = correlation(intensity, turn);
				for (final FloatVolume[] organ : organs)
					sum += Overlap.soft(organ[0], organ[1], turn);
				best = Math.max(best, sum / (organs.size() + 1));
			}
			return best;
		}

		/** Normalised cross-correlation in the common field of view; 0 where one of the two is constant. */
		private static double correlation(final FloatVolume[] images, final AffineTransform transform) {
			final float[] f = images[0].values();
			final float[] m = Resampling.linear(images[1], images[0].grid(), transform, Float.NaN).values();
			double n = 0, sf = 0, sm = 0, ff = 0, mm = 0, fm = 0;
			for (int i = 0; i < f.length; i++) {
				if (Float.isNaN(m[i])) continue;
				n++;
				sf += f[i];
				sm += m[i];
				ff += f[i] * f[i];
				mm += m[i] * m[i];
				fm += f[i] * m[i];
			}
			final double variances = (ff - sf * sf / n) * (mm - sm * sm / n);
			return variances > 0 ? (fm - sf * sm / n) / Math.sqrt(variances) : 0;
		}
	}
}
