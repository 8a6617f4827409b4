package org.lymphatlas.registration;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.PointMapping;

/** A chest of simple bodies, defined at every point of its own space, drawn on any grid through any mapping. */
public final class SyntheticBody {

	public static final double[] CARINA = { 0, 10, 20 };

	private static final SortedMap<Integer, String> NAMES = new TreeMap<>();
	private static final int[] HU = { -1000, 0, -850, -850, -990, 400, 45, 150 };
	static {
		final String[] names = { "body", "lung_left", "lung_right", "airways", "bones", "heart", "aorta" };
		for (int i = 0; i < names.length; i++)
			NAMES.put(i + 1, names[i]);
	}

	private SyntheticBody() {}

	/** Voxels about the chest's middle with a margin, axis-aligned. */
	public static Grid grid(final double spacingMm) {
		return centred(new double[] { 330, 250, 280 }, spacingMm, new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 });
	}

	/** A grid of any direction whose middle is the chest's. */
	public static Grid centred(final double[] extentMm, final double spacingMm, final double[] direction) {
		final int[] n = new int[3];
		final double[] origin = new double[3];
		for (int a = 0; a < 3; a++)
			n[a] = (int) Math.round(extentMm[a] / spacingMm);
		for (int r = 0; r < 3; r++)
			for (int c = 0; c < 3; c++)
				origin[r] -= direction[3 * r + c] * spacingMm * (n[c] - 1) / 2;
		return new Grid(n, new double[] { spacingMm, spacingMm, spacingMm }, origin, direction);
	}

	/**
	 * @param toBody from the grid's world to the body's own space
	 * @param without organs that are drawn in the CT but not labelled
	 */
	public static Subject draw(final Grid grid, final PointMapping toBody, final String... without) {
		final LabelVolume labels = new LabelVolume(grid);
		final CtVolume ct = new CtVolume(grid);
		final Set<String> missing = new HashSet<>(Arrays.asList(without));
		IntStream.range(0, grid.nz()).parallel().forEach(z -> {
			final double[] p = new double[3];
			int i = grid.index(0, 0, z);
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++) {
					p[0] = x;
					p[1] = y;
					p[2] = z;
					grid.toWorld(p, p);
					toBody.apply(p, p);
					final int label = labelAt(p[0], p[1], p[2]);
					ct.hu()[i] = (short) HU[label];
					labels.labels()[i] = (short) (missing.contains(NAMES.get(label)) ? 1 : label);
				}
		});
		final Landmarks landmarks = new Landmarks(Optional.of(whereIs(CARINA, toBody)), "synthetic");
		return new Subject(ct, new Anatomy(new Organs(labels, NAMES), landmarks, "synthetic", List.of()));
	}

	/** The point that a mapping takes to a target; the mapping stretches by less than 3. */
	private static double[] whereIs(final double[] target, final PointMapping mapping) {
		final double[] p = target.clone(), q = new double[3];
		for (int k = 0; k < 300; k++) {
			mapping.apply(p, q);
			for (int a = 0; a < 3; a++)
				p[a] -= 0.5 * (q[a] - target[a]);
		}
		return p;
	}

	private static int labelAt(final double x, final double y, final double z) {
		if (!inside(x / 150, y / 105, 0)) return 0;
		if (inside(x / 20, (y - 75) / 20, 0) && Math.sin(z / 4) > -0.8) return 5;
		if (inside(x / 15, (y + 90) / 8, (z - 20) / 80)) return 5;
		if (isRib(x, y, z)) return 5;
		if (isAirway(x, y, z)) return 4;
		if (inside((x - 22) / 11, (y - 42) / 11, 0) && z < 40) return 7;
		if (inside((x - 15) / 50, (y + 35) / 38, (z + 45) / 45)) return 6;
		if (inside((x - 75) / 52, (y - 5) / 75, (z + 5) / 115)) return 2;
		if (inside((x + 75) / 55, (y - 5) / 78, (z + 0) / 112)) return 3;
		return 1;
	}

	private static boolean isRib(final double x, final double y, final double z) {
		final double r = Math.hypot(x / 135, y / 94);
		return Math.abs(r - 1) < 0.045 && Math.abs(Math.IEEEremainder(z + 0.35 * y, 28)) < 5 && Math.abs(z) < 110;
	}

	private static boolean isAirway(final double x, final double y, final double z) {
		if (z >= CARINA[2] && z < 140) return inside((x - CARINA[0]) / 9, (y - CARINA[1]) / 9, 0);
		final double down = CARINA[2] - z;
		if (down < 0 || down > 45) return false;
		return inside((Math.abs(x - CARINA[0]) - 0.9 * down) / 9, (y - CARINA[1]) / 7, 0);
	}

	private static boolean inside(final double a, final double b, final double c) {
		return a * a + b * b + c * c <= 1;
	}
}
