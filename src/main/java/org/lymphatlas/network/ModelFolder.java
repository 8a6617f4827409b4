package org.lymphatlas.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.Map;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;

import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.AtomicFiles;

/**
 * A model on disk: a folder, or a zip of one, with model.json ({@link ModelDescription}) and weights.safetensors; for an
 * ensemble also weights-2.safetensors and so on. Reading trusts none: sizes are bounded, every field is checked, no other
 * names are opened.
 */
public final class ModelFolder {

	/** Name of the description. */
	public static final String DESCRIPTION = "model.json";
	/** Name of the weights. */
	public static final String WEIGHTS = "weights.safetensors";

	private static final long MAX_DESCRIPTION_BYTES = 16L << 20;
	private static final long MAX_WEIGHTS_BYTES = 4L << 30;

	private ModelFolder() {}

	/**
	 * @param folderOrZip a folder with both files, or a zip with them at its top or in its only folder
	 * @throws InputException naming the file and what is wrong with it
	 */
	public static Model read(final Path folderOrZip) {
		return read(folderOrZip, 1);
	}

	/**
	 * As {@link #read(Path)}, with the weights of another network of an ensemble.
	 *
	 * @param member from 1 to the description's {@link ModelDescription#members()}
	 */
	public static Model read(final Path folderOrZip, final int member) {
		if (Files.isDirectory(folderOrZip)) return readFolder(folderOrZip, member, folderOrZip.toString());
		if (!Files.isRegularFile(folderOrZip)) throw new InputException("There is no model at " + folderOrZip +
			": give a folder or a zip with " + DESCRIPTION + " and " + WEIGHTS);
		try (FileSystem zip = FileSystems.newFileSystem(folderOrZip, (ClassLoader) null)) {
			return readFolder(top(zip.getPath("/")), member, folderOrZip.toString());
		}
		catch (final IOException | ProviderNotFoundException e) {
			throw new InputException("Cannot read the model " + folderOrZip + ": it is neither a folder nor a whole zip (" +
				e.getMessage() + ")", e);
		}
	}

	/**
	 * A model that is shipped on the class path.
	 *
	 * @param folder absolute resource name, for example {@code /models/demo}
	 * @throws InputException if it is not there
	 */
	public static Model readResource(final String folder) {
		try {
			final Path copy = Files.createTempDirectory("lymphatlas-model");
			try {
				for (final String name : new String[] { DESCRIPTION, WEIGHTS }) {
					try (InputStream in = ModelFolder.class.getResourceAsStream(folder + "/" + name)) {
						if (in == null) throw new InputException("No model " + folder + " is shipped with this installation: " +
							name + " is missing");
						Files.copy(in, copy.resolve(name));
					}
				}
				return readFolder(copy, 1, folder);
			}
			finally {
				for (final String name : new String[] { DESCRIPTION, WEIGHTS })
					Files.deleteIfExists(copy.resolve(name));
				Files.deleteIfExists(copy);
			}
		}
		catch (final IOException e) {
			throw new UncheckedIOException("Cannot unpack the shipped model " + folder + ": " + e.getMessage(), e);
		}
	}

	private static String weights(final int member) {
		return member == 1 ? WEIGHTS : "weights-" + member + ".safetensors";
	}

	/**
	 * Writes the weights of a further network of an ensemble; they count once {@link #setMembers} says so.
	 *
	 * @param member from 2
	 */
	public static void writeMember(final Weights weights, final Path folder, final int member) {
		Safetensors.write(weights, Map.of("format", "lymphatlas"), folder.resolve(weights(member)));
	}

	/**
	 * Says of how many networks the model in a folder is.
	 *
	 * @throws InputException if there is no model, or the weights of one are missing or do not fit
	 */
	public static void setMembers(final Path folder, final int members) {
		final Model model = read(folder);
		final ModelDescription description = model.description().withMembers(members).validate();
		for (int member = 2; member <= members; member++) {
			final Path file = folder.resolve(weights(member));
			if (!Files.isRegularFile(file)) throw new InputException("The model " + folder + " has no " + file
				.getFileName());
			Safetensors.read(file).fitTo(description.network());
		}
		AtomicFiles.writeString(folder.resolve(DESCRIPTION), json().toJson(description) + "\n");
	}

	/** Writes both files into the folder, made if need be; each appears whole or not at all, the weights first. */
	public static void write(final Model model, final Path folder) {
		model.description().validate();
		try {
			Files.createDirectories(folder);
			Safetensors.write(model.weights(), Map.of("format", "lymphatlas"), folder.resolve(WEIGHTS));
			AtomicFiles.writeString(folder.resolve(DESCRIPTION), json().toJson(model.description()) + "\n");
		}
		catch (final IOException e) {
			throw new UncheckedIOException("Cannot write the model " + folder + ": " + e.getMessage(), e);
		}
	}

	/** Numbers of free text stay as they were written. */
	private static Gson json() {
		return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().setObjectToNumberStrategy(
			ToNumberPolicy.LAZILY_PARSED_NUMBER).create();
	}

	/** The zip's root, or its only folder when the root has no description. */
	private static Path top(final Path root) throws IOException {
		if (Files.isRegularFile(root.resolve(DESCRIPTION))) return root;
		try (Stream<Path> entries = Files.list(root)) {
			final Path[] folders = entries.filter(Files::isDirectory).limit(2).toArray(Path[]::new);
			return folders.length == 1 ? folders[0] : root;
		}
	}

	private static Model readFolder(final Path folder, final int member, final String shown) {
		try {
			if (ModelKind.of(folder) == ModelKind.NNUNET) throw new InputException("The model " + shown +
				" was imported from nnU-Net; it serves segment, predict and organs, as a folder and not as a zip");
			final ModelDescription description = description(folder.resolve(DESCRIPTION), shown);
			if (member < 1 || member > description.members()) throw new InputException("The model " + shown + " has " +
				description.members() + " networks; there is no number " + member);
			final Path weights = folder.resolve(weights(member));
			require(weights, MAX_WEIGHTS_BYTES, shown);
			return new Model(description, Safetensors.read(weights).fitTo(description.network()));
		}
		catch (final IOException e) {
			throw new InputException("Cannot read the model " + shown + ": " + e.getMessage(), e);
		}
		catch (final InputException e) {
			if (e.getMessage().contains(shown)) throw e;
			throw new InputException(shown + ": " + e.getMessage(), e);
		}
	}

	private static ModelDescription description(final Path file, final String shown) throws IOException {
		require(file, MAX_DESCRIPTION_BYTES, shown);
		final ModelDescription description = parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), shown);
		if (description == null) throw new InputException(shown + ": " + DESCRIPTION + " is empty");
		return description.validate();
	}

	/** Gson wraps what a record's constructor throws. */
	private static ModelDescription parse(final String text, final String shown) {
		try {
			return json().fromJson(text, ModelDescription.class);
		}
		catch (final RuntimeException | StackOverflowError e) {
			final String reason = e.getCause() instanceof InputException cause ? cause.getMessage() : e.getMessage();
			throw new InputException(shown + ": " + DESCRIPTION + " is not a model's description (" + reason + ")", e);
		}
	}

	private static void require(final Path file, final long maxBytes, final String shown) throws IOException {
		if (!Files.isRegularFile(file)) throw new InputException("The model " + shown + " has no " + file.getFileName());
		if (Files.size(file) > maxBytes) throw new InputException("The model " + shown + ": " + file.getFileName() + " has " +
			Files.size(file) + " bytes, more than the " + maxBytes + " that are read");
	}
}
