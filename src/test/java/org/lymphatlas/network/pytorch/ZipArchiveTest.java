package org.lymphatlas.network.pytorch;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.InputException;

public class ZipArchiveTest {

	private static final int RECORD = 0x02014b50;

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private Path file(final byte[] bytes) throws IOException {
		return Files.write(temporary.getRoot().toPath().resolve("file.zip"), bytes);
	}

	private byte[] stored(final String... names) throws IOException {
		final Map<String, byte[]> entries = new LinkedHashMap<>();
		for (final String name : names)
			entries.put(name, ("content of " + name).getBytes(StandardCharsets.UTF_8));
		return Files.readAllBytes(TestZip.write(temporary.getRoot().toPath().resolve("stored.zip"), entries));
	}

	private static byte[] deflated(final String name, final byte[] content) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(out)) {
			zip.putNextEntry(new ZipEntry("folder/"));
			zip.putNextEntry(new ZipEntry(name));
			zip.write(content);
		}
		return out.toByteArray();
	}

	/** First byte of the directory's record with that number. */
	private static int record(final byte[] zip, final int number) {
		final ByteBuffer b = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
		int left = number;
		for (int i = 0; i < zip.length - 4; i++)
			if (b.getInt(i) == RECORD && left-- == 0) return i;
		throw new AssertionError("no record " + number);
	}

	private static byte[] with(final byte[] zip, final int at, final int value, final int bytes) {
		final byte[] changed = zip.clone();
		for (int i = 0; i < bytes; i++)
			changed[at + i] = (byte) (value >>> 8 * i);
		return changed;
	}

	private void refused(final byte[] zip, final String reason) throws IOException {
		final Path file = file(zip);
		final InputException e = assertThrows(reason, InputException.class, () -> {
			try (ZipArchive archive = ZipArchive.open(file, "some.zip")) {
				for (final ZipArchive.Entry entry : archive.entries())
					archive.bytes(entry, 1 << 20);
			}
		});
		assertTrue(reason + ": " + e.getMessage(), e.getMessage().contains(reason));
	}

	@Test
	public void storedAndDeflatedContent() throws IOException {
		final byte[] content = new byte[100_000];
		new Random(1).nextBytes(content);
		Arrays.fill(content, 1000, 50_000, (byte) 0);
		try (ZipArchive archive = ZipArchive.open(file(deflated("a/b.bin", content)), "zip")) {
			assertEquals(List.of("a/b.bin"), archive.entries().stream().map(ZipArchive.Entry::name).toList());
			assertArrayEquals(content, archive.bytes(archive.entry("a/b.bin"), 100_000));
			assertThrows(InputException.class, () -> archive.bytes(archive.entry("a/b.bin"), 99_999));
			assertThrows("compressed entries have no offsets", InputException.class, () -> archive.read(archive.entry("a/b.bin"),
				0, ByteBuffer.allocate(1)));
			assertNull(archive.entry("b.bin"));
		}
		try (ZipArchive archive = ZipArchive.open(file(stored("x", "y")), "zip")) {
			final ByteBuffer two = ByteBuffer.allocate(2);
			archive.read(archive.entry("y"), 11, two.limit(1));
			assertEquals('y', two.get(0));
			assertThrows(InputException.class, () -> archive.read(archive.entry("y"), 11, two.clear()));
			assertThrows(InputException.class, () -> archive.read(archive.entry("y"), -1, two.clear()));
		}
	}

	@Test
	public void namesThatLeadOutAreRefused() throws IOException {
		for (final String name : new String[] { "../x", "/x", "a/../../x", "C:x", "a\\..\\x", "a/.." })
			refused(stored("good", name), "lead out of the archive");
	}

	@Test
	public void duplicatesAreRefused() throws IOException {
		final byte[] zip = stored("aa", "ab");
		for (int i = 0; i < zip.length - 1; i++)
			if (zip[i] == 'a' && zip[i + 1] == 'b') zip[i + 1] = 'a';
		refused(zip, "holds aa twice");
	}

	@Test
	public void linksEncryptionAndForeignMethodsAreRefused() throws IOException {
		final byte[] zip = stored("a", "b");
		refused(with(zip, record(zip, 1) + 38, 0xa1ff0000, 4), "b is a symbolic link");
		refused(with(zip, record(zip, 1) + 8, 1, 2), "b is encrypted");
		refused(with(zip, record(zip, 1) + 10, 12, 2), "b is compressed by method 12");
	}

	@Test
	public void lyingSizesAndOffsetsAreRefused() throws IOException {
		final byte[] zip = stored("a", "b");
		final int record = record(zip, 1);
		refused(with(zip, record + 24, 1000, 4), "claims two sizes");
		refused(with(zip, record + 24, 1 << 30, 4), "more than the");
		refused(with(with(zip, record + 24, 1000, 4), record + 20, 1000, 4), "where other data");
		refused(with(with(zip, record + 24, 5, 4), record + 20, 5, 4), "CRC-32");
		refused(with(zip, record + 16, 7, 4), "CRC-32");
		refused(with(zip, record + 42, 3, 4), "a claims");
		refused(with(zip, record(zip, 0) + 42, 1, 4), "not where the directory says");
		refused(with(zip, record + 42, -2, 4), "where other data");
		refused(with(zip, record + 28, 40_000, 2), "directory is damaged");
		final byte[] deflated = deflated("x", new byte[5000]);
		refused(with(deflated, record(deflated, 1) + 24, 6000, 4), "x ends 1000 bytes early");
		refused(with(deflated, record(deflated, 1) + 24, 4000, 4), "CRC-32");
	}

	@Test
	public void theDirectoryMustFitTheFile() throws IOException {
		final byte[] zip = stored("a", "b");
		final int end = zip.length - 22;
		refused(with(zip, end + 10, 3, 2), "directory");
		refused(with(zip, end + 12, 1 << 30, 4), "cannot hold");
		refused(with(zip, end + 16, 1 << 30, 4), "cannot hold");
		refused(with(zip, end + 10, 0xffff, 2), "zip64");
		refused(with(zip, end + 4, 1, 2), "several disks");
		refused(Arrays.copyOf(zip, zip.length + 1), "no zip");
		refused(new byte[0], "no zip");
		for (int length = 0; length < zip.length; length += 7)
			refused(Arrays.copyOf(zip, length), "no zip");
	}

	/** Entries that share their bytes, as in the bombs that unpack to petabytes. */
	@Test
	public void overlappingEntriesAreRefused() throws IOException {
		final byte[] zip = stored("a", "b");
		final byte[] same = with(zip, record(zip, 1) + 42, 0, 4);
		refused(same, "where other data");
	}

	@Test
	public void bombsAreRefused() throws IOException {
		final byte[] zip = deflated("bomb", new byte[70 << 20]);
		final Path file = file(zip);
		try (ZipArchive archive = ZipArchive.open(file, "some.zip")) {
			final InputException e = assertThrows(InputException.class, () -> archive.content(archive.entry("bomb")));
			assertTrue(e.getMessage(), e.getMessage().contains("zip bomb"));
		}
	}

	/** The same zip with all sizes and offsets moved to zip64 fields. */
	@Test
	public void zip64IsRead() throws IOException {
		final byte[] content = "hello zip64".getBytes(StandardCharsets.UTF_8);
		final byte[] zip = Zip64File.small("folder/hello.txt", content);
		try (ZipArchive archive = ZipArchive.open(file(zip), "zip")) {
			assertArrayEquals(content, archive.bytes(archive.entry("folder/hello.txt"), 100));
		}
		final ByteBuffer b = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
		final int end64 = zip.length - 22 - 20 - 56;
		b.putLong(end64 + 48, Long.MAX_VALUE);
		refused(zip, "cannot hold");
		b.putLong(end64 + 48, -1);
		refused(zip, "cannot hold");
		b.putInt(end64, 0);
		refused(zip, "zip64 directory is damaged");
		b.putLong(zip.length - 22 - 20 + 8, Long.MAX_VALUE);
		refused(zip, "not to be found");
	}
}
