package org.lymphatlas.pipeline;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.atlas.Priors;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.volume.CtVolume;

/** A CT with its organs and the atlas brought onto it. */
record AlignedCase(CtVolume ct, Anatomy anatomy, Atlas atlas, Registration registration) {

	Priors priors() {
		return new Priors(atlas, registration.transform());
	}

	/** What records say about an atlas: its distance map is in parts of the largest distance. */
	static Map<String, Object> summary(final Atlas atlas) {
		final Map<String, Object> summary = new LinkedHashMap<>();
		summary.put("name", atlas.name());
		summary.put("largestDistanceMm", atlas.largestDistanceMm());
		return summary;
	}

	/** What records say about a registration. */
	static Map<String, Object> summary(final Registration registration) {
		final Map<String, Object> summary = new LinkedHashMap<>();
		summary.put("engine", registration.engine());
		summary.put("verdict", registration.verdict().name().toLowerCase(Locale.ROOT));
		summary.put("reasons", registration.reasons());
		summary.put("diceBefore", registration.diceBefore());
		summary.put("diceAfter", registration.diceAfter());
		summary.put("foldedPercent", registration.foldedPercent());
		summary.put("stages", registration.stages());
		return summary;
	}
}
