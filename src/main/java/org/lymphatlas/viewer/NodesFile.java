package org.lymphatlas.viewer;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.lymphatlas.evaluation.NodeMeasure;
import org.lymphatlas.volume.InputException;

/** Reads the measures in a case's {@code nodes.csv}. */
final class NodesFile {

	private static final int MAX_LABEL = 0xffff;

	private NodesFile() {}

	/**
	 * @return one measure a row, in the file's order; numbers that are left empty are not numbers
	 * @throws InputException if the file cannot be read, a column is missing, or a value is none
	 */
	static List<NodeMeasure> read(final Path csv) {
		final List<NodeMeasure> nodes = new ArrayList<>();
		try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(csv)) {
			for (final NamedCsvRecord row : rows)
				nodes.add(node(row));
		}
		catch (final IOException | RuntimeException e) {
			throw new InputException("Cannot read the nodes' table " + csv + ": " + e.getMessage() +
				". Write it anew with 'measure', or take it away: the nodes are then measured from nodes.nii.gz", e);
		}
		return nodes;
	}

	private static NodeMeasure node(final NamedCsvRecord row) {
		final int id = Integer.parseInt(row.getField("id"));
		if (id < 1 || id > MAX_LABEL) throw new IllegalArgumentException("line " + row.getStartingLineNumber() +
			": no node has the id " + id);
		return new NodeMeasure(id, row.getField("station"), number(row, "short_axis_mm"), number(row, "long_axis_mm"), number(
			row, "volume_mm3"), number(row, "ellipsoid_diameter_mm"), number(row, "mean_probability"), number(row,
				"centre_x_mm"), number(row, "centre_y_mm"), number(row, "centre_z_mm"));
	}

	private static double number(final NamedCsvRecord row, final String column) {
		final String text = row.getField(column);
		return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
	}
}
