package org.lymphatlas.pipeline;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.InputException;

public class ManifestTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void everyWrongLineIsNamedAtOnce() throws IOException {
		final Path file = folder.getRoot().toPath().resolve("list.csv");
		Files.writeString(file, "case,ct,annotation\na,a.nii.gz,\nb,,\na,c.nii.gz,\n../d,d.nii.gz,\ne,e.nii.gz,most\n");
		final InputException e = assertThrows(InputException.class, () -> Manifest.read(file));
		for (final String part : new String[] { "line 3: no value for 'ct'", "line 4: case 'a' is listed twice",
			"line 5: case '../d'", "line 6: annotation 'most'" })
			assertTrue(part + " in " + e.getMessage(), e.getMessage().contains(part));
	}
}
