package org.lymphatlas.correction;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;

/**
 * Where a node may grow to from a seed: background within the largest diameter, in the lungs' hull and outside organs
 * that are no nodes. Voxels are numbered on the grid of a box around the seed.
 */
final class Surroundings {

	/** Beginnings of names of organs that a node must not grow into. */
	private static final Set<String> BARRIERS = Set.of("aorta", "pulmonary_artery", "pulmonary_vein",
		"superior_vena_cava", "inferior_vena_cava", "brachiocephalic_", "subclavian_artery", "common_carotid_artery",
		"heart", "atrial_appendage", "esophagus", "trachea", "airways", "vertebrae_", "sternum", "rib_", "bones", "clavicula",
		"scapula", "spinal_cord", "thyroid_gland");

	private final NodeMap nodes;
	private final Optional<Mask> hull;
	private final Optional<LabelVolume> organs;
	private final String[] barrierOfLabel;
	private final Box box;
	private final Grid part;
	private final int seedX;
	private final int seedY;
	private final int seedZ;
	private final double reachMm;

	/**
	 * @param marginMm how much larger than the ball the box is
	 * @throws InputException if the seed itself lies where no node can be
	 */
	Surroundings(final Scene scene, final NodeMap nodes, final double[] seedLps, final GrowthLimits limits,
		final double marginMm)
	{
		this.nodes = nodes;
		final Grid g = nodes.grid();
		final int index = nodes.indexAt(seedLps);
		if (index < 0) throw new InputException("The point lies outside the CT");
		seedX = index % g.nx();
		seedY = index / g.nx() % g.ny();
		seedZ = index / g.nx() / g.ny();
		reachMm = limits.maxDiameterMm() / 2;
		final int[] reach = new int[3];
		for (int a = 0; a < 3; a++)
			reach[a] = (int) Math.ceil((reachMm + marginMm) / g.spacing(a));
		box = new Box(seedX, seedY, seedZ, seedX + 1, seedY + 1, seedZ + 1).grow(reach[0], reach[1], reach[2]).clip(g);
		part = g.crop(box);
		hull = scene.hull();
		organs = scene.organs().map(Organs::labels);
		barrierOfLabel = barriers(scene.organs().map(Organs::names).orElse(null));
		final String why = hindrance(seed());
		if (why != null) throw new InputException("No node can grow here: the point lies in " + why);
	}

	private static String[] barriers(final SortedMap<Integer, String> namesOrNull) {
		if (namesOrNull == null || namesOrNull.isEmpty()) return new String[0];
		final String[] barriers = new String[namesOrNull.lastKey() + 1];
		namesOrNull.forEach((label, name) -> {
			if (BARRIERS.stream().anyMatch(name::startsWith)) barriers[label] = "the " + name.replace('_', ' ');
		});
		return barriers;
	}

	Box box() {
		return box;
	}

	/** The grid of the box. */
	Grid grid() {
		return part;
	}

	/** The seed's number. */
	int seed() {
		return part.index(seedX - box.minX(), seedY - box.minY(), seedZ - box.minZ());
	}

	/** Array index in the whole volume of a voxel of the box. */
	int whole(final int local) {
		final int x = local % part.nx(), y = local / part.nx() % part.ny(), z = local / part.nx() / part.ny();
		return nodes.grid().index(x + box.minX(), y + box.minY(), z + box.minZ());
	}

	double fromSeedMm(final int local) {
		final double dx = (local % part.nx() + box.minX() - seedX) * part.spacing(0), dy = (local / part.nx() % part.ny() + box
			.minY() - seedY) * part.spacing(1), dz = (local / part.nx() / part.ny() + box.minZ() - seedZ) * part.spacing(2);
		return Math.sqrt(dx * dx + dy * dy + dz * dz);
	}

	/** What forbids a voxel of the box to be part of the node, in words; null if nothing does. */
	String hindrance(final int local) {
		final int index = whole(local);
		final int node = nodes.labels().labelAt(index);
		if (node != 0) return "node " + node;
		final int organ = organs.isEmpty() ? 0 : organs.get().labelAt(index);
		if (organ < barrierOfLabel.length && barrierOfLabel[organ] != null) return barrierOfLabel[organ];
		if (hull.isPresent() && !hull.get().get(index)) return "what lies outside the lungs' hull";
		return fromSeedMm(local) > reachMm ? String.format(Locale.ROOT, "the largest diameter of %.0f mm", 2 *
			reachMm) : null;
	}
}
