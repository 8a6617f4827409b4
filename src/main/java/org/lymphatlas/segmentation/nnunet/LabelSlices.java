package org.lymphatlas.segmentation.nnunet;

import java.util.List;
import java.util.stream.IntStream;

import org.lymphatlas.network.nnunet.NnunetPlan;
import org.lymphatlas.segmentation.LogitSlices;
import org.lymphatlas.segmentation.Precision;
import org.lymphatlas.volume.AxisResampling;
import org.lymphatlas.volume.Mask;

/**
 * From logits at the network's spacing, slice by slice, to labels and one output's probability at the image's voxels:
 * resampled linearly (or to the nearest), then the largest, or every region above a half, later ones over earlier. Holds
 * two slices of logits and no more. Time grows with the image's voxels times the outputs; parallel.
 */
final class LabelSlices implements LogitSlices {

	private final NnunetPlan plan;
	private final int[] network;
	private final AxisResampling[] axes;
	private final Frame frame;
	private final Mask regionOrNull;
	private final short[] labels;
	private final float[] probabilityOrNull;
	private final int probabilityOutput;
	private int next;
	private int previousSlice = -1;
	private float[] previous;

	/**
	 * @param network size of the logits along the network's axes
	 * @param axes the way back to the image along each, of order 0 or 1
	 * @param frame where the voxels lie in the image's array
	 * @param regionOrNull the image's voxels that are wanted, the others stay 0
	 * @param labels receives labels
	 * @param probabilityOrNull receives the probability of an output
	 * @param probabilityOutput which
	 */
	LabelSlices(final NnunetPlan plan, final int[] network, final AxisResampling[] axes, final Frame frame,
		final Mask regionOrNull, final short[] labels, final float[] probabilityOrNull, final int probabilityOutput)
	{
		this.plan = plan;
		this.network = network;
		this.axes = axes;
		this.frame = frame;
		this.regionOrNull = regionOrNull;
		this.labels = labels;
		this.probabilityOrNull = probabilityOrNull;
		this.probabilityOutput = probabilityOutput;
	}

	@Override
	public void accept(final int slice, final float[] logits) {
		for (; next < frame.size()[0] && axes[0].upper(next) <= slice; next++) {
			final int lower = axes[0].lower(next), upper = axes[0].upper(next);
			if (upper == slice && (lower == slice || lower == previousSlice)) write(next, lower == slice ? logits : previous,
				logits, axes[0].share(next));
		}
		previousSlice = slice;
		previous = logits;
	}

	/** Writes one slice of the image. */
	private void write(final int i, final float[] lower, final float[] upper, final float share) {
		final int outputs = plan.outputs().size();
		IntStream.range(0, frame.size()[1]).parallel().filter(j -> isWanted(i, j)).forEach(j -> {
			final float[] row = new float[network[2]];
			final float[] values = new float[outputs * frame.size()[2]];
			for (int c = 0; c < outputs; c++) {
				blend(lower, upper, share, c, j, row);
				widen(row, values, c * frame.size()[2]);
			}
			Precision.HALF.round(values, 0, values.length);
			decide(i, j, values);
		});
	}

	private boolean isWanted(final int i, final int j) {
		if (regionOrNull == null) return true;
		for (int k = 0, at = frame.index(i, j, 0); k < frame.size()[2]; k++, at += frame.stride()[2])
			if (regionOrNull.get(at)) return true;
		return false;
	}

	/** A row of an output's logits between two slices and two rows. */
	private void blend(final float[] lower, final float[] upper, final float share, final int output, final int j,
		final float[] row)
	{
		final int width = network[2], plane = network[1] * width;
		final int a = output * plane + axes[1].lower(j) * width, b = output * plane + axes[1].upper(j) * width;
		final float s = axes[1].share(j);
		for (int x = 0; x < width; x++) {
			final float before = lower[a + x] + s * (lower[b + x] - lower[a + x]);
			final float behind = upper[a + x] + s * (upper[b + x] - upper[a + x]);
			row[x] = before + share * (behind - before);
		}
	}

	private void widen(final float[] row, final float[] values, final int at) {
		for (int k = 0; k < frame.size()[2]; k++) {
			final float lower = row[axes[2].lower(k)];
			values[at + k] = lower + axes[2].share(k) * (row[axes[2].upper(k)] - lower);
		}
	}

	private void decide(final int i, final int j, final float[] values) {
		final int width = frame.size()[2];
		final List<NnunetPlan.Output> outputs = plan.outputs();
		for (int k = 0, at = frame.index(i, j, 0); k < width; k++, at += frame.stride()[2]) {
			if (regionOrNull != null && !regionOrNull.get(at)) continue;
			labels[at] = (short) (plan.regions() ? lastAbove(values, k, outputs) : largest(values, k, outputs));
			if (probabilityOrNull != null) probabilityOrNull[at] = plan.regions() ? sigmoid(values[probabilityOutput * width +
				k]) : softmax(values, k);
		}
	}

	private int largest(final float[] values, final int k, final List<NnunetPlan.Output> outputs) {
		int best = 0;
		for (int c = 1; c < outputs.size(); c++)
			if (values[c * frame.size()[2] + k] > values[best * frame.size()[2] + k]) best = c;
		return outputs.get(best).label();
	}

	private int lastAbove(final float[] values, final int k, final List<NnunetPlan.Output> outputs) {
		for (int c = outputs.size() - 1; c >= 0; c--)
			if (values[c * frame.size()[2] + k] > 0) return outputs.get(c).label();
		return 0;
	}

	private float softmax(final float[] values, final int k) {
		final int width = frame.size()[2];
		double sum = 0;
		for (int c = 0; c < plan.outputs().size(); c++)
			sum += Math.exp(values[c * width + k] - values[probabilityOutput * width + k]);
		return (float) (1 / sum);
	}

	private static float sigmoid(final float logit) {
		return (float) (1 / (1 + Math.exp(-logit)));
	}
}
