package org.lymphatlas.registration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.task.Cancellation;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/**
 * Registration of an atlas to a patient over any engine: start, rigid, affine, deformable, on the organ groups found in
 * both. A stage that makes things worse, folds or fails is dropped for the one before, and a warning says so.
 */
public final class RegistrationPipeline {

	/** A later stage may lose this much mean Dice (rounding of coarse masks) and is still kept. */
	private static final double DICE_TOLERANCE = 0.005;
	private static final double MARGIN_MM = 30;
	private static final double LARGEST_MEAN_FOLD_PERCENT = 0;

	private final RegistrationEngine engine;
	private final RegistrationOptions options;
	private final Task task;
	private final List<StageReport> stages = new ArrayList<>();
	private final List<String> warnings = new ArrayList<>();

	private RegistrationPipeline(final RegistrationEngine engine, final RegistrationOptions options, final Task task) {
		this.engine = engine;
		this.options = options;
		this.task = task;
	}

	/**
	 * @param fixed the patient
	 * @param moving the atlas
	 * @throws InputException if the engine cannot run here, or if no organ group is found in both
	 * @throws java.util.concurrent.CancellationException if the task is cancelled
	 */
	public static Registration register(final Subject fixed, final Subject moving, final RegistrationEngine engine,
		final RegistrationOptions options, final Task task)
	{
		final Availability availability = engine.availability(options);
		if (!availability.usable()) throw new InputException("Registration engine '" + engine.name() +
			"' cannot run here: " + availability.detail());
		return new RegistrationPipeline(engine, options, task).run(fixed, moving);
	}

	private Registration run(final Subject fixedSubject, final Subject movingSubject) {
		task.setStatusMessage("Registration: preparing organ masks");
		final Set<OrganGroup> groups = commonGroups(fixedSubject, movingSubject);
		final boolean carina = fixedSubject.anatomy().landmarks().carina().isPresent() && movingSubject.anatomy()
			.landmarks().carina().isPresent();
		final Channels fixed = Channels.of(fixedSubject, groups, carina, options.spacingMm()).croppedToOrgans(MARGIN_MM);
		Cancellation.check(task);
		final Channels moving = Channels.of(movingSubject, groups, carina, options.spacingMm());
		Cancellation.check(task);
		final Map<String, Double> before = Overlap.byName(Overlap.dice(fixed, moving, AffineTransform.identity()));

		final AffineTransform start = start(fixed, moving);
		final AffineTransform rigid = affineStage(Stage.RIGID, fixed, moving, start);
		final AffineTransform affine = options.last() == Stage.RIGID ? rigid : plausible(fixed, moving, affineStage(
			Stage.AFFINE, fixed, moving, rigid));
		final SpatialTransform transform = options.last() == Stage.DEFORMABLE ? deformableStage(fixed, moving, affine)
			: affine;

		final Map<String, Double> after = lastKept().dice();
		final double folded = Folding.percent(transform, fixed.grid());
		final Verdict verdict = QualityRules.judge(after, folded);
		if (verdict != Verdict.GOOD) warnings.add("Registration is to be " + (verdict == Verdict.CHECK ? "checked"
			: "rejected") + ": organ Dice " + format(after) + ", " + String.format(Locale.ROOT, "%.3f", folded) + " % folded");
		return new Registration(transform, engine.name(), verdict, before, after, folded, stages, warnings);
	}

	private Set<OrganGroup> commonGroups(final Subject fixed, final Subject moving) {
		final Set<OrganGroup> inFixed = Channels.groupsOf(fixed.anatomy().organs());
		final Set<OrganGroup> inMoving = Channels.groupsOf(moving.anatomy().organs());
		final Set<OrganGroup> common = EnumSet.copyOf(inFixed.isEmpty() ? EnumSet.noneOf(OrganGroup.class) : inFixed);
		common.retainAll(inMoving);
		if (common.isEmpty()) throw new InputException("Registration needs an organ that is found in both images; the " +
			"patient has " + names(inFixed) + ", the atlas has " + names(inMoving) +
			". Give organ masks for the CT, or another atlas");
		final Set<OrganGroup> onlyFixed = EnumSet.copyOf(inFixed);
		onlyFixed.removeAll(common);
		inMoving.removeAll(common);
		if (!onlyFixed.isEmpty() || !inMoving.isEmpty()) warnings.add("Registration leaves out organs found in one image " +
			"only: " + names(onlyFixed) + " in the patient, " + names(inMoving) + " in the atlas");
		return common;
	}

	private AffineTransform start(final Channels fixed, final Channels moving) {
		final long begin = System.nanoTime();
		final AffineTransform start = Start.find(fixed, moving);
		report("start", fixed, moving, start, begin, true);
		Cancellation.check(task);
		return start;
	}

	private AffineTransform affineStage(final Stage stage, final Channels fixed, final Channels moving,
		final AffineTransform initial)
	{
		final SpatialTransform result = tryStage(stage, fixed, moving, initial);
		if (result == null) return initial;
		if (result instanceof AffineTransform affine) return stages.get(stages.size() - 1).kept() ? affine : initial;
		throw new IllegalStateException("Engine " + engine.name() + " returned no affine transform at its " + stage +
			" stage");
	}

	/** Scales that no two people differ by are cut back, and the position is found again. */
	private AffineTransform plausible(final Channels fixed, final Channels moving, final AffineTransform affine) {
		final AffineTransform clamped = PlausibleScale.clamp(affine, fixed.middle());
		if (clamped.equals(affine)) return affine;
		warnings.add("The affine stage stretched or sheared beyond " + PlausibleScale.MIN + " to " + PlausibleScale.MAX +
			" (" + affine + "); cut back to that");
		return affineStage(Stage.RIGID, fixed, moving, clamped);
	}

	private SpatialTransform deformableStage(final Channels fixed, final Channels moving, final AffineTransform initial) {
		final SpatialTransform result = tryStage(Stage.DEFORMABLE, fixed, moving, initial);
		return result != null && stages.get(stages.size() - 1).kept() ? result : initial;
	}

	/** The stage's transform with its report as the last one, or null if the engine failed. */
	private SpatialTransform tryStage(final Stage stage, final Channels fixed, final Channels moving,
		final AffineTransform initial)
	{
		final String name = stage.name().toLowerCase(Locale.ROOT);
		task.setStatusMessage("Registration: " + name);
		final long begin = System.nanoTime();
		final SpatialTransform result;
		try {
			result = engine.align(stage, fixed, moving, initial, options, task);
		}
		catch (final RegistrationException failure) {
			warnings.add("The " + name + " stage failed and the one before is used: " + failure.getMessage());
			return null;
		}
		final double lastDice = lastKept().meanDice();
		final double folded = Folding.percent(result, fixed.grid());
		final StageReport report = report(name, fixed, moving, result, begin, true);
		String reason = null;
		if (folded > LARGEST_MEAN_FOLD_PERCENT) reason = String.format(Locale.ROOT, "it folds %.3f %% of the voxels", folded);
		else if (report.meanDice() < lastDice - DICE_TOLERANCE) reason = String.format(Locale.ROOT,
			"it lowers the mean organ Dice from %.3f to %.3f", lastDice, report.meanDice());
		if (reason != null) {
			warnings.add("The " + name + " stage is dropped for the one before: " + reason);
			stages.set(stages.size() - 1, new StageReport(name, report.dice(), report.seconds(), false));
		}
		return result;
	}

	private StageReport report(final String name, final Channels fixed, final Channels moving,
		final SpatialTransform transform, final long begin, final boolean kept)
	{
		final double seconds = (System.nanoTime() - begin) * 1e-9;
		final Map<String, Double> dice = Overlap.byName(Overlap.dice(fixed, moving, transform));
		final StageReport report = new StageReport(name, dice, seconds, kept);
		stages.add(report);
		return report;
	}

	private StageReport lastKept() {
		return stages.stream().filter(StageReport::kept).reduce((a, b) -> b).orElseThrow();
	}

	private static String names(final Set<OrganGroup> groups) {
		return groups.isEmpty() ? "none" : groups.stream().map(g -> g.name().toLowerCase(Locale.ROOT)).collect(Collectors
			.joining(", "));
	}

	private static String format(final Map<String, Double> dice) {
		return dice.entrySet().stream().sorted(Map.Entry.comparingByKey(Comparator.naturalOrder())).map(e -> String.format(
			Locale.ROOT, "%s %.2f", e.getKey(), e.getValue())).collect(Collectors.joining(", "));
	}
}
