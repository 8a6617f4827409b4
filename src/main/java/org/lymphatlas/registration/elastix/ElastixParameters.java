package org.lymphatlas.registration.elastix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.lymphatlas.registration.RegistrationException;
import org.lymphatlas.registration.Stage;

/**
 * The parameter file of a stage, ours or the user's: an elastix parameter file as its manual describes it, with one line
 * more, {@code (MetricImages ...)}, that says what each metric compares: an image, see {@link ElastixImages};
 * {@code carina} for the point metric; {@code any} for a metric that looks at no image. A metric whose image this pair
 * has not is left out, with its weight and its part of every list that has one entry a metric.
 *
 * @param images the image of each metric, in order
 * @param file what elastix reads
 */
record ElastixParameters(List<String> images, ParameterFile file) {

	private static final String POINTS_METRIC = "CorrespondingPointsEuclideanDistanceMetric";
	private static final String IMAGES = "MetricImages", CARINA = "carina", ANY = "any";
	/** Lists of elastix with one entry a metric, or one for all. */
	private static final List<String> PER_METRIC = List.of("FixedImagePyramid", "MovingImagePyramid", "ImageSampler",
		"Interpolator");

	/**
	 * @param userFolder with rigid.txt, affine.txt and bspline.txt; else ours
	 * @param available names of the images that this pair has
	 * @param carina whether both images show the tracheal bifurcation
	 * @throws RegistrationException if the file cannot be read, or no metric is left that compares an image
	 */
	static ElastixParameters of(final Stage stage, final Optional<Path> userFolder, final Set<String> available,
		final boolean carina)
	{
		final String name = switch (stage) {
			case RIGID -> "rigid.txt";
			case AFFINE -> "affine.txt";
			case DEFORMABLE -> "bspline.txt";
		};
		return select(read(name, userFolder), available, carina, name);
	}

	private static ElastixParameters select(final ParameterFile file, final Set<String> available, final boolean carina,
		final String name)
	{
		final List<String> metrics = file.strings("Metric"), images = file.strings(IMAGES);
		if (metrics.size() != images.size()) throw new RegistrationException(name + ": Metric names " + metrics.size() +
			" metrics, " + IMAGES + " " + images.size() + " images; each metric needs one");
		final String first = images.stream().filter(available::contains).findFirst().orElseThrow(
			() -> new RegistrationException(name + ": none of its images " + images + " is there for this pair, which has " +
				available));
		final List<Integer> kept = IntStream.range(0, metrics.size()).filter(i -> available.contains(images.get(i)) || images
			.get(i).equals(ANY) || carina && images.get(i).equals(CARINA)).boxed().toList();
		final List<List<String>> weights = new ArrayList<>();
		for (int i = 0; i < metrics.size(); i++)
			weights.add(file.remove("Metric" + i + "Weight").orElse(List.of("1")));
		for (int k = 0; k < kept.size(); k++)
			file.put("Metric" + k + "Weight", weights.get(kept.get(k)));
		file.remove(IMAGES);
		file.put("Metric", pick(metrics, kept));
		for (final String key : PER_METRIC)
			file.put(key, perMetric(file.strings(key), metrics.size(), kept, name + ": " + key));
		return new ElastixParameters(pick(images, kept).stream().map(image -> available.contains(image) ? image : first)
			.toList(), file);
	}

	private static List<String> perMetric(final List<String> values, final int metrics, final List<Integer> kept,
		final String what)
	{
		if (values.size() == 1) return Collections.nCopies(kept.size(), values.get(0));
		if (values.size() != metrics) throw new RegistrationException(what + " has " + values.size() +
			" entries; one is needed, or one for each of the " + metrics + " metrics");
		return pick(values, kept);
	}

	private static List<String> pick(final List<String> values, final List<Integer> kept) {
		return kept.stream().map(values::get).toList();
	}

	boolean needsPoints() {
		return file.strings("Metric").contains(POINTS_METRIC);
	}

	int resolutions() {
		return (int) file.numbers("NumberOfResolutions", 1)[0];
	}

	/** The largest number of iterations of a resolution. */
	int iterations() {
		return file.strings("MaximumNumberOfIterations").stream().mapToInt(Integer::parseInt).max().orElse(1);
	}

	private static ParameterFile read(final String name, final Optional<Path> userFolder) {
		if (userFolder.isPresent()) {
			final Path file = userFolder.get().resolve(name);
			try {
				return ParameterFile.read(file);
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
