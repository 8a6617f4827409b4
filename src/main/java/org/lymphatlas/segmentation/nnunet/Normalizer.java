package org.lymphatlas.segmentation.nnunet;

import java.util.stream.IntStream;

import org.lymphatlas.network.nnunet.NnunetPlan.Channel;
import org.lymphatlas.network.nnunet.NnunetPlan.Normalization;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Volume;

/**
 * A channel's voxels as the network sees them. All of nnU-Net's schemes clip, shift and scale.
 *
 * @param volume the channel
 * @param maskOrNull voxels outside stay as they are
 * @param low clipped from below at this
 * @param high clipped from above at this
 * @param shift subtracted
 * @param scale divided by
 */
record Normalizer(Volume volume, Mask maskOrNull, float low, float high, float shift, float scale) {

	private static final double SMALLEST_SCALE = 1e-8;
	private static final int RGB_MAX = 255;

	/**
	 * @param frame the part of the image that is used: statistics are taken over it
	 * @param filled where the image is not zero, holes filled
	 * @throws InputException if a value is not finite, or no colour where the scheme wants colours
	 */
	static Normalizer of(final Channel channel, final Volume volume, final Frame frame, final Mask filled) {
		final boolean masked = channel.normalization() == Normalization.Z_SCORE && channel.useMask();
		final Statistics s = Statistics.of(volume, frame, masked ? filled : null);
		if (!Double.isFinite(s.sum)) throw new InputException("Channel '" + channel.name() +
			"' holds a value that is not a finite number; repair the image first");
		return switch (channel.normalization()) {
			case CT -> new Normalizer(volume, null, (float) channel.low(), (float) channel.high(), (float) channel.mean(),
				scale(channel.std()));
			case Z_SCORE -> unclipped(volume, masked ? filled : null, s.mean(), scale(s.deviation()));
			case NONE -> unclipped(volume, null, 0, 1);
			case RESCALE_TO_0_1 -> unclipped(volume, null, s.min, scale(s.max - s.min));
			case RGB_TO_0_1 -> {
				if (s.min < 0 || s.max > RGB_MAX) throw new InputException("Channel '" + channel.name() + "' has values from " +
					s.min + " to " + s.max + ", but the model wants an image of 0 to 255");
				yield unclipped(volume, null, 0, RGB_MAX);
			}
		};
	}

	private static float scale(final double scale) {
		return (float) Math.max(scale, SMALLEST_SCALE);
	}

	private static Normalizer unclipped(final Volume volume, final Mask mask, final double shift, final float scale) {
		return new Normalizer(volume, mask, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, (float) shift, scale);
	}

	/**
	 * Values at {@code count} places of the volume's array.
	 *
	 * @param start the first place
	 * @param stride distance of the next
	 * @param to receives them from {@code at} on
	 */
	void read(final int start, final int stride, final int count, final float[] to, final int at) {
		if (volume instanceof CtVolume ct) for (int k = 0; k < count; k++)
			to[at + k] = ct.hu()[start + k * stride];
		else for (int k = 0; k < count; k++)
			to[at + k] = volume.valueAt(start + k * stride);
		for (int k = 0; k < count; k++)
			if (maskOrNull == null || maskOrNull.get(start + k * stride)) to[at + k] = (Math.max(low, Math.min(high, to[at +
				k])) - shift) / scale;
	}

	private record Statistics(double min, double max, double sum, double squares, long count) {

		private static final Statistics NONE = new Statistics(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, 0, 0);

		static Statistics of(final Volume volume, final Frame frame, final Mask maskOrNull) {
			return IntStream.range(0, frame.size()[0]).parallel().mapToObj(i -> slice(volume, frame, maskOrNull, i)).toList()
				.stream().reduce(NONE, Statistics::and);
		}

		private static Statistics slice(final Volume volume, final Frame frame, final Mask maskOrNull, final int i) {
			double min = Double.POSITIVE_INFINITY, max = Double.NEGATIVE_INFINITY, sum = 0, squares = 0;
			long count = 0;
			for (int j = 0; j < frame.size()[1]; j++)
				for (int k = 0; k < frame.size()[2]; k++) {
					final int index = frame.index(i, j, k);
					if (maskOrNull != null && !maskOrNull.get(index)) continue;
					final double v = volume.valueAt(index);
					min = Math.min(min, v);
					max = Math.max(max, v);
					sum += v;
					squares += v * v;
					count++;
				}
			return new Statistics(min, max, sum, squares, count);
		}

		private Statistics and(final Statistics o) {
			return new Statistics(Math.min(min, o.min), Math.max(max, o.max), sum + o.sum, squares + o.squares, count +
				o.count);
		}

		double mean() {
			return sum / count;
		}

		double deviation() {
			return Math.sqrt(Math.max(0, squares / count - mean() * mean()));
		}
	}
}
