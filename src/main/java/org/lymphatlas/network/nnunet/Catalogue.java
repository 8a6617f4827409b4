package org.lymphatlas.network.nnunet;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import org.lymphatlas.volume.InputException;

/**
 * Published models that {@code import-model source=<name>} can fetch: node models of the LNQ project, and TotalSegmentator's
 * tasks that need no licence number. What stands in it was read in the lnq-segmenter's registry and in TotalSegmentator
 * 2.18's tables of tasks and of weights.
 *
 * @param licences texts by their short names
 * @param models in the order they are listed
 */
public record Catalogue(Map<String, String> licences, List<Entry> models) {

	private static final String RESOURCE = "catalogue.json";

	/**
	 * @param name what users type
	 * @param title what it is
	 * @param licence key of its text in {@link Catalogue#licences()}
	 * @param page where to read about it
	 * @param folds those that are imported unless others are asked for; empty for all
	 * @param configuration name of the training's folder; empty for the only one
	 * @param files zips that belong together
	 */
	public record Entry(String name, String title, String licence, String page, String folds, String configuration,
		List<File> files)
	{

		/**
		 * The zips that these folds need.
		 *
		 * @param asked for example "0,2"; empty for the entry's own choice
		 * @throws InputException if one is not published
		 */
		public List<File> filesFor(final String asked) {
			final Set<String> wanted = new TreeSet<>(List.of((asked.isEmpty() ? folds : asked).replace("fold_", "").split(
				"[,\\s]+")));
			final List<String> published = files.stream().flatMap(f -> f.fold().stream()).toList();
			if (!published.isEmpty()) for (final String fold : wanted)
				if (!published.contains(fold)) throw new InputException(name + " has no fold " + fold + "; it has " + String.join(
					", ", published));
			return files.stream().filter(f -> f.fold().map(wanted::contains).orElse(true)).toList();
		}
	}

	/**
	 * @param address to fetch it from
	 * @param sha256 of its bytes, if it is published
	 * @param bytes its exact size, if it is published
	 * @param aboutBytes its size as far as it is known
	 * @param fold that is in it, if it is of one fold only
	 */
	public record File(String address, Optional<String> sha256, Optional<Long> bytes, Optional<Long> aboutBytes,
		Optional<String> fold)
	{

		/** A file may leave all but the address out. */
		public File {
			sha256 = orEmpty(sha256);
			bytes = orEmpty(bytes);
			aboutBytes = orEmpty(aboutBytes);
			fold = orEmpty(fold);
		}

		/** The last part of its address. */
		public String name() {
			return address.substring(address.lastIndexOf('/') + 1);
		}

		private static <T> Optional<T> orEmpty(final Optional<T> value) {
			return value == null ? Optional.empty() : value;
		}
	}

	/** The one in the jar. */
	public static Catalogue read() {
		final Gson gson = new GsonBuilder().registerTypeAdapterFactory(new OptionalAdapter.Factory()).create();
		try (Reader json = new InputStreamReader(Catalogue.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8)) {
			return gson.fromJson(json, Catalogue.class);
		}
		catch (final IOException e) {
			throw new UncheckedIOException("The catalogue of models cannot be read", e);
		}
	}

	public Optional<Entry> find(final String name) {
		return models.stream().filter(m -> m.name().equals(name)).findFirst();
	}

	/** What a user agrees to: the model, its size and its licence. */
	public String terms(final Entry entry, final String folds) {
		final List<File> files = entry.filesFor(folds);
		final long bytes = files.stream().mapToLong(f -> f.bytes().or(f::aboutBytes).orElse(0L)).sum();
		return entry.title() + "\n" + entry.page() + "\n" + (bytes == 0 ? "Its size is not published" : String.format(
			Locale.ROOT, "%.0f MB to fetch", bytes / 1e6)) + (files.stream().allMatch(f -> f.sha256().isPresent())
				? ", checked by the published SHA-256" : "; no SHA-256 is published to check it by") + ".\n\nLicence: " + licences
					.get(entry.licence());
	}
}
