package org.lymphatlas.network.nnunet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.lymphatlas.volume.InputException;

/**
 * One training among the files of a source: what nnU-Net leaves in a folder {@code <trainer>__<plans>__<configuration>}.
 *
 * @param folder relative, "" or with a slash at its end
 * @param plans name of its plans.json
 * @param dataset name of its dataset.json
 * @param checkpoints by fold ("0", "1", ... or "all") and kind (final, best, latest): names of files
 */
record Training(String folder, String plans, String dataset, Map<String, Map<String, String>> checkpoints) {

	private static final Pattern CHECKPOINT = Pattern.compile(
		"(.*?)fold_(all|[0-9]{1,3})/checkpoint_(final|best|latest)\\.pth");
	private static final Pattern V1 = Pattern.compile("(.*/)?(model_final_checkpoint\\.model(\\.pkl)?|plans\\.pkl)");

	/** All trainings in the files. */
	static List<Training> all(final SourceFiles files) {
		final Map<String, Map<String, Map<String, String>>> found = new TreeMap<>();
		for (final String name : files.names()) {
			final Matcher m = CHECKPOINT.matcher(name);
			if (m.matches() && (m.group(1).isEmpty() || m.group(1).endsWith("/"))) found.computeIfAbsent(m.group(1),
				folder -> new TreeMap<>(foldOrder())).computeIfAbsent(m.group(2), fold -> new TreeMap<>()).put(m.group(3), name);
		}
		final List<Training> all = new ArrayList<>();
		found.forEach((folder, checkpoints) -> all.add(new Training(folder, nearest(files, folder, "plans.json"), nearest(files,
			folder, "dataset.json"), checkpoints)));
		return all;
	}

	/**
	 * The only training, or the one that is asked for.
	 *
	 * @param asked a configuration, or a folder's whole name; empty for the only one
	 * @throws InputException if there is none, or more than one fits: then all are listed
	 */
	static Training choose(final SourceFiles files, final String asked, final String source) {
		final List<Training> all = all(files);
		if (all.isEmpty()) throw new InputException(files.names().stream().anyMatch(n -> V1.matcher(n).matches()) ? source +
			" is a model of nnU-Net v1, which is not read; only models of nnU-Net v2 are" : source +
				" holds no nnU-Net model: there is no fold_0/checkpoint_final.pth or the like in it. Give the folder " +
				"<trainer>__<plans>__<configuration>, one above it, or a zip of it");
		final List<Training> fitting = asked.isEmpty() ? all : all.stream().filter(t -> t.isCalled(asked)).toList();
		// A folder that does not tell its configuration may still have it; its checkpoint will tell.
		if (fitting.isEmpty() && all.size() == 1 && all.get(0).configurationHint().isEmpty()) return all.get(0);
		if (fitting.size() == 1) return fitting.get(0);
		final List<String> names = (fitting.isEmpty() ? all : fitting).stream().map(t -> t.folder.isEmpty() ? "."
			: t.folder.substring(0, t.folder.length() - 1)).toList();
		throw new InputException(source + " holds " + (fitting.isEmpty() ? "no configuration " + asked + ", but "
			: "several trainings: ") + String.join(", ", names) + "; choose with configuration=<one of them>");
	}

	/** The last part of the folder's name, if it has nnU-Net's form. */
	String configurationHint() {
		final String[] parts = folder.split("/");
		final String[] name = parts[parts.length - 1].split("__");
		return name.length == 3 ? name[2] : "";
	}

	private boolean isCalled(final String asked) {
		return asked.equals(configurationHint()) || ("/" + folder).endsWith("/" + asked + "/");
	}

	/**
	 * The folds to import with their checkpoints.
	 *
	 * @param asked for example "0,2" or "all"; empty for all numbered ones, or fold_all if that is the only one
	 * @param kind final, best or latest
	 * @throws InputException if one is not there
	 */
	Map<String, String> folds(final String asked, final String kind) {
		final Set<String> wanted = new LinkedHashSet<>();
		for (final String fold : asked.split("[,\\s]+"))
			if (!fold.isEmpty()) wanted.add(fold.replaceFirst("^fold_", ""));
		if (wanted.isEmpty()) checkpoints.keySet().stream().filter(f -> !f.equals("all")).forEach(wanted::add);
		if (wanted.isEmpty()) wanted.add("all");
		final Map<String, String> chosen = new LinkedHashMap<>();
		for (final String fold : wanted) {
			final Map<String, String> kinds = checkpoints.get(fold);
			if (kinds == null) throw new InputException("There is no fold " + fold + " in " + folder + "; there are: " + String
				.join(", ", checkpoints.keySet()));
			if (!kinds.containsKey(kind)) throw new InputException("Fold " + fold + " in " + folder + " has no checkpoint_" +
				kind + ".pth; it has: " + String.join(", ", kinds.keySet()) + ". Choose with checkpoint=" + kinds.keySet()
					.iterator().next());
			chosen.put(fold, kinds.get(kind));
		}
		return chosen;
	}

	/** In the folder itself or the nearest above it. */
	private static String nearest(final SourceFiles files, final String folder, final String name) {
		String at = folder;
		while (!files.has(at + name)) {
			if (at.isEmpty()) throw new InputException("There is no " + name + " in " + (folder.isEmpty() ? "the source" : folder) +
				" or above it: the model is not whole");
			at = at.substring(0, at.lastIndexOf('/', at.length() - 2) + 1);
		}
		return at + name;
	}

	/** Numbers in their order, "all" last. */
	private static Comparator<String> foldOrder() {
		return Comparator.comparingInt((final String fold) -> fold.equals("all") ? Integer.MAX_VALUE : Integer.parseInt(fold))
			.thenComparing(Comparator.naturalOrder());
	}
}
