package org.lymphatlas.registration.elastix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.lymphatlas.registration.Channels;
import org.lymphatlas.registration.RegistrationException;
import org.lymphatlas.registration.Stage;

/**
 * The parameter file of a stage: {@code rigid.txt}, {@code affine.txt} or {@code bspline.txt}, ours or the user's, made
 * complete with one metric an image.
 */
final class ElastixParameters {

	/** Names of the images that metrics compare, in order: {@link #INTENSITY}, {@link #ORGANS} or an organ group's. */
	record Metrics(List<String> images, ParameterFile parameters) {}

	static final String INTENSITY = "intensity";
	/** All organs in one image, see {@link OrganImages}. */
	static final String ORGANS = "organs";

	private ElastixParameters() {}

	static Metrics of(final Stage stage, final Channels fixed, final Optional<Path> userFolder) {
		final ParameterFile file = read(stage, userFolder);
		if (stage != Stage.DEFORMABLE) {
			final List<String> organs = fixed.organs().keySet().stream().map(OrganImages::name).collect(Collectors.toList());
			complete(file, Collections.nCopies(organs.size(), "AdvancedMeanSquares"), fixed.organs().keySet().stream()
				.mapToDouble(group -> OrganImages.weight(fixed, group)).toArray());
			return new Metrics(organs, file);
		}
		complete(file, List.of("AdvancedMattesMutualInformation", "AdvancedMeanSquares", "TransformBendingEnergyPenalty"),
			number(file, "IntensityWeight"), number(file, "OrganWeight"), number(file, "BendingEnergyWeight"));
		return new Metrics(List.of(INTENSITY, ORGANS, INTENSITY), file);
	}

	private static void complete(final ParameterFile file, final List<String> metrics, final double... weights) {
		final int n = metrics.size();
		file.put("Metric", metrics);
		for (int i = 0; i < n; i++)
			file.put("Metric" + i + "Weight", String.format(Locale.ROOT, "%.6f", weights[i]));
		file.put("FixedImagePyramid", Collections.nCopies(n, "FixedSmoothingImagePyramid"));
		file.put("MovingImagePyramid", Collections.nCopies(n, "MovingSmoothingImagePyramid"));
		file.put("ImageSampler", Collections.nCopies(n, "RandomCoordinate"));
		file.put("Interpolator", Collections.nCopies(n, "LinearInterpolator"));
		file.put("ResampleInterpolator", "FinalBSplineInterpolator");
		file.put("Resampler", "DefaultResampler");
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
