package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.network.CropSource;
import org.lymphatlas.network.CtFingerprint;
import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.Model;
import org.lymphatlas.network.ModelFolder;
import org.lymphatlas.training.Annotation;
import org.lymphatlas.training.EpochRecord;
import org.lymphatlas.training.Learning;
import org.lymphatlas.training.Preprocessing;
import org.lymphatlas.training.RunFolder;
import org.lymphatlas.training.TrainingCase;
import org.lymphatlas.training.TrainingLoop;
import org.lymphatlas.training.TrainingMonitor;
import org.lymphatlas.training.TrainingOptions;
import org.lymphatlas.training.TrainingOutcome;
import org.lymphatlas.training.TrainingPlan;
import org.lymphatlas.viewer.CurvesFigure;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.Sha256;
import org.scijava.task.Task;

/** One call of {@link TrainModel}: its cases, its networks one after the other, its record. */
final class TrainingRun {

	private static final int VALIDATION_BATCHES = 20;
	/** Paper A trains for 150,000 steps. */
	private static final long STEPS_FOR_TEXTURES = 10_000;

	private final TrainModel.Options options;
	private final Task task;
	private final RunRecord record;
	private final StageClock clock;
	private final Engines.Ready engine;
	private final Optional<Model> initial;
	private final Optional<Atlas> atlas;
	private final List<Map<String, Object>> networks = new ArrayList<>();
	private final long startNanos = System.nanoTime();
	private PlannedTraining planned;
	private PreparedCases prepared;
	private CtNormalization normalization;

	TrainingRun(final TrainModel.Options options, final Task task) {
		this.options = options;
		this.task = task;
		record = new RunRecord("train", options);
		clock = new StageClock(task);
		initial = options.initial().map(ModelFolder::read);
		engine = Engines.network(options.engine(), options.device());
		task.setStatusMessage("Training on " + engine.probe().device());
		atlas = options.preset().needsPriors() ? Optional.of(Sources.atlas(options.atlas())) : Optional.empty();
		if (atlas.isEmpty()) options.atlas().ifPresent(path -> record.warn("The atlas " + path +
			" is not used: nothing in this training reads priors"));
		record.put("device", engine.probe().device());
		record.put("gflops", engine.probe().gflops());
		record.put("atlas", atlas.<Object>map(read -> Map.of("name", read.name(), "provenance", read.provenance())).orElse(
			"none: nothing in this training reads priors"));
		record.put("java", System.getProperty("java.version") + ", " + System.getProperty("os.name") + " " + System
			.getProperty("os.arch"));
		record.put("networks", networks);
	}

	/** Before anything is prepared, since the plan decides at which spacing. */
	private PlannedTraining plan(final List<Manifest.Row> training) {
		final Path output = options.output();
		if (options.resume() && options.plan().isAuto() && PlannedTraining.isIn(output)) return PlannedTraining.read(output);
		return PlannedTraining.of(options.plan(), options.preset(), initial.map(model -> InitialModel.network(model
			.description(), options.preset())), engine, training, task);
	}

	/** Makes the cases ready and says which networks are to be trained on which of them. */
	List<Members.Member> prepare() {
		final List<Manifest.Row> training = Manifest.read(options.manifest()).rows();
		final List<Manifest.Row> validation = options.validation().map(file -> Manifest.read(file).rows()).orElse(List.of());
		final Map<String, String> sha256 = new LinkedHashMap<>();
		sha256.put(options.manifest().toString(), Sha256.of(options.manifest()));
		options.validation().ifPresent(file -> sha256.put(file.toString(), Sha256.of(file)));
		record.put("manifestsSha256", sha256);
		planned = clock.time("plan", () -> plan(training));
		final TrainingPlan plan = planned.plan();
		initial.ifPresent(model -> InitialModel.requireFits(model.description(), options, plan.spacingMm()));
		task.setStatusMessage("Plan (" + planned.origin() + "): " + plan + "; " + planned.cost().sentence(options.epochs(),
			options.iterations(), validation.isEmpty() && options.folds() < 2 ? 0 : VALIDATION_BATCHES));
		record.put("plan", planned);
		warnOfSharedCases(training, validation);
		warnOfAnotherCrop();
		warnOfTexturesInAShortRun();
		prepared = new PreparedCases(options.prepared().orElseGet(() -> options.output().resolve("prepared")), atlas, options
			.registration(), plan.spacingMm(), options.preset().preprocessing().crop(),
			new BadCases(options.validation().map(file -> options.manifest() + " and " + file).orElse(
				options.manifest().toString()), options.badCases(), record), record, task);
		final Learning learning = options.preset().learning();
		final List<Manifest.Row> usable = clock.time("prepare cases", () -> prepared.prepare(Stream.concat(training.stream(),
			validation.stream()).toList(), row -> {
				if (validation.contains(row) ? learning instanceof Learning.Segmenting : !learning.usesUnlabelled()) CaseCheck
					.annotated(row);
			}));
		final List<Manifest.Row> trainingRows = usable(training, usable);
		normalization = initial.map(model -> model.description().ctNormalization()).orElseGet(() -> normalization(
			trainingRows));
		record.put("ctNormalization", normalization);
		planned.write(options.output());
		if (options.folds() > 1) return Members.ofFolds(options.folds(), options.seed(), trainingRows);
		return Members.ofSeeds(options.models(), options.seed(), trainingRows, validation.isEmpty() ? validation : usable(
			validation, usable));
	}

	private CtNormalization normalization(final List<Manifest.Row> rows) {
		if (options.preset().preprocessing().ctNormalization() == Preprocessing.CtValues.DBDMP) return CtNormalization
			.paperB();
		final List<Manifest.Row> annotated = rows.stream().filter(row -> row.annotation() != Annotation.NONE).toList();
		if (annotated.isEmpty() && options.preset().learning() instanceof Learning.SelfSupervised) {
			final CtNormalization paperB = CtNormalization.paperB();
			record.warn("No case is annotated, so CTs are normalised by the intensities of paper B's nodes: clipped to " + paperB
				.lowHu() + " .. " + paperB.highHu() + " HU, mean " + paperB.meanHu() + ", deviation " + paperB.stdHu());
			return paperB;
		}
		final CtFingerprint fingerprint = new CtFingerprint();
		annotated.forEach(row -> prepared.get(row).addTo(fingerprint));
		return fingerprint.normalization();
	}

	private void warnOfAnotherCrop() {
		final CropSource crop = options.preset().preprocessing().crop();
		initial.map(model -> model.description().crop()).filter(before -> before != crop).ifPresent(before -> record.warn(
			"The initial model was trained on CTs cropped by " + before.key() + ", and goes on with CTs cropped by " + crop
				.key()));
	}

	/** What a network has learnt on does not tell how good it is. */
	private void warnOfTexturesInAShortRun() {
		final long steps = (long) options.epochs() * options.iterations();
		if (steps < STEPS_FOR_TEXTURES && options.preset().augmentation().textures().probability() > 0) record.warn(
			"Random textures (augmentation=gin-ipa) need a long training, and this one has " + steps +
				" steps: on phantoms 800 steps with them gave half of the Dice; augmentation=nnunet suits short ones");
	}

	private void warnOfSharedCases(final List<Manifest.Row> training, final List<Manifest.Row> validation) {
		final Set<Path> seen = training.stream().map(row -> row.ct().normalize()).collect(Collectors.toSet());
		validation.stream().filter(row -> seen.contains(row.ct().normalize())).forEach(row -> record.warn("Case '" + row
			.name() + "' is a validation case, and its CT is trained on"));
	}

	private static List<Manifest.Row> usable(final List<Manifest.Row> rows, final List<Manifest.Row> usable) {
		final List<Manifest.Row> left = rows.stream().filter(usable::contains).toList();
		if (left.isEmpty()) throw new InputException("None of the " + rows.size() + " cases from " + rows.get(0).name() +
			" to " + rows.get(rows.size() - 1).name() + " can be used");
		return left;
	}

	/** Trains one of so many networks, and makes it part of the model. */
	TrainingOutcome train(final Members.Member member, final int members, final TrainingMonitor monitor) {
		final RunFolder folder = new RunFolder(options.output(), member.number());
		final String title = members == 1 ? "training" : "training of network " + member.number() + " of " + members;
		final TrainingOutcome outcome = clock.time(title, () -> TrainingLoop.run(loopOptions(member), cases(member
			.training()), cases(member.validation()), engine.engine(), folder, epochs -> {
				CurvesFigure.write(epochs, folder.curvesFigure());
				monitor.epochs(epochs);
			}, task));
		describe(member, outcome);
		if (outcome.completed() && member.number() > 1) ModelFolder.setMembers(options.output(), member.number());
		return outcome;
	}

	private TrainingOptions loopOptions(final Members.Member member) {
		final boolean validated = !member.validation().isEmpty();
		final TrainingPlan plan = planned.plan();
		return new TrainingOptions(options.preset(), plan.network(), normalization, plan.spacingMm(), plan.patchZyx(), plan
			.batch(), options.epochs(), options.iterations(), validated ? VALIDATION_BATCHES : 0, member.seed(), options
				.device(), options.resume(), Math.max(Double.MIN_VALUE, options.maxMinutes() - (System.nanoTime() - startNanos) *
					1e-9 / 60), validated ? options.preset().keep() : TrainingOptions.Keep.LAST, initial.map(model -> InitialModel
						.weights(model, plan.network(), member.seed())));
	}

	private List<TrainingCase> cases(final List<Manifest.Row> rows) {
		return rows.stream().map(row -> prepared.get(row).trainingCase(row.annotation(), normalization)).toList();
	}

	private void describe(final Members.Member member, final TrainingOutcome outcome) {
		final Map<String, Object> network = new LinkedHashMap<>();
		network.put("seed", member.seed());
		network.put("trainingCases", names(member.training()));
		network.put("validationCases", names(member.validation()));
		network.put("completed", outcome.completed());
		network.put("epochs", outcome.curves().size());
		network.put("bestValidationDice", outcome.bestDiceAverage());
		network.put("bestValidationLoss", outcome.bestLossAverage());
		network.put("seconds", outcome.curves().stream().mapToDouble(EpochRecord::seconds).sum());
		network.put("stepsPerSecond", outcome.stepsPerSecond());
		network.put("gflops", outcome.gflops());
		networks.add(network);
	}

	private static List<String> names(final List<Manifest.Row> rows) {
		return rows.stream().map(Manifest.Row::name).toList();
	}

	/** As far as is known. */
	void writeRecord() {
		record.write(options.output(), clock.stages());
	}
}
