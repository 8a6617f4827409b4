package org.lymphatlas.pipeline;

import de.siegmar.fastcsv.writer.CsvWriter;

import ij.gui.Plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.lymphatlas.pipeline.TestedModels.Figure;

/**
 * Paper B's figure 3: how parameters change what comes out, one at a time. Arguments: folder with
 * {@code PARAMETER-VALUE-SEED/CUT/evaluation.csv}, the cut, the row that has all parameters' defaults, the output, to which
 * .csv and .png are appended, then {@code PARAMETER=DEFAULT}. Means of the seeds, bars of one standard deviation, the
 * default in red.
 */
public final class SensitivityCurves {

	private static final List<Figure> FIGURES = List.of(Figure.DICE, Figure.FOUND, Figure.ASSD_FILLED, Figure.FALSE_NODES);
	private static final int WIDTH = 320, HEIGHT = 240, HEADER = 30;
	/** Of Okabe and Ito, told apart by the colour-blind. */
	private static final Color BLUE = new Color(0x0072b2), VERMILION = new Color(0xd55e00);

	private record Point(double value, TestedModels models) {}

	/** @param standard the parameter's default */
	private record Curve(String parameter, double standard, List<Point> points) {}

	private SensitivityCurves() {}

	public static void main(final String[] args) throws IOException {
		final List<Curve> curves = new ArrayList<>();
		for (final String parameter : List.of(args).subList(4, args.length)) {
			final String[] parts = parameter.split("=");
			final double standard = Double.parseDouble(parts[1]);
			curves.add(new Curve(parts[0], standard, points(Path.of(args[0]), args[1], parts[0], new Point(standard, TestedModels
				.of(Path.of(args[0]), args[1], args[2])))));
		}
		curves.removeIf(curve -> curve.points.size() < 2);
		if (curves.isEmpty()) {
			System.err.println("No parameter has two points yet");
			return;
		}
		Files.writeString(Path.of(args[3] + ".csv"), csv(curves));
		ImageIO.write(picture(curves), "png", Path.of(args[3] + ".png").toFile());
	}

	private static List<Point> points(final Path folder, final String cut, final String parameter, final Point standard) {
		try (Stream<Path> all = Files.list(folder)) {
			final Stream<Point> others = all.map(f -> f.getFileName().toString()).filter(name -> name.matches(parameter +
				"-[0-9.]+-[0-9]+")).map(name -> name.substring(0, name.lastIndexOf('-'))).distinct().map(row -> new Point(Double
					.parseDouble(row.substring(parameter.length() + 1)), TestedModels.of(folder, cut, row)));
			return Stream.concat(Stream.of(standard), others).filter(p -> !p.models.isEmpty()).sorted(Comparator.comparing(
				Point::value)).toList();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static String csv(final List<Curve> curves) throws IOException {
		final StringWriter text = new StringWriter();
		try (CsvWriter csv = CsvWriter.builder().build(text)) {
			final List<String> head = new ArrayList<>(List.of("parameter", "value", "seeds"));
			for (final Figure figure : FIGURES)
				head.addAll(List.of(figure.name().toLowerCase(Locale.ROOT), figure.name().toLowerCase(Locale.ROOT) + "_sd"));
			csv.writeRecord(head);
			for (final Curve curve : curves)
				for (final Point point : curve.points) {
					final List<String> line = new ArrayList<>(List.of(curve.parameter, Double.toString(point.value), Integer.toString(
						point.models.seeds().size())));
					for (final Figure figure : FIGURES)
						line.addAll(List.of(number(point.models.mean(figure)), number(point.models.spread(figure))));
					csv.writeRecord(line);
				}
		}
		return text.toString();
	}

	private static String number(final double value) {
		return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "";
	}

	/** A column a parameter, a row a figure, all of a row on the same scale. */
	private static BufferedImage picture(final List<Curve> curves) {
		final BufferedImage picture = new BufferedImage(Math.max(680, curves.size() * WIDTH), HEADER + FIGURES.size() * HEIGHT,
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D graphics = picture.createGraphics();
		graphics.setColor(Color.WHITE);
		graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
		graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		graphics.setColor(VERMILION);
		graphics.fillOval(12, 12, 8, 8);
		graphics.setColor(Color.BLACK);
		graphics.drawString("default      mean of the seeds, bars of one standard deviation; no bar: one seed; no point: no value",
			24, 20);
		for (int row = 0; row < FIGURES.size(); row++) {
			final Figure figure = FIGURES.get(row);
			final double top = 1.1 * curves.stream().flatMap(c -> c.points.stream()).mapToDouble(p -> p.models.mean(figure) + bar(p,
				figure)).filter(Double::isFinite).max().orElse(1);
			for (int column = 0; column < curves.size(); column++)
				graphics.drawImage(panel(curves.get(column), figure, top), column * WIDTH, HEADER + row * HEIGHT, null);
		}
		graphics.dispose();
		return picture;
	}

	private static BufferedImage panel(final Curve curve, final Figure figure, final double top) {
		final double[] x = curve.points.stream().mapToDouble(Point::value).toArray();
		final double[] y = curve.points.stream().mapToDouble(p -> p.models.mean(figure)).toArray();
		final Plot plot = new Plot("", curve.parameter, figure.title);
		plot.setFrameSize(WIDTH - 90, HEIGHT - 60);
		plot.setColor(BLUE);
		plot.setLineWidth(2);
		plot.addPoints(x, y, curve.points.stream().mapToDouble(p -> bar(p, figure)).toArray(), Plot.LINE);
		for (int i = 0; i < x.length; i++) {
			final Color colour = x[i] == curve.standard ? VERMILION : BLUE;
			plot.setColor(colour, colour);
			plot.addPoints(new double[] { x[i] }, new double[] { y[i] }, Plot.CIRCLE);
		}
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
		final double margin = 0.1 * (x[x.length - 1] - x[0]);
		plot.setLimits(x[0] - margin, x[x.length - 1] + margin, 0, top);
		return plot.getProcessor().getBufferedImage();
	}

	private static double bar(final Point point, final Figure figure) {
		final double spread = point.models.spread(figure);
		return Double.isFinite(spread) ? spread : 0;
	}
}
