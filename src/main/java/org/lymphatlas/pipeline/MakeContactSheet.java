package org.lymphatlas.pipeline;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.lymphatlas.task.Cancellation;
import org.lymphatlas.viewer.CaseFolder;
import org.lymphatlas.viewer.CaseStrip;
import org.lymphatlas.viewer.sheet.SheetHtml;
import org.lymphatlas.viewer.sheet.SheetPages;
import org.lymphatlas.viewer.sheet.SheetRow;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/**
 * A contact sheet of a batch's results: every folder that has a {@code record.json}, and the cases that {@code batch.csv}
 * says failed. Small pictures are drawn one case at a time, and again only where the record is newer.
 */
public final class MakeContactSheet {

	/**
	 * @param results folder of the cases' folders
	 * @param output receives {@code index.html}, {@code page-01.png} and so on, and {@code pictures/}
	 * @param first which cases of one verdict come first
	 */
	public record Options(Path results, Path output, SheetRow.First first) {

		/** Where a batch leaves its sheet. */
		public static Options of(final Path results) {
			return new Options(results, results.resolve("contact-sheet"), SheetRow.First.FEWEST);
		}
	}

	private final Options options;
	private final Task task;

	private MakeContactSheet(final Options options, final Task task) {
		this.options = options;
		this.task = task;
	}

	/**
	 * @return the rows as they stand on the sheet
	 * @throws InputException if there are no results, or a record cannot be read
	 */
	public static List<SheetRow> run(final Options options, final Task task) {
		if (!Files.isDirectory(options.results())) throw new InputException("results=" + options.results() +
			" is no folder; give the output folder of a batch");
		OutputFolder.check(options.output());
		return new MakeContactSheet(options, task).run();
	}

	private List<SheetRow> run() {
		final Map<String, SheetRow> rows = new TreeMap<>();
		final List<Path> folders = folders();
		task.setProgressMaximum(folders.size());
		for (final Path folder : folders) {
			Cancellation.check(task);
			task.setStatusMessage("Contact sheet: " + folder.getFileName());
			rows.put(folder.getFileName().toString(), row(folder));
			task.setProgressValue(rows.size());
		}
		BatchCsv.failures(options.results()).forEach((name, reason) -> rows.putIfAbsent(name, new SheetRow(name,
			SheetRow.Verdict.NO_RESULT, List.of(reason), Optional.empty(), List.of(), Optional.empty(), Optional.empty())));
		if (rows.isEmpty()) throw new InputException("results=" + options.results() +
			" holds no case: no folder in it has a record.json; give the output folder of a batch");
		final List<SheetRow> sorted = rows.values().stream().sorted(SheetRow.order(options.first())).toList();
		final String title = "Contact sheet of " + options.results().toAbsolutePath().normalize().getFileName();
		final List<Path> pages = SheetPages.write(title, sorted, options.output());
		removeOldPages(pages.size());
		Json.writeText(options.output().resolve("index.html"), SheetHtml.of(title, sorted, options.output()));
		return sorted;
	}

	private List<Path> folders() {
		try (Stream<Path> inside = Files.list(options.results())) {
			return inside.filter(folder -> Files.isRegularFile(folder.resolve("record.json"))).sorted().toList();
		}
		catch (final IOException e) {
			throw new InputException("results=" + options.results() + " cannot be listed: " + e.getMessage(), e);
		}
	}

	private SheetRow row(final Path folder) {
		final JsonObject record = read(folder.resolve("record.json"));
		final Optional<JsonObject> registration = member(record, "registration").filter(JsonElement::isJsonObject).map(
			JsonElement::getAsJsonObject);
		final List<String> warnings = new ArrayList<>(texts(record, "warnings"));
		final Optional<Path> pictures = pictures(folder, warnings);
		return new SheetRow(folder.getFileName().toString(), registration.flatMap(r -> member(r, "verdict")).map(
			MakeContactSheet::verdict).orElse(SheetRow.Verdict.NOT_REGISTERED), registration.map(r -> texts(r, "reasons")).orElse(
				List.of()), member(record, "nodes").filter(n -> n.isJsonPrimitive() && n.getAsJsonPrimitive().isNumber()).map(
					JsonElement::getAsInt), warnings, Optional.of(folder), pictures);
	}

	/** Empty, with a warning, if the case's CT is not there any more. */
	private Optional<Path> pictures(final Path folder, final List<String> warnings) {
		final Path png = options.output().resolve("pictures").resolve(folder.getFileName() + ".png");
		try {
			if (!Files.exists(png) || Files.getLastModifiedTime(png).compareTo(Files.getLastModifiedTime(folder.resolve(
				"record.json"))) < 0) CaseStrip.write(CaseFolder.read(folder), png);
			return Optional.of(png);
		}
		catch (final InputException e) {
			warnings.add("No pictures: " + e.getMessage());
			return Optional.empty();
		}
		catch (final IOException e) {
			throw new InputException(folder + " cannot be read: " + e.getMessage(), e);
		}
	}

	/** Pages of a longer sheet that was here before. */
	private void removeOldPages(final int pages) {
		try (Stream<Path> files = Files.list(options.output())) {
			for (final Path file : files.filter(f -> f.getFileName().toString().matches("page-[0-9]{2,4}\\.png")).toList())
				if (Integer.parseInt(file.getFileName().toString().replaceAll("[^0-9]", "")) > pages) Files.delete(file);
		}
		catch (final IOException e) {
			throw new InputException("output=" + options.output() + ": an older page cannot be removed: " + e.getMessage(), e);
		}
	}

	private static SheetRow.Verdict verdict(final JsonElement text) {
		return Stream.of(SheetRow.Verdict.values()).filter(v -> v.name().toLowerCase(Locale.ROOT).equals(text.isJsonPrimitive()
			? text.getAsString() : "")).findFirst().orElse(SheetRow.Verdict.NOT_REGISTERED);
	}

	private static List<String> texts(final JsonObject json, final String key) {
		return member(json, key).filter(JsonElement::isJsonArray).map(JsonElement::getAsJsonArray).map(JsonArray::spliterator)
			.stream().flatMap(s -> StreamSupport.stream(s, false)).filter(JsonElement::isJsonPrimitive).map(
				JsonElement::getAsString).toList();
	}

	private static Optional<JsonElement> member(final JsonObject json, final String key) {
		return Optional.ofNullable(json.get(key)).filter(e -> !e.isJsonNull());
	}

	private static JsonObject read(final Path file) {
		try {
			return JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8)).getAsJsonObject();
		}
		catch (final IOException | JsonParseException | IllegalStateException e) {
			throw new InputException(file + " cannot be read: " + e.getMessage() + "; run the case again", e);
		}
	}
}
