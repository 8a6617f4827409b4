package org.lymphatlas.phantom;

import java.util.List;

/**
 * One coat of paint: a union of solids of one tissue. Later layers cover earlier ones.
 *
 * @param label organ number, or {@link #KEEP} to leave the organ underneath (noise in the tissue, a cortex's marrow)
 * @param hu its CT number
 * @param insetMm the solids are shrunk by this much first (a lumen inside its wall)
 * @param thin solids may be thinner than a voxel: their contrast then fades with their calibre
 * @param solids what to paint
 */
record Layer(int label, double hu, double insetMm, boolean thin, List<Shape> solids) {

	static final int KEEP = -1;

	static Layer of(final String organ, final double hu, final List<? extends Shape> solids) {
		return new Layer(OrganTable.label(organ), hu, 0, false, List.copyOf(solids));
	}

	static Layer inside(final String organ, final double hu, final double insetMm, final List<? extends Shape> solids) {
		return new Layer(OrganTable.label(organ), hu, insetMm, false, List.copyOf(solids));
	}

	static Layer unlabelled(final double hu, final double insetMm, final boolean thin,
		final List<? extends Shape> solids)
	{
		return new Layer(KEEP, hu, insetMm, thin, List.copyOf(solids));
	}
}
