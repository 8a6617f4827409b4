package org.lymphatlas.phantom;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.lymphatlas.anatomy.Station;

/**
 * Draws a patient's nodes: stations by their prior, short axes log-normal, shapes by station, places in the free tissue
 * of the station, mostly against a vessel or an airway. A node larger than its place pushes its surroundings aside.
 */
final class NodePlanner {

	private static final double DISEASED = 0.8, MATTED = 0.3, MIN_VISIBLE = 0.6;
	private static final double MEDIAN_SHORT_MM = 8, LN_SD = 0.5, MIN_SHORT_MM = 4, MAX_SHORT_MM = 30;
	private static final double LATTICE_MM = 3.5, MAX_CLEARANCE_MM = 12;
	/** A node pushes its surroundings by at most this much, and shrinks to no less than this share canonically. */
	private static final double MAX_PUSH_MM = 4.5, MIN_SHARE = 0.6;
	private static final Map<Station, Double> PRIOR = new EnumMap<>(Station.class);

	static {
		final Object[] prior = { Station.S4R, 22, Station.S7, 20, Station.S4L, 10, Station.S10R, 9, Station.S10L, 8,
			Station.S2R, 7, Station.S5, 6, Station.S6, 5, Station.S11R, 3, Station.S11L, 2, Station.S3A, 3, Station.S8, 2,
			Station.S2L, 2, Station.S1R, 0.5, Station.S1L, 0.5, Station.S3P, 1, Station.S9R, 0.5, Station.S9L, 0.5,
			Station.S12_14R, 1, Station.S12_14L, 1 };
		for (int i = 0; i < prior.length; i += 2)
			PRIOR.put((Station) prior[i], ((Number) prior[i + 1]).doubleValue());
	}

	/** @param nodes canonical nodes by id, @param pushes the room they make for themselves */
	record Plan(List<Node> nodes, List<Deformation.Push> pushes) {}

	/** A free place: canonical position and distance to the nearest obstacle. */
	private record Place(double l, double p, double s, double clearanceMm) {}

	private final Chest chest;
	private final Contrast contrast;
	private final SplittableRandom random;
	private final Map<Station, List<Place>> places = new EnumMap<>(Station.class);

	NodePlanner(final Chest chest, final Contrast contrast, final long seed) {
		this.chest = chest;
		this.contrast = contrast;
		random = Streams.of(seed, Streams.NODES);
	}

	Plan plan() {
		findPlaces();
		final boolean diseased = random.nextDouble() < DISEASED;
		final int count = diseased ? random.nextInt(3, 13) : 2;
		final double patientHu = contrast.node() + contrast.nodeSpread() * random.nextGaussian();
		int matted = diseased && count > 3 && random.nextDouble() < MATTED ? random.nextInt(1, 4) : 0;
		final List<Node> nodes = new ArrayList<>();
		final List<Deformation.Push> pushes = new ArrayList<>();
		for (int attempt = 0; nodes.size() < count && attempt < 40 * count; attempt++) {
			final boolean beside = matted > 0 && !nodes.isEmpty();
			final Station station = beside ? Station.ofLabel(nodes.get(nodes.size() - 1).station()).orElseThrow()
				: drawStation();
			place(station, beside, patientHu, nodes, pushes);
			if (beside) matted--;
		}
		return new Plan(List.copyOf(nodes), List.copyOf(pushes));
	}

	/** All lattice points of fat, or of lung beside hilar vessels, by station, in scan order. */
	private void findPlaces() {
		final int nl = (int) (165 / LATTICE_MM), np = (int) (135 / LATTICE_MM), ns = (int) (220 / LATTICE_MM);
		final List<List<Place>> slices = IntStream.range(0, ns).parallel().mapToObj(k -> {
			final List<Place> slice = new ArrayList<>();
			final double s = -115 + k * LATTICE_MM;
			final Obstacles obstacles = chest.obstacles().near(s, MAX_CLEARANCE_MM);
			for (int j = 0; j < np; j++)
				for (int i = 0; i < nl; i++) {
					final double l = -80 + i * LATTICE_MM, p = -85 + j * LATTICE_MM;
					if (StationRules.labelAt(l, p, s) == 0 || !tissue(l, p, s)) continue;
					final double clearance = obstacles.clearance(l, p, s, MAX_CLEARANCE_MM);
					if (clearance > 1.2) slice.add(new Place(l, p, s, clearance));
				}
			return slice;
		}).toList();
		slices.forEach(slice -> slice.forEach(q -> places.computeIfAbsent(Station.ofLabel(StationRules.labelAt(q.l, q.p,
			q.s)).orElseThrow(), x -> new ArrayList<>()).add(q)));
	}

	private boolean tissue(final double l, final double p, final double s) {
		final double lung = chest.thorax().lungDepth(l, p, s);
		if (lung < -1) return chest.thorax().cavityDepth(l, p, s) > 6 && s > chest.thorax().diaphragm(l, p) + 4 && p < Torso
			.spineP(s);
		for (final Shape shape : chest.hilum())
			if (shape.distance(l, p, s) < 4) return true;
		return false;
	}

	private Station drawStation() {
		double sum = 0;
		for (final Station station : places.keySet())
			sum += PRIOR.get(station);
		double x = random.nextDouble() * sum;
		for (final Station station : places.keySet()) {
			x -= PRIOR.get(station);
			if (x <= 0) return station;
		}
		return Station.S4R;
	}

	private void place(final Station station, final boolean beside, final double patientHu, final List<Node> nodes,
		final List<Deformation.Push> pushes)
	{
		final double shortAxis = Math.max(MIN_SHORT_MM, Math.min(MAX_SHORT_MM, MEDIAN_SHORT_MM * Math.exp(LN_SD * random
			.nextGaussian())));
		final double[] semi = semiAxes(station, 0.5 * shortAxis);
		final double mean = Math.cbrt(semi[0] * semi[1] * semi[2]);
		final List<Place> free = places.get(station);
		Place best = null;
		double bestCost = 2;
		for (int i = 0; i < 80; i++) {
			final Place q = free.get(random.nextInt(free.size()));
			final double share = share(mean, q.clearanceMm);
			final double cost = Math.abs(q.clearanceMm / (share * 0.5 * shortAxis) - 0.95) + crowding(q, share * mean, beside,
				nodes) + strays(station, q, share, semi) +
				0.2 * random.nextDouble();
			if (q.clearanceMm > 0.62 * share * 0.5 * shortAxis && cost < bestCost) {
				bestCost = cost;
				best = q;
			}
		}
		if (best == null) return;
		final double share = share(mean, best.clearanceMm);
		final double[] centre = { best.l, best.p, best.s };
		final Node node = node(nodes.size() + 1, station, centre, new double[] { share * semi[0], share * semi[1], share *
			semi[2] }, patientHu);
		if (visibleShare(node) < MIN_VISIBLE) return;
		nodes.add(node);
		if (share < 1) pushes.add(new Deformation.Push(centre, mean, share * mean));
	}

	/** Share of a node that no vessel or airway will cover, from points drawn in its box. */
	private double visibleShare(final Node node) {
		final double[] c = node.centre();
		final double r = node.body().radius();
		final Obstacles near = chest.obstacles().near(c[2], r);
		final SplittableRandom points = new SplittableRandom(node.id());
		int inside = 0, free = 0;
		for (int i = 0; i < 200; i++) {
			final double l = c[0] + r * points.nextDouble(-1, 1), p = c[1] + r * points.nextDouble(-1, 1), s = c[2] + r * points
				.nextDouble(-1, 1);
			if (node.distance(l, p, s) > 0) continue;
			inside++;
			if (near.clearance(l, p, s, 1) > 0) free++;
		}
		return inside == 0 ? 0 : (double) free / inside;
	}

	/** How much smaller than in the patient a node is drawn canonically. */
	private static double share(final double meanMm, final double clearanceMm) {
		return Math.min(1, Math.max(Math.max(MIN_SHARE, 1 - MAX_PUSH_MM / meanMm), (clearanceMm + 0.5) / meanMm));
	}

	/** Share of six points within the node that lie in another station. */
	private static double strays(final Station station, final Place q, final double share, final double[] semi) {
		int strays = 0;
		for (final int side : new int[] { -1, 1 }) {
			final double r = 0.65 * share * side;
			if (StationRules.labelAt(q.l + r * semi[0], q.p, q.s) != station.label()) strays++;
			if (StationRules.labelAt(q.l, q.p + r * semi[1], q.s) != station.label()) strays++;
			if (StationRules.labelAt(q.l, q.p, q.s + r * semi[2]) != station.label()) strays++;
		}
		return strays < 2 ? 0.15 * strays : 0.3 * strays;
	}

	private static double crowding(final Place q, final double radius, final boolean beside, final List<Node> nodes) {
		double cost = 0, nearest = 60;
		for (final Node n : nodes) {
			final double[] c = n.centre(), a = n.body().semiAxes();
			final double gap = Math.sqrt((c[0] - q.l) * (c[0] - q.l) + (c[1] - q.p) * (c[1] - q.p) + (c[2] - q.s) * (c[2] -
				q.s)) - radius - Math.cbrt(a[0] * a[1] * a[2]);
			if (gap < (beside ? -0.5 : 1.5)) cost += 10;
			nearest = Math.min(nearest, gap);
		}
		return cost + (beside ? 0.1 * nearest : 0);
	}

	/** Along l, p and s: ovals along the trachea, flat ones under the carina, discs beside the aorta. */
	private double[] semiAxes(final Station station, final double shortMm) {
		final double a = random.nextDouble(1.05, 1.5), b = random.nextDouble(1.1, 1.7);
		return switch (station) {
			case S4R, S2R, S4L, S2L, S3P, S1R, S1L -> random.nextBoolean() ? new double[] { shortMm, a * shortMm, b * shortMm }
				: new double[] { a * shortMm, shortMm, b * shortMm };
			case S7 -> new double[] { b * shortMm, shortMm, random.nextDouble(1, 1.2) * shortMm };
			case S5, S6 -> new double[] { shortMm, b * shortMm, a * shortMm };
			default -> new double[] { a * shortMm, b * shortMm, random.nextDouble(1, 1.3) * shortMm };
		};
	}

	private Node node(final int id, final Station station, final double[] centre, final double[] semi, final double hu) {
		final double[] tilt = { 0.25 * random.nextGaussian(), 0.25 * random.nextGaussian(), 1 };
		final double[] w = Ellipsoid.unit(tilt);
		final double turn = 0.4 * random.nextGaussian();
		final double[] v = Ellipsoid.unit(Ellipsoid.cross(w, new double[] { Math.cos(turn), Math.sin(turn), 0 }));
		final double[] u = Ellipsoid.cross(v, w);
		final double smallest = Math.min(semi[0], Math.min(semi[1], semi[2]));
		final double[][] bumps = new double[3][];
		for (int i = 0; i < bumps.length; i++) {
			final double[] k = Ellipsoid.unit(new double[] { random.nextGaussian(), random.nextGaussian(), random
				.nextGaussian() });
			final double wave = 2 * Math.PI / (smallest * random.nextDouble(2.5, 5));
			bumps[i] = new double[] { wave * k[0], wave * k[1], wave * k[2], random.nextDouble(2 * Math.PI), Math.min(1, 0.09 *
				smallest) };
		}
		final double kind = random.nextDouble();
		final Node.Core core = smallest < 3.5 ? Node.Core.NONE : kind < 0.14 ? Node.Core.FATTY_HILUM : kind < 0.22 && contrast
			.phase() != ContrastPhase.PLAIN ? Node.Core.NECROSIS : kind < 0.28 ? Node.Core.CALCIFICATION : Node.Core.NONE;
		final double coreHu = switch (core) {
			case NONE -> hu;
			case FATTY_HILUM -> random.nextDouble(-90, -40);
			case NECROSIS -> random.nextDouble(12, 28);
			case CALCIFICATION -> random.nextDouble(180, 600);
		};
		return new Node(id, station.label(), new Ellipsoid(centre, semi, new double[] { u[0], u[1], u[2], v[0], v[1], v[2],
			w[0], w[1], w[2] }, 2), bumps, hu + 4 * random.nextGaussian(), core, coreHu, random.nextDouble(0, 1.2));
	}
}
