package org.lymphatlas.network.nnunet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.io.AtomicFolder;

/** Models saved and exported by nnU-Net 2.8.1 (src/benchmark/nnunet/import_fixtures.py): "plain" and "residual". */
final class Fixture {

	static final String PLAIN = "Dataset901_Plain/nnUNetTrainer__nnUNetPlans__3d_fullres/";
	static final String RESIDUAL = "Dataset902_Residual/nnUNetTrainerNoMirroring__nnUNetResEncUNetMPlans__3d_fullres/";

	private Fixture() {}

	/** The export zip. */
	static Path zip(final String name, final Path folder) throws IOException {
		final Path file = folder.resolve(name + ".zip");
		try (InputStream in = Fixture.class.getResourceAsStream(name + ".zip")) {
			Files.copy(in, file);
		}
		return file;
	}

	/** The export unpacked, as nnU-Net has it in its results folder. */
	static Path unpack(final String name, final Path folder) throws IOException {
		try (ZipInputStream in = new ZipInputStream(Fixture.class.getResourceAsStream(name + ".zip"))) {
			for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
				final Path file = folder.resolve(entry.getName());
				Files.createDirectories(file.getParent());
				Files.copy(in, file);
			}
		}
		return folder;
	}

	static NnunetModel run(final Path source, final Path output) {
		return run(source, output, "", "", "final");
	}

	static NnunetModel run(final Path source, final Path output, final String configuration, final String folds,
		final String checkpoint)
	{
		AtomicFolder.write(output, folder -> NnunetImport.run(new NnunetImport.Source(List.of(source), source.toString(),
			configuration, folds, checkpoint, ""), folder, new InlineTask("import")));
		return NnunetFolder.read(output);
	}
}
