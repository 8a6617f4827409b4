package org.lymphatlas.registration;

import java.util.Map;

/**
 * When a registration is good, to be checked, or failed. Over the organ groups found in both images:
 * <ul>
 * <li>{@link Verdict#FAILED}: no group in common; or mean Dice below 0.35; or more than 1 % of the voxels folded.</li>
 * <li>{@link Verdict#GOOD}: at least three groups, mean Dice at least 0.6, each lung at least 0.8, nothing folded, and the
 * carina, where both images show it, within 10 mm.</li>
 * <li>{@link Verdict#CHECK}: everything between.</li>
 * </ul>
 */
final class QualityRules {

	private static final double FAILED_MEAN_DICE = 0.35;
	private static final double FAILED_FOLDED_PERCENT = 1;
	private static final double GOOD_MEAN_DICE = 0.6;
	private static final double GOOD_LUNG_DICE = 0.8;
	private static final int GOOD_GROUPS = 3;
	private static final double GOOD_CARINA_MM = 10;

	private QualityRules() {}

	/** @param carinaErrorMm distance of the mapped carina from the atlas', NaN where it is not seen in both */
	static Verdict judge(final Map<String, Double> dice, final double foldedPercent, final double carinaErrorMm) {
		final double mean = dice.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
		if (mean < FAILED_MEAN_DICE || foldedPercent > FAILED_FOLDED_PERCENT) return Verdict.FAILED;
		final boolean lungs = dice.entrySet().stream().filter(e -> e.getKey().startsWith("lung_")).allMatch(e -> e
			.getValue() >= GOOD_LUNG_DICE);
		final boolean good = dice.size() >= GOOD_GROUPS && mean >= GOOD_MEAN_DICE && lungs && foldedPercent == 0 &&
			!(carinaErrorMm > GOOD_CARINA_MM);
		return good ? Verdict.GOOD : Verdict.CHECK;
	}
}
