package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.Optional;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.atlas.Priors;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.volume.CtVolume;
import org.scijava.task.Task;

/** Brings the atlas onto a patient and writes the priors on the CT's own grid. */
public final class RegisterAtlas {

	/**
	 * @param ct what to call the input in the record: its path or window title
	 * @param output receives {@code priors/}, {@code organs/} and {@code record.json}
	 * @param organs TotalSegmentator's folder or label map
	 * @param organChoice what is done without it
	 * @param atlas atlas folder; else the shipped one
	 * @param registration what brings the atlas on
	 */
	public record Options(Path ct, Path output, Optional<Path> organs, OrganChoice organChoice, Optional<Path> atlas,
		RegistrationChoice registration)
	{}

	private RegisterAtlas() {}

	public static Registration run(final CtVolume ct, final Options options, final Task task) {
		OutputFolder.check(options.output());
		options.organs().ifPresent(organs -> OutputFolder.keep("organs", organs, options.output().resolve("organs")));
		final RunRecord record = new RunRecord("register", options);
		final StageClock clock = new StageClock(task);
		record.input(options.ct(), ct.grid());
		record.put("registrationEngine", options.registration().provenance());
		final Atlas atlas = clock.time("read atlas", () -> Sources.atlas(options.atlas()));
		final Anatomy anatomy = clock.time("organs", () -> AnatomySource.of(ct, options.ct(), options.organs(), options
			.organChoice(), record, task));
		record.warn(anatomy.warnings());
		final Registration registration = clock.time("registration", () -> Engines.register(new Subject(ct, anatomy), atlas
			.subject(), options.registration(), task));
		record.warn(registration.warnings());
		record.put("atlas", AlignedCase.summary(atlas));
		record.put("registration", AlignedCase.summary(registration));
		record.put("landmarks", OrganFiles.describe(anatomy.landmarks()));
		clock.run("write organs", () -> OrganFiles.write(anatomy, ct.grid(), options.output().resolve("organs")));
		final Priors priors = new Priors(atlas, registration.transform());
		final AtlasField field = AtlasField.of(anatomy, ct.grid(), priors);
		record.put("atlasField", field);
		record.warn(field.warnings());
		clock.run("write priors", () -> PriorFiles.write(priors.distance(ct.grid()), priors.probability(ct.grid()), priors
			.station(ct.grid()), registration, options.output().resolve("priors")));
		field.write(options.output().resolve("priors"), atlas.name());
		final RuleStations rules = clock.time("stations by rules", () -> RuleStations.of(anatomy, ct.grid()));
		clock.run("write stations by rules", () -> rules.write(options.output().resolve("priors")));
		record.put("stations", rules.summary());
		record.warn(rules.summary().notes());
		record.write(options.output(), clock.stages());
		return registration;
	}
}
