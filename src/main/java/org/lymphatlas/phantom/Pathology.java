package org.lymphatlas.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Disease that is no lymph node: a tumour of the lung, an effusion with the collapsed lung before it. */
final class Pathology {

	private static final double TUMOUR_SHARE = 0.25, EFFUSION_SHARE = 0.15, FLUID_HU = 8, COLLAPSED_HU = 45;

	/** Thickness of the fluid in mm at the back and base, 0 for none; on the left or on the right. */
	private final double effusionMm;
	private final boolean effusionLeft;
	private final List<Layer> tumour;

	private Pathology(final double effusionMm, final boolean effusionLeft, final List<Layer> tumour) {
		this.effusionMm = effusionMm;
		this.effusionLeft = effusionLeft;
		this.tumour = tumour;
	}

	static Pathology none() {
		return new Pathology(0, false, List.of());
	}

	static Pathology random(final long seed, final Thorax thorax, final Contrast contrast) {
		final SplittableRandom r = Streams.of(seed, Streams.SOFT_TISSUE + 200);
		final double effusion = r.nextDouble() < EFFUSION_SHARE ? r.nextDouble(12, 45) : 0;
		final boolean left = r.nextBoolean();
		return new Pathology(effusion, left, r.nextDouble() < TUMOUR_SHARE ? tumour(r, thorax, contrast) : List.of());
	}

	List<Layer> layers() {
		return tumour;
	}

	/** Fluid, and lung collapsed before it, over what the lung showed. {@code cavity}: depth in mm inside the pleura. */
	void cover(final boolean left, final double cavity, final double p, final double s, final double lungFill,
		final double widthMm, final Torso.Sample out)
	{
		if (effusionMm == 0 || left != effusionLeft || p < 0) return;
		final double thickness = effusionMm * Math.min(1, p / 60) * Math.min(1, Math.max(0, (40 - s) / 120));
		final double collapsed = ChestWall.coverage(1.5 * thickness - cavity, 3 + widthMm) * lungFill;
		final double fluid = ChestWall.coverage(thickness - cavity, widthMm) * lungFill;
		out.cover(collapsed, COLLAPSED_HU, out.label);
		out.cover(fluid, FLUID_HU, OrganTable.EFFUSION);
	}

	/** A lobed mass with spicules, well inside a lung. */
	private static List<Layer> tumour(final SplittableRandom r, final Thorax thorax, final Contrast contrast) {
		double l, p, s;
		do {
			l = r.nextDouble(-120, 125);
			p = r.nextDouble(-70, 70);
			s = r.nextDouble(-110, 70);
		}
		while (thorax.lungDepth(l, p, s) < 14 || Math.abs(l - Thorax.CENTRE_L) < 60);
		final double size = r.nextDouble(6, 20);
		final List<Shape> solids = new ArrayList<>();
		for (int i = 0; i < 5; i++)
			solids.add(Ellipsoid.of(l + 0.4 * size * r.nextGaussian(), p + 0.4 * size * r.nextGaussian(), s + 0.4 * size * r
				.nextGaussian(), size * r.nextDouble(0.5, 1), size * r.nextDouble(0.5, 1), size * r.nextDouble(0.5, 1)));
		final List<Shape> spicules = new ArrayList<>();
		for (int i = 0; i < 14; i++) {
			final double[] u = Ellipsoid.unit(new double[] { r.nextGaussian(), r.nextGaussian(), r.nextGaussian() });
			final double reach = size * r.nextDouble(1.4, 2.2);
			spicules.addAll(Tube.along(new double[] { l, p, s, 1.6 }, new double[] { l + reach * u[0], p + reach * u[1], s +
				reach * u[2], 0.3 }));
		}
		final double hu = contrast.node() + r.nextDouble(-8, 8);
		return List.of(Layer.unlabelled(hu - 20, 0, true, spicules), new Layer(OrganTable.label("lung_tumour"), hu, 0, false,
			List.copyOf(solids)));
	}
}
