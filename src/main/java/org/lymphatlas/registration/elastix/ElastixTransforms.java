package org.lymphatlas.registration.elastix;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.registration.BSplineTransform;
import org.lymphatlas.registration.RegistrationException;
import org.lymphatlas.registration.SpatialTransform;
import org.lymphatlas.volume.Grid;

/**
 * elastix's transform parameter files as {@link SpatialTransform}s, without what they name as their initial transform.
 * Both map fixed to moving points in LPS mm, so no axis is turned.
 */
final class ElastixTransforms {

	private static final int CUBIC = 3;
	private static final long MAX_LATTICE_POINTS = 1 << 24;

	private ElastixTransforms() {}

	/**
	 * @throws RegistrationException if the transform is of a kind, or composed in a way, that is not known here, or is not
	 *           written as that kind is
	 */
	static SpatialTransform of(final ParameterFile file) {
		requireValue(file, "HowToCombineTransforms", "Compose");
		requireValue(file, "UseDirectionCosines", "true");
		final String kind = file.string("Transform", "none");
		return switch (kind) {
			case "TranslationTransform" -> {
				final double[] p = file.numbers("TransformParameters", 3);
				yield AffineTransform.translation(p[0], p[1], p[2]);
			}
			case "EulerTransform" -> euler(file);
			case "AffineTransform" -> affine(file);
			case "BSplineTransform", "RecursiveBSplineTransform" -> spline(file);
			default -> throw new RegistrationException("elastix returned a '" + kind +
				"', which is not known here; use EulerTransform, AffineTransform or BSplineTransform");
		};
	}

	private static void requireValue(final ParameterFile file, final String key, final String value) {
		final String found = file.string(key, value);
		if (!found.equals(value)) throw new RegistrationException("elastix returned a transform with " + key + " " + found +
			"; set it to " + value + " in the parameter file");
	}

	private static AffineTransform euler(final ParameterFile file) {
		final double[] p = file.numbers("TransformParameters", 6);
		final double[] x = turn(0, p[0]), y = turn(1, p[1]), z = turn(2, p[2]);
		final boolean zyx = file.string("ComputeZYX", "false").equals("true");
		final double[] rotation = zyx ? times(z, times(y, x)) : times(z, times(x, y));
		return AffineTransform.about(rotation, file.numbers("CenterOfRotationPoint", 3), Arrays.copyOfRange(p, 3, 6));
	}

	private static AffineTransform affine(final ParameterFile file) {
		final double[] p = file.numbers("TransformParameters", 12);
		return AffineTransform.about(Arrays.copyOf(p, 9), file.numbers("CenterOfRotationPoint", 3), Arrays.copyOfRange(p, 9,
			12));
	}

	/** Right-handed rotation about axis 0, 1 or 2. */
	private static double[] turn(final int axis, final double angle) {
		final double[] r = new double[9];
		final int b = (axis + 1) % 3, c = (axis + 2) % 3;
		r[4 * axis] = 1;
		r[4 * b] = r[4 * c] = Math.cos(angle);
		r[3 * b + c] = -Math.sin(angle);
		r[3 * c + b] = Math.sin(angle);
		return r;
	}

	private static double[] times(final double[] a, final double[] b) {
		final double[] r = new double[9];
		for (int i = 0; i < 9; i++)
			for (int k = 0; k < 3; k++)
				r[i] += a[3 * (i / 3) + k] * b[3 * k + i % 3];
		return r;
	}

	private static BSplineTransform spline(final ParameterFile file) {
		final int order = (int) Double.parseDouble(file.string("BSplineTransformSplineOrder", "3"));
		if (order != CUBIC) throw new RegistrationException("elastix returned a B-spline of order " + order +
			"; only cubic ones (order 3) are known here");
		final double[] size = file.numbers("GridSize", 3);
		if (size[0] * size[1] * size[2] > MAX_LATTICE_POINTS) throw new RegistrationException("elastix returned a lattice of " +
			Arrays.toString(size) + " points, more than can be true");
		final double[] index = file.numbers("GridIndex", 3);
		final double[] d = file.numbers("GridDirection", 9);
		// elastix writes the matrix column by column
		final double[] direction = { d[0], d[3], d[6], d[1], d[4], d[7], d[2], d[5], d[8] };
		final int[] n = { (int) size[0], (int) size[1], (int) size[2] };
		final Grid unshifted = new Grid(n, file.numbers("GridSpacing", 3), file.numbers("GridOrigin", 3), direction);
		final Grid lattice = new Grid(n, unshifted.spacing(), unshifted.toWorld(index[0], index[1], index[2]), direction);
		final int points = lattice.voxels();
		final double[] p = file.numbers("TransformParameters", 3 * points);
		final float[] c = new float[3 * points];
		for (int i = 0; i < points; i++)
			for (int a = 0; a < 3; a++)
				c[3 * i + a] = (float) p[a * points + i];
		return new BSplineTransform(lattice, c);
	}

	/** An affine transform as a transform parameter file, for the image geometry it is used with. */
	static ParameterFile write(final AffineTransform transform, final Grid fixed) {
		final double[] m = transform.matrix();
		final double[] p = { m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10], m[3], m[7], m[11] };
		final double[] d = fixed.direction();
		final ParameterFile file = ParameterFile.parse("", "");
		file.put("Transform", "AffineTransform");
		file.put("NumberOfParameters", "12");
		file.put("TransformParameters", numbers(p));
		file.put("InitialTransformParametersFileName", "NoInitialTransform");
		file.put("HowToCombineTransforms", "Compose");
		file.put("FixedImageDimension", "3");
		file.put("MovingImageDimension", "3");
		file.put("FixedInternalImagePixelType", "float");
		file.put("MovingInternalImagePixelType", "float");
		file.put("Size", IntStream.range(0, 3).mapToObj(a -> Integer.toString(fixed.size(a))).collect(Collectors.toList()));
		file.put("Index", List.of("0", "0", "0"));
		file.put("Spacing", numbers(fixed.spacing()));
		file.put("Origin", numbers(fixed.origin()));
		file.put("Direction", numbers(new double[] { d[0], d[3], d[6], d[1], d[4], d[7], d[2], d[5], d[8] }));
		file.put("UseDirectionCosines", "true");
		file.put("CenterOfRotationPoint", List.of("0", "0", "0"));
		return file;
	}

	private static List<String> numbers(final double[] values) {
		return Arrays.stream(values).mapToObj(v -> String.format(Locale.ROOT, "%.17g", v)).collect(Collectors.toList());
	}
}
