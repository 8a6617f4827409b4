package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.lymphatlas.anatomy.Station;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * Phantom nodes in real CTs: ellipsoids of 8 to 18 mm short axis with soft borders, put where the stations that the atlas brings hold fat,
 * with the CT number of nodes and the noise of the same CT's most even soft tissue. Arguments: OUTPUT DRAWS, then for each
 * CT its name, its path, the folder that {@code register} wrote for it, and the nodes' HU. Writes
 * {@code <name>-<draw>/ct.nii.gz} and {@code nodes.nii.gz}, {@code manifest.csv}, {@code originals.csv} (the CTs as they
 * were) and {@code implants.csv}.
 */
public final class ImplantedNodes {

	private static final int PER_CT = 8, TRIES = 400, PLACES = 60;
	private static final double MIN_SHORT_MM = 8, MAX_SHORT_MM = 18, SOFT_MM = 1.5, LEAST_FAT = 0.5, GAP_MM = 4;
	private static final int FAT_FROM = -180, FAT_TO = -10, AIR_HU = -300;

	/** Where most nodes of phantoms and of lung cancer's patients lie. */
	private static final Set<Station> STATIONS = EnumSet.of(Station.S2R, Station.S2L, Station.S4R, Station.S4L, Station.S5,
		Station.S6, Station.S7, Station.S10R, Station.S10L);

	/** An ellipsoid: centre in LPS mm, rows of the matrix that takes it to the unit ball. */
	private record Implant(double[] centre, double[][] toBall, double[] semiMm) {

		double radius(final double[] world) {
			double sum = 0;
			for (final double[] row : toBall) {
				double v = 0;
				for (int a = 0; a < 3; a++)
					v += row[a] * (world[a] - centre[a]);
				sum += v * v;
			}
			return Math.sqrt(sum);
		}

		double reachMm() {
			return semiMm[2] + SOFT_MM;
		}
	}

	private final CtVolume ct;
	private final Grid grid;
	private final LabelVolume stations;
	private final short[] hu;
	private final LabelVolume nodes;
	private final SplittableRandom random;
	private final List<Implant> done = new ArrayList<>();

	private ImplantedNodes(final CtVolume original, final LabelVolume stations, final long seed) {
		grid = original.grid();
		ct = original;
		hu = original.hu().clone();
		this.stations = stations;
		nodes = new LabelVolume(grid);
		random = new SplittableRandom(seed);
	}

	public static void main(final String[] args) {
		final Path output = Path.of(args[0]);
		final StringBuilder manifest = new StringBuilder("case,ct,nodes\n"), originals = new StringBuilder("case,ct\n"),
				list = new StringBuilder("case,station,short_axis_mm,fat_share\n");
		for (int i = 2; i < args.length; i += 4) {
			final CtVolume ct = VolumeFiles.readCt(Path.of(args[i + 1]));
			final LabelVolume stations = new StoredCase(Path.of(args[i + 2])).station();
			originals.append(args[i]).append(',').append(args[i]).append("/ct.nii.gz\n");
			Json.makeFolder(output.resolve(args[i]));
			VolumeFiles.write(ct, output.resolve(args[i]).resolve("ct.nii.gz"));
			for (int draw = 1; draw <= Integer.parseInt(args[1]); draw++) {
				final String name = args[i] + "-" + draw;
				final ImplantedNodes implanter = new ImplantedNodes(ct, stations, 1000L * i + draw);
				implanter.implant(name, Double.parseDouble(args[i + 3]), list);
				Json.makeFolder(output.resolve(name));
				VolumeFiles.write(new CtVolume(ct.grid(), implanter.hu), output.resolve(name).resolve("ct.nii.gz"));
				VolumeFiles.write(implanter.nodes, output.resolve(name).resolve("nodes.nii.gz"));
				manifest.append(name).append(',').append(name).append("/ct.nii.gz,").append(name).append("/nodes.nii.gz\n");
			}
		}
		Json.writeText(output.resolve("manifest.csv"), manifest.toString());
		Json.writeText(output.resolve("originals.csv"), originals.toString());
		Json.writeText(output.resolve("implants.csv"), list.toString());
	}

	private void implant(final String name, final double nodeHu, final StringBuilder list) {
		final int[] places = places();
		for (int attempt = 0; attempt < TRIES && done.size() < PER_CT; attempt++) {
			final double[] semi = { 0.5 * random.nextDouble(MIN_SHORT_MM, MAX_SHORT_MM), 0, 0 };
			semi[1] = semi[0] * random.nextDouble(1, 1.3);
			semi[2] = semi[0] * random.nextDouble(1.1, 1.6);
			Arrays.sort(semi);
			Implant best = null;
			double most = LEAST_FAT;
			for (int i = 0; i < PLACES; i++) {
				final Implant at = at(places[random.nextInt(places.length)], semi);
				final double fat = fatShare(at);
				if (fat > most && done.stream().allMatch(d -> distance(d.centre, at.centre) > d.semiMm[2] + semi[2] + GAP_MM)) {
					most = fat;
					best = at;
				}
			}
			if (best == null) continue;
			done.add(best);
			paint(best, nodeHu + 8 * random.nextGaussian(), done.size());
			final double[] v = new double[3];
			grid.toVoxel(best.centre, v);
			final int station = stations.labels()[grid.index((int) Math.rint(v[0]), (int) Math.rint(v[1]), (int) Math.rint(
				v[2]))];
			list.append(String.format(Locale.ROOT, "%s,%s,%.1f,%.2f%n", name, Station.ofLabel(station).map(Station::code)
				.orElse(""), 2 * semi[0], most));
		}
	}

	/** Voxels of fat in the stations. */
	private int[] places() {
		return IntStream.range(0, grid.voxels()).filter(i -> hu[i] >= FAT_FROM && hu[i] <= FAT_TO && Station.ofLabel(stations
			.labels()[i]).filter(STATIONS::contains).isPresent()).toArray();
	}

	private Implant at(final int voxel, final double[] semi) {
		final double[][] axes = new double[3][];
		for (int a = 0; a < 3; a++) {
			axes[a] = new double[] { random.nextGaussian(), random.nextGaussian(), random.nextGaussian() };
			for (int b = 0; b < a; b++) {
				final double along = dot(axes[a], axes[b]);
				for (int c = 0; c < 3; c++)
					axes[a][c] -= along * axes[b][c];
			}
			final double length = Math.sqrt(dot(axes[a], axes[a]));
			for (int c = 0; c < 3; c++)
				axes[a][c] /= length;
		}
		for (int a = 0; a < 3; a++)
			for (int c = 0; c < 3; c++)
				axes[a][c] /= semi[a];
		return new Implant(grid.toWorld(voxel % grid.nx(), voxel / grid.nx() % grid.ny(), voxel / grid.nx() / grid.ny()), axes,
			semi);
	}

	/** Share of fat among a node's voxels; 0 if some are air or out of the image. */
	private double fatShare(final Implant node) {
		final int[][] box = box(node);
		int inside = 0, fat = 0;
		for (int z = box[0][2]; z <= box[1][2]; z++)
			for (int y = box[0][1]; y <= box[1][1]; y++)
				for (int x = box[0][0]; x <= box[1][0]; x++) {
					if (node.radius(grid.toWorld(x, y, z)) > 1) continue;
					if (!grid.contains(x, y, z) || hu[grid.index(x, y, z)] < AIR_HU) return 0;
					inside++;
					final int v = hu[grid.index(x, y, z)];
					if (v >= FAT_FROM && v <= FAT_TO) fat++;
				}
		return inside == 0 ? 0 : (double) fat / inside;
	}

	private void paint(final Implant node, final double nodeHu, final int id) {
		final int[][] box = box(node);
		final int[] size = { box[1][0] - box[0][0] + 1, box[1][1] - box[0][1] + 1, box[1][2] - box[0][2] + 1 };
		final double[] noise = noise(size);
		for (int z = 0, i = 0; z < size[2]; z++)
			for (int y = 0; y < size[1]; y++)
				for (int x = 0; x < size[0]; x++, i++) {
					final int[] v = { box[0][0] + x, box[0][1] + y, box[0][2] + z };
					if (!grid.contains(v[0], v[1], v[2])) continue;
					final double cover = cover(node, v);
					final int at = grid.index(v[0], v[1], v[2]);
					hu[at] = (short) Math.rint(hu[at] + cover * (nodeHu + noise[i] - hu[at]));
					if (cover >= 0.5) nodes.labels()[at] = (short) id;
				}
	}

	/** How much of a voxel the node fills, its border as soft as {@link #SOFT_MM}. */
	private double cover(final Implant node, final int[] v) {
		double sum = 0;
		for (int k = 0; k < 5; k++)
			for (int j = 0; j < 3; j++)
				for (int i = 0; i < 3; i++) {
					final double outsideMm = (node.radius(grid.toWorld(v[0] + (i - 1) / 3.0, v[1] + (j - 1) / 3.0, v[2] + (k - 2) /
						5.0)) - 1) * node.semiMm[0];
					sum += Math.max(0, Math.min(1, 0.5 - outsideMm / SOFT_MM));
				}
		return sum / 45;
	}

	/** What the most even soft tissue of the CT differs from its mean by, in a box of the size. */
	private double[] noise(final int[] size) {
		double[] best = null;
		double least = Double.POSITIVE_INFINITY;
		for (int attempt = 0; attempt < 4000; attempt++) {
			final int x0 = random.nextInt(grid.nx() - size[0]), y0 = random.nextInt(grid.ny() - size[1]), z0 = random.nextInt(
				Math.max(1, grid.nz() - size[2]));
			final double[] values = new double[size[0] * size[1] * size[2]];
			for (int i = 0; i < values.length; i++)
				values[i] = ct.hu()[grid.index(x0 + i % size[0], y0 + i / size[0] % size[1], z0 + i / size[0] / size[1])];
			final double mean = Arrays.stream(values).average().orElseThrow();
			if (mean < 10 || mean > 250) continue;
			final double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
			if (variance >= least) continue;
			least = variance;
			best = Arrays.stream(values).map(v -> v - mean).toArray();
		}
		if (best == null) throw new IllegalStateException("No soft tissue to take noise from");
		return best;
	}

	private int[][] box(final Implant node) {
		final double[] v = new double[3];
		grid.toVoxel(node.centre, v);
		final int[][] box = new int[2][3];
		for (int a = 0; a < 3; a++) {
			final int reach = (int) Math.ceil(node.reachMm() / grid.spacing(a));
			box[0][a] = (int) Math.rint(v[a]) - reach;
			box[1][a] = (int) Math.rint(v[a]) + reach;
		}
		return box;
	}

	private static double distance(final double[] a, final double[] b) {
		return Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
	}

	private static double dot(final double[] a, final double[] b) {
		return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
	}
}
