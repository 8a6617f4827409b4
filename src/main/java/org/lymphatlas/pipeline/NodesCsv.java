package org.lymphatlas.pipeline;

import de.siegmar.fastcsv.writer.CsvWriter;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.lymphatlas.evaluation.NodeMeasure;

/** The table of nodes, one row each. Macros read these columns: they stay, and stay in this order. */
final class NodesCsv {

	static final List<String> COLUMNS = List.of("id", "station", "short_axis_mm", "long_axis_mm", "volume_mm3",
		"ellipsoid_diameter_mm", "mean_probability", "centre_x_mm", "centre_y_mm", "centre_z_mm",
		"station_atlas", "station_rules", "station_share", "station_border_mm", "station_note");

	private NodesCsv() {}

	static void write(final List<NodeRow> nodes, final Path file) {
		final StringWriter text = new StringWriter();
		try (CsvWriter csv = CsvWriter.builder().build(text)) {
			csv.writeRecord(COLUMNS);
			for (final NodeRow row : nodes) {
				final NodeMeasure n = row.measure();
				csv.writeRecord(Integer.toString(n.id()), n.station(), number(n.shortAxisMm(), 2), number(n.longAxisMm(), 2),
					number(n.volumeMm3(), 1), number(n.ellipsoidDiameterMm(), 2), number(n.meanProbability(), 4), number(n
						.centreXMm(), 2), number(n.centreYMm(), 2), number(n.centreZMm(), 2), row.atlas(), row.rules(), number(row
						.deciding().share(), 3), number(row.deciding().borderMm(), 1), row.note());
			}
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		Json.writeText(file, text.toString());
	}

	/** Empty where the number is undefined. */
	private static String number(final double value, final int digits) {
		return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "";
	}
}
