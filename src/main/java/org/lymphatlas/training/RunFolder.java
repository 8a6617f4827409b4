package org.lymphatlas.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.lymphatlas.network.Model;
import org.lymphatlas.network.ModelFolder;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.AtomicFiles;

/**
 * Where one training leaves its files. Each appears whole or not at all.
 *
 * @param output the model's folder
 * @param member which of the model's networks is trained, from 1
 */
public record RunFolder(Path output, int member) {

	private Path named(final String name, final String extension) {
		return output.resolve(name + (member == 1 ? "" : "-" + member) + extension);
	}

	/** {@code checkpoint/last.safetensors}, {@code checkpoint/last-2.safetensors} and so on. */
	Path checkpoint() {
		return named("checkpoint/last", ".safetensors");
	}

	/**
	 * Makes the folders, and removes what a killed training left unfinished in them.
	 *
	 * @throws InputException if they cannot be made
	 */
	void create() {
		try {
			Files.createDirectories(checkpoint().getParent());
			AtomicFiles.removeUnfinished(output);
			AtomicFiles.removeUnfinished(checkpoint().getParent());
		}
		catch (final IOException e) {
			throw new InputException("Cannot make the output folder " + output + ": " + e.getMessage(), e);
		}
	}

	/** The model, or the weights of another of its members. */
	void write(final Model model) {
		if (member == 1) ModelFolder.write(model, output);
		else ModelFolder.writeMember(model.weights(), output, member);
	}

	/** {@code curves.png}, {@code curves-2.png} and so on. */
	public Path curvesFigure() {
		return named("curves", ".png");
	}

	/** {@code curves.csv}, {@code curves-2.csv} and so on. */
	void write(final List<EpochRecord> curves) {
		AtomicFiles.writeString(named("curves", ".csv"), curves.stream().map(EpochRecord::csv).collect(Collectors.joining(
			"\n", EpochRecord.HEADER + "\n", "\n")));
	}
}
