package org.lymphatlas.volume.io;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Volume;

/** Damaged files are refused with their name and the cause, whatever the format. */
public class BadFilesTest {

	private static final List<String> ENDINGS = List.of(".nii", ".nii.gz", ".nrrd", ".mha");

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private Path file(final String name) {
		return folder.getRoot().toPath().resolve(name);
	}

	private Path written(final Volume volume, final String name) {
		VolumeFiles.write(volume, file(name));
		return file(name);
	}

	private static String refused(final Consumer<Path> reader, final Path file, final String... causes) {
		final String message = assertThrows(file.toString(), InputException.class, () -> reader.accept(file)).getMessage();
		assertTrue(message, message.startsWith(file.toString()));
		for (final String cause : causes)
			assertTrue(message + " should say '" + cause + "'", message.contains(cause));
		return message;
	}

	@Test
	public void truncatedAnywhere() throws IOException {
		for (final String ending : ENDINGS) {
			final byte[] whole = Files.readAllBytes(written(Samples.ct(Samples.oblique(1, true), 1), "whole" + ending));
			final int step = Math.max(1, whole.length / 60);
			for (int length = 0; length < whole.length; length += step) {
				final Path cut = file("cut" + ending);
				Files.write(cut, Arrays.copyOf(whole, length));
				refused(VolumeFiles::readCt, cut);
			}
			Files.write(file("cut" + ending), Arrays.copyOf(whole, whole.length - 1));
			refused(VolumeFiles::readCt, file("cut" + ending));
		}
	}

	@Test
	public void damageInThePackedVoxelsIsFound() throws IOException {
		for (final String ending : List.of(".nii.gz", ".nrrd", ".mha")) {
			final byte[] bytes = Files.readAllBytes(written(Samples.ct(Grid.of(40, 30, 20, 1, 1, 1), 2), "whole" + ending));
			for (final int at : new int[] { bytes.length / 2, bytes.length * 3 / 4, bytes.length - 3 }) {
				final byte[] damaged = bytes.clone();
				damaged[at] ^= 0x10;
				Files.write(file("damaged" + ending), damaged);
				refused(VolumeFiles::readCt, file("damaged" + ending));
			}
		}
	}

	@Test
	public void moreVoxelsThanPromised() throws IOException {
		final CtVolume ct = new CtVolume(Grid.of(100, 100, 200, 1, 1, 1));
		final Path file = written(ct, "long.nrrd");
		final String text = Files.readString(file, StandardCharsets.ISO_8859_1).replace("sizes: 100 100 200",
			"sizes: 100 100 2\n#");
		Files.writeString(file, text, StandardCharsets.ISO_8859_1);
		refused(VolumeFiles::readCt, file, "more voxel data");
	}

	@Test
	public void packedBytesThatCannotHoldTheVoxels() throws IOException {
		final Path file = written(new CtVolume(Grid.of(10, 10, 20, 1, 1, 1)), "bomb.nrrd");
		final String text = Files.readString(file, StandardCharsets.ISO_8859_1).replace("sizes: 10 10 20",
			"sizes: 1000 1000 2000");
		Files.writeString(file, text, StandardCharsets.ISO_8859_1);
		refused(VolumeFiles::readCt, file, "4000000000 bytes", "packed");
	}

	@Test
	public void tooLargeForMemoryIsSaidBefore() throws IOException {
		final long voxels = 1024L * 1024 * 2047;
		final Path file = file("large.nrrd");
		Files.writeString(file, "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 1024 1024 2047\nspacings: 1 1 1\n" +
			"encoding: raw\n\n");
		try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
			sparse.setLength(sparse.length() + voxels);
		}
		assertEquals(2047, VolumeFiles.readGrid(file).nz());
		final String message = refused(VolumeFiles::readFloat, file, 4 * voxels / (1 << 20) + 1 + " MB", "-Xmx", "crop");
		assertTrue(message, message.matches("(?s).*and \\d+ MB are free.*"));
	}

	@Test
	public void voxelsThatAreNotNumbers() {
		final FloatVolume volume = Samples.real(Grid.of(4, 5, 6, 1, 1, 1), 3);
		volume.values()[0] = 0;
		volume.values()[volume.grid().index(3, 2, 1)] = Float.NaN;
		volume.values()[volume.grid().index(0, 0, 5)] = Float.NaN;
		for (final String ending : ENDINGS) {
			final Path file = written(volume, "nan" + ending);
			refused(VolumeFiles::readCt, file, "2 of 120 voxels are", "NaN", "(3, 2, 1)");
			refused(VolumeFiles::readFloat, file, "2 of 120", "(3, 2, 1)");
			refused(VolumeFiles::readMask, file, "2 of 120", "(3, 2, 1)");
		}
		volume.values()[volume.grid().index(3, 2, 1)] = Float.NEGATIVE_INFINITY;
		refused(VolumeFiles::readCt, written(volume, "infinite.nii"), "2 of 120");
	}

	@Test
	public void labelsAreWholeNumbersFrom0To65535() {
		final FloatVolume volume = new FloatVolume(Grid.of(2, 2, 2, 1, 1, 1));
		final float[] values = { 0, 1, 65535, 300, 2, 3, 4, -0.0f };
		System.arraycopy(values, 0, volume.values(), 0, 8);
		final Path file = written(volume, "labels.nii.gz");
		for (int i = 0; i < 8; i++)
			assertEquals((int) values[i], VolumeFiles.readLabels(file).labelAt(i));
		for (final float bad : new float[] { 0.5f, -1, 65536, Float.NaN, Float.POSITIVE_INFINITY, 1e20f }) {
			volume.values()[5] = bad;
			refused(VolumeFiles::readLabels, written(volume, "bad.nii.gz"), "1 of 8 voxels is", "(1, 0, 1)");
		}
	}

	@Test
	public void oneSliceIsNoCt() {
		for (final String ending : ENDINGS)
			refused(VolumeFiles::readCt, written(Samples.ct(Grid.of(5, 5, 1, 1, 1, 1), 1), "flat" + ending), "2D");
	}

	@Test
	public void absentEmptyFolderAndForeign() throws IOException {
		for (final String ending : ENDINGS) {
			refused(VolumeFiles::readCt, file("absent" + ending), "no such file");
			Files.createFile(file("empty" + ending));
			refused(VolumeFiles::readCt, file("empty" + ending));
			Files.createDirectory(file("folder" + ending));
			refused(VolumeFiles::readMask, file("folder" + ending), "folder");
			Files.write(file("noise" + ending), new byte[5000]);
			refused(VolumeFiles::readCt, file("noise" + ending));
		}
		Files.write(file("picture.png"), new byte[] { (byte) 0x89, 'P', 'N', 'G', 1, 2, 3 });
		refused(VolumeFiles::readCt, file("picture.png"), ".nii.gz", "DICOM");
		refused(path -> VolumeFiles.write(Samples.mask(Grid.of(2, 2, 2, 1, 1, 1), 1), path), file("picture.tif"), ".nrrd");
		assertTrue(Files.notExists(file("picture.tif")));
	}

	@Test
	public void formatIsKnownWithoutAnEnding() throws IOException {
		final CtVolume ct = Samples.ct(Samples.oblique(7, false), 8);
		for (final String ending : ENDINGS) {
			final Path plain = Files.copy(written(ct, "ct" + ending), file("plain" + ending.replace('.', '_')));
			assertTrue(ending, VolumeFiles.readCt(plain).grid().matches(ct.grid(), 1e-3));
		}
	}
}
