package org.lymphatlas.correction;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.lymphatlas.volume.Connectivity;
import org.lymphatlas.volume.Crop;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Gaussian;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Morphology;

/**
 * Adds what looks like the seed's neighbourhood on the CT, for nodes that the network did not see. The CT is smoothed
 * ({@value #SIGMA_MM} mm); a range of HU is read off around the seed: the median there, and so many HU to both sides as
 * the noise asks for. What lies in the range is opened by a ball of {@value #BALL_MM} mm, which makes a smooth border and
 * cuts thin bridges to vessels and wall, and grown from the seed by face neighbours. The border voxels, mixed with the
 * fat around, are added within the ball's radius down to half-way between the median and fat.
 *
 * @param node the new node's id
 * @param seedLps where it grows from, LPS mm
 * @param spread widens the range of HU; 1 as the noise asks for, 0.25 to 4
 * @param limits how large it may become
 */
public record GrowFromIntensity(int node, double[] seedLps, double spread, GrowthLimits limits) implements GrowNode {

	static final double SIGMA_MM = 0.8;
	static final double BALL_MM = 1.5;
	/** The neighbourhood of the seed. */
	private static final double SAMPLE_MM = 2.5;
	private static final int LEAST_SAMPLES = 7;
	/** From the median absolute deviation to a normal distribution's sigma. */
	private static final double MAD_TO_SIGMA = 1.4826;
	private static final float FAT_HU = -100;
	private static final double SIGMAS = 3, LEAST_HU = 25, MOST_HU = 60;

	public GrowFromIntensity {
		Points.checkNewNode(node);
		Points.check("the seed", seedLps);
		if (!(spread >= 0.25 && spread <= 4)) throw new InputException("The range is to be widened by " + spread +
			"; give 0.25 to 4");
		if (limits == null) throw new InputException("A node grown from intensity needs limits");
	}

	@Override
	public Proposal propose(final Scene scene, final NodeMap nodes) {
		final Surroundings around = new Surroundings(scene, nodes, seedLps, limits, 4 * SIGMA_MM);
		final float[] hu = smoothed(scene.ct(), around);
		final float[] range = range(hu, around);
		final Mask inRange = free(around, hu, range);
		final Mask opened = Morphology.open(inRange, BALL_MM);
		final SortedSet<String> stoppedBy = new TreeSet<>();
		final boolean thin = !opened.get(around.seed());
		final Mask domain = thin ? inRange : opened;
		final RegionGrowing.Grown grown = RegionGrowing.from(around.grid(), around.seed(), domain::get, Connectivity.SIX, limits
			.mostVoxels(around.grid()));
		if (grown.stopped()) stoppedBy.add(limits.volumeInWords());
		addBarriers(grown.mask(), around, hu, range, stoppedBy);
		final Mask whole = grown.stopped() ? grown.mask() : withBorder(grown.mask(), around, hu, range);
		return new Proposal(around.box(), filled(whole, around), String.format(Locale.ROOT, "%.0f to %.0f HU%s",
			range[0], range[1], thin ? " (too thin for a smooth border)" : ""), stoppedBy);
	}

	private static float[] smoothed(final CtVolume ct, final Surroundings around) {
		final CtVolume part = Crop.crop(ct, around.box());
		final float[] values = new float[part.hu().length];
		for (int i = 0; i < values.length; i++)
			values[i] = part.hu()[i];
		return Gaussian.smooth(new FloatVolume(part.grid(), values), SIGMA_MM).values();
	}

	/** Least and greatest HU of what looks like the seed. */
	private float[] range(final float[] hu, final Surroundings around) {
		final float[] samples = samples(hu, around);
		final float median = median(samples);
		for (int k = 0; k < samples.length; k++)
			samples[k] = Math.abs(samples[k] - median);
		final double half = spread * Math.min(MOST_HU, Math.max(LEAST_HU, SIGMAS * MAD_TO_SIGMA * median(samples)));
		return new float[] { (float) (median - half), (float) (median + half) };
	}

	/** Values near the seed: of the ball, and at least of the nearest voxels. */
	private static float[] samples(final float[] hu, final Surroundings around) {
		final Grid g = around.grid();
		final int[] nearest = IntStream.range(0, g.voxels()).filter(i -> around.fromSeedMm(i) <= 2 * SAMPLE_MM).boxed()
			.sorted(Comparator.comparingDouble(around::fromSeedMm)).mapToInt(i -> i).toArray();
		final int inBall = (int) Arrays.stream(nearest).filter(i -> around.fromSeedMm(i) <= SAMPLE_MM).count();
		final float[] samples = new float[Math.min(nearest.length, Math.max(LEAST_SAMPLES, inBall))];
		for (int k = 0; k < samples.length; k++)
			samples[k] = hu[nearest[k]];
		return samples;
	}

	private static float median(final float[] values) {
		final float[] sorted = values.clone();
		Arrays.sort(sorted);
		final int n = sorted.length;
		return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
	}

	private static boolean isIn(final float hu, final float[] range) {
		return hu >= range[0] && hu <= range[1];
	}

	/** In the range, and nothing hinders; the seed's own voxel always is. */
	private static Mask free(final Surroundings around, final float[] hu, final float[] range) {
		final Mask free = new Mask(around.grid());
		final int nx = around.grid().nx();
		IntStream.range(0, hu.length / nx).parallel().forEach(row -> {
			for (int i = row * nx; i < (row + 1) * nx; i++)
				if (isIn(hu[i], range) && around.hindrance(i) == null) free.values()[i] = 1;
		});
		free.values()[around.seed()] = 1;
		return free;
	}

	/** With the neighbouring voxels that are more node than fat. */
	private static Mask withBorder(final Mask core, final Surroundings around, final float[] hu, final float[] range) {
		final float[] mixed = { Math.min(range[0], ((range[0] + range[1]) / 2 + FAT_HU) / 2), range[1] };
		final Mask near = Morphology.dilate(core, BALL_MM);
		return RegionGrowing.from(core.grid(), around.seed(), i -> core.get(i) || near.get(i) && isIn(hu[i], mixed) && around
			.hindrance(i) == null, Connectivity.SIX, Integer.MAX_VALUE).mask();
	}

	/** Without the holes that a node may fill. */
	private static Mask filled(final Mask region, final Surroundings around) {
		final Mask filled = Morphology.fillHoles(region);
		for (int i = 0; i < filled.values().length; i++)
			if (filled.get(i) && !region.get(i) && around.hindrance(i) != null) filled.values()[i] = 0;
		return filled;
	}

	/** Names what lies beside the region that looks like it and yet may not be part of it. */
	private static void addBarriers(final Mask region, final Surroundings around, final float[] hu, final float[] range,
		final SortedSet<String> stoppedBy)
	{
		final Grid g = region.grid();
		for (int z = 0, i = 0; z < g.nz(); z++)
			for (int y = 0; y < g.ny(); y++)
				for (int x = 0; x < g.nx(); x++, i++) {
					if (!region.get(i)) continue;
					for (final int[] d : Connectivity.SIX.offsets()) {
						if (!g.contains(x + d[0], y + d[1], z + d[2])) continue;
						final int j = g.index(x + d[0], y + d[1], z + d[2]);
						if (region.get(j) || !isIn(hu[j], range)) continue;
						final String why = around.hindrance(j);
						if (why != null) stoppedBy.add(why);
					}
				}
	}
}
