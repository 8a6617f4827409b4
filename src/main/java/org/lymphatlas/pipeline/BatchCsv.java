package org.lymphatlas.pipeline;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.lymphatlas.volume.InputException;

/** What became of each case of a batch: {@code batch.csv}. */
final class BatchCsv {

	static final String FILE = "batch.csv";

	/** @param state {@code done}, {@code skipped} or {@code failed} */
	record Entry(String name, String state, double seconds, String result) {}

	private BatchCsv() {}

	static void write(final List<Entry> entries, final Path file) {
		final StringWriter text = new StringWriter();
		try (CsvWriter csv = CsvWriter.builder().build(text)) {
			csv.writeRecord("case", "state", "seconds", "result");
			for (final Entry e : entries)
				csv.writeRecord(e.name(), e.state(), String.format(Locale.ROOT, "%.1f", e.seconds()), e.result());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		Json.writeText(file, text.toString());
	}

	/** The cases that failed, and why; none if the folder has no such file. */
	static Map<String, String> failures(final Path folder) {
		final Path file = folder.resolve(FILE);
		final Map<String, String> failures = new LinkedHashMap<>();
		if (!Files.isRegularFile(file)) return failures;
		try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
			for (final NamedCsvRecord row : csv)
				if (row.getField("state").equals("failed")) failures.put(row.getField("case"), row.getField("result"));
		}
		catch (final IOException | RuntimeException e) {
			throw new InputException(file + " cannot be read: " + e.getMessage() + "; take it away, or run the batch again", e);
		}
		return failures;
	}
}
