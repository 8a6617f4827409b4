package org.lymphatlas.registration;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.IntensityAnatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.registration.elastix.ElastixEngine;
import org.lymphatlas.registration.variational.VariationalEngine;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

/** Registers phantoms of many seeds to the mean phantom and prints errors at landmarks whose truth is known. */
public final class PhantomPairs {

	private PhantomPairs() {}

	/**
	 * Arguments: organs (all, intensity), engine (variational, elastix), number of phantoms, stages (all, last), drive
	 * (both, labels, intensities).
	 */
	public static void main(final String[] args) {
		final boolean all = args[0].equals("all");
		final RegistrationEngine engine = args[1].equals("elastix") ? new ElastixEngine() : new VariationalEngine();
		final int count = Integer.parseInt(args[2]);
		final Stage[] lasts = args[3].equals("last") ? new Stage[] { Stage.DEFORMABLE } : Stage.values();
		final RegistrationOptions options = RegistrationOptions.defaults().withDrive(Drive.valueOf(args[4].toUpperCase(
			Locale.ROOT)));
		final Phantom atlas = PhantomGenerator.generate(PhantomSpec.atlas(2.5), new InlineTask("atlas"));
		final Map<Stage, List<double[]>> table = new TreeMap<>();
		final List<Double> allNodes = new ArrayList<>();
		for (int seed = 1; seed <= count; seed++) {
			final Phantom patient = PhantomGenerator.generate(PhantomSpec.standard(seed, 2.5), new InlineTask("patient"));
			for (final Stage last : lasts) {
				final Subject fixed = subject(patient, all), moving = subject(atlas, all);
				final double cpu = cpuSeconds();
				final long begin = System.nanoTime();
				final Registration r = RegistrationPipeline.register(fixed, moving, engine, options.withLast(last), new InlineTask("registration"));
				final double seconds = (System.nanoTime() - begin) * 1e-9;
				final double[] errors = errors(r.transform(), patient, atlas);
				final double[] nodes = nodeErrorsMm(r.transform(), patient, atlas);
				final double[] row = { errors[0], errors[1], errors[2], median(nodes), mean(r.diceBefore()), mean(r
					.diceAfter()), r.foldedPercent(), cpuSeconds() - cpu, seconds };
				table.computeIfAbsent(last, k -> new ArrayList<>()).add(row);
				if (last == Stage.DEFORMABLE) allNodes.addAll(Arrays.stream(nodes).boxed().toList());
				System.out.printf(Locale.ROOT, "seed %d %-10s carina %.1f stations mean %.1f max %.1f nodes %.1f dice %.3f -> " +
					"%.3f fold %.3f cpu %.1f wall %.1f %s %s %s%n", seed, last, row[0], row[1], row[2], row[3], row[4], row[5],
					row[6], row[7], row[8], r.verdict(), last == Stage.DEFORMABLE ? r.diceAfter() : "", r.warnings());
			}
		}
		table.forEach((stage, rows) -> {
			System.out.printf(Locale.ROOT, "%-10s", stage);
			final String[] names = { "carina", "stations", "worst", "nodes", "before", "after", "fold", "cpu", "wall" };
			for (int c = 0; c < names.length; c++) {
				final int column = c;
				final double[] v = rows.stream().mapToDouble(row -> row[column]).filter(Double::isFinite).sorted().toArray();
				System.out.printf(Locale.ROOT, " %s %.2f (%.2f)", names[c], median(v), v[v.length - 1]);
			}
			System.out.println();
		});
		final double[] nodes = allNodes.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		System.out.printf(Locale.ROOT, "%d nodes, deformable: median %.2f, 90 %% within %.2f, worst %.2f mm%n", nodes.length,
			median(nodes), nodes[(int) (0.9 * (nodes.length - 1))], nodes[nodes.length - 1]);
	}

	/**
	 * How far from the truth each of the patient's nodes lands, mm in atlas space. The truth is the point with the same
	 * canonical coordinates, see {@link Phantom#corresponding}.
	 */
	static double[] nodeErrorsMm(final SpatialTransform transform, final Phantom patient, final Phantom atlas) {
		return patient.nodeList().stream().mapToDouble(node -> {
			final double[] mapped = new double[3];
			transform.apply(node.centreLps(), mapped);
			return distance(mapped, patient.corresponding(node.centreLps(), atlas));
		}).toArray();
	}

	/** NaN of nothing. */
	static double median(final double[] values) {
		final double[] v = values.clone();
		Arrays.sort(v);
		return v.length == 0 ? Double.NaN : 0.5 * (v[(v.length - 1) / 2] + v[v.length / 2]);
	}

	private static double mean(final Map<String, Double> dice) {
		return dice.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
	}

	static double cpuSeconds() {
		return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
			.getProcessCpuTime() * 1e-9;
	}

	private static Subject subject(final Phantom phantom, final boolean all) {
		if (!all) return new Subject(phantom.ct(), IntensityAnatomy.segment(phantom.ct(), new InlineTask("organs")));
		final Landmarks landmarks = new Landmarks(Optional.of(phantom.carinaLps()), "phantom");
		return new Subject(phantom.ct(), new Anatomy(phantom.organs(), landmarks, "phantom", List.of()));
	}

	/** Carina, mean station centroid, worst station centroid, in mm in atlas space. */
	static double[] errors(final SpatialTransform transform, final Phantom patient, final Phantom atlas) {
		final double[] q = new double[3];
		transform.apply(patient.carinaLps(), q);
		final Map<Integer, double[]> from = centroids(patient.stations()), to = centroids(atlas.stations());
		double sum = 0, worst = 0;
		int n = 0;
		for (final Map.Entry<Integer, double[]> station : from.entrySet()) {
			final double[] target = to.get(station.getKey());
			if (target == null) continue;
			final double[] p = new double[3];
			transform.apply(station.getValue(), p);
			final double error = distance(p, target);
			sum += error;
			worst = Math.max(worst, error);
			n++;
		}
		return new double[] { distance(q, atlas.carinaLps()), sum / n, worst };
	}

	static double distance(final double[] p, final double[] q) {
		return Math.sqrt(Math.pow(p[0] - q[0], 2) + Math.pow(p[1] - q[1], 2) + Math.pow(p[2] - q[2], 2));
	}

	/** Stations 12-14 lie spread through the lungs and are left out. */
	private static Map<Integer, double[]> centroids(final LabelVolume stations) {
		final Grid grid = stations.grid();
		final double[][] sums = new double[256][4];
		int i = 0;
		for (int z = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++) {
					final double[] s = sums[stations.labelAt(i)];
					s[0]++;
					s[1] += x;
					s[2] += y;
					s[3] += z;
				}
		final Map<Integer, double[]> centroids = new TreeMap<>();
		for (int label = 1; label <= 18; label++)
			if (sums[label][0] > 30) centroids.put(label, grid.toWorld(sums[label][1] / sums[label][0], sums[label][2] /
				sums[label][0], sums[label][3] / sums[label][0]));
		return centroids;
	}
}
