package org.lymphatlas.anatomy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Crop;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;

/** Phantoms with what makes organs hard to find: disease, thick slices, arms, a table, cut fields of view, contrast. */
final class ChestScenes {

	/**
	 * @param seed of the phantom, whose organs and carina are the truth
	 * @param make the CT from the phantom
	 */
	record Scene(long seed, Function<Phantom, CtVolume> make) {}

	/** Seeds of the plain and of the arterial phase; most others are portal. */
	static final long PLAIN = 5, ARTERIAL = 3;
	static final Map<String, Scene> ALL = new LinkedHashMap<>();
	private static final Map<Long, Phantom> PHANTOMS = new HashMap<>();
	private static final double TISSUE_HU = 35;

	static {
		put("left lung airless", 101, p -> filled(p, OrganGroup.LUNG_LEFT, 1));
		put("right lung airless", 102, p -> filled(p, OrganGroup.LUNG_RIGHT, 1));
		put("left lung half collapsed", 101, p -> filled(p, OrganGroup.LUNG_LEFT, 0.5));
		put("right lung half collapsed", 102, p -> filled(p, OrganGroup.LUNG_RIGHT, 0.5));
		put("tumour at the left hilum", 101, p -> tumour(p, 48, -4, -20, 26));
		put("tumour at the right hilum", 102, p -> tumour(p, -44, -4, -22, 26));
		put("slices of 8 mm", 101, p -> thick(p, 8));
		put("arms down", 102, ChestScenes::arms);
		put("table and cushion", 101, ChestScenes::table);
		put("without contrast", PLAIN, Phantom::ct);
		put("CT angiography", ARTERIAL, Phantom::ct);
		put("CT angiography, left lung airless", ARTERIAL, p -> filled(p, OrganGroup.LUNG_LEFT, 1));
		put("CT angiography, right lung airless", ARTERIAL, p -> filled(p, OrganGroup.LUNG_RIGHT, 1));
		put("CT angiography cropped to the chest", ARTERIAL, p -> cropped(p, 0.7, -1e3, 1e3));
		put("cropped to 60 % of the field", 102, p -> cropped(p, 0.6, -1e3, 1e3));
		put("overinflated at 4 mm, cropped to 60 %", 101, ChestScenes::overinflated);
		put("field begins 5 mm above the carina", 102, p -> cropped(p, 1, -1e3, 5));
		put("field begins 12 mm above the carina", 101, p -> cropped(p, 1, -1e3, 12));
		put("100 mm round the carina", 102, p -> cropped(p, 1, -60, 40));
	}

	private ChestScenes() {}

	private static void put(final String name, final long seed, final Function<Phantom, CtVolume> make) {
		ALL.put(name, new Scene(seed, make));
	}

	static Phantom phantom(final long seed) {
		return PHANTOMS.computeIfAbsent(seed, s -> PhantomGenerator.generate(PhantomSpec.standard(s, 2.5), new InlineTask(
			"phantom")));
	}

	/** A lung without air from its base up to a share of its height. */
	private static CtVolume filled(final Phantom p, final OrganGroup lung, final double share) {
		final Grid g = p.ct().grid();
		final Mask mask = Resampling.nearest(lung.maskIn(p.organs()).orElseThrow(), g, PointMapping.IDENTITY);
		final Box box = mask.bounds().orElseThrow();
		final double top = box.minZ() + share * box.sizeZ();
		final short[] hu = p.ct().hu().clone();
		final SplittableRandom noise = new SplittableRandom(p.seed());
		for (int i = 0; i < hu.length; i++)
			if (mask.get(i) && i / (g.nx() * g.ny()) < top) hu[i] = (short) (TISSUE_HU + 12 * noise.nextGaussian());
		return new CtVolume(g, hu);
	}

	private static CtVolume painted(final Phantom p, final Function<double[], Double> hu) {
		final Grid g = p.ct().grid();
		final short[] values = p.ct().hu().clone();
		final double[] q = new double[3], c = p.carinaLps();
		for (int z = 0, i = 0; z < g.nz(); z++)
			for (int y = 0; y < g.ny(); y++)
				for (int x = 0; x < g.nx(); x++, i++) {
					q[0] = x;
					q[1] = y;
					q[2] = z;
					g.toWorld(q, q);
					for (int a = 0; a < 3; a++)
						q[a] -= c[a];
					final Double value = hu.apply(q);
					if (value != null) values[i] = (short) Math.rint(value);
				}
		return new CtVolume(g, values);
	}

	/** A ball of tissue that closes the bronchi it lies on; mm from the carina. */
	private static CtVolume tumour(final Phantom p, final double l, final double b, final double s, final double radiusMm) {
		return painted(p, q -> Math.hypot(Math.hypot(q[0] - l, q[1] - b), q[2] - s) < radiusMm ? TISSUE_HU : null);
	}

	private static CtVolume thick(final Phantom p, final double mm) {
		final Grid g = p.ct().grid();
		return PhantomGenerator.generate(PhantomSpec.standard(p.seed(), 2.5).withGrid(g.withSpacing(1.25, 1.25, mm)),
			new InlineTask("thick")).ct();
	}

	/** Upper arms of 80 mm with a bone beside the chest, as far as the field shows them. */
	private static CtVolume arms(final Phantom p) {
		return painted(p, q -> {
			final double d = Math.hypot(Math.abs(q[0] - 5) - 175, q[1] - 10);
			return d > 40 ? null : d < 11 ? d < 7 ? 120.0 : 900.0 : TISSUE_HU;
		});
	}

	/** A shell of carbon fibre round foam, and a cushion under the back. */
	private static CtVolume table(final Phantom p) {
		final CtVolume ct = p.ct();
		return painted(p, q -> {
			final double depth = q[1] - 118 + q[0] * q[0] / 900;
			final int i = index(ct.grid(), p.carinaLps(), q);
			if (ct.hu()[i] > -500 || depth < -25 || depth > 40) return null;
			return depth < 0 ? -940.0 : depth < 4 || depth > 36 ? 60.0 : -930.0;
		});
	}

	private static int index(final Grid g, final double[] carina, final double[] q) {
		final double[] v = { q[0] + carina[0], q[1] + carina[1], q[2] + carina[2] };
		g.toVoxel(v, v);
		return g.index((int) Math.rint(v[0]), (int) Math.rint(v[1]), (int) Math.rint(v[2]));
	}

	/** The middle share of the field along x and y, and what lies between two heights above the carina. */
	private static CtVolume cropped(final Phantom p, final double share, final double fromMm, final double toMm) {
		return cropped(p.ct(), p.carinaLps(), share, fromMm, toMm);
	}

	private static CtVolume cropped(final CtVolume ct, final double[] carina, final double share, final double fromMm,
		final double toMm)
	{
		final Grid g = ct.grid();
		final double[] c = new double[3];
		g.toVoxel(carina, c);
		final int mx = (int) (0.5 * (1 - share) * g.nx()), my = (int) (0.5 * (1 - share) * g.ny());
		final int z0 = (int) Math.max(0, c[2] + fromMm / g.spacing(2)), z1 = (int) Math.min(g.nz(), Math.rint(c[2] + toMm / g
			.spacing(2)) + 1);
		return Crop.crop(ct, new Box(mx, my, z0, g.nx() - mx, g.ny() - my, z1));
	}

	private static CtVolume overinflated(final Phantom p) {
		final Phantom coarse = PhantomGenerator.generate(PhantomSpec.standard(p.seed(), 4), new InlineTask("coarse"));
		final Mask lungs = Masks.or(OrganGroup.LUNG_LEFT.maskIn(coarse.organs()).orElseThrow(), OrganGroup.LUNG_RIGHT.maskIn(
			coarse.organs()).orElseThrow());
		final short[] hu = coarse.ct().hu().clone();
		for (int i = 0; i < hu.length; i++)
			if (lungs.get(i) && hu[i] < -500) hu[i] = (short) Math.max(-1000, -930 + (hu[i] + 850) / 3);
		return cropped(new CtVolume(coarse.ct().grid(), hu), coarse.carinaLps(), 0.6, -1e3, 1e3);
	}
}
