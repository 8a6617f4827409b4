package org.lymphatlas.volume.io;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.InputException;

/** NRRD headers as text; expected matrices from SimpleITK 2.5. */
public class NrrdTest {

	private static final String HEAD = "NRRD0005\n# a comment\ntype: short\ndimension: 3\nsizes: 2 3 2\nendian: big\n";
	private static final String PLACE = "space directions: (0,2,0) (-0.5,0,0) (0,0,3)\nspace origin: (1,2,3)\n";

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private Path write(final String name, final byte[] first, final byte[] second) throws IOException {
		final Path file = folder.getRoot().toPath().resolve(name);
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(first);
		out.write(second);
		return Files.write(file, out.toByteArray());
	}

	private Path write(final String name, final String header) throws IOException {
		return write(name, header.getBytes(StandardCharsets.UTF_8), voxels());
	}

	/** int16 0..11, big-endian. */
	private static byte[] voxels() {
		final ByteBuffer b = ByteBuffer.allocate(24);
		for (int i = 0; i < 12; i++)
			b.putShort((short) i);
		return b.array();
	}

	private static byte[] gzip(final byte[] bytes) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(bytes);
		}
		return out.toByteArray();
	}

	private static void holdsVoxels(final Path file, final double... voxelToWorld) {
		final FloatVolume volume = VolumeFiles.readFloat(file);
		for (int i = 0; i < 12; i++)
			assertEquals(file + " voxel " + i, i, volume.values()[i], 0);
		assertArrayEquals(file.toString(), voxelToWorld, volume.grid().voxelToWorld(), 1e-12);
	}

	private void refused(final String header, final String... causes) throws IOException {
		final Path file = write("bad.nrrd", header);
		final String message = assertThrows(header, InputException.class, () -> VolumeFiles.readFloat(file)).getMessage();
		assertTrue(message, message.startsWith(file.toString()));
		for (final String cause : causes)
			assertTrue(message + " should say '" + cause + "'", message.contains(cause));
	}

	@Test
	public void spacesAreTurnedToLps() throws IOException {
		final double[] lps = { 0, -0.5, 0, 1, 2, 0, 0, 2, 0, 0, 3, 3 };
		final double[] ras = { 0, 0.5, 0, -1, -2, 0, 0, -2, 0, 0, 3, 3 };
		final double[] las = { 0, -0.5, 0, 1, -2, 0, 0, -2, 0, 0, 3, 3 };
		final String rest = HEAD + PLACE + "encoding: raw\nmodality:=CT\n";
		holdsVoxels(write("1.nrrd", rest + "space: left-posterior-superior\n\n"), lps);
		holdsVoxels(write("2.nrrd", rest + "space: LPS\n\n"), lps);
		holdsVoxels(write("3.nrrd", rest + "space: right-anterior-superior\n\n"), ras);
		holdsVoxels(write("4.nrrd", rest + "space: RAS\n\n"), ras);
		holdsVoxels(write("5.nrrd", rest + "space: left-anterior-superior\n\n"), las);
		holdsVoxels(write("6.nrrd", rest + "\n"), lps);
		refused(rest + "space: scanner-xyz\n\n", "scanner-xyz");
	}

	@Test
	public void spacingsAlone() throws IOException {
		holdsVoxels(write("1.nrrd", HEAD + "spacings: 1 2 3\nencoding: raw\n\n"), 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0);
		refused(HEAD + "encoding: raw\n\n", "size of a voxel");
		refused(HEAD + "spacings: 1 nan 3\nencoding: raw\n\n", "nan");
		refused(HEAD + "spacings: 1 NaN 3\nencoding: raw\n\n", "axis 1");
	}

	@Test
	public void detachedHeadersAndSkips() throws IOException {
		final double[] place = { 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0 };
		final String head = (HEAD + "spacings: 1 2 3\n").replace("\n", "\r\n");
		write("skip.raw", "a\nbb\n12345".getBytes(StandardCharsets.US_ASCII), voxels());
		write("skip.raw.gz", gzip(("12345" + new String(voxels(), StandardCharsets.ISO_8859_1)).getBytes(
			StandardCharsets.ISO_8859_1)), new byte[0]);
		holdsVoxels(write("1.nhdr", (head + "encoding: raw\r\nline skip: 2\r\nbyte skip: 5\r\ndata file: skip.raw\r\n")
			.getBytes(StandardCharsets.US_ASCII), new byte[0]), place);
		holdsVoxels(write("2.nhdr", (head + "encoding: raw\nbyteskip: -1\ndatafile: ./skip.raw").getBytes(
			StandardCharsets.US_ASCII), new byte[0]), place);
		holdsVoxels(write("3.nhdr", (head + "encoding: gzip\nbyte skip: 5\ndata file: skip.raw.gz\n\n").getBytes(
			StandardCharsets.US_ASCII), new byte[0]), place);
		refused(head + "encoding: raw\nline skip: 900\n\n", "900 lines");
		refused(head + "encoding: raw\nbyte skip: 3\n\n", "truncated");
		refused(head + "encoding: raw\nbyte skip: 9223372036854775807\n\n", "truncated");
		refused(head + "encoding: raw\nbyte skip: -2\n\n", "negative");
	}

	@Test
	public void dataFilesOutsideTheFolderAreRefused() throws IOException {
		final String head = HEAD + "spacings: 1 2 3\nencoding: raw\ndata file: ";
		for (final String name : new String[] { "../x.raw", "/etc/passwd", "a/../../x.raw", "..", "a\0b" })
			refused(head + name + "\n\n", "data file");
		refused(head + "absent.raw\n\n", "absent.raw");
		refused(head + "LIST\nx\n\n", "several");
		refused(head + "x%03d.raw 1 2 1\n\n", "several");
	}

	@Test
	public void gzipIsRead() throws IOException {
		final byte[] head = (HEAD + PLACE + "encoding: gzip\n\n").getBytes(StandardCharsets.US_ASCII);
		holdsVoxels(write("1.nrrd", head, gzip(voxels())), 0, -0.5, 0, 1, 2, 0, 0, 2, 0, 0, 3, 3);
	}

	@Test
	public void whatIsNotReadIsNamed() throws IOException {
		final String place = HEAD + PLACE;
		for (final String encoding : new String[] { "bzip2", "hex", "ascii" })
			refused(place + "encoding: " + encoding + "\n\n", encoding);
		refused(place.replace("short", "block") + "encoding: raw\n\n", "block");
		refused(place.replace("dimension: 3", "dimension: 2") + "encoding: raw\n\n", "2D");
		refused(place.replace("dimension: 3", "dimension: 4") + "encoding: raw\n\n", "4 dimensions");
		refused(place + "kinds: RGB-color domain domain\nencoding: raw\n\n", "rgb-color");
		refused(place + "space units: \"um\" \"um\" \"um\"\nencoding: raw\n\n", "'um'");
		refused(place.replace("endian: big\n", "") + "encoding: raw\n\n", "endian");
		refused(place.replace("big", "middle") + "encoding: raw\n\n", "middle");
		refused(place.replace("2 3 2", "2 3 2000000000") + "encoding: raw\n\n", "2^31");
		refused(place.replace("2 3 2", "2 3 1e300") + "encoding: raw\n\n", "sizes");
		refused(place.replace("2 3 2", "2 3 -2") + "encoding: raw\n\n", "-2");
		refused(place.replace("2 3 2", "2 3 200") + "encoding: raw\n\n", "truncated");
		refused(place.replace("2 3 2", "2 3") + "encoding: raw\n\n", "3 numbers");
		refused(place.replace("(0,2,0)", "none") + "encoding: raw\n\n", "without direction");
		refused(place.replace("(0,2,0)", "(1,2,0)") + "encoding: raw\n\n", "degrees");
		refused(place + "encoding: raw\n", "no NRRD field");
		final Path cut = write("cut.nrrd", (place + "encoding: raw\n").getBytes(StandardCharsets.US_ASCII), new byte[0]);
		assertTrue(assertThrows(InputException.class, () -> VolumeFiles.readFloat(cut)).getMessage().contains(
			"ends within its header"));
		refused(place + "garbage\nencoding: raw\n\n", "garbage");
		refused("NRRR0004\n\n", "not an NRRD");
	}
}
