package org.lymphatlas.volume.io;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;

import org.junit.Test;
import org.lymphatlas.volume.Grid;

/** Small files that nibabel and ITK wrote: every voxel type, both byte orders, qform, sform, NIfTI-2, oblique, mirrored. */
public class ForeignFilesTest {

	/** NIfTI keeps geometry as 32-bit floats. */
	private static final double TOLERANCE_MM = 1e-4;

	@Test
	public void valuesAndPlaceAreThoseOfTheWriter() throws IOException, URISyntaxException {
		final Path table = Paths.get(ForeignFilesTest.class.getResource("expected.csv").toURI());
		final List<String> lines = Files.readAllLines(table);
		assertEquals(1 + 20 + 6, lines.size());
		for (final String line : lines.subList(1, lines.size())) {
			final String[] cells = line.split(",");
			final Path file = table.resolveSibling(cells[0]);
			final StoredImage image = cells[0].contains(".nii") ? Nifti.open(file) : cells[0].contains(".m") ? MetaImage.open(
				file) : Nrrd.open(file);
			final Grid grid = image.grid();
			for (int a = 0; a < 3; a++)
				assertEquals(cells[0], Integer.parseInt(cells[1 + a]), grid.size(a));
			final double[] expected = new double[12];
			for (int i = 0; i < 12; i++)
				expected[i] = Double.parseDouble(cells[4 + i]);
			assertArrayEquals(cells[0], expected, grid.voxelToWorld(), TOLERANCE_MM);
			// Exact for the integers: the sums stay below 2^63 and the values below 2^53.
			final double[] sum = new double[1];
			image.read((values, from, count) -> {
				for (int i = 0; i < count; i++)
					sum[0] += values[i] * (from + i + 1);
			});
			final double weighted = Double.parseDouble(cells[16]);
			assertEquals(cells[0], weighted, sum[0], 1e-9 * Math.abs(weighted));
		}
	}
}
