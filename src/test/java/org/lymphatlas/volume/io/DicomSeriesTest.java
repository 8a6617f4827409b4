package org.lymphatlas.volume.io;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import ij.ImagePlus;
import ij.ImageStack;
import ij.plugin.DICOM;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/** DICOM folders made in the test, byte by byte. */
public class DicomSeriesTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private Path folder;

	@Before
	public void makeFolder() throws IOException {
		folder = temporary.newFolder("series").toPath();
	}

	/** Four oblique slices in an order of their own: file {@code i} is at place {@code places[i]}. */
	private void writeOblique(final int... places) throws IOException {
		for (int i = 0; i < places.length; i++)
			DicomFile.oblique(places[i]).write(folder.resolve("slice" + i + ".dcm"));
	}

	@Test
	public void slicesAreSortedAlongTheNormal() throws IOException {
		writeOblique(2, 0, 3, 1);
		final CtVolume ct = VolumeFiles.readCt(folder);
		assertTrue(ct.grid().toString(), ct.grid().matches(DicomFile.OBLIQUE, 1e-4));
		for (int z = 0; z < 4; z++)
			for (int y = 0; y < 3; y++)
				for (int x = 0; x < 2; x++)
					assertEquals("(" + x + ", " + y + ", " + z + ")", DicomFile.hu(x, y, z), ct.hu()[ct.grid().index(x, y, z)]);
	}

	@Test
	public void everySyntaxSignAndScaleGivesTheSameHu() throws IOException {
		for (final String syntax : new String[] { "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2" }) {
			for (final boolean signed : new boolean[] { true, false }) {
				for (final double slope : new double[] { 1, 0.5, 2 }) {
					final String what = syntax + (signed ? " signed" : " unsigned") + " slope " + slope;
					for (int z = 0; z < 4; z++)
						DicomFile.oblique(z).syntax(syntax).stored(16, 16, signed, slope, signed ? 0 : -1024).write(folder.resolve(
							"s" + z));
					final CtVolume ct = VolumeFiles.readCt(folder);
					for (int i = 0; i < ct.hu().length; i++)
						assertEquals(what + ", voxel " + i, DicomFile.hu(i % 2, i / 2 % 3, i / 6), ct.hu()[i]);
				}
			}
		}
	}

	@Test
	public void onlyTheStoredBitsCount() throws IOException {
		for (int z = 0; z < 4; z++)
			DicomFile.oblique(z).stored(16, 12, true, 1, 0).write(folder.resolve("s" + z));
		final CtVolume ct = VolumeFiles.readCt(folder);
		for (int i = 0; i < ct.hu().length; i++)
			assertEquals("voxel " + i, DicomFile.hu(i % 2, i / 2 % 3, i / 6), ct.hu()[i]);
	}

	@Test
	public void otherFilesAreLeftAside() throws IOException {
		writeOblique(0, 1, 2, 3);
		Files.writeString(folder.resolve("citations.txt"), "x".repeat(400));
		Files.createFile(folder.resolve("empty"));
		DicomFile.oblique(0).without("0028,0010").set("0008,0016", "1.2.840.10008.1.3.10").write(folder.resolve(
			"DICOMDIR"));
		Files.createDirectory(folder.resolve("more"));
		assertEquals(4, VolumeFiles.readGrid(folder).nz());
	}

	/** Sequences repeat tags of the image: of other series, or as they were before someone changed them. */
	@Test
	public void elementsOfSequencesAreNotTakenForTheImages() throws IOException {
		for (int z = 0; z < 4; z++)
			DicomFile.oblique(z).sequence("0008,1115", "0020,000E", "9.9." + z).sequence("0400,0561", "0028,0030", "5\\5")
				.write(folder.resolve("s" + z));
		assertTrue(VolumeFiles.readGrid(folder).matches(DicomFile.OBLIQUE, 1e-4));
	}

	@Test
	public void missingSlicesAreNamed() throws IOException {
		for (final int z : new int[] { 0, 1, 2, 3, 5, 6, 7 })
			DicomFile.oblique(z).write(folder.resolve("s" + z));
		refused("s3", "s5", "4.000 mm", "2.000 mm");
	}

	@Test
	public void sliceTwiceIsNamed() throws IOException {
		writeOblique(0, 1, 2, 2, 3);
		refused("slice2.dcm", "slice3.dcm", "same place");
	}

	@Test
	public void unevenSlicesAreRefused() throws IOException {
		for (int z = 0; z < 12; z++)
			DicomFile.oblique(0.01 * z * z + z).write(folder.resolve(String.format("s%02d", z)));
		refused("s04", "evenly spaced");
	}

	@Test
	public void twoSeriesAreNamed() throws IOException {
		writeOblique(0, 1, 2, 3);
		DicomFile.oblique(4).set("0020,000E", "1.2.3.99").set("0008,103E", "Topogram").write(folder.resolve("scout"));
		refused("Topogram", "Thorax", "scout", "2 series");
	}

	@Test
	public void slicesThatDifferAreNamed() throws IOException {
		writeOblique(0, 1, 2, 3);
		final Path other = folder.resolve("other");
		DicomFile.oblique(4).set("0028,0030", "0.8\\0.8").write(other);
		refused("other", "pixel spacing");
		DicomFile.oblique(4).set("0020,0037", "1\\0\\0\\0\\1\\0").write(other);
		refused("other", "orientation");
		DicomFile.oblique(4).rows(2).write(other);
		refused("other", "2x2 pixels");
	}

	@Test
	public void whatIsNoPlainCtSliceIsRefused() throws IOException {
		final Path other = folder.resolve("other");
		writeOblique(0, 1, 2, 3);
		DicomFile.oblique(4).set("0008,0060", "PT").write(other);
		refused("other", "modality PT");
		DicomFile.oblique(4).set("0028,0008", "20").write(other);
		refused("other", "several frames");
		DicomFile.oblique(4).samples(3).write(other);
		refused("other", "colour");
		DicomFile.oblique(4).syntax("1.2.840.10008.1.2.4.70").write(other);
		refused("other", "1.2.840.10008.1.2.4.70", "JPEG");
		DicomFile.oblique(4).syntax("1.2.840.10008.1.2.4.90").write(other);
		refused("other", "JPEG 2000");
		DicomFile.oblique(4).without("0020,0032").write(other);
		refused("other", "image position");
		DicomFile.oblique(4).without("0028,0010").write(other);
		refused("other", "rows");
		DicomFile.oblique(4).set("0028,0030", "wide").write(other);
		refused("other", "pixel spacing", "wide");
	}

	@Test
	public void tiltedGantryIsSaid() throws IOException {
		for (int z = 0; z < 8; z++)
			DicomFile.oblique(z).shifted(0.6 * z).write(folder.resolve("s" + z));
		refused("tilted gantry", "16.7 degrees");
	}

	@Test
	public void cutOffSlicesAreNamed() throws IOException {
		writeOblique(0, 1, 2, 3);
		final byte[] whole = DicomFile.oblique(4).bytes();
		for (int length = 140; length < whole.length; length += 7) {
			Files.write(folder.resolve("slice4.dcm"), Arrays.copyOf(whole, length));
			try {
				// Cut off before it says what it is, a file passes for one without an image.
				assertEquals("cut at " + length, 4, VolumeFiles.readCt(folder).grid().nz());
				assertTrue("cut at " + length, length < 300);
			}
			catch (final InputException e) {
				assertTrue(e.getMessage(), e.getMessage().contains("slice4.dcm"));
			}
		}
	}

	@Test
	public void emptyAbsentAndSingle() throws IOException {
		refused("no files");
		Files.writeString(folder.resolve("notes.txt"), "nothing");
		refused("notes.txt");
		DicomFile.oblique(1).write(folder.resolve("one.dcm"));
		refused("one.dcm", "one DICOM slice");
		final InputException single = assertThrows(InputException.class, () -> VolumeFiles.readCt(folder.resolve("one.dcm")));
		assertTrue(single.getMessage(), single.getMessage().contains("folder"));
		final Path absent = folder.resolve("absent");
		assertTrue(assertThrows(InputException.class, () -> VolumeFiles.readCt(absent)).getMessage().contains("no such"));
	}

	/** A stack that ImageJ opened from the files is placed by their headers, in the order of the stack. */
	@Test
	public void stackOpenedByImageJ() throws IOException {
		writeOblique(0, 1, 2, 3);
		final CtVolume ascending = ImagePlusVolumes.toCt(openInImageJ(0, 1, 2, 3));
		assertTrue(ascending.grid().toString(), ascending.grid().matches(DicomFile.OBLIQUE, 1e-4));
		assertArrayEquals(VolumeFiles.readCt(folder).hu(), ascending.hu());
		final CtVolume descending = ImagePlusVolumes.toCt(openInImageJ(3, 2, 1, 0));
		final Grid sorted = ascending.grid();
		assertArrayEquals(sorted.toWorld(1, 2, 3), descending.grid().toWorld(1, 2, 0), 1e-4);
		assertEquals(ascending.hu()[sorted.index(1, 2, 3)], descending.hu()[sorted.index(1, 2, 0)]);
		final String message = assertThrows(InputException.class, () -> ImagePlusVolumes.toCt(openInImageJ(0, 2, 1, 3)))
			.getMessage();
		assertTrue(message, message.contains("order"));
	}

	private ImagePlus openInImageJ(final int... order) {
		final ImageStack stack = new ImageStack(2, 3);
		ImagePlus slice = null;
		for (final int i : order) {
			slice = new DICOM();
			((DICOM) slice).open(folder.resolve("slice" + i + ".dcm").toString());
			stack.addSlice("slice" + i + "\n" + slice.getInfoProperty(), slice.getProcessor());
		}
		final ImagePlus image = new ImagePlus("opened", stack);
		image.setCalibration(slice.getCalibration());
		return image;
	}

	private void refused(final String... causes) {
		final String message = assertThrows(InputException.class, () -> VolumeFiles.readCt(folder)).getMessage();
		for (final String cause : causes)
			assertTrue(message + " should say '" + cause + "'", message.contains(cause));
		assertTrue(message, message.contains(folder.toString()));
	}
}
