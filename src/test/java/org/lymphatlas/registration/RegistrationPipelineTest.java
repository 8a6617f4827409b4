package org.lymphatlas.registration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.Test;
import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.registration.variational.VariationalEngine;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.scijava.task.Task;

/** What the pipeline makes of an engine's answers, with engines that answer as told. */
public class RegistrationPipelineTest {

	private static final AffineTransform TURN = AffineTransform.rigid(new double[] { 0.1, 0.05, 0.3 },
		new double[3], new double[] { 12, -9, 15 });
	private static final Subject ATLAS = SyntheticBody.draw(SyntheticBody.grid(6), AffineTransform.identity());
	private static final Subject PATIENT = SyntheticBody.draw(SyntheticBody.grid(6), TURN);
	private static final RegistrationOptions OPTIONS = RegistrationOptions.defaults().withSpacingMm(6);

	/** Returns the answer of each stage, the initial transform where there is none, and fails on null. */
	private static class Told implements RegistrationEngine {

		private final Map<Stage, Optional<SpatialTransform>> answers;

		Told(final Map<Stage, Optional<SpatialTransform>> answers) {
			this.answers = answers;
		}

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

	private static Verdict judge(final Map<String, Double> dice, final double foldedPercent, final double carinaMm) {
		return QualityRules.judge(dice, foldedPercent, carinaMm, Orientation.AS_SAID).verdict();
	}

	@Test
	public void verdictsFollowTheRules() {
		final Map<String, Double> fine = Map.of("lung_left", 0.9, "bones", 0.7, "airways", 0.7);
		assertEquals(Verdict.FAILED, judge(Map.of("lung_left", 0.4, "bones", 0.1, "airways", 0.0), 0, 1));
		assertEquals(Verdict.FAILED, judge(fine, 1.5, 1));
		assertEquals(Verdict.FAILED, judge(Map.of(), 0, Double.NaN));
		assertEquals(Verdict.FAILED, QualityRules.judge(fine, 0, 1, Orientation.UPSIDE_DOWN).verdict());
		assertEquals(Verdict.CHECK, judge(Map.of("lung_left", 0.9, "bones", 0.3, "airways", 0.4), 0, 1));
		assertEquals(Verdict.CHECK, judge(fine, 0, 7.1));
		assertEquals(Verdict.CHECK, judge(fine, 0, Double.NaN));
		assertEquals(Verdict.CHECK, judge(fine, 0.5, 1));
		assertEquals(Verdict.CHECK, judge(Map.of("lung_left", 0.7, "bones", 0.7, "airways", 0.7), 0, 1));
		assertEquals(Verdict.CHECK, judge(Map.of("lung_left", 0.9, "lung_right", 0.9), 0, 1));
		assertEquals(Verdict.GOOD, judge(fine, 0, 6.9));
	}

	@Test
	public void aVerdictGivesItsReasonsInWords() {
		assertEquals(List.of(), QualityRules.judge(Map.of("lung_left", 0.9, "bones", 0.7, "airways", 0.7), 0, 1,
			Orientation.AS_SAID).reasons());
		final String reasons = QualityRules.judge(Map.of("lung_left", 0.3, "bones", 0.3), 2, 17.26,
			Orientation.FRONT_TO_BACK).reasons().toString();
		for (final String words : new String[] { "mean organ Dice is 0.30", "Dice of lung_left is 0.30, below 0.80",
			"only 2 organ groups", "2.000 % of the voxels fold", "carina is 17.3 mm off", "front and back seem to be swapped" })
			assertTrue(words + " in " + reasons, reasons.contains(words));
	}

	@Test
	public void aRigidThatFailsLeavesTheStart() {
		final Registration result = RegistrationPipeline.register(PATIENT, ATLAS, new Told(Map.of(Stage.RIGID, Optional
			.empty())), OPTIONS.withLast(Stage.RIGID), new InlineTask("test"));
		assertTrue("a translation: " + result.transform(), ((AffineTransform) result.transform()).linear()[0] == 1);
		warned(result, "rigid", "no cheese");
		assertEquals(List.of("start"), result.stages().stream().map(StageReport::name).toList());
		assertEquals(result.stages().get(0).dice(), result.diceAfter());
	}

	@Test
	public void anAffineThatFailsLeavesTheRigidToDeform() {
		final Registration result = with(Stage.AFFINE, null);
		assertEquals(TURN, result.transform());
		warned(result, "affine", "no cheese");
	}

	@Test
	public void aDeformableWorseThanTheAffineIsDropped() {
		final Grid grid = SyntheticBody.grid(6);
		final float[] u = new float[3 * grid.voxels()];
		Arrays.fill(u, 20);
		final Registration result = with(Stage.DEFORMABLE, new DisplacementTransform(grid, u).then(TURN));
		assertEquals(TURN, result.transform());
		warned(result, "deformable", "lowers the mean organ Dice");
		assertEquals(Verdict.GOOD, result.verdict());
	}

	@Test
	public void aTransformThatIsNoNumberIsDropped() {
		final Grid grid = SyntheticBody.grid(6);
		final float[] u = new float[3 * grid.voxels()];
		Arrays.fill(u, Float.NaN);
		assertEquals(TURN, with(Stage.DEFORMABLE, new DisplacementTransform(grid, u).then(TURN)).transform());
	}

	@Test
	public void stagesSayWhatTheyBeganWithAndWhatTheyDid() {
		final AffineTransform wider = TURN.compose(new AffineTransform(new double[] { 1.05, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0 }));
		final List<StageReport> stages = with(Stage.AFFINE, wider).stages();
		assertEquals(List.of("start", "rigid", "affine", "deformable"), stages.stream().map(StageReport::name).toList());
		assertEquals(stages.get(0).dice(), stages.get(1).diceBefore());
		assertEquals(stages.get(1).dice(), stages.get(2).diceBefore());
		assertFalse("a wider chest fits worse than the true one", stages.get(2).kept());
		assertEquals("a dropped stage is not what the next begins with", stages.get(1).dice(), stages.get(3).diceBefore());
		assertEquals("volume ratio", 1.05, stages.get(2).jacobian().smallest(), 1e-6);
		assertEquals("carina error in mm", 0, stages.get(1).carinaErrorMm(), 0.1);
	}

	@Test
	public void enginesSeeOnlyOrgansOfBothImages() {
		final Subject noHeart = SyntheticBody.draw(SyntheticBody.grid(6), TURN, "heart", "lung_left");
		final Subject noAorta = SyntheticBody.draw(SyntheticBody.grid(6), AffineTransform.identity(), "aorta");
		final Set<OrganGroup> seen = EnumSet.noneOf(OrganGroup.class);
		final RegistrationEngine engine = new Told(Map.of(Stage.RIGID, Optional.of(TURN))) {

			@Override
			public SpatialTransform align(final Stage stage, final Channels fixed, final Channels moving,
				final AffineTransform initial, final RegistrationOptions options, final Task task)
			{
				assertEquals(fixed.organs().keySet(), moving.organs().keySet());
				seen.addAll(fixed.organs().keySet());
				return super.align(stage, fixed, moving, initial, options, task);
			}
		};
		final Registration result = RegistrationPipeline.register(noHeart, noAorta, engine, OPTIONS, new InlineTask("test"));
		assertEquals(EnumSet.of(OrganGroup.LUNG_RIGHT, OrganGroup.AIRWAYS, OrganGroup.BONES), seen);
		warned(result, "leaves out", "aorta in the patient", "lung_left, heart in the atlas");
	}

	@Test
	public void imagesFarApartInTheWorldAreBroughtTogether() {
		final AffineTransform away = TURN.compose(AffineTransform.translation(900, -700, 1500));
		final Subject far = SyntheticBody.draw(SyntheticBody.grid(6), AffineTransform.identity());
		final Subject moved = new Subject(new CtVolume(shifted(far.ct().grid(), away), far.ct().hu()), new Anatomy(new Organs(
			new LabelVolume(shifted(far.ct().grid(), away), far.anatomy().organs().labels().labels()), far.anatomy().organs()
				.names()), new Landmarks(Optional.empty(), "none"), "test", List.of()));
		final Registration result = RegistrationPipeline.register(PATIENT, moved, new VariationalEngine(), OPTIONS.withLast(
			Stage.AFFINE), new InlineTask("test"));
		assertEquals("nothing overlaps before", 0, result.diceBefore().get("lung_left"), 0);
		assertTrue("Dice after " + result.diceAfter(), result.diceAfter().get("lung_left") > 0.9);
	}

	private static Grid shifted(final Grid grid, final AffineTransform transform) {
		final double[] shift = { 0, 0, 0 };
		transform.apply(shift, shift);
		final double[] origin = grid.toWorld(0, 0, 0);
		for (int a = 0; a < 3; a++)
			origin[a] += shift[a];
		return new Grid(grid.size(), grid.spacing(), origin, grid.direction());
	}

	@Test
	public void partsOfTheBodyThatDoNotMeetAreNotGood() {
		final double[] straight = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };
		final Grid slab = SyntheticBody.centred(new double[] { 330, 250, 70 }, 6, straight);
		final Subject top = SyntheticBody.draw(shifted(slab, AffineTransform.translation(0, 0, 75)), AffineTransform
			.identity());
		final Subject bottom = SyntheticBody.draw(shifted(slab, AffineTransform.translation(0, 0, -75)), AffineTransform
			.identity());
		final Registration result = RegistrationPipeline.register(top, bottom, new VariationalEngine(), OPTIONS,
			new InlineTask("test"));
		assertFalse(result.diceAfter() + " " + result.warnings(), result.verdict() == Verdict.GOOD);
	}

	@Test
	public void aWrongHeaderIsFoundAndSaid() {
		final double[][] turns = { { 1, 0, 0, 0, 1, 0, 0, 0, -1 }, { 1, 0, 0, 0, -1, 0, 0, 0, -1 }, { -1, 0, 0, 0, -1, 0, 0,
			0, 1 } };
		final String[] words = { "head and feet", "head and feet and front and back", "front and back" };
		for (int k = 0; k < turns.length; k++) {
			final Subject turned = SyntheticBody.draw(SyntheticBody.grid(6), AffineTransform.about(turns[k], new double[3],
				new double[3]));
			final Registration result = RegistrationPipeline.register(turned, ATLAS, new Told(Map.of()), OPTIONS, new InlineTask(
				"test"));
			assertEquals(words[k], Verdict.FAILED, result.verdict());
			warned(result, "failed", words[k] + " seem to be swapped", "header");
		}
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
