package org.lymphatlas.network.nnunet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import org.lymphatlas.network.ModelFolder;
import org.lymphatlas.network.ModelKind;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Safetensors;
import org.lymphatlas.network.Weights;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.AtomicFiles;

/**
 * An imported model on disk: model.json (format version, kind {@code nnunet}, the {@link NnunetPlan}) and a safetensors
 * file a fold: weights.safetensors for a model of one fold, weights-fold_0.safetensors and so on for one of several. A fold
 * is read when it is asked for, so that a model of any size needs the memory of one fold. Nothing read is trusted.
 */
public final class NnunetFolder {

	/** Version of model.json that is written and read. */
	public static final int FORMAT_VERSION = 1;

	private static final long MAX_DESCRIPTION_BYTES = 16L << 20;
	private static final Gson JSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping()
		.registerTypeAdapterFactory(new OptionalAdapter.Factory()).create();

	/** What stands in model.json. */
	private record Description(int formatVersion, String kind, NnunetPlan plan) {}

	private NnunetFolder() {}

	/**
	 * Reads the plan; looks whether each fold's file is there, and reads it later.
	 *
	 * @throws InputException naming the file and what is wrong with it; the model's {@code weights} throw it too
	 */
	public static NnunetModel read(final Path folder) {
		final NnunetPlan plan = plan(folder);
		final List<String> folds = plan.origin().folds();
		for (final String fold : folds)
			if (!Files.isRegularFile(weightsFile(folder, folds, fold))) throw new InputException("The model " + folder +
				" lacks " + weightsFile(folder, folds, fold).getFileName() + "; import it again");
		return new NnunetModel(plan, fold -> weights(weightsFile(folder, folds, folds.get(fold)), plan.network()));
	}

	/** Writes model.json: the last step of an import, since it makes the folder a model. */
	static void writePlan(final NnunetPlan plan, final Path folder) {
		AtomicFiles.writeString(folder.resolve(ModelFolder.DESCRIPTION), JSON.toJson(new Description(FORMAT_VERSION,
			ModelKind.NNUNET.kind(), plan.validate())) + "\n");
	}

	/**
	 * Writes the weights of one fold, checked against the network.
	 *
	 * @param folds names of all the model's folds
	 * @param fold one of them
	 */
	static void writeWeights(final Weights weights, final NetworkSpec network, final Collection<String> folds,
		final String fold, final Path folder)
	{
		Safetensors.write(weights.fitTo(network), Map.of("format", "lymphatlas"), weightsFile(folder, folds, fold));
	}

	private static Path weightsFile(final Path folder, final Collection<String> folds, final String fold) {
		return folder.resolve(folds.size() == 1 ? ModelFolder.WEIGHTS : "weights-fold_" + fold + ".safetensors");
	}

	private static Weights weights(final Path file, final NetworkSpec network) {
		try {
			return Safetensors.read(file).fitTo(network);
		}
		catch (final InputException e) {
			throw e.getMessage().contains(file.toString()) ? e : new InputException(file + ": " + e.getMessage(), e);
		}
	}

	private static NnunetPlan plan(final Path folder) {
		final Path file = folder.resolve(ModelFolder.DESCRIPTION);
		try {
			if (!Files.isRegularFile(file)) throw new InputException("The model " + folder + " has no " + file.getFileName());
			if (Files.size(file) > MAX_DESCRIPTION_BYTES) throw new InputException(file + " has more than the " +
				MAX_DESCRIPTION_BYTES + " bytes that are read");
			return parse(Files.readString(file, StandardCharsets.UTF_8));
		}
		catch (final IOException e) {
			throw new InputException("Cannot read " + file + ": " + e, e);
		}
		catch (final InputException e) {
			throw e.getMessage().contains(folder.toString()) ? e : new InputException(file + ": " + e.getMessage(), e);
		}
	}

	private static NnunetPlan parse(final String text) {
		final Description description;
		try {
			description = JSON.fromJson(text, Description.class);
		}
		catch (final RuntimeException | StackOverflowError e) {
			throw new InputException("it is not the description of an imported model (" + e.getMessage() + ")", e);
		}
		if (description == null || description.plan() == null || !ModelKind.NNUNET.kind().equals(description.kind()))
			throw new InputException("it is not the description of an imported model; import it with import-model");
		if (description.formatVersion() != FORMAT_VERSION) throw new InputException("its formatVersion is " + description
			.formatVersion() + "; this version of LymphAtlas reads " + FORMAT_VERSION);
		return description.plan().validate();
	}
}
