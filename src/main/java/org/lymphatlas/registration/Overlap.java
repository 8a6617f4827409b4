package org.lymphatlas.registration;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Resampling;

/** How well organs lie on one another under a transform. Voxels outside the moving image's field of view do not count. */
public final class Overlap {

	private static final float HALF = 0.5f;

	private Overlap() {}

	/** Dice of each group, in [0, 1]; 0 where a group has no voxel on either side of the common field of view. */
	public static Map<OrganGroup, Double> dice(final Channels fixed, final Channels moving,
		final SpatialTransform transform)
	{
		final Map<OrganGroup, Double> dice = new EnumMap<>(OrganGroup.class);
		fixed.organs().forEach((group, image) -> {
			final float[] warped = Resampling.linear(moving.organs().get(group), fixed.grid(), transform, Float.NaN).values();
			long both = 0, sum = 0;
			for (int i = 0; i < warped.length; i++) {
				if (Float.isNaN(warped[i])) continue;
				final boolean f = image.values()[i] >= HALF;
				final boolean m = warped[i] >= HALF;
				if (f) sum++;
				if (m) sum++;
				if (f && m) both++;
			}
			dice.put(group, sum == 0 ? 0 : 2.0 * both / sum);
		});
		return dice;
	}

	/**
	 * A smooth score in [0, 1] to compare starts by: mean over the groups of {@code 2 sum(f m) / sum(f^2 + m^2)} in the
	 * common field of view, times the share of the organs that lies in it (of the image that has the larger share there).
	 */
	static double soft(final Channels fixed, final Channels moving, final SpatialTransform transform) {
		double dice = 0, fixedIn = 0, fixedAll = 0, movingIn = 0, movingAll = 0;
		for (final Map.Entry<OrganGroup, FloatVolume> entry : fixed.organs().entrySet()) {
			final float[] f = entry.getValue().values();
			final float[] m = Resampling.linear(moving.organs().get(entry.getKey()), fixed.grid(), transform, Float.NaN)
				.values();
			double both = 0, squares = 0;
			for (int i = 0; i < f.length; i++) {
				fixedAll += f[i];
				if (Float.isNaN(m[i])) continue;
				fixedIn += f[i];
				movingIn += m[i];
				both += f[i] * m[i];
				squares += f[i] * f[i] + m[i] * m[i];
			}
			movingAll += moving.volumeMm3(entry.getKey()) / fixed.grid().voxelVolumeMm3();
			if (squares > 0) dice += 2 * both / squares;
		}
		final double inView = Math.max(share(fixedIn, fixedAll), share(movingIn, movingAll));
		return dice / Math.max(1, fixed.organs().size()) * inView;
	}

	/** {@code 2 sum(f m) / sum(f^2 + m^2)} in the common field of view; 0 if both are empty there. */
	static double soft(final FloatVolume fixed, final FloatVolume moving, final SpatialTransform transform) {
		final float[] f = fixed.values();
		final float[] m = Resampling.linear(moving, fixed.grid(), transform, Float.NaN).values();
		double both = 0, squares = 0;
		for (int i = 0; i < f.length; i++) {
			if (Float.isNaN(m[i])) continue;
			both += f[i] * m[i];
			squares += f[i] * f[i] + m[i] * m[i];
		}
		return squares > 0 ? 2 * both / squares : 0;
	}

	private static double share(final double part, final double whole) {
		return whole > 0 ? Math.min(1, part / whole) : 0;
	}

	/** Keys as the record file writes them: {@code lung_left}, {@code airways}, ... */
	static Map<String, Double> byName(final Map<OrganGroup, Double> dice) {
		final Map<String, Double> named = new TreeMap<>();
		dice.forEach((group, value) -> named.put(group.name().toLowerCase(Locale.ROOT), value));
		return named;
	}
}
