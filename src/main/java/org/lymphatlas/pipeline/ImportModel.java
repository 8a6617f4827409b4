package org.lymphatlas.pipeline;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.lymphatlas.network.Device;
import org.lymphatlas.network.nnunet.Catalogue;
import org.lymphatlas.network.nnunet.Download;
import org.lymphatlas.network.nnunet.NnunetFolder;
import org.lymphatlas.network.nnunet.NnunetImport;
import org.lymphatlas.network.nnunet.NnunetPlan;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.AtomicFolder;
import org.scijava.task.Task;

/**
 * Makes a model folder of ours from a model of nnU-Net v2, which is fetched first if it is named as the catalogue names it,
 * and runs one patch through it. The folder is whole or absent.
 */
public final class ImportModel {

	/**
	 * @param source nnU-Net's folder, or a zip of it, or the name of a published model
	 * @param output the model folder to make
	 * @param configuration which of several trainings; empty for the only one
	 * @param folds for example "0,2" or "all"; empty for all numbered ones
	 * @param checkpoint final, best or latest
	 * @param acceptLicence whether the user agrees to the licence of a model of the catalogue
	 */
	public record Options(String source, Path output, String configuration, String folds, String checkpoint,
		boolean acceptLicence)
	{}

	private ImportModel() {}

	/** @return a line that says what was imported and how it runs */
	public static String run(final Options options, final Task task) {
		return run(options, Catalogue.read(), downloads(), task);
	}

	/**
	 * What a user has to agree to before this is imported.
	 *
	 * @return empty unless the source is a model of the catalogue
	 */
	public static Optional<String> terms(final Options options) {
		final Catalogue catalogue = Catalogue.read();
		return published(options, catalogue).map(model -> catalogue.terms(model, options.folds()));
	}

	static String run(final Options options, final Catalogue catalogue, final Path downloads, final Task task) {
		OutputFolder.check(options.output());
		AtomicFolder.requireNew(options.output());
		final Optional<Catalogue.Entry> model = published(options, catalogue);
		if (model.isPresent()) return importFrom(options, fetch(options, model.get(), catalogue, downloads, task), task);
		final Path source = path(options.source());
		if (!Files.exists(source)) throw new InputException("There is no folder or zip " + source +
			", and no published model of that name. Published are: " + String.join(", ", catalogue.models().stream().map(
				Catalogue.Entry::name).toList()));
		return importFrom(options, new NnunetImport.Source(List.of(source), source.toAbsolutePath().normalize().toString(),
			options.configuration(), options.folds(), options.checkpoint(), ""), task);
	}

	/** A file or folder of that name goes before a published model. */
	private static Optional<Catalogue.Entry> published(final Options options, final Catalogue catalogue) {
		return catalogue.find(options.source()).filter(model -> !Files.exists(path(options.source())));
	}

	private static Path path(final String text) {
		try {
			return Path.of(text);
		}
		catch (final InvalidPathException e) {
			throw new InputException("source=" + text + " is no path: " + e.getReason(), e);
		}
	}

	/** Where fetched files are kept, and where files fetched by hand are looked for. */
	private static Path downloads() {
		return Path.of(System.getProperty("lymphatlas.downloads", Path.of(System.getProperty("user.home"), ".lymphatlas",
			"downloads").toString()));
	}

	private static NnunetImport.Source fetch(final Options options, final Catalogue.Entry model, final Catalogue catalogue,
		final Path downloads, final Task task)
	{
		final String terms = catalogue.terms(model, options.folds());
		if (!options.acceptLicence()) throw new InputException(terms +
			"\n\nNothing was fetched. If you agree to this licence, run it again with acceptLicence=true");
		terms.lines().forEach(task::setStatusMessage);
		final List<Catalogue.File> files = model.filesFor(options.folds());
		return new NnunetImport.Source(files.stream().map(file -> Download.fetch(file, downloads.resolve(model.name()), task))
			.toList(), String.join(" ", files.stream().map(Catalogue.File::address).toList()), options.configuration().isEmpty()
				? model.configuration() : options.configuration(), options.folds().isEmpty() ? model.folds() : options.folds(),
			options.checkpoint(), catalogue.licences().get(model.licence()));
	}

	private static String importFrom(final Options options, final NnunetImport.Source source, final Task task) {
		final RunRecord record = new RunRecord("import-model", options);
		final StageClock clock = new StageClock(task);
		final String[] line = new String[1];
		AtomicFolder.write(options.output(), folder -> {
			final NnunetPlan plan = clock.time("read and convert", () -> NnunetImport.run(source, folder, task));
			line[0] = describe(plan, options.output()) + "; " + clock.time("self-check", () -> check(folder, record));
			record.put("model", plan.origin());
			record.put("classes", plan.outputs());
			record.write(folder, clock.stages());
		});
		record.warnings().forEach(task::setStatusMessage);
		return line[0];
	}

	/** An installation that cannot run networks can still import them; it says so. */
	private static String check(final Path folder, final RunRecord record) {
		final Engines.Ready ready;
		try {
			ready = Engines.network("auto", Device.AUTO);
		}
		catch (final InputException e) {
			record.warn("The model was not tried: " + e.getMessage());
			return "not tried here (" + e.getMessage() + ")";
		}
		final SelfCheck check = SelfCheck.of(NnunetFolder.read(folder), ready);
		record.put("selfCheck", check);
		return check.toString();
	}

	private static String describe(final NnunetPlan plan, final Path output) {
		final NnunetPlan.Origin o = plan.origin();
		return "Imported " + o.dataset() + " (" + o.configuration() + ", " + o.trainer() + ", folds " + String.join(" ", o
			.folds()) + ") to " + output + (o.licence().isEmpty() ? "; the source states no licence" : "; licence: " + o.licence()
				.lines().findFirst().orElse(""));
	}
}
