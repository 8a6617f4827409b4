package org.lymphatlas.volume.io;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Volume;

/** Bytes changed at random give a whole volume or an InputException that names the file, and nothing else. */
public class HeaderFuzzTest {

	private static final Grid GRID = Samples.oblique(11, true);

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private int read;
	private int refused;

	@FunctionalInterface
	private interface Reader {

		Volume read(Path file);
	}

	private void attempt(final Reader reader, final Path file, final Path named, final String what) {
		try {
			final Volume volume = reader.read(file);
			assertEquals(what, volume.grid().voxels(), volume.image().size());
			read++;
		}
		catch (final InputException e) {
			assertTrue(what + ": " + e.getMessage(), e.getMessage().contains(named.getFileName().toString()) && e.getMessage()
				.length() < 5000);
			refused++;
		}
		catch (final RuntimeException | Error e) {
			throw new AssertionError(what + " was not refused properly", e);
		}
	}

	/** Changes up to eight of the first bytes, or cuts the end off. */
	private static byte[] mutate(final byte[] bytes, final int within, final Random random) {
		final byte[] changed = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
		for (int n = random.nextInt(8); n >= 0 && changed.length > 0; n--) {
			final int at = random.nextInt(Math.min(within, changed.length));
			changed[at] = (byte) switch (random.nextInt(4)) {
				case 0 -> changed[at] ^ 1 << random.nextInt(8);
				case 1 -> random.nextInt(256);
				case 2 -> "0123456789 .-(),:=\n".charAt(random.nextInt(19));
				default -> random.nextBoolean() ? 0 : 0xff;
			};
		}
		return changed;
	}

	private void fuzz(final String name, final byte[] valid, final int headerBytes, final boolean pack)
		throws IOException
	{
		final Reader[] readers = { VolumeFiles::readCt, VolumeFiles::readFloat, VolumeFiles::readLabels,
			VolumeFiles::readMask };
		for (int seed = 0; seed < 1500; seed++) {
			final byte[] changed = mutate(valid, headerBytes, new Random(seed));
			final Path file = Files.write(folder.getRoot().toPath().resolve(name), pack ? gzip(changed) : changed);
			attempt(readers[seed % readers.length], file, file, name + " seed " + seed);
			Files.delete(file);
		}
		// Otherwise the changes missed the header, or nothing got past its first check.
		assertTrue(name + ": " + read + " read, " + refused + " refused", read > 50 && refused > 200);
	}

	private byte[] valid(final String name) throws IOException {
		final Path file = folder.getRoot().toPath().resolve(name);
		VolumeFiles.write(Samples.labels(GRID, 65535, 1), file);
		return Files.readAllBytes(file);
	}

	private static byte[] gzip(final byte[] bytes) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(bytes);
		}
		return out.toByteArray();
	}

	private static int textHeader(final byte[] bytes, final String end) {
		final String text = new String(bytes, StandardCharsets.ISO_8859_1);
		return text.indexOf(end) + end.length();
	}

	@Test
	public void nifti() throws IOException {
		fuzz("plain.nii", valid("valid.nii"), 352, false);
	}

	@Test
	public void niftiInGzip() throws IOException {
		fuzz("packed.nii.gz", valid("valid.nii"), 352, true);
	}

	@Test
	public void gzipItself() throws IOException {
		final byte[] bytes = valid("valid.nii.gz");
		fuzz("stream.nii.gz", bytes, 16, false);
	}

	@Test
	public void nrrd() throws IOException {
		final byte[] bytes = valid("valid.nrrd");
		fuzz("attached.nrrd", bytes, textHeader(bytes, "\n\n"), false);
	}

	@Test
	public void nrrdDetached() throws IOException {
		final byte[] bytes = valid("valid.nhdr");
		fuzz("detached.nhdr", bytes, bytes.length, false);
	}

	@Test
	public void metaImage() throws IOException {
		final byte[] bytes = valid("valid.mha");
		fuzz("local.mha", bytes, textHeader(bytes, "LOCAL\n"), false);
	}

	@Test
	public void dicom() throws IOException {
		final Path series = folder.newFolder("dicom-series").toPath();
		for (int z = 0; z < 3; z++)
			DicomFile.oblique(z).write(series.resolve("s" + z));
		final byte[] valid = DicomFile.oblique(3).bytes();
		for (int seed = 0; seed < 400; seed++) {
			final byte[] changed = mutate(Arrays.copyOfRange(valid, 128, valid.length), valid.length, new Random(seed));
			final byte[] whole = Arrays.copyOf(valid, 128 + changed.length);
			System.arraycopy(changed, 0, whole, 128, changed.length);
			Files.write(series.resolve("s3"), whole);
			attempt(VolumeFiles::readCt, series, series, "dicom seed " + seed);
			Files.delete(series.resolve("s3"));
		}
		assertTrue(read + " read, " + refused + " refused", read > 50 && refused > 100);
		Files.write(series.resolve("s3"), valid);
		final CtVolume ct = VolumeFiles.readCt(series);
		assertTrue(ct.grid().matches(DicomFile.OBLIQUE, 1e-4));
	}
}
