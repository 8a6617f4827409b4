package org.lymphatlas.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * When a registration is good, to be checked, or failed. Over the organ groups found in both images:
 * <ul>
 * <li>{@link Verdict#FAILED}: no group in common; or mean Dice below 0.35; or more than 1 % of the voxels folded; or the
 * patient lies otherwise than the header says.</li>
 * <li>{@link Verdict#GOOD}: at least three groups, mean Dice at least 0.6, each lung at least 0.8, nothing folded, and the
 * carina seen in both images and within 7 mm (real CTs to one another: 2 mm in the median, see docs/registration.md).</li>
 * <li>{@link Verdict#CHECK}: everything between.</li>
 * </ul>
 */
final class QualityRules {

	private static final double FAILED_MEAN_DICE = 0.35;
	private static final double FAILED_FOLDED_PERCENT = 1;
	private static final double GOOD_MEAN_DICE = 0.6;
	private static final double GOOD_LUNG_DICE = 0.8;
	private static final int GOOD_GROUPS = 3;
	private static final double GOOD_CARINA_MM = 7;

	private final List<String> reasons = new ArrayList<>();
	private Verdict verdict = Verdict.GOOD;

	private QualityRules() {}

	/** @param carinaErrorMm distance of the mapped carina from the atlas', NaN where it is not seen in both */
	static Judgement judge(final Map<String, Double> dice, final double foldedPercent, final double carinaErrorMm,
		final Orientation orientation)
	{
		final QualityRules rules = new QualityRules();
		final double mean = dice.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
		rules.require(mean >= GOOD_MEAN_DICE, mean >= FAILED_MEAN_DICE, "the mean organ Dice is %.2f, below %.2f", mean,
			GOOD_MEAN_DICE);
		dice.forEach((organ, value) -> rules.require(value >= GOOD_LUNG_DICE || !organ.startsWith("lung_"), true,
			"the Dice of %s is %.2f, below %.2f", organ, value, GOOD_LUNG_DICE));
		rules.require(dice.size() >= GOOD_GROUPS, true, "only %d organ groups are known in both images", dice.size());
		rules.require(foldedPercent == 0, foldedPercent <= FAILED_FOLDED_PERCENT, "%.3f %% of the voxels fold",
			foldedPercent);
		rules.require(!Double.isNaN(carinaErrorMm), true, "the carina is not seen in both images");
		rules.require(!(carinaErrorMm > GOOD_CARINA_MM), true, "the carina is %.1f mm off", carinaErrorMm);
		rules.require(orientation == Orientation.AS_SAID, false, "%s: the orientation in the CT's header is wrong; correct it",
			orientation.words());
		return new Judgement(rules.verdict, rules.reasons);
	}

	private void require(final boolean good, final boolean usable, final String otherwise, final Object... values) {
		if (good) return;
		reasons.add(String.format(Locale.ROOT, otherwise, values));
		if (!usable) verdict = Verdict.FAILED;
		else if (verdict == Verdict.GOOD) verdict = Verdict.CHECK;
	}
}
