package org.lymphatlas.registration;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one stage did.
 *
 * @param name {@code start}, {@code rigid}, {@code affine}, {@code affine-limited} or {@code deformable}
 * @param diceBefore Dice of each organ group under the transform that the stage began with, in [0, 1]
 * @param dice Dice of each organ group after the stage, in [0, 1], where both images have data
 * @param carinaErrorMm distance of the mapped carina from the atlas', NaN where it is not seen in both
 * @param jacobian volume change over the patient's grid
 * @param seconds wall time
 * @param kept whether its result was taken over, or dropped for the one before
 */
public record StageReport(String name, Map<String, Double> diceBefore, Map<String, Double> dice, double carinaErrorMm,
	Jacobian jacobian, double seconds, boolean kept)
{

	public StageReport {
		diceBefore = Collections.unmodifiableMap(new TreeMap<>(diceBefore));
		dice = Collections.unmodifiableMap(new TreeMap<>(dice));
	}

	/** The mean over the organ groups; 0 if there are none. */
	public double meanDice() {
		return dice.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
	}

	StageReport dropped() {
		return new StageReport(name, diceBefore, dice, carinaErrorMm, jacobian, seconds, false);
	}
}
