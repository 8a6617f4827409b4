package org.lymphatlas.anatomy;

import java.util.List;

/**
 * What is known of one CT's anatomy.
 *
 * @param organs named masks
 * @param landmarks the tracheal bifurcation, or why it is missing
 * @param source where the organs come from: {@code intensity}, {@code totalsegmentator}, ...
 * @param warnings what the user must be told (a lung missing, field of view cut, ...)
 */
public record Anatomy(Organs organs, Landmarks landmarks, String source, List<String> warnings) {

	public Anatomy {
		warnings = List.copyOf(warnings);
	}
}
