package org.lymphatlas.registration;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Crop;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Gaussian;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;

/**
 * What engines compare: one image an organ group and one of intensities, on one coarse grid. Beyond the grid nothing is
 * known, which is not the same as nothing being there.
 *
 * @param grid of all images
 * @param organs share of each voxel that the group's organs fill, in [0, 1]
 * @param carinaLps the tracheal bifurcation, where both images show it
 * @param intensity CT clipped to -200..300 HU, as [0, 1]; 0 outside the body where the body is known
 */
public record Channels(Grid grid, Map<OrganGroup, FloatVolume> organs, Optional<double[]> carinaLps,
	FloatVolume intensity)
{

	private static final float LOW_HU = -200;
	private static final float HIGH_HU = 300;
	private static final String BODY = "body";
	/** Organ labels are counted at about this spacing to find the share of a coarse voxel that they fill. */
	private static final double LABEL_SPACING_MM = 1.5;

	public Channels {
		organs = Collections.unmodifiableMap(new EnumMap<>(organs));
	}

	/** The organ groups that a subject has. */
	public static Set<OrganGroup> groupsOf(final Organs organs) {
		final Set<OrganGroup> groups = EnumSet.noneOf(OrganGroup.class);
		for (final OrganGroup group : OrganGroup.values())
			if (group.maskIn(organs).isPresent()) groups.add(group);
		return groups;
	}

	/**
	 * The channels of a subject over its CT's whole field of view.
	 *
	 * @param groups organ groups wanted, all of which the subject has
	 * @param withCarina whether the carina is wanted, which the subject then has
	 * @param spacingMm spacing wanted; axes on which the CT is coarser keep the CT's
	 */
	public static Channels of(final Subject subject, final Collection<OrganGroup> groups, final boolean withCarina,
		final double spacingMm)
	{
		final CtVolume ct = subject.ct();
		final Grid grid = coarser(ct.grid(), spacingMm);
		final Organs organs = atMost(subject.anatomy().organs(), coarser(ct.grid(), LABEL_SPACING_MM));
		final Map<OrganGroup, FloatVolume> images = new EnumMap<>(OrganGroup.class);
		for (final OrganGroup group : groups) {
			final Mask mask = group.maskIn(organs).orElseGet(() -> new Mask(organs.grid()));
			images.put(group, Resampling.box(mask, grid));
		}
		final FloatVolume intensity = Resampling.box(ct, grid);
		normalise(intensity.values());
		if (organs.names().containsValue(BODY)) {
			final float[] body = Resampling.box(organs.labels().foreground(), grid).values();
			for (int i = 0; i < body.length; i++)
				intensity.values()[i] *= body[i];
		}
		return new Channels(grid, images, subject.anatomy().landmarks().carina().filter(c -> withCarina), intensity);
	}

	private static Grid coarser(final Grid grid, final double spacingMm) {
		return grid.withSpacing(Math.max(spacingMm, grid.spacing(0)), Math.max(spacingMm, grid.spacing(1)), Math.max(
			spacingMm, grid.spacing(2)));
	}

	private static Organs atMost(final Organs organs, final Grid grid) {
		if (organs.grid().equals(grid)) return organs;
		final LabelVolume labels = Resampling.nearest(organs.labels(), grid, PointMapping.IDENTITY);
		return new Organs(labels, organs.names());
	}

	private static void normalise(final float[] hu) {
		for (int i = 0; i < hu.length; i++)
			hu[i] = (Math.max(LOW_HU, Math.min(HIGH_HU, hu[i])) - LOW_HU) / (HIGH_HU - LOW_HU);
	}

	/** The part that holds all organs, with a margin; still within the field of view. */
	public Channels croppedToOrgans(final double marginMm) {
		final byte[] any = new byte[grid.voxels()];
		for (final FloatVolume organ : organs.values())
			for (int i = 0; i < any.length; i++)
				if (organ.values()[i] > 0) any[i] = 1;
		final Box box = new Mask(grid, any).bounds().orElse(Box.of(grid)).grow(margin(0, marginMm), margin(1, marginMm),
			margin(2, marginMm)).clip(grid);
		final Map<OrganGroup, FloatVolume> cropped = new EnumMap<>(OrganGroup.class);
		organs.forEach((group, image) -> cropped.put(group, Crop.crop(image, box, 0)));
		return new Channels(grid.crop(box), cropped, carinaLps, Crop.crop(intensity, box, 0));
	}

	private int margin(final int axis, final double marginMm) {
		return (int) Math.ceil(marginMm / grid.spacing(axis));
	}

	/** Smoothed, then sampled at another spacing (never finer than this one's). */
	public Channels smoothed(final double sigmaMm, final double spacingMm) {
		final Grid target = coarser(grid, spacingMm);
		final Map<OrganGroup, FloatVolume> result = new EnumMap<>(OrganGroup.class);
		organs.forEach((group, image) -> result.put(group, smoothed(image, sigmaMm, target)));
		return new Channels(target, result, carinaLps, smoothed(intensity, sigmaMm, target));
	}

	private static FloatVolume smoothed(final FloatVolume image, final double sigmaMm, final Grid target) {
		final FloatVolume smooth = sigmaMm > 0 ? Gaussian.smooth(image, sigmaMm) : image;
		return smooth.grid().equals(target) ? smooth : Resampling.linear(smooth, target, PointMapping.IDENTITY, 0);
	}

	/** Volume of a group in mm3. */
	public double volumeMm3(final OrganGroup group) {
		double sum = 0;
		for (final float v : organs.get(group).values())
			sum += v;
		return sum * grid.voxelVolumeMm3();
	}

	/** Centre of gravity of a group, LPS mm; NaN if it is empty. */
	public double[] centroid(final OrganGroup group) {
		return centroid(organs.get(group));
	}

	static double[] centroid(final FloatVolume image) {
		final Grid grid = image.grid();
		final float[] values = image.values();
		double sum = 0, sx = 0, sy = 0, sz = 0;
		int i = 0;
		for (int z = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++) {
					sum += values[i];
					sx += values[i] * x;
					sy += values[i] * y;
					sz += values[i] * z;
				}
		return grid.toWorld(sx / sum, sy / sum, sz / sum);
	}

	/** The middle of the field of view, LPS mm. */
	public double[] middle() {
		return grid.toWorld(0.5 * (grid.nx() - 1), 0.5 * (grid.ny() - 1), 0.5 * (grid.nz() - 1));
	}
}
