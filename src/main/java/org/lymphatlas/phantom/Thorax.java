package org.lymphatlas.phantom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The chest's inner surfaces in canonical coordinates: pleural cavity, medial pleura, apices, diaphragm. The tables were
 * measured (see {@code pleura.txt}); the rest is fitted to the same chest.
 */
final class Thorax {

	/** Centre of the polar table; S above which the shoulders rest on the cage as it is at the armpits. */
	static final double CENTRE_L = 5, CENTRE_P = -5, ARMPIT_S = 35;
	private static final Map<String, double[][]> TABLES = read();

	private final SplineTable polar = new SplineTable(TABLES.get("polar"), -200, 20, 0, 15, true);
	private final SplineTable right = new SplineTable(TABLES.get("R"), -200, 20, -100, 10, false);
	private final SplineTable left = new SplineTable(TABLES.get("L"), -200, 20, -100, 10, false);
	private final double fatMm;
	private final double domeShiftMm;

	Thorax(final Variation v) {
		fatMm = 4 * (v.fat() - 1);
		domeShiftMm = v.domeShiftMm();
	}

	/** Radius of the pleural cavity round (5, -5) in a direction (degrees, 0 left, 90 posterior). */
	double cavityRadius(final double degrees, final double s) {
		return polar.at(s, degrees);
	}

	/** Depth in mm inside the envelope of both lungs and the mediastinum, as if the diaphragm were not there. */
	double cavityDepth(final double l, final double p, final double s) {
		final double x = l - CENTRE_L, y = p - CENTRE_P;
		return cavityRadius(Math.toDegrees(Math.atan2(y, x)), s) - Math.hypot(x, y);
	}

	/** L of the medial edge of the right lung. */
	double rightMedial(final double p, final double s) {
		return right.at(s, p) - fatMm * fatWeight(p);
	}

	/** L of the medial edge of the left lung. */
	double leftMedial(final double p, final double s) {
		return left.at(s, p) + fatMm * fatWeight(p);
	}

	private static double fatWeight(final double p) {
		return 1 / (1 + Math.exp((p - 15) / 8));
	}

	/** S of the upper surface of the diaphragm. */
	double diaphragm(final double l, final double p) {
		final double rightDome = dome(l + 62, p + 45, -93);
		final double leftDome = dome(l - 72, p + 35, -111);
		// The higher of the two, rounded where they meet.
		final double d = rightDome - leftDome;
		return 0.5 * (rightDome + leftDome + Math.sqrt(d * d + 300)) + domeShiftMm;
	}

	private static double dome(final double l, final double p, final double top) {
		return Math.max(-212, top - 0.0095 * l * l - (p > 0 ? 0.0066 : 0.006) * p * p);
	}

	/** Depth in mm inside the right lung, negative outside. */
	double rightLungDepth(final double cavityDepth, final double diaphragm, final double l, final double p,
		final double s)
	{
		final double apex = 100 - apexDrop(l + 27, p - 8) - s;
		return min(cavityDepth, 0.8 * (s - diaphragm), rightMedial(p, s) - l, 0.6 * apex);
	}

	/** How far the lung's cap lies below its apex; farther out the cavity's table bounds the lung. */
	private static double apexDrop(final double l, final double p) {
		return 48 * (1 - Math.exp(-0.024 / 48 * (l * l + p * p)));
	}

	/** Depth in mm inside the left lung, negative outside. */
	double leftLungDepth(final double cavityDepth, final double diaphragm, final double l, final double p,
		final double s)
	{
		final double apex = 95 - apexDrop(l - 48, p - 9) - s;
		return min(cavityDepth, 0.8 * (s - diaphragm), l - leftMedial(p, s), 0.6 * apex);
	}

	/** Depth inside either lung. */
	double lungDepth(final double l, final double p, final double s) {
		final double cavity = cavityDepth(l, p, s);
		final double diaphragm = diaphragm(l, p);
		return Math.max(rightLungDepth(cavity, diaphragm, l, p, s), leftLungDepth(cavity, diaphragm, l, p, s));
	}

	private static double min(final double a, final double b, final double c, final double d) {
		return Math.min(Math.min(a, b), Math.min(c, d));
	}

	private static Map<String, double[][]> read() {
		final Map<String, double[][]> tables = new HashMap<>();
		try (BufferedReader in = new BufferedReader(new InputStreamReader(Thorax.class.getResourceAsStream("pleura.txt"),
			StandardCharsets.UTF_8)))
		{
			String name = null;
			final List<double[]> rows = new ArrayList<>();
			for (final String line : in.lines().filter(s -> !s.startsWith("#")).toList()) {
				if (Character.isLetter(line.charAt(0))) {
					if (name != null) tables.put(name, rows.toArray(double[][]::new));
					name = line;
					rows.clear();
				}
				else rows.add(Arrays.stream(line.substring(line.indexOf(' ') + 1).split(",")).mapToDouble(
					Double::parseDouble).toArray());
			}
			tables.put(name, rows.toArray(double[][]::new));
		}
		catch (final IOException e) {
			throw new UncheckedIOException("The table of the pleura cannot be read", e);
		}
		return tables;
	}
}
