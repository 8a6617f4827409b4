package org.lymphatlas.registration;

import java.util.List;
import java.util.Map;

/**
 * An atlas brought onto a patient.
 *
 * @param transform fixed (patient) points to moving (atlas) points, LPS mm
 * @param engine name of the engine that found it
 * @param verdict how far to trust it
 * @param reasons of the verdict, in words; none for a good one
 * @param diceBefore Dice of each organ group as the two images lie in the world, in [0, 1]
 * @param diceAfter Dice of each organ group under the transform
 * @param foldedPercent share of voxels of the patient where the transform folds space
 * @param stages what each stage did
 * @param warnings what the user must be told
 */
public record Registration(SpatialTransform transform, String engine, Verdict verdict, List<String> reasons,
	Map<String, Double> diceBefore, Map<String, Double> diceAfter, double foldedPercent, List<StageReport> stages,
	List<String> warnings)
{

	public Registration {
		reasons = List.copyOf(reasons);
		diceBefore = Map.copyOf(diceBefore);
		diceAfter = Map.copyOf(diceAfter);
		stages = List.copyOf(stages);
		warnings = List.copyOf(warnings);
	}
}
