package org.lymphatlas.registration;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.lymphatlas.anatomy.IntensityAnatomy;
import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.registration.elastix.ElastixEngine;
import org.lymphatlas.registration.variational.VariationalEngine;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.io.VolumeFiles;

/** Registers real CTs to the mean phantom and to one another and prints organ Dice and the carina's error. */
public final class RealPairs {

	private RealPairs() {}

	/** Arguments: engine (variational, elastix), CT files. */
	public static void main(final String[] args) {
		final RegistrationEngine engine = args[0].equals("elastix") ? new ElastixEngine() : new VariationalEngine();
		final Map<String, Subject> subjects = new LinkedHashMap<>();
		final Phantom phantom = PhantomGenerator.generate(PhantomSpec.atlas(2), new InlineTask("atlas"));
		subjects.put("phantom", subject(phantom.ct()));
		for (final String file : Arrays.asList(args).subList(1, args.length)) {
			final Path path = Path.of(file);
			final CtVolume ct = VolumeFiles.readCt(path);
			subjects.put(path.getFileName().toString(), subject(ct));
		}
		subjects.forEach((name, s) -> System.out.println(name + " " + s.ct().grid() + " " + s.anatomy().landmarks().carina()
			.map(Arrays::toString) + s.anatomy().landmarks().carinaReason() + " " + s.anatomy().warnings()));
		subjects.forEach((f, fixed) -> subjects.forEach((m, moving) -> {
			if (f.equals(m) || f.equals("phantom")) return;
			final long begin = System.nanoTime();
			final Registration r = RegistrationPipeline.register(fixed, moving, engine, RegistrationOptions.defaults(),
				new InlineTask("registration"));
			System.out.printf("%s <- %s: %.1f s %s fold %.3f%n", f, m, (System.nanoTime() - begin) * 1e-9, r.verdict(), r
				.foldedPercent());
			r.stages().forEach(s -> System.out.println("    " + s));
			System.out.println("    " + r.warnings());
			if (fixed.anatomy().landmarks().carina().isEmpty() || moving.anatomy().landmarks().carina().isEmpty()) return;
			final double[] q = new double[3], c = moving.anatomy().landmarks().carina().get();
			r.transform().apply(fixed.anatomy().landmarks().carina().get(), q);
			System.out.printf("    carina error %.1f mm%n", Math.sqrt(Math.pow(q[0] - c[0], 2) + Math.pow(q[1] - c[1], 2) +
				Math.pow(q[2] - c[2], 2)));
		}));
	}

	private static Subject subject(final CtVolume ct) {
		return new Subject(ct, IntensityAnatomy.segment(ct, new InlineTask("organs")));
	}
}
