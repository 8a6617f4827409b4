package org.lymphatlas.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.LungHull;
import org.lymphatlas.anatomy.Station;
import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.atlas.AtlasFolder;
import org.lymphatlas.atlas.Priors;
import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomNode;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.SpatialTransform;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.registration.Verdict;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * Brings atlases of several references onto phantoms and real CTs that they were not built from. Arguments: the folder
 * with the atlases, the folder of real CTs, how many phantoms. Started by {@code src/benchmark/atlas-reference/run.sh}.
 */
public final class AtlasReferenceBenchmark {

	private static final List<String> REFERENCES = List.of("phantom", "aorta_report", "ct-64");
	private static final Map<String, String> REAL_CTS = Map.of("aorta_report",
		"totalsegmentator/aorta_report/ct_cropped.nii.gz", "ct-64", "cip/ct-64.nrrd", "tcia", "tcia_lung_pet_ct_dx");
	private static final long FIRST_SEED = 50001;
	private static final InlineTask TASK = new InlineTask("benchmark");

	/** @param phantom null of a real CT */
	private record Patient(String name, CtVolume ct, Anatomy anatomy, Phantom phantom) {}

	private record Row(String reference, Patient patient, Registration registration, AtlasField field,
		Map<String, Double> values)
	{}

	private AtlasReferenceBenchmark() {}

	public static void main(final String[] args) throws IOException {
		final Path folder = Path.of(args[0]);
		final List<Patient> patients = patients(Path.of(args[1]), Integer.parseInt(args[2]));
		final List<Row> rows = new ArrayList<>();
		for (final String reference : REFERENCES) {
			if (!Files.exists(folder.resolve("atlas-" + reference))) continue;
			final Atlas atlas = AtlasFolder.read(folder.resolve("atlas-" + reference));
			final List<Row> ofAtlas = new ArrayList<>();
			for (final Patient patient : patients)
				if (!patient.name().equals(reference)) ofAtlas.add(measure(reference, atlas, patient));
			addNodeSpread(ofAtlas);
			ofAtlas.forEach(row -> System.out.printf(Locale.ROOT, "%s <- %s: %s %s %s%n", row.reference(), row.patient()
				.name(), row.registration().verdict(), row.values(), row.registration().warnings()));
			rows.addAll(ofAtlas);
		}
		Files.writeString(folder.resolve("results.csv"), csv(rows));
		Files.writeString(folder.resolve("results.md"), table(rows));
		System.out.println(table(rows));
	}

	private static List<Patient> patients(final Path data, final int phantoms) {
		final List<Patient> patients = new ArrayList<>();
		for (int i = 0; i < phantoms; i++) {
			final Phantom phantom = PhantomGenerator.generate(PhantomSpec.standard(FIRST_SEED + i, 2.5), TASK);
			patients.add(patient("seed " + (FIRST_SEED + i), phantom.ct(), phantom));
		}
		new TreeMap<>(REAL_CTS).forEach((name, file) -> {
			if (Files.exists(data.resolve(file))) patients.add(patient(name, VolumeFiles.readCt(data.resolve(file)), null));
		});
		return patients;
	}

	private static Patient patient(final String name, final CtVolume ct, final Phantom phantom) {
		return new Patient(name, ct, AnatomySource.of(ct, Path.of(name), Optional.empty(), TASK), phantom);
	}

	private static Row measure(final String reference, final Atlas atlas, final Patient patient) {
		final Registration r = Engines.register(new Subject(patient.ct(), patient.anatomy()), atlas.subject(), "auto", TASK);
		final Priors priors = new Priors(atlas, r.transform());
		final AtlasField field = AtlasField.of(patient.anatomy(), patient.ct().grid(), priors);
		final Map<String, Double> values = new LinkedHashMap<>();
		values.put("meanDice", r.diceAfter().values().stream().mapToDouble(d -> d).average().orElseThrow());
		carina(patient).ifPresent(c -> values.put("carinaMm", distance(map(r.transform(), c), atlas.carina())));
		values.put("lungsOutside", field.lungsOutside());
		values.put("mediastinumOutside", field.mediastinumOutside());
		if (patient.phantom() != null) addStations(values, atlas, patient.phantom(), r.transform(), priors);
		return new Row(reference, patient, r, field, values);
	}

	/** The true one of a phantom, the one found in a real CT. */
	private static Optional<double[]> carina(final Patient patient) {
		return patient.phantom() != null ? Optional.of(patient.phantom().carinaLps()) : patient.anatomy().landmarks()
			.carina();
	}

	private static void addStations(final Map<String, Double> values, final Atlas atlas, final Phantom phantom,
		final SpatialTransform toAtlas, final Priors priors)
	{
		final Map<Integer, double[]> from = centroids(phantom.stations()), to = centroids(atlas.stations());
		values.put("stationMm", median(from.entrySet().stream().filter(e -> to.containsKey(e.getKey())).mapToDouble(
			e -> distance(map(toAtlas, e.getValue()), to.get(e.getKey())))));
		final List<PhantomNode> nodes = mediastinal(phantom);
		final int[] right = new int[1];
		values.put("nodeToStationMm", median(nodes.stream().mapToDouble(node -> {
			final double gap = gapMm(atlas.stations(), Station.ofCode(node.station()).orElseThrow().label(), map(toAtlas, node
				.centreLps()));
			if (labelAt(atlas.stations(), map(toAtlas, node.centreLps())) == Station.ofCode(node.station()).orElseThrow()
				.label()) right[0]++;
			return gap;
		})));
		values.put("trueStation", (double) right[0] / nodes.size());
		values.put("probabilityAuc", areaUnderCurve(priors.probability(phantom.ct().grid()).values(), phantom.nodes(),
			LungHull.of(phantom.organs(), phantom.ct().grid())));
	}

	/**
	 * How far a node's centre, carried to the atlas, comes from where the other phantoms carry the same point of the
	 * anatomy in the mean: a measure that needs no truth of the reference. On the phantom reference also against its truth.
	 */
	private static void addNodeSpread(final List<Row> rows) {
		final List<Row> phantoms = rows.stream().filter(row -> row.patient().phantom() != null).toList();
		final Phantom mean = PhantomGenerator.generate(PhantomSpec.atlas(2.5), TASK);
		for (final Row row : phantoms) {
			final Phantom own = row.patient().phantom();
			row.values().put("nodeSpreadMm", median(mediastinal(own).stream().mapToDouble(node -> {
				final double[] others = new double[3];
				for (final Row other : phantoms) {
					if (other == row) continue;
					final double[] q = map(other.registration().transform(), own.corresponding(node.centreLps(), other.patient()
						.phantom()));
					for (int a = 0; a < 3; a++)
						others[a] += q[a] / (phantoms.size() - 1);
				}
				return distance(map(row.registration().transform(), node.centreLps()), others);
			})));
			if (row.reference().equals("phantom")) row.values().put("nodeErrorMm", median(mediastinal(own).stream()
				.mapToDouble(node -> distance(map(row.registration().transform(), node.centreLps()), own.corresponding(node
					.centreLps(), mean)))));
		}
	}

	/** Without 12 to 14, which lie spread through the lungs. */
	private static List<PhantomNode> mediastinal(final Phantom phantom) {
		return phantom.nodeList().stream().filter(node -> !node.station().startsWith("12")).toList();
	}

	private static double[] map(final SpatialTransform transform, final double[] p) {
		final double[] q = new double[3];
		transform.apply(p, q);
		return q;
	}

	private static double distance(final double[] p, final double[] q) {
		return Math.sqrt(IntStream.range(0, 3).mapToDouble(a -> (p[a] - q[a]) * (p[a] - q[a])).sum());
	}

	private static double median(final DoubleStream values) {
		final double[] sorted = values.sorted().toArray();
		return sorted.length == 0 ? Double.NaN : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

	private static Map<Integer, double[]> centroids(final LabelVolume stations) {
		final Grid grid = stations.grid();
		final double[][] sums = new double[Station.S12_14R.label()][4];
		forEachVoxel(grid, (i, p) -> {
			final int label = stations.labelAt(i);
			if (label == 0 || label >= sums.length) return;
			sums[label][3]++;
			for (int a = 0; a < 3; a++)
				sums[label][a] += p[a];
		});
		final Map<Integer, double[]> centroids = new TreeMap<>();
		for (int label = 1; label < sums.length; label++)
			if (sums[label][3] * grid.voxelVolumeMm3() > 500) centroids.put(label, new double[] { sums[label][0] /
				sums[label][3], sums[label][1] / sums[label][3], sums[label][2] / sums[label][3] });
		return centroids;
	}

	/** Distance of a point from the nearest voxel of a station, 0 inside it. */
	private static double gapMm(final LabelVolume stations, final int label, final double[] point) {
		if (labelAt(stations, point) == label) return 0;
		final double[] least = { Double.MAX_VALUE };
		forEachVoxel(stations.grid(), (i, p) -> {
			if (stations.labelAt(i) == label) least[0] = Math.min(least[0], distance(p, point));
		});
		return least[0];
	}

	private static int labelAt(final LabelVolume labels, final double[] point) {
		final double[] v = new double[3];
		labels.grid().toVoxel(point, v);
		final int x = (int) Math.rint(v[0]), y = (int) Math.rint(v[1]), z = (int) Math.rint(v[2]);
		return labels.grid().contains(x, y, z) ? labels.labelAt(labels.grid().index(x, y, z)) : 0;
	}

	/** The chance that the atlas gives a node's voxel a higher probability than another voxel between and in the lungs. */
	private static double areaUnderCurve(final float[] probability, final LabelVolume nodes, final Mask hull) {
		final double[] node = new double[4097], other = new double[4097];
		for (int i = 0; i < probability.length; i++)
			if (hull.get(i)) (nodes.labelAt(i) > 0 ? node : other)[Math.round(4096 * probability[i])]++;
		double area = 0, below = 0;
		for (int bin = 0; bin < node.length; bin++) {
			area += node[bin] * (below + other[bin] / 2);
			below += other[bin];
		}
		return area / Arrays.stream(node).sum() / below;
	}

	@FunctionalInterface
	private interface VoxelWork {

		void at(int i, double[] world);
	}

	private static void forEachVoxel(final Grid grid, final VoxelWork work) {
		for (int z = 0, i = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++)
					work.at(i, grid.toWorld(x, y, z));
	}

	private static final List<String> COLUMNS = List.of("carinaMm", "stationMm", "nodeSpreadMm", "nodeErrorMm",
		"nodeToStationMm", "trueStation", "probabilityAuc", "meanDice", "lungsOutside", "mediastinumOutside");

	private static String csv(final List<Row> rows) {
		final StringBuilder csv = new StringBuilder("reference,patient,verdict," + String.join(",", COLUMNS) + "\n");
		for (final Row row : rows)
			csv.append(String.join(",", row.reference(), row.patient().name(), row.registration().verdict().name().toLowerCase(
				Locale.ROOT))).append(COLUMNS.stream().map(c -> "," + (row.values().containsKey(c) ? String.format(Locale.ROOT,
					"%.3f", row.values().get(c)) : "")).collect(Collectors.joining())).append('\n');
		return csv.toString();
	}

	/** Medians (largest, or smallest where more is better) over the phantoms and over the real CTs. */
	private static String table(final List<Row> rows) {
		final StringBuilder table = new StringBuilder("| reference | onto | good / check / failed | " + String.join(" | ",
			COLUMNS) + " |\n|---|---|---|" + "---|".repeat(COLUMNS.size()) + "\n");
		for (final String reference : REFERENCES)
			for (final boolean phantoms : new boolean[] { true, false }) {
				final List<Row> part = rows.stream().filter(row -> row.reference().equals(reference) && (row.patient()
					.phantom() != null) == phantoms).toList();
				if (part.isEmpty()) continue;
				final String verdicts = Arrays.stream(Verdict.values()).map(v -> Long.toString(part
					.stream().filter(row -> row.registration().verdict() == v).count())).collect(Collectors.joining(" / "));
				table.append(String.format(Locale.ROOT, "| %s | %d %s | %s |", reference, part.size(), phantoms ? "phantoms"
					: "real CTs", verdicts));
				for (final String column : COLUMNS) {
					final double[] v = part.stream().filter(row -> row.values().containsKey(column)).mapToDouble(row -> row.values()
						.get(column)).sorted().toArray();
					final boolean moreIsBetter = List.of("trueStation", "probabilityAuc", "meanDice").contains(column);
					table.append(v.length == 0 ? " |" : String.format(Locale.ROOT, " %.2f (%.2f) |", median(Arrays.stream(v)),
						moreIsBetter ? v[0] : v[v.length - 1]));
				}
				table.append('\n');
			}
		return table.toString();
	}
}
