package org.lymphatlas.registration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.Test;
import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/** What the pipeline makes of an engine's answers, with engines that answer as told. */
public class RegistrationPipelineTest {

	private static final AffineTransform TURN = AffineTransform.rigid(new double[] { 0.1, 0.05, 0.3 },
		new double[3], new double[] { 12, -9, 15 });
	private static final Subject ATLAS = SyntheticBody.draw(SyntheticBody.grid(6), AffineTransform.identity());
	private static final Subject PATIENT = SyntheticBody.draw(SyntheticBody.grid(6), TURN);
	private static final RegistrationOptions OPTIONS = RegistrationOptions.defaults().withSpacingMm(6);

	/** Returns the answer of each stage, the initial transform where there is none, and fails on null. */
	private record Told(Map<Stage, Optional<SpatialTransform>> answers) implements RegistrationEngine {

		@Override
		public String name() {
			return "told";
		}

		@Override
		public Availability availability(final RegistrationOptions options) {
			return new Availability(true, "");
		}

		@Override
		public SpatialTransform align(final Stage stage, final Channels fixed, final Channels moving,
			final AffineTransform initial, final RegistrationOptions options, final Task task)
		{
			if (!answers.containsKey(stage)) return initial;
			return answers.get(stage).orElseThrow(() -> new RegistrationException("no cheese"));
		}
	}

	private static Registration with(final Stage stage, final SpatialTransform answer) {
		final Map<Stage, Optional<SpatialTransform>> answers = new EnumMap<>(Stage.class);
		answers.put(Stage.RIGID, Optional.of(TURN));
		answers.put(stage, Optional.ofNullable(answer));
		return RegistrationPipeline.register(PATIENT, ATLAS, new Told(answers), OPTIONS, new InlineTask("test"));
	}

	private static void warned(final Registration result, final String... words) {
		assertTrue(result.warnings().toString(), result.warnings().stream().anyMatch(w -> List.of(words).stream().allMatch(
			w::contains)));
	}

	@Test
	public void anAffineWorseThanTheRigidIsDropped() {
		final Registration result = with(Stage.AFFINE, TURN.compose(AffineTransform.translation(30, 0, 0)));
		assertEquals(TURN, result.transform());
		assertFalse(result.stages().get(2).kept());
		warned(result, "affine", "lowers the mean organ Dice");
		assertTrue("Dice stays that of the rigid stage: " + result.diceAfter(), result.diceAfter().get("lung_left") > 0.95);
		assertEquals(Verdict.GOOD, result.verdict());
	}

	@Test
	public void implausibleScalesAreCutBack() {
		final AffineTransform stretch = new AffineTransform(new double[] { 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1.9, 0 });
		final Subject flat = SyntheticBody.draw(SyntheticBody.grid(6), stretch);
		final Registration result = RegistrationPipeline.register(flat, ATLAS, new Told(Map.of(Stage.AFFINE, Optional.of(
			stretch))), OPTIONS.withLast(Stage.AFFINE), new InlineTask("test"));
		warned(result, "0.6 to 1.7");
		final AffineTransform kept = (AffineTransform) result.transform();
		assertEquals(kept.toString(), 1.7, kept.determinant(), 1e-9);
		assertEquals("affine-limited", result.stages().get(3).name());
		assertEquals(result.stages().get(3).dice(), result.diceAfter());
	}

	@Test
	public void foldingIsRefused() {
		final Grid grid = SyntheticBody.grid(6);
		final float[] u = new float[3 * grid.voxels()];
		u[3 * grid.index(27, 20, 23)] = 20;
		final Registration result = with(Stage.DEFORMABLE, new DisplacementTransform(grid, u).then(TURN));
		assertEquals(TURN, result.transform());
		warned(result, "deformable", "folds");
		assertEquals(0, result.foldedPercent(), 0);
	}

	@Test
	public void aStageThatFailsLeavesTheOneBefore() {
		final Registration result = with(Stage.DEFORMABLE, null);
		assertEquals(TURN, result.transform());
		warned(result, "deformable", "no cheese");
	}

	@Test
	public void verdictsFollowTheRules() {
		assertEquals(Verdict.FAILED, QualityRules.judge(Map.of("lung_left", 0.4, "bones", 0.1, "airways", 0.0), 0, 1).verdict());
		assertEquals(Verdict.FAILED, QualityRules.judge(Map.of("lung_left", 0.9, "bones", 0.7, "airways", 0.7), 1.5, 1).verdict());
		assertEquals(Verdict.FAILED, QualityRules.judge(Map.of(), 0, Double.NaN).verdict());
		assertEquals(Verdict.CHECK, QualityRules.judge(Map.of("lung_left", 0.9, "bones", 0.3, "airways", 0.4), 0, 1).verdict());
		assertEquals(Verdict.CHECK, QualityRules.judge(Map.of("lung_left", 0.9, "bones", 0.7, "airways", 0.7), 0, 11).verdict());
		assertEquals(Verdict.CHECK, QualityRules.judge(Map.of("lung_left", 0.7, "bones", 0.7, "airways", 0.7), 0, 1).verdict());
		assertEquals(Verdict.CHECK, QualityRules.judge(Map.of("lung_left", 0.9, "lung_right", 0.9), 0, 1).verdict());
		assertEquals(Verdict.GOOD, QualityRules.judge(Map.of("lung_left", 0.9, "bones", 0.7, "airways", 0.7), 0,
			Double.NaN).verdict());
	}

	@Test
	public void nothingInCommonIsAnError() {
		final Subject onlyHeart = SyntheticBody.draw(SyntheticBody.grid(6), TURN, "lung_left", "lung_right", "airways",
			"bones", "aorta");
		final Subject noHeart = SyntheticBody.draw(SyntheticBody.grid(6), TURN, "heart");
		final InputException e = assertThrows(InputException.class, () -> RegistrationPipeline.register(onlyHeart, noHeart,
			new Told(Map.of()), OPTIONS, new InlineTask("test")));
		assertTrue(e.getMessage(), e.getMessage().contains("heart") && e.getMessage().contains("lung_left"));
	}

	@Test
	public void aCarinaFarOffIsToBeChecked() {
		final Registration result = RegistrationPipeline.register(withCarina(PATIENT, 0, 0, 0), withCarina(ATLAS, 12,
			-9, 70), new Told(Map.of(Stage.RIGID, Optional.of(TURN))), OPTIONS.withLast(Stage.RIGID), new InlineTask("test"));
		assertEquals(Verdict.CHECK, result.verdict());
		warned(result, "the carina is 55.0 mm off");
	}

	private static Subject withCarina(final Subject subject, final double x, final double y, final double z) {
		final Anatomy a = subject.anatomy();
		return new Subject(subject.ct(), new Anatomy(a.organs(), new Landmarks(Optional.of(new double[] { x, y, z }), "set"),
			a.source(), a.warnings()));
	}
}
