package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.function.ToDoubleBiFunction;

import org.lymphatlas.network.Tensor;

/** Two branches' logits of eight voxels and their annotation; losses of them are held against double precision. */
final class EightVoxels {

	static final double[] MAIN = { 2, 1, 0, -1, -2, 3, -3, 0.5 };
	static final double[] AUXILIARY = { 1, 0, 0.5, -1, -1, 2, -2, 0 };
	static final double[] ANNOTATION = { 1, 1, 0, 0, 0, 1, 0, 1 };
	/** 1 on annotated voxels. */
	static final double[] TRUST = { 1, 1, 0, 0.25, 1, 1, 0.75, 1 };
	static final double THETA = 0.3;

	private EightVoxels() {}

	static double sigmoid(final double x) {
		return 1 / (1 + Math.exp(-x));
	}

	static double value(final Running.Function loss, final double[] annotation) {
		return Running.value(loss, inputs(annotation)).values()[0];
	}

	static List<Tensor> gradients(final Running.Function loss) {
		return Running.gradients(Layout.CHANNELS_FIRST, loss, new float[] { 1 }, inputs(ANNOTATION));
	}

	/** @param reference of main and auxiliary branch; its differences are compared with the gradients */
	static void assertGradients(final String name, final Running.Function loss,
		final ToDoubleBiFunction<double[], double[]> reference)
	{
		assertEquals(name, reference.applyAsDouble(MAIN, AUXILIARY), value(loss, ANNOTATION), 2e-6);
		final List<Tensor> gradients = gradients(loss);
		for (int branch = 0; branch < 2; branch++)
			for (int i = 0; i < 8; i++)
				assertEquals(name + ", branch " + branch + ", voxel " + i, difference(reference, branch, i), gradients.get(branch)
					.values()[i], 2e-6);
	}

	private static double difference(final ToDoubleBiFunction<double[], double[]> reference, final int branch,
		final int voxel)
	{
		final double step = 1e-5;
		final double[][] up = { MAIN.clone(), AUXILIARY.clone() }, down = { MAIN.clone(), AUXILIARY.clone() };
		up[branch][voxel] += step;
		down[branch][voxel] -= step;
		return (reference.applyAsDouble(up[0], up[1]) - reference.applyAsDouble(down[0], down[1])) / (2 * step);
	}

	/** Main and auxiliary branch, annotation, theta, 1 - theta, trust. */
	static Tensor[] inputs(final double[] annotation) {
		return new Tensor[] { image(MAIN), image(AUXILIARY), image(annotation), new Tensor(new int[] { 1, 1 }, new float[] {
			(float) THETA }), new Tensor(new int[] { 1, 1 }, new float[] { (float) (1 - THETA) }), image(TRUST) };
	}

	static Tensor image(final double[] values) {
		final Tensor tensor = Tensor.zeros(1, 1, 2, 2, 2);
		for (int i = 0; i < 8; i++)
			tensor.values()[i] = (float) values[i];
		return tensor;
	}
}
