package org.lymphatlas.registration.elastix;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.program.ProgramRun;
import org.lymphatlas.registration.AffineTransform;
import org.lymphatlas.registration.RegistrationException;
import org.lymphatlas.registration.SpatialTransform;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Grid;

/** Points mapped here against the same points mapped by the user's transformix. */
public class ElastixTransformsTest {

	private static final int POINTS = 1000;
	private static final double TOLERANCE_MM = 0.01;
	private static final Pattern OUTPUT = Pattern.compile("OutputPoint = \\[ (\\S+) (\\S+) (\\S+) \\]");
	/** Oblique and mirrored, column by column as elastix writes it. */
	private static final double[] COLUMNS = { 0.8, 0, 0.6, 0, -1, 0, -0.6, 0, 0.8 };

	private static final String EULER = "(Transform \"EulerTransform\")\n(NumberOfParameters 6)\n" +
		"(TransformParameters 0.3 -0.2 0.5 12.5 -7.25 33)\n(CenterOfRotationPoint 11 -22 33)\n(ComputeZYX \"false\")\n";
	private static final String AFFINE = "(Transform \"AffineTransform\")\n(NumberOfParameters 12)\n" +
		"(TransformParameters 1.1 0.2 -0.1 0.05 0.9 0.1 0 -0.2 1.2 30 -12 7)\n(CenterOfRotationPoint 11 -22 33)\n";
	private static final String GEOMETRY = "(InitialTransformParametersFileName \"NoInitialTransform\")\n" +
		"(HowToCombineTransforms \"Compose\")\n(FixedImageDimension 3)\n(MovingImageDimension 3)\n" +
		"(FixedInternalImagePixelType \"float\")\n(MovingInternalImagePixelType \"float\")\n(Size 40 41 42)\n" +
		"(Index 0 0 0)\n(Spacing 3 4 5)\n(Origin -60 70 -80)\n(Direction 1 0 0 0 1 0 0 0 1)\n" +
		"(UseDirectionCosines \"true\")\n";

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void eulerAsTransformix() throws IOException {
		compare(EULER);
	}

	@Test
	public void eulerZyxAsTransformix() throws IOException {
		compare(EULER.replace("false", "true"));
	}

	@Test
	public void affineAsTransformix() throws IOException {
		compare(AFFINE);
	}

	@Test
	public void splineAsTransformix() throws IOException {
		final List<double[]> points = new ArrayList<>();
		final Random random = new Random(6);
		for (int k = 0; k < POINTS; k++)
			points.add(lattice().toWorld(1 + 5 * random.nextDouble(), 1 + 4 * random.nextDouble(), 1 + 6 * random
				.nextDouble()));
		compare(ElastixTransforms.of(ParameterFile.parse(spline(), "test")), spline() + GEOMETRY, points);
	}

	private static Grid lattice() {
		return new Grid(new int[] { 8, 7, 9 }, new double[] { 25, 30, 20 }, new double[] { -70, 120, -130 }, new double[] {
			0.8, 0, -0.6, 0, -1, 0, 0.6, 0, 0.8 });
	}

	/** Random coefficients of some mm. */
	private static String spline() {
		final int n = lattice().voxels();
		final StringBuilder text = new StringBuilder("(Transform \"BSplineTransform\")\n(NumberOfParameters " + 3 * n +
			")\n(GridSize 8 7 9)\n(GridIndex 0 0 0)\n(GridSpacing 25 30 20)\n(GridOrigin -70 120 -130)\n(GridDirection");
		for (final double d : COLUMNS)
			text.append(' ').append(d);
		text.append(")\n(BSplineTransformSplineOrder 3)\n(UseCyclicTransform \"false\")\n(TransformParameters");
		final Random random = new Random(7);
		for (int i = 0; i < 3 * n; i++)
			text.append(String.format(Locale.ROOT, " %.6f", 8 * random.nextGaussian()));
		return text + ")\n";
	}

	@Test
	public void translationAsTransformix() throws IOException {
		compare("(Transform \"TranslationTransform\")\n(NumberOfParameters 3)\n(TransformParameters 12.5 -7.25 33.125)\n");
	}

	/** Two stages as we compose them, the first one ours, against the chain as elastix leaves it in its folder. */
	@Test
	public void compositionAsTransformix() throws IOException {
		final AffineTransform first = AffineTransform.rigid(new double[] { 0.1, -0.2, 0.3 }, new double[] { 5, 6, 7 },
			new double[] { -8, 9, 10 });
		Files.writeString(folder.getRoot().toPath().resolve("initial.txt"), ElastixTransforms.write(first, grid())
			.toString());
		for (final String second : List.of(AFFINE, EULER, spline(), spline().replace("BSplineTransform\"",
			"RecursiveBSplineTransform\"")))
		{
			final Grid lattice = lattice();
			final List<double[]> points = new ArrayList<>();
			final Random random = new Random(8);
			for (int k = 0; k < POINTS; k++) {
				final double[] p = lattice.toWorld(1 + 5 * random.nextDouble(), 1 + 4 * random.nextDouble(), 1 + 6 * random
					.nextDouble());
				first.inverse().apply(p, p);
				points.add(p);
			}
			compare(first.then(ElastixTransforms.of(ParameterFile.parse(second, "test"))), second +
				GEOMETRY.replace("NoInitialTransform", "initial.txt"), points);
		}
	}

	@Test
	public void otherWaysToComposeAreRefused() {
		for (final String line : List.of("(HowToCombineTransforms \"Add\")", "(UseDirectionCosines \"false\")")) {
			final String message = assertThrows(RegistrationException.class, () -> ElastixTransforms.of(ParameterFile.parse(
				AFFINE + line, "t.txt"))).getMessage();
			assertTrue(message, message.contains(line.substring(1, 10)));
		}
	}

	/** What we hand over as a start is what elastix takes it for. */
	@Test
	public void ourAffineIsTheirs() throws IOException {
		final AffineTransform affine = new AffineTransform(new double[] { 1.1, 0.2, -0.1, 30, 0.05, 0.9, 0.1, -12, 0, -0.2,
			1.2, 7 });
		final String text = ElastixTransforms.write(affine, grid()).toString();
		assertEquals(affine, ElastixTransforms.of(ParameterFile.parse(text, "ours")));
		compare(affine, text, randomPoints());
	}

	@Test
	public void otherTransformsAreRefused() {
		for (final String text : List.of("(Transform \"WeightedCombinationTransform\")", "",
			"(Transform \"AffineTransform\")(", "(Transform \"AffineTransform\")\n(TransformParameters 1 2 3)",
			"(Transform \"EulerTransform\")\n(TransformParameters 1 2 3 x 5 6)\n(CenterOfRotationPoint 0 0 0)"))
			assertThrows(text, RegistrationException.class, () -> ElastixTransforms.of(ParameterFile.parse(text, "t.txt")));
	}

	private static Grid grid() {
		return new Grid(new int[] { 40, 41, 42 }, new double[] { 3, 4, 5 }, new double[] { -60, 70, -80 }, new double[] {
			0.8, 0, -0.6, 0, -1, 0, 0.6, 0, 0.8 });
	}

	private static List<double[]> randomPoints() {
		final Random random = new Random(5);
		final List<double[]> points = new ArrayList<>();
		for (int k = 0; k < POINTS; k++)
			points.add(new double[] { 200 * random.nextGaussian(), 200 * random.nextGaussian(), 200 * random.nextGaussian() });
		return points;
	}

	private void compare(final String transform) throws IOException {
		compare(ElastixTransforms.of(ParameterFile.parse(transform, "test")), transform + GEOMETRY, randomPoints());
	}

	private void compare(final SpatialTransform ours, final String file, final List<double[]> points) throws IOException {
		final List<double[]> theirs = transformix(file, points);
		final double[] q = new double[3];
		for (int k = 0; k < points.size(); k++) {
			ours.apply(points.get(k), q);
			assertArrayEquals("point " + k, theirs.get(k), q, TOLERANCE_MM);
		}
	}

	private List<double[]> transformix(final String file, final List<double[]> points) throws IOException {
		final Path program = transformixOrSkip();
		final Path place = folder.getRoot().toPath();
		Files.writeString(place.resolve("t.txt"), file);
		final StringBuilder list = new StringBuilder("point\n" + points.size() + "\n");
		for (final double[] p : points)
			list.append(p[0]).append(' ').append(p[1]).append(' ').append(p[2]).append('\n');
		Files.writeString(place.resolve("points.txt"), list);
		ProgramRun.of(program, List.of("-def", "points.txt", "-tp", "t.txt", "-out", "."), place).run(line -> {},
			new InlineTask("transformix"));
		final List<double[]> mapped = new ArrayList<>();
		for (final String line : Files.readAllLines(place.resolve("outputpoints.txt"))) {
			final Matcher matcher = OUTPUT.matcher(line);
			assertTrue("an output point in: " + line, matcher.find());
			mapped.add(new double[] { Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2)), Double
				.parseDouble(matcher.group(3)) });
		}
		assertEquals("points mapped", points.size(), mapped.size());
		return mapped;
	}

	private static Path transformixOrSkip() {
		try {
			final Path elastix = ElastixInstallation.find(Optional.empty()).elastix();
			final Path transformix = elastix.resolveSibling(elastix.getFileName().toString().replace("elastix", "transformix"));
			Assume.assumeTrue("no transformix beside " + elastix + ": not compared", Files.isExecutable(transformix));
			return transformix;
		}
		catch (final RegistrationException missing) {
			Assume.assumeNoException("no elastix here: not compared", missing);
			throw missing;
		}
	}
}
