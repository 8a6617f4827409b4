package org.lymphatlas.segmentation.nnunet;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.Test;
import org.lymphatlas.network.nnunet.NnunetPlan.ResamplingRule;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.AxisResampling;

import com.google.gson.Gson;

/** Against {@code resample_data_or_seg_to_shape} of nnU-Net 2.8.1; src/benchmark/nnunet/recorded_resampling.py. */
public class ImageResamplingTest {

	private record Case(String name, int[] from, double[] fromMm, double[] toMm, int order, int orderZ, Boolean separateZ,
		int axis, int[] to, float[] image, float[] result)
	{

		ResamplingRule rule() {
			return new ResamplingRule(order, orderZ, Optional.ofNullable(separateZ));
		}

		float[] run(final int[] transpose) {
			final int[] stride = { from[1] * from[2], from[2], 1 };
			return ImageResampling.resample((start, step, count, to, at) -> {
				for (int k = 0; k < count; k++)
					to[at + k] = image[start + k * step];
			}, new Frame(from, stride, 0).permuted(transpose), permuted(fromMm, transpose), new int[] { to[transpose[0]],
				to[transpose[1]], to[transpose[2]] }, permuted(toMm, transpose), rule(), new InlineTask("resample"));
		}
	}

	private static double[] permuted(final double[] v, final int[] axis) {
		return new double[] { v[axis[0]], v[axis[1]], v[axis[2]] };
	}

	private static List<Case> cases() {
		return List.of(new Gson().fromJson(new InputStreamReader(ImageResamplingTest.class.getResourceAsStream(
			"resampling.json"), StandardCharsets.UTF_8), Case[].class));
	}

	@Test
	public void sizeAndAxisAreNnunets() {
		for (final Case c : cases()) {
			assertArrayEquals(c.name, c.to, ResamplingAxes.size(c.from, c.fromMm, c.toMm));
			assertEquals(c.name, c.axis, ResamplingAxes.separate(c.rule(), c.fromMm, c.toMm).orElse(-1));
		}
	}

	@Test
	public void valuesAreNnunets() {
		for (final Case c : cases()) {
			final float[] result = c.run(new int[] { 0, 1, 2 });
			assertEquals(c.name, c.result.length, result.length);
			for (int i = 0; i < result.length; i++)
				assertEquals(c.name + ", voxel " + i % c.to[2] + ", " + i / c.to[2] % c.to[1] + ", " + i / c.to[2] / c.to[1],
					c.result[i], result[i], 1e-5);
		}
	}

	/** Axes have no preference: the transposed image gives the transposed result. */
	@Test
	public void transposedImageGivesTransposedResult() {
		for (final int[] transpose : new int[][] { { 1, 0, 2 }, { 2, 0, 1 }, { 1, 2, 0 }, { 2, 1, 0 } })
			for (final Case c : cases()) {
				final float[] result = c.run(transpose);
				final int[] n = { c.to[transpose[0]], c.to[transpose[1]], c.to[transpose[2]] };
				final int[] at = new int[3];
				for (int i = 0; i < result.length; i++) {
					at[transpose[0]] = i / n[2] / n[1];
					at[transpose[1]] = i / n[2] % n[1];
					at[transpose[2]] = i % n[2];
					assertEquals(c.name + " " + Arrays.toString(transpose) + " voxel " + i, c.result[(at[0] * c.to[1] + at[1]) *
						c.to[2] + at[2]], result[i], 1e-5);
				}
			}
	}

	/** Unclipped, the cubic spline goes through its samples: a line resampled to itself by way of three times as many. */
	@Test
	public void splineGoesThroughItsSamples() {
		final Random random = new Random(1);
		final int n = 9, width = 4;
		final AxisResampling axis = new AxisResampling(n, 3 * n, 3);
		final float[] rows = new float[(n + 2 * axis.margin()) * width];
		for (int i = 0; i < n * width; i++)
			rows[axis.margin() * width + i] = (float) random.nextGaussian();
		final float[] before = rows.clone(), after = new float[3 * n * width];
		axis.apply(rows, width, after);
		for (int i = 0; i < n; i++)
			for (int x = 0; x < width; x++)
				assertEquals("sample " + i, before[(i + axis.margin()) * width + x], after[(3 * i + 1) * width + x], 2e-6);
	}
}
