package org.lymphatlas.network.pytorch;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes zips of stored entries, as PyTorch does. */
public final class TestZip {

	private TestZip() {}

	public static Path write(final Path file, final Map<String, byte[]> entries) throws IOException {
		try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out))) {
			zip.setMethod(ZipOutputStream.STORED);
			for (final Map.Entry<String, byte[]> e : entries.entrySet()) {
				final CRC32 crc = new CRC32();
				crc.update(e.getValue());
				final ZipEntry entry = new ZipEntry(e.getKey());
				entry.setSize(e.getValue().length);
				entry.setCrc(crc.getValue());
				zip.putNextEntry(entry);
				zip.write(e.getValue());
				zip.closeEntry();
			}
		}
		return file;
	}
}
