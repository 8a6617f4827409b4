package org.lymphatlas.network.nnunet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.volume.InputException;

/** plans.json and dataset.json of a training as a {@link NnunetPlan}; what cannot be honoured is refused by its name. */
final class PlanReader {

	private static final Set<String> READERS = Set.of("SimpleITKIO", "NibabelIO");
	private static final double ANISOTROPY_THRESHOLD = 3;

	private PlanReader() {}

	/**
	 * @param mirrorAxes as the checkpoint has them
	 * @param origin of the model; its configuration is the one that is read
	 * @throws InputException naming what is missing, wrong or not supported
	 */
	static NnunetPlan read(final Plans plans, final Dataset dataset, final List<Long> mirrorAxes,
		final NnunetPlan.Origin origin)
	{
		final JsonView configuration = plans.configuration(origin.configuration());
		requireSupported(plans.json(), configuration);
		final NetworkSpec network = Architecture.of(configuration, dataset.channels().size(), dataset.outputs().size());
		final NnunetPlan.ResamplingRule logits = resampling(configuration, "resampling_fn_probabilities");
		if (logits.order() > 1 || logits.orderZ() > 1) throw new InputException(configuration.where() +
			": resampling_fn_probabilities of order " + Math.max(logits.order(), logits.orderZ()) + " is not supported; 0 and 1 are");
		return new NnunetPlan(network, configuration.get("patch_size").integers(), configuration.get("spacing").numbers(), plans
			.json().find("transpose_forward").map(JsonView::integers).orElse(new int[] { 0, 1, 2 }), channels(plans.json(),
				configuration, dataset), resampling(configuration, "resampling_fn_data"), logits, dataset.outputs(), dataset.regions(), mirrorAxes.stream().mapToInt(axis -> axis < 0 || axis > 2 ? -1 : axis.intValue())
						.toArray(), Optional.empty(), origin).validate();
	}

	private static void requireSupported(final JsonView plans, final JsonView configuration) {
		final String where = configuration.where();
		if (configuration.has("previous_stage")) throw new InputException(where +
			" is the second stage of a cascade, which is not supported; import 3d_fullres or 3d_lowres");
		if (configuration.get("patch_size").list().size() == 2) throw new InputException(where +
			" is a 2D network, which is not supported; import a 3D configuration");
		requireName(configuration.find("preprocessor_name"), "DefaultPreprocessor");
		requireName(plans.find("label_manager"), "LabelManager");
		plans.find("image_reader_writer").map(JsonView::text).filter(reader -> !READERS.contains(reader)).ifPresent(reader -> {
			throw new InputException(plans.where() + ": images are read by " + reader +
				", which turns or interprets them in its own way; supported are SimpleITKIO and NibabelIO");
		});
	}

	private static void requireName(final Optional<JsonView> given, final String supported) {
		given.filter(name -> !name.text().equals(supported)).ifPresent(name -> {
			throw new InputException(name.where() + " is " + name.text() + "; only " + supported + " is supported");
		});
	}

	private static List<NnunetPlan.Channel> channels(final JsonView plans, final JsonView configuration,
		final Dataset dataset)
	{
		final List<JsonView> schemes = configuration.get("normalization_schemes").list();
		final List<JsonView> masks = configuration.get("use_mask_for_norm").list();
		final int n = dataset.channels().size();
		if (schemes.size() != n || masks.size() != n) throw new InputException(configuration.where() + ": " + schemes.size() +
			" normalization_schemes and " + masks.size() + " use_mask_for_norm for " + n + " channels of dataset.json");
		final Optional<JsonView> intensities = plans.find("foreground_intensity_properties_per_channel").or(() -> plans.find(
			"foreground_intensity_properties_by_modality"));
		final List<NnunetPlan.Channel> channels = new ArrayList<>();
		for (int c = 0; c < n; c++) {
			final NnunetPlan.Normalization scheme = normalization(schemes.get(c));
			final Optional<JsonView> table = scheme == NnunetPlan.Normalization.CT ? Optional.of(intensities.orElseThrow(
				() -> new InputException(plans.where() + " has no foreground_intensity_properties_per_channel")).get(Integer
					.toString(c))) : Optional.empty();
			channels.add(new NnunetPlan.Channel(dataset.channels().get(c), scheme, masks.get(c).flag(), value(table,
				"percentile_00_5"), value(table, "percentile_99_5"), value(table, "mean"), value(table, "std")));
		}
		return channels;
	}

	private static double value(final Optional<JsonView> table, final String key) {
		return table.map(t -> t.get(key).number()).orElse(0.0);
	}

	private static NnunetPlan.Normalization normalization(final JsonView scheme) {
		return switch (scheme.text()) {
			case "CTNormalization" -> NnunetPlan.Normalization.CT;
			case "ZScoreNormalization" -> NnunetPlan.Normalization.Z_SCORE;
			case "NoNormalization" -> NnunetPlan.Normalization.NONE;
			case "RescaleTo01Normalization" -> NnunetPlan.Normalization.RESCALE_TO_0_1;
			case "RGBTo01Normalization" -> NnunetPlan.Normalization.RGB_TO_0_1;
			default -> throw new InputException(scheme.where() + ": " + scheme.text() + " is not supported");
		};
	}

	private static NnunetPlan.ResamplingRule resampling(final JsonView configuration, final String key) {
		final JsonView function = configuration.get(key);
		if (!function.text().equals("resample_data_or_seg_to_shape")) throw new InputException(function.where() + ": " +
			function.text() + " is not supported; resample_data_or_seg_to_shape is");
		final JsonView k = configuration.get(key + "_kwargs");
		if (k.find("is_seg").map(JsonView::flag).orElse(false)) throw new InputException(k.where() +
			": is_seg is true, which is for labels only");
		if (k.find("separate_z_anisotropy_threshold").map(JsonView::number).orElse(
			ANISOTROPY_THRESHOLD) != ANISOTROPY_THRESHOLD) throw new InputException(k.where() +
				": a separate_z_anisotropy_threshold other than 3 is not supported");
		final List<String> known = Arrays.asList("is_seg", "order", "order_z", "force_separate_z",
			"separate_z_anisotropy_threshold");
		k.members().keySet().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
			throw new InputException(k.where() + ": the option " + name + " is not known");
		});
		// A force_separate_z of null stands for "where the spacing says so", one that is missing for false.
		final Optional<Boolean> separateZ = k.object().has("force_separate_z") ? k.find("force_separate_z").map(JsonView::flag)
			: Optional.of(false);
		return new NnunetPlan.ResamplingRule(k.find("order").map(JsonView::integer).orElse(3), k.find("order_z").map(
			JsonView::integer).orElse(0), separateZ);
	}
}
