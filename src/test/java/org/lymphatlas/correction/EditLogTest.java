package org.lymphatlas.correction;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.List;

import org.junit.Test;
import org.lymphatlas.volume.InputException;

public class EditLogTest {

	private static final double[] P = { 1.0 / 3, -2e-7, 1e5 / 7 }, Z = { 0, 0, 1 };
	private static final List<Operation> EACH = List.of(new DeleteNode(3), new GrowFromProbability(4, P, 1e-3,
		GrowthLimits.FROM_PROBABILITY), new GrowFromIntensity(5, P, 1.5, GrowthLimits.FROM_INTENSITY), new Stroke(false, 0,
			Stroke.Tip.BALL, 2.5, Z, new double[][] { P, Z }), new InterpolateSlices(4, Z, new double[] { 1, 0.1 }),
		new SplitNode(4, 6, P, Z), new MergeNodes(4, 6), new SetStation(4, "12-14R"), new SetStation(4, null));

	private static EditLog log(final List<Operation> operations) {
		return new EditLog("nodes.nii.gz", "0123abcd", "89ef0000", operations.stream().map(o -> new Edit(Instant
			.parse("2026-01-02T03:04:05.678Z"), "Dr. \"Ä\"", o, 12)).toList());
	}

	@Test
	public void everyOperationComesBackToTheLastDigit() {
		final EditLog log = log(EACH), again = EditLog.parse(log.toJson(), "edits.json");
		assertEquals(log.toJson(), again.toJson());
		assertEquals(log.edits().get(0).reader(), again.edits().get(0).reader());
		for (int k = 0; k < EACH.size(); k++)
			assertEquals(EACH.get(k).getClass(), again.edits().get(k).operation().getClass());
		assertEquals(EACH.get(7), again.edits().get(7).operation());
		assertEquals(P[2], ((GrowFromProbability) again.edits().get(1).operation()).seedLps()[2], 0);
	}

	@Test
	public void damagedRecordsAreRefusedWithTheFilesName() {
		final String good = log(List.of(EACH.get(3))).toJson();
		for (final String bad : List.of("", "[]", "null", "{}", "{\"format\":1}", good.replace("\"format\": 1",
			"\"format\": 2"), good.replace("stroke", "explode"), good.replace("2.5", "-1"), good.replace("\"BALL\"",
				"\"CUBE\""), good.replace("2026-01", "2026-21"), good.replace("\"voxels\": 12", "\"voxels\": \"x\""), good.replace(
					"\"parameters\": {", "\"parameters\": null, \"x\": {"), good.substring(0, good.length() / 2), good.replace(
						"\"pathLps\"", "\"path\"")))
		{
			final InputException e = assertThrows(bad, InputException.class, () -> EditLog.parse(bad, "case-1/edits.json"));
			assertTrue(e.getMessage(), e.getMessage().startsWith("case-1/edits.json"));
		}
	}
}
