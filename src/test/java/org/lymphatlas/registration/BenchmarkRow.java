package org.lymphatlas.registration;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was measured of one stage, or of the whole, of one registration. NaN where it cannot be known.
 *
 * @param stage {@code before}, a stage's name, or {@code all}
 * @param dice of each organ group
 * @param carinaMm distance of the mapped carina from the other's: the truth of phantoms, what was found in real CTs
 * @param nodesMm median distance of the mapped nodes from the truth; nodesWorstMm the largest
 * @param foldedPercent share of cells with a Jacobian determinant that is not positive, as the engine gave it
 * @param kept whether the pipeline used it
 */
record BenchmarkRow(String caseName, String kind, String engine, String stage, Map<String, Double> dice,
	double carinaMm, double nodesMm, double nodesWorstMm, double foldedPercent, double wallSeconds, double cpuSeconds,
	double peakMb, boolean kept, String verdict)
{

	static final String HEADER = "case,kind,engine,stage,mean_dice,dice_lungs,dice_bones,dice_airways,carina_mm,nodes_mm," +
		"nodes_worst_mm,folded_percent,wall_s,cpu_s,peak_mb,kept,verdict";

	BenchmarkRow {
		dice = new TreeMap<>(dice);
	}

	double meanDice() {
		return mean("");
	}

	/** Mean Dice of the groups whose name begins so; NaN of none. */
	double mean(final String prefix) {
		return dice.entrySet().stream().filter(e -> e.getKey().startsWith(prefix)).mapToDouble(Map.Entry::getValue).average()
			.orElse(Double.NaN);
	}

	String csv() {
		return String.format(Locale.ROOT, "%s,%s,%s,%s,%.4f,%.4f,%.4f,%.4f,%.2f,%.2f,%.2f,%.5f,%.2f,%.2f,%.0f,%b,%s",
			caseName, kind, engine, stage, meanDice(), mean("lung"), mean("bones"), mean("airways"), carinaMm, nodesMm,
			nodesWorstMm, foldedPercent, wallSeconds, cpuSeconds, peakMb, kept, verdict).replace("NaN", "");
	}
}
