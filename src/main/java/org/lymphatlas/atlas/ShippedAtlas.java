package org.lymphatlas.atlas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The atlas in the jar, made from phantoms by {@code src/benchmark/demo-model/make.sh}: small, free to be shipped. */
public final class ShippedAtlas {

	private static final String RESOURCES = "/org/lymphatlas/atlas/phantom/";
	private static final List<String> FILES = List.of("ct.nii.gz", "organs.nii.gz", "stations.nii.gz",
		"probability.nii.gz", "atlas.json");

	private ShippedAtlas() {}

	public static Atlas read() {
		try {
			final Path folder = Files.createTempDirectory("lymphatlas-atlas");
			try {
				for (final String name : FILES)
					extract(name, folder.resolve(name));
				return AtlasFolder.read(folder);
			}
			finally {
				for (final String name : FILES)
					Files.deleteIfExists(folder.resolve(name));
				Files.delete(folder);
			}
		}
		catch (final IOException e) {
			throw new UncheckedIOException("Cannot unpack the shipped atlas into the temporary folder: " + e.getMessage(), e);
		}
	}

	private static void extract(final String name, final Path target) throws IOException {
		try (InputStream in = ShippedAtlas.class.getResourceAsStream(RESOURCES + name)) {
			if (in == null) throw new IOException("this build holds no " + RESOURCES + name);
			Files.copy(in, target);
		}
	}
}
