package org.lymphatlas.phantom;

import java.util.ArrayList;
import java.util.List;

/**
 * The canonical chest of one seed without its nodes: the trunk, the layers painted under the nodes, and those painted
 * over them (what nodes abut but never invade).
 */
record Chest(Torso torso, Thorax thorax, Streaks streaks, List<Layer> under, List<Layer> over, Obstacles obstacles,
	List<Shape> hilum)
{

	static Chest of(final PhantomSpec spec, final Variation v, final Contrast hu) {
		final long seed = spec.seed();
		final Thorax thorax = new Thorax(v);
		final CentralAirways airways = new CentralAirways(v);
		final List<Layer> vessels = new GreatVessels(v, hu).layers();
		final List<Shape> hilum = new ArrayList<>();
		vessels.stream().filter(l -> l.label() == OrganTable.label("pulmonary_artery") || l.label() == OrganTable.label(
			"pulmonary_vein")).forEach(l -> hilum.addAll(l.solids()));
		airways.bronchi().stream().filter(s -> ((RoundCone) s).r1() > 3).forEach(hilum::add);

		final Pathology pathology = spec.anatomy() == PhantomSpec.AnatomyKind.MEAN ? Pathology.none() : Pathology.random(seed,
			thorax, hu);
		final List<Layer> under = new ArrayList<>();
		under.add(new Layer(OrganTable.label("mediastinum"), -75, -2.2, false, hilum));
		under.addAll(pathology.layers());
		under.addAll(SoftTissue.neck(hu));
		under.addAll(SoftTissue.lookalikes(seed, v));

		final List<Layer> obstacles = new ArrayList<>();
		obstacles.addAll(new Heart(hu).layers());
		obstacles.addAll(vessels);
		obstacles.addAll(SoftTissue.oesophagus(seed));
		obstacles.addAll(airways.walls());
		obstacles.addAll(airways.lumina());

		final List<Layer> over = new ArrayList<>();
		final LungVessels lungs = new LungVessels(thorax);
		over.add(Layer.unlabelled(hu.leftHeart(), 0, true, lungs.veins(seed)));
		over.add(Layer.unlabelled(hu.pulmonary(), 0, true, lungs.arteries(seed)));
		over.addAll(obstacles);
		final List<Layer> bones = new Skeleton(thorax, v.spineShiftMm()).layers();
		over.addAll(bones);
		obstacles.addAll(bones);
		return new Chest(new Torso(thorax, v, hu, pathology), thorax, new Streaks(hu, seed), under, over, Obstacles.of(obstacles), List.copyOf(
			hilum));
	}
}
