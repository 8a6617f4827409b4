package org.lymphatlas.volume.io;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.ImageStack;
import ij.plugin.DICOM;

import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;

/** Real CTs, which nobody here made: the values were worked out with SimpleITK 2.5. Skipped where they are absent. */
public class RealCtTest {

	private static final Path DATA = Paths.get(System.getProperty("lymphatlas.data", "../shared/data"));

	@Before
	public void needsRealCts() {
		Assume.assumeTrue("no real data at " + DATA.toAbsolutePath(), Files.isDirectory(DATA));
	}

	@Test
	public void nrrdAndDicomOfOneCtAgree() {
		final CtVolume nrrd = VolumeFiles.readCt(DATA.resolve("cip/ct-64.nrrd"));
		final CtVolume dicom = VolumeFiles.readCt(DATA.resolve("cip/ct-64Dicom"));
		assertArrayEquals("values", nrrd.hu(), dicom.hu());
		// The DICOM positions are rounded to a micrometre.
		assertTrue(nrrd.grid() + " / " + dicom.grid(), nrrd.grid().matches(dicom.grid(), 1e-3));
		assertEquals(dicom.grid(), VolumeFiles.readGrid(DATA.resolve("cip/ct-64Dicom")));
		assertStatistics(nrrd, -1007, 1095, -465.62708292128167);
		final Grid grid = nrrd.grid();
		assertArrayEquals(new int[] { 64, 64, 79 }, grid.size());
		assertArrayEquals(new double[] { 4.171872, 4.171872, 3.9873417721518987 }, grid.spacing(), 1e-12);
		assertArrayEquals(new double[] { -128.413806, -264.413806, -360.25632911392404 }, grid.origin(), 1e-12);
		assertArrayEquals(new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 }, grid.direction(), 0);
	}

	/** ImageJ's own way to pixels and HU, slice by slice: signed without and unsigned with an intercept. */
	@Test
	public void stacksOpenedByImageJAreTheSame() throws IOException {
		for (final String name : new String[] { "cip/ct-64Dicom", "tcia_lung_pet_ct_dx" }) {
			final CtVolume expected = VolumeFiles.readCt(DATA.resolve(name));
			final CtVolume opened = ImagePlusVolumes.toCt(openInImageJ(DATA.resolve(name)));
			final Grid grid = expected.grid();
			// The file names count upwards or downwards through the patient.
			final boolean turned = opened.grid().direction()[8] < 0;
			assertArrayEquals(name, grid.toWorld(1, 2, 0), opened.grid().toWorld(1, 2, turned ? grid.nz() - 1 : 0), 1e-3);
			for (int z = 0; z < grid.nz(); z++) {
				final int plane = grid.nx() * grid.ny();
				final int other = turned ? grid.nz() - 1 - z : z;
				assertArrayEquals(name + " slice " + z, Arrays.copyOfRange(expected.hu(), z * plane, (z + 1) * plane), Arrays
					.copyOfRange(opened.hu(), other * plane, (other + 1) * plane));
			}
		}
	}

	private static ImagePlus openInImageJ(final Path folder) throws IOException {
		final List<Path> files;
		try (Stream<Path> entries = Files.list(folder)) {
			files = entries.filter(file -> file.toString().endsWith(".dcm")).sorted().toList();
		}
		ImageStack stack = null;
		DICOM slice = null;
		for (final Path file : files) {
			slice = new DICOM();
			slice.open(file.toString());
			if (stack == null) stack = new ImageStack(slice.getWidth(), slice.getHeight());
			stack.addSlice(file.getFileName() + "\n" + slice.getInfoProperty(), slice.getProcessor());
		}
		final ImagePlus image = new ImagePlus(folder.toString(), stack);
		image.setCalibration(slice.getCalibration());
		return image;
	}

	@Test
	public void diagnosticDicomSeries() {
		final CtVolume ct = VolumeFiles.readCt(DATA.resolve("tcia_lung_pet_ct_dx"));
		assertStatistics(ct, -1024, 1548, -535.6675470987956);
		assertTrue(ct.grid().toString(), ct.grid().matches(new Grid(new int[] { 512, 512, 30 }, new double[] { 0.646484375,
			0.646484375, 8 }, new double[] { -173.1767578125, -294.1767578125, 80 }, new double[] { 1, 0, 0, 0, 1, 0, 0, 0,
				1 }), 1e-6));
	}

	private static void assertStatistics(final CtVolume ct, final int min, final int max, final double mean) {
		int least = Integer.MAX_VALUE, most = Integer.MIN_VALUE;
		long sum = 0;
		for (final short hu : ct.hu()) {
			least = Math.min(least, hu);
			most = Math.max(most, hu);
			sum += hu;
		}
		assertEquals("least", min, least);
		assertEquals("most", max, most);
		assertEquals("mean", mean, (double) sum / ct.hu().length, 1e-9);
	}
}
