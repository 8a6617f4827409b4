package org.lymphatlas.registration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Carina;
import org.lymphatlas.anatomy.IntensityAnatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.anatomy.TotalSegmentatorOrgans;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.registration.elastix.ElastixEngine;
import org.lymphatlas.registration.variational.VariationalEngine;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * Registers real CTs to one another and to the mean phantom, both ways, and prints organ Dice and the carina's error: once
 * with the carina as a guide, as it is used, and once without, so that it is a check the engine has not seen.
 */
public final class RealPairs {

	private RealPairs() {}

	/** Arguments: folder of the real data, engine (variational, elastix), drive (both, labels, intensities). */
	public static void main(final String[] args) {
		final Path data = Path.of(args[0]);
		final RegistrationEngine engine = args[1].equals("elastix") ? new ElastixEngine() : new VariationalEngine();
		final RegistrationOptions options = RegistrationOptions.defaults().withDrive(Drive.valueOf(args[2].toUpperCase(
			Locale.ROOT)));
		final Map<String, Subject> subjects = new LinkedHashMap<>();
		subjects.put("phantom", subject(PhantomGenerator.generate(PhantomSpec.atlas(2), new InlineTask("atlas")).ct()));
		subjects.put("ct-64", subject(VolumeFiles.readCt(data.resolve("cip/ct-64.nrrd"))));
		subjects.put("tcia", subject(VolumeFiles.readCt(data.resolve("tcia_lung_pet_ct_dx"))));
		subjects.put("aorta", subject(VolumeFiles.readCt(data.resolve("totalsegmentator/aorta_report/ct_cropped.nii.gz"))));
		subjects.put("s0011", labelsOnly(data.resolve("totalsegmentator_labels/s0011_total_v2.nii.gz")));
		subjects.forEach((name, s) -> System.out.println(name + " " + s.ct().grid() + " " + s.anatomy().landmarks().carina()
			.map(Arrays::toString) + " " + s.anatomy().landmarks().carinaReason() + " " + s.anatomy().warnings()));
		final List<Double> guided = new ArrayList<>(), unguided = new ArrayList<>();
		subjects.forEach((f, fixed) -> subjects.forEach((m, moving) -> {
			if (f.equals(m)) return;
			// Labels have no intensities to compare
			final RegistrationOptions pairOptions = f.equals("s0011") || m.equals("s0011") ? options.withDrive(Drive.LABELS)
				: options;
			guided.add(print(f + " <- " + m, fixed, moving, engine, pairOptions, true));
			unguided.add(print(f + " <- " + m, fixed, moving, engine, pairOptions, false));
		}));
		System.out.printf(Locale.ROOT, "%d pairs, carina error median %.2f mm guided, %.2f mm not guided%n", guided.size(),
			median(guided), median(unguided));
	}

	private static double median(final List<Double> values) {
		return PhantomTruth.median(values.stream().mapToDouble(Double::doubleValue).toArray());
	}

	/** The carina's error in mm. */
	private static double print(final String pair, final Subject fixed, final Subject moving,
		final RegistrationEngine engine, final RegistrationOptions options, final boolean guide)
	{
		final double cpu = ProcessMeter.cpuSeconds();
		final Registration r = RegistrationPipeline.register(guide ? fixed : withoutCarina(fixed), moving, engine, options,
			new InlineTask("registration"));
		final double error = PhantomTruth.errorMm(r.transform(), fixed.anatomy().landmarks().carina().orElseThrow(), moving
			.anatomy().landmarks().carina().orElseThrow());
		System.out.printf(Locale.ROOT, "%-18s %-8s carina %.1f mm, %s, cpu %.1f%n", pair, guide ? "guided" : "", error, r
			.verdict(), ProcessMeter.cpuSeconds() - cpu);
		for (final StageReport s : r.stages()) {
			System.out.printf(Locale.ROOT, "    %-10s Dice %.3f carina %.1f Jacobian %.2f", s.name(), s.meanDice(), s
				.carinaErrorMm(), s.jacobian().smallest());
			s.dice().forEach((organ, dice) -> System.out.printf(Locale.ROOT, " %s %.2f", organ, dice));
			System.out.println(s.kept() ? "" : " dropped");
		}
		r.warnings().forEach(w -> System.out.println("    " + w));
		return error;
	}

	private static Subject withoutCarina(final Subject s) {
		final Anatomy a = s.anatomy();
		return new Subject(s.ct(), new Anatomy(a.organs(), new Landmarks(Optional.empty(), "hidden"), a.source(), a
			.warnings()));
	}

	private static Subject subject(final CtVolume ct) {
		return new Subject(ct, IntensityAnatomy.segment(ct, new InlineTask("organs")));
	}

	/** TotalSegmentator's organs of a CT that is not at hand: a CT of nothing but water on a coarser grid. */
	static Subject labelsOnly(final Path labels) {
		final Organs organs = TotalSegmentatorOrgans.readLabels(labels).organs();
		final Grid grid = organs.grid().withSpacing(3, 3, 3);
		return new Subject(new CtVolume(grid), new Anatomy(organs, Carina.of(organs), "totalsegmentator", List.of()));
	}
}
