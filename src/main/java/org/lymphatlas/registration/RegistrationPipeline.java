package org.lymphatlas.registration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

	private final RegistrationEngine engine;
	private final RegistrationOptions options;
	private final Task task;
	private final List<StageReport> stages = new ArrayList<>();
	private final List<String> warnings = new ArrayList<>();
	private Orientation orientation;

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

		final AffineTransform start = start(fixed, moving, before);
		final AffineTransform rigid = affineStage(Stage.RIGID, "rigid", fixed, moving, start, start);
		final AffineTransform affine = options.last() == Stage.RIGID ? rigid : plausible(fixed, moving, rigid, affineStage(
			Stage.AFFINE, "affine", fixed, moving, rigid, rigid));
		final SpatialTransform transform = options.last() == Stage.DEFORMABLE ? deformableStage(fixed, moving, affine)
			: affine;

		final StageReport last = lastKept();
		final Judgement judgement = QualityRules.judge(last.dice(), last.jacobian().foldedPercent(), last.carinaErrorMm(),
			orientation);
		if (judgement.verdict() != Verdict.GOOD) warnings.add("The registration " + (judgement.verdict() == Verdict.CHECK
			? "is to be checked" : "failed") + ": " + String.join("; ", judgement.reasons()) + ". Organ Dice: " + format(last
				.dice()));
		return new Registration(transform, engine.name(), judgement.verdict(), judgement.reasons(), before, last.dice(), last
			.jacobian().foldedPercent(), stages, warnings);
	}

	private static double carinaErrorMm(final SpatialTransform transform, final Channels fixed, final Channels moving) {
		if (fixed.carinaLps().isEmpty() || moving.carinaLps().isEmpty()) return Double.NaN;
		final double[] mapped = new double[3], target = moving.carinaLps().get();
		transform.apply(fixed.carinaLps().get(), mapped);
		double squared = 0;
		for (int a = 0; a < 3; a++)
			squared += (mapped[a] - target[a]) * (mapped[a] - target[a]);
		return Math.sqrt(squared);
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

	private AffineTransform start(final Channels fixed, final Channels moving, final Map<String, Double> before) {
		final long begin = System.nanoTime();
		final Channels coarseFixed = fixed.smoothed(Start.SIGMA_MM, Start.SPACING_MM);
		final Channels coarseMoving = moving.smoothed(Start.SIGMA_MM, Start.SPACING_MM);
		orientation = Orientation.of(coarseFixed, coarseMoving);
		final AffineTransform start = Start.find(coarseFixed, coarseMoving);
		stages.add(report("start", before, fixed, moving, start, begin));
		Cancellation.check(task);
		return start;
	}

	/** Runs a stage from an initial transform; what it finds, or the fall-back if that is no better. */
	private AffineTransform affineStage(final Stage stage, final String name, final Channels fixed, final Channels moving,
		final AffineTransform initial, final AffineTransform fallback)
	{
		final SpatialTransform result = tryStage(stage, name, fixed, moving, initial).orElse(fallback);
		if (result instanceof AffineTransform affine) return affine;
		throw new IllegalStateException("Engine " + engine.name() + " returned no affine transform at its " + stage +
			" stage");
	}

	/** Scales that no two people differ by are cut back, and the position is found again. */
	private AffineTransform plausible(final Channels fixed, final Channels moving, final AffineTransform rigid,
		final AffineTransform affine)
	{
		final AffineTransform limited = PlausibleScale.clamp(affine, fixed.middle());
		if (limited.equals(affine)) return affine;
		dropLast("it stretches or shears beyond " + PlausibleScale.MIN + " to " + PlausibleScale.MAX + ": " + affine);
		return affineStage(Stage.RIGID, "affine-limited", fixed, moving, limited, rigid);
	}

	private SpatialTransform deformableStage(final Channels fixed, final Channels moving, final AffineTransform initial) {
		return tryStage(Stage.DEFORMABLE, "deformable", fixed, moving, initial).orElse(initial);
	}

	/** The stage's transform; empty if the engine failed, or if it folds or makes things worse. */
	private Optional<SpatialTransform> tryStage(final Stage stage, final String name, final Channels fixed,
		final Channels moving, final AffineTransform initial)
	{
		task.setStatusMessage("Registration: " + name);
		final long begin = System.nanoTime();
		final SpatialTransform result;
		try {
			result = engine.align(stage, fixed, moving, initial, options, task);
		}
		catch (final RegistrationException failure) {
			warnings.add("The " + name + " stage failed and the one before is used: " + failure.getMessage());
			return Optional.empty();
		}
		final StageReport previous = lastKept();
		final StageReport report = report(name, previous.dice(), fixed, moving, result, begin);
		stages.add(report);
		if (report.jacobian().foldedPercent() > 0) dropLast(String.format(Locale.ROOT, "it folds %.3f %% of the voxels", report
			.jacobian().foldedPercent()));
		else if (report.meanDice() < previous.meanDice() - DICE_TOLERANCE) dropLast(String.format(Locale.ROOT,
			"it lowers the mean organ Dice from %.3f to %.3f", previous.meanDice(), report.meanDice()));
		else return Optional.of(result);
		return Optional.empty();
	}

	private void dropLast(final String reason) {
		final StageReport last = stages.remove(stages.size() - 1);
		stages.add(last.dropped());
		warnings.add("The " + last.name() + " stage is dropped for the one before: " + reason);
	}

	private static StageReport report(final String name, final Map<String, Double> before, final Channels fixed,
		final Channels moving, final SpatialTransform transform, final long begin)
	{
		final double seconds = (System.nanoTime() - begin) * 1e-9;
		return new StageReport(name, before, Overlap.byName(Overlap.dice(fixed, moving, transform)), carinaErrorMm(transform,
			fixed, moving), Jacobian.of(transform, fixed.grid()), seconds, true);
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
