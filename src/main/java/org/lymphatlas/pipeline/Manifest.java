package org.lymphatlas.pipeline;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.lymphatlas.training.Annotation;
import org.lymphatlas.volume.InputException;

/**
 * A list of cases: a CSV file with a header line and the columns {@code case, ct, nodes, annotation, organs, stations};
 * only {@code case} and {@code ct} must be there. Paths are relative to the manifest's folder.
 */
public record Manifest(Path file, List<Row> rows) {

	/**
	 * @param name unique; becomes the name of the result folder
	 * @param ct CT file or DICOM folder
	 * @param nodes annotated nodes, if any
	 * @param organs TotalSegmentator folder or label map, if any
	 * @param stations map of the stations' numbers, if any
	 */
	public record Row(String name, Path ct, Optional<Path> nodes, Annotation annotation, Optional<Path> organs,
		Optional<Path> stations)
	{

		/** @throws InputException if the case has no annotation */
		public Path requireNodes() {
			return nodes.orElseThrow(() -> new InputException("Case '" + name + "' of the manifest has no nodes file"));
		}
	}

	public Manifest {
		rows = List.copyOf(rows);
	}

	/** @throws InputException naming every line that is wrong, if the file is no manifest, or names a case twice or an unsafe folder name */
	public static Manifest read(final Path file) {
		if (!Files.isRegularFile(file)) throw new InputException("No manifest at " + file);
		final List<Row> rows = new ArrayList<>();
		final Set<String> names = new HashSet<>();
		final List<String> wrong = new ArrayList<>();
		try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
			for (final NamedCsvRecord record : csv) {
				try {
					final Row row = row(file, record);
					if (!names.add(row.name())) throw new InputException(file + " line " + record.getStartingLineNumber() +
						": case '" + row.name() + "' is listed twice");
					rows.add(row);
				}
				catch (final InputException e) {
					wrong.add(e.getMessage());
				}
			}
		}
		catch (final IOException | RuntimeException e) {
			if (e instanceof InputException input) throw input;
			throw new InputException("Cannot read the manifest " + file + ": " + e.getMessage(), e);
		}
		if (!wrong.isEmpty()) throw new InputException(String.join("; ", wrong));
		if (rows.isEmpty()) throw new InputException("The manifest " + file + " lists no case");
		return new Manifest(file, rows);
	}

	/** @throws InputException before any work is spent, if a case has no annotation or one of its files is not there */
	public void checkAnnotated() {
		for (final Row row : rows)
			if (row.nodes().isEmpty()) throw new InputException(file + ": case '" + row.name() + "' has no value for 'nodes'");
		checkFiles();
	}

	/** @throws InputException before any work is spent, if a file that a case names is not there */
	public void checkFiles() {
		for (final Row row : rows) {
			checkThere(row, "ct", row.ct());
			row.nodes().ifPresent(nodes -> checkThere(row, "nodes", nodes));
			row.organs().ifPresent(organs -> checkThere(row, "organs", organs));
			row.stations().ifPresent(stations -> checkThere(row, "stations", stations));
		}
	}

	private void checkThere(final Row row, final String column, final Path path) {
		if (!Files.exists(path)) throw new InputException(file + ": case '" + row.name() + "' has " + column + "=" + path +
			", which is not there");
	}

	private static Row row(final Path file, final NamedCsvRecord record) {
		final String where = file + " line " + record.getStartingLineNumber();
		final String name = field(record, "case").orElseThrow(() -> new InputException(where + ": no value for 'case'"));
		if (!name.matches("[A-Za-z0-9][A-Za-z0-9._ -]*")) throw new InputException(where + ": case '" + name +
			"' cannot be a folder's name; use letters, digits, '.', '_', '-'");
		final Path folder = file.toAbsolutePath().getParent();
		final Path ct = field(record, "ct").map(folder::resolve).orElseThrow(() -> new InputException(where +
			": no value for 'ct'"));
		final Optional<Path> nodes = field(record, "nodes").map(folder::resolve);
		final String annotation = field(record, "annotation").orElse(nodes.isPresent() ? "full" : "none");
		try {
			return new Row(name, ct, nodes, Annotation.valueOf(annotation.toUpperCase(Locale.ROOT)), field(record,
				"organs").map(folder::resolve), field(record, "stations").map(folder::resolve));
		}
		catch (final IllegalArgumentException e) {
			throw new InputException(where + ": annotation '" + annotation + "' is none of full, partial, none", e);
		}
	}

	private static Optional<String> field(final NamedCsvRecord record, final String column) {
		return record.findField(column).map(String::strip).filter(value -> !value.isEmpty());
	}
}
