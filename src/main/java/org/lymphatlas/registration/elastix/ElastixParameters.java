package org.lymphatlas.registration.elastix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.registration.Channels;
import org.lymphatlas.registration.RegistrationException;
import org.lymphatlas.registration.Stage;

/**
 * The parameter file of a stage: {@code rigid.txt}, {@code affine.txt} or {@code bspline.txt}, ours or the user's, made
 * complete with one metric an image.
 */
final class ElastixParameters {

	/** Names of the images that metrics compare, in order; {@code intensity} or an organ group's. */
	record Metrics(List<String> images, ParameterFile parameters) {}

	static final String INTENSITY = "intensity";

	private ElastixParameters() {}

	static Metrics of(final Stage stage, final Channels fixed, final Optional<Path> userFolder) {
		final ParameterFile file = read(stage, userFolder);
		final List<String> images = new ArrayList<>();
		final List<String> metrics = new ArrayList<>();
		final List<Double> weights = new ArrayList<>();
		if (stage == Stage.DEFORMABLE) {
			images.add(INTENSITY);
			metrics.add("AdvancedMattesMutualInformation");
			weights.add(number(file, "IntensityWeight"));
		}
		final double organWeight = file.has("OrganWeight") ? number(file, "OrganWeight") : 1;
		for (final OrganGroup group : fixed.organs().keySet()) {
			images.add(imageName(group));
			metrics.add("AdvancedMeanSquares");
			weights.add(organWeight * share(fixed, group));
		}
		if (stage == Stage.DEFORMABLE) {
			images.add(INTENSITY);
			metrics.add("TransformBendingEnergyPenalty");
			weights.add(number(file, "BendingEnergyWeight"));
		}
		final int n = metrics.size();
		file.put("Metric", metrics);
		for (int i = 0; i < n; i++)
			file.put("Metric" + i + "Weight", String.format(Locale.ROOT, "%.6f", weights.get(i)));
		file.put("FixedImagePyramid", Collections.nCopies(n, "FixedSmoothingImagePyramid"));
		file.put("MovingImagePyramid", Collections.nCopies(n, "MovingSmoothingImagePyramid"));
		file.put("ImageSampler", Collections.nCopies(n, "RandomCoordinate"));
		file.put("Interpolator", Collections.nCopies(n, "LinearInterpolator"));
		file.put("ResampleInterpolator", "FinalBSplineInterpolator");
		file.put("Resampler", "DefaultResampler");
		return new Metrics(images, file);
	}

	static String imageName(final OrganGroup group) {
		return group.name().toLowerCase(Locale.ROOT);
	}

	/** One over the mean square of the image: the metric's value is then near 1 - Dice, as in the embedded engine. */
	private static double share(final Channels channels, final OrganGroup group) {
		double sum = 0;
		final float[] values = channels.organs().get(group).values();
		for (final float v : values)
			sum += v * v;
		return sum > 0 ? values.length / (2 * sum * channels.organs().size()) : 0;
	}

	private static double number(final ParameterFile file, final String key) {
		return file.numbers(key, 1)[0];
	}

	private static ParameterFile read(final Stage stage, final Optional<Path> userFolder) {
		final String name = switch (stage) {
			case RIGID -> "rigid.txt";
			case AFFINE -> "affine.txt";
			case DEFORMABLE -> "bspline.txt";
		};
		if (userFolder.isPresent()) {
			final Path file = userFolder.get().resolve(name);
			try {
				return ParameterFile.parse(Files.readString(file), file.toString());
			}
			catch (final IOException e) {
				throw new RegistrationException(file + " cannot be read (" + e.getMessage() +
					"); a folder of elastix parameters needs rigid.txt, affine.txt and bspline.txt", e);
			}
		}
		try (InputStream in = ElastixParameters.class.getResourceAsStream(name)) {
			return ParameterFile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
		}
		catch (final IOException e) {
			throw new RegistrationException("the shipped " + name + " cannot be read", e);
		}
	}
}
