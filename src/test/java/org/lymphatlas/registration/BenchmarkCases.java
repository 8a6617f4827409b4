package org.lymphatlas.registration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Carina;
import org.lymphatlas.anatomy.IntensityAnatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.anatomy.TotalSegmentatorOrgans;
import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.registration.BenchmarkCase.Pair;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.io.VolumeFiles;

/** The benchmark's pairs. Organs come from intensities on both sides, as they do for a patient without masks. */
final class BenchmarkCases {

	private static final double TURN = Math.toRadians(20);

	private BenchmarkCases() {}

	/** Twelve pairs of phantoms that differ in anatomy, pose, scanner, field of view and disease. */
	static List<BenchmarkCase> phantoms() {
		final PhantomSpec atlas = PhantomSpec.atlas(2.5);
		final List<BenchmarkCase> cases = new ArrayList<>();
		cases.add(phantoms("plain", PhantomSpec.standard(101, 2.5), atlas));
		cases.add(phantoms("another plain", PhantomSpec.standard(102, 2.5), atlas));
		cases.add(phantoms("fine 1.25 x 1.25 x 2 mm", random(103, 256, 256, 120, 1.25, 1.25, 2), atlas));
		cases.add(phantoms("slices of 5 mm", random(104, 320, 320, 48, 1, 1, 5), atlas));
		cases.add(phantoms("slices of 8 mm", random(105, 256, 256, 30, 1.25, 1.25, 8), atlas));
		cases.add(phantoms("lying turned by 20 degrees", turned(PhantomSpec.standard(106, 2.5)), atlas));
		cases.add(phantoms("mirrored voxels", mirrored(PhantomSpec.standard(107, 2.5)), atlas));
		cases.add(phantoms("field of 220 x 220 x 160 mm", random(108, 88, 88, 64, 2.5, 2.5, 2.5), atlas));
		cases.add(phantoms("effusion with collapsed lung", PhantomSpec.standard(130, 2.5), atlas));
		cases.add(phantoms("tumour", PhantomSpec.standard(140, 2.5), atlas));
		cases.add(phantoms("two persons", PhantomSpec.standard(111, 2.5), PhantomSpec.standard(211, 2.5)));
		cases.add(phantoms("two persons in a tall field", random(112, 128, 128, 128, 2.5, 2.5, 2.5), PhantomSpec.standard(212,
			2.5)));
		return cases;
	}

	/** One case of a usual CT's size, for its time. */
	static List<BenchmarkCase> large() {
		final BenchmarkCase c = phantoms("256 x 256 x 128", random(120, 256, 256, 128, 1.25, 1.25, 1.9), PhantomSpec.atlas(
			2.5));
		return List.of(new BenchmarkCase(c.name(), "large", Drive.BOTH, c.pair()));
	}

	private static PhantomSpec random(final long seed, final int nx, final int ny, final int nz, final double sx,
		final double sy, final double sz)
	{
		return PhantomSpec.random(seed, new int[] { nx, ny, nz }, new double[] { sx, sy, sz });
	}

	/** The patient turned about the body's axis and tilted a little, the scanner's voxels as they were. */
	private static PhantomSpec turned(final PhantomSpec spec) {
		final double c = Math.cos(TURN), s = Math.sin(TURN);
		return aboutMiddle(spec, new double[] { c, -s, 0, s * c, c * c, -s, s * s, s * c, c });
	}

	private static PhantomSpec mirrored(final PhantomSpec spec) {
		return aboutMiddle(spec, new double[] { -1, 0, 0, 0, 1, 0, 0, 0, 1 });
	}

	/** The same field's middle, seen along other axes. */
	private static PhantomSpec aboutMiddle(final PhantomSpec spec, final double[] direction) {
		final Grid grid = spec.grid();
		final double[] middle = { 0.5 * (grid.nx() - 1), 0.5 * (grid.ny() - 1), 0.5 * (grid.nz() - 1) };
		final double[] centre = grid.toWorld(middle[0], middle[1], middle[2]);
		final double[] corner = new Grid(grid.size(), grid.spacing(), new double[3], direction).toWorld(middle[0], middle[1],
			middle[2]);
		for (int a = 0; a < 3; a++)
			centre[a] -= corner[a];
		return spec.withGrid(new Grid(grid.size(), grid.spacing(), centre, direction));
	}

	private static BenchmarkCase phantoms(final String name, final PhantomSpec fixed, final PhantomSpec moving) {
		return new BenchmarkCase(name, "phantom", Drive.BOTH, () -> {
			final Phantom patient = PhantomGenerator.generate(fixed, new InlineTask("patient"));
			final Phantom atlas = PhantomGenerator.generate(moving, new InlineTask("atlas"));
			return new Pair(subject(patient.ct()), subject(atlas.ct()), Optional.of(patient), Optional.of(atlas));
		});
	}

	/**
	 * Real CTs onto the mean phantom and onto one another; a CT that is not there is left out and said.
	 *
	 * @param missing receives what was left out
	 */
	static List<BenchmarkCase> real(final Path data, final List<String> missing) {
		final Path ct64 = data.resolve("cip/ct-64.nrrd"), tcia = data.resolve("tcia_lung_pet_ct_dx"), aorta = data.resolve(
			"totalsegmentator/aorta_report/ct_cropped.nii.gz"), labels = data.resolve(
				"totalsegmentator_labels/s0011_total_v2.nii.gz");
		final Supplier<Phantom> mean = () -> PhantomGenerator.generate(PhantomSpec.atlas(2.5), new InlineTask("atlas"));
		final Supplier<Subject> atlas = () -> subject(mean.get().ct());
		final List<BenchmarkCase> cases = new ArrayList<>();
		real(cases, "ct-64 to phantom", () -> subject(ct64), atlas, missing, ct64);
		real(cases, "tcia to phantom", () -> subject(tcia), atlas, missing, tcia);
		real(cases, "aorta_report to phantom", () -> subject(aorta), atlas, missing, aorta);
		real(cases, "s0011 (labels) to phantom", () -> labelsOnly(labels), () -> subjectOfTruth(mean.get()), missing,
			labels);
		real(cases, "tcia to ct-64", () -> subject(tcia), () -> subject(ct64), missing, tcia, ct64);
		real(cases, "ct-64 to tcia", () -> subject(ct64), () -> subject(tcia), missing, ct64, tcia);
		real(cases, "aorta_report to ct-64", () -> subject(aorta), () -> subject(ct64), missing, aorta, ct64);
		real(cases, "aorta_report to tcia", () -> subject(aorta), () -> subject(tcia), missing, aorta, tcia);
		return cases;
	}

	private static void real(final List<BenchmarkCase> cases, final String name, final Supplier<Subject> fixed,
		final Supplier<Subject> moving, final List<String> missing, final Path... files)
	{
		for (final Path file : files)
			if (!Files.exists(file)) {
				missing.add(name + ": no " + file);
				return;
			}
		cases.add(new BenchmarkCase(name, "real", name.contains("labels") ? Drive.LABELS : Drive.BOTH, () -> new Pair(fixed
			.get(), moving.get(), Optional.empty(), Optional.empty())));
	}

	private static Subject subject(final Path file) {
		return subject(VolumeFiles.readCt(file));
	}

	private static Subject subject(final CtVolume ct) {
		final Anatomy anatomy = IntensityAnatomy.segment(ct, new InlineTask("organs"));
		return new Subject(ct, anatomy);
	}

	/** TotalSegmentator's organs of a CT that is not at hand; the intensities, which are not compared, are water's. */
	private static Subject labelsOnly(final Path labels) {
		final Organs organs = TotalSegmentatorOrgans.readLabels(labels).organs();
		return new Subject(new CtVolume(organs.grid().withSpacing(3, 3, 3)), new Anatomy(organs, Carina.of(organs), "labels",
			List.of()));
	}

	/** A phantom with its true organs. */
	private static Subject subjectOfTruth(final Phantom phantom) {
		return new Subject(phantom.ct(), new Anatomy(phantom.organs(), new Landmarks(Optional.of(phantom.carinaLps()),
			"phantom"), "phantom", List.of()));
	}
}
