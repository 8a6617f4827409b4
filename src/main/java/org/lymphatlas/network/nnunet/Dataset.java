package org.lymphatlas.network.nnunet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.lymphatlas.volume.InputException;

/**
 * nnU-Net's dataset.json: channels and labels.
 *
 * @param channels names in order
 * @param outputs of the network, in order
 * @param regions whether outputs are overlapping regions
 * @param licence as its author wrote it, or empty
 */
record Dataset(List<String> channels, List<NnunetPlan.Output> outputs, boolean regions, String licence) {

	private static final int MAX_LICENCE_CHARS = 100_000;

	/** @throws InputException if it is not what nnU-Net v2 reads */
	static Dataset of(final JsonView json) {
		final Map<String, JsonView> labels = json.get("labels").members();
		if (labels.containsKey("0")) throw new InputException(json.where() + ": labels are given as number: name, as in " +
			"nnU-Net v1; only models of nnU-Net v2 are read");
		if (!labels.containsKey("background") || isRegion(labels.get("background")) || labels.get("background")
			.integer() != 0) throw new InputException(json.where() + ": labels need a background of 0");
		final boolean regions = labels.values().stream().anyMatch(Dataset::isRegion);
		labels.remove("ignore");
		return new Dataset(channels(json), regions ? regions(labels, json.get("regions_class_order").integers(), json.where())
			: classes(labels, json.where()), regions, licence(json));
	}

	/** Channel "0" first; their keys are numbers. */
	private static List<String> channels(final JsonView json) {
		final JsonView named = json.has("modality") ? json.get("modality") : json.get("channel_names");
		final List<String> channels = new ArrayList<>();
		while (named.has(Integer.toString(channels.size())))
			channels.add(named.get(Integer.toString(channels.size())).text());
		if (channels.isEmpty() || channels.size() != named.members().size()) throw new InputException(named.where() +
			" must name the channels 0, 1, ...");
		return channels;
	}

	private static boolean isRegion(final JsonView label) {
		return label.isList() && label.list().size() > 1;
	}

	private static List<NnunetPlan.Output> classes(final Map<String, JsonView> labels, final String where) {
		final NnunetPlan.Output[] classes = new NnunetPlan.Output[labels.size()];
		labels.forEach((name, label) -> {
			final int number = label.isList() && label.list().size() == 1 ? label.list().get(0).integer() : label.integer();
			if (number < 0 || number >= classes.length || classes[number] != null) throw new InputException(where + ": label " +
				name + " is " + number + "; labels must be 0 to " + (classes.length - 1) + ", each once");
			classes[number] = new NnunetPlan.Output(name, number);
		});
		return List.of(classes);
	}

	/** Foreground regions in the order of the labels; what each is written as comes from regions_class_order. */
	private static List<NnunetPlan.Output> regions(final Map<String, JsonView> labels, final int[] written,
		final String where)
	{
		final List<NnunetPlan.Output> regions = new ArrayList<>();
		labels.forEach((name, label) -> {
			if (isBackground(label)) return;
			if (regions.size() == written.length) throw new InputException(where + ": regions_class_order is shorter than the " +
				"regions are many");
			regions.add(new NnunetPlan.Output(name, written[regions.size()]));
		});
		if (regions.size() != written.length) throw new InputException(where + ": regions_class_order has " + written.length +
			" numbers for " + regions.size() + " regions");
		return regions;
	}

	private static boolean isBackground(final JsonView label) {
		return label.isList() ? label.list().stream().allMatch(l -> l.integer() == 0) : label.integer() == 0;
	}

	private static String licence(final JsonView json) {
		for (final String key : List.of("licence", "license"))
			if (json.has(key)) {
				final String text = json.get(key).text().strip();
				return text.substring(0, Math.min(text.length(), MAX_LICENCE_CHARS));
			}
		return "";
	}
}
