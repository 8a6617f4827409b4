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
import java.util.zip.DeflaterOutputStream;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.InputException;

/** MetaImage headers as text; expected matrices from SimpleITK 2.5. */
public class MetaImageTest {

	private static final String HEAD = "ObjectType = Image\nNDims = 3\nBinaryData = True\nElementSpacing = 1 2 3\n" +
		"DimSize = 2 3 2\nElementType = MET_SHORT\n";
	private static final String PLACE = "TransformMatrix = 0 1 0 0 0 1 1 0 0\nOffset = 1 2 3\n";
	private static final double[] PLACED = { 0, 0, 3, 1, 1, 0, 0, 2, 0, 2, 0, 3 };

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private Path write(final String name, final String header, final byte[] data) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(header.getBytes(StandardCharsets.UTF_8));
		out.write(data);
		return Files.write(folder.getRoot().toPath().resolve(name), out.toByteArray());
	}

	/** int16 0..11, big-endian. */
	private static byte[] voxels() {
		final ByteBuffer b = ByteBuffer.allocate(24);
		for (int i = 0; i < 12; i++)
			b.putShort((short) i);
		return b.array();
	}

	private static void holdsVoxels(final Path file, final double... voxelToWorld) {
		final FloatVolume volume = VolumeFiles.readFloat(file);
		for (int i = 0; i < 12; i++)
			assertEquals(file + " voxel " + i, i, volume.values()[i], 0);
		assertArrayEquals(file.toString(), voxelToWorld, volume.grid().voxelToWorld(), 1e-12);
	}

	private void refused(final String header, final String... causes) throws IOException {
		final Path file = write("bad.mha", header, voxels());
		final String message = assertThrows(header, InputException.class, () -> VolumeFiles.readFloat(file)).getMessage();
		assertTrue(message, message.startsWith(file.toString()));
		for (final String cause : causes)
			assertTrue(message + " should say '" + cause + "'", message.contains(cause));
	}

	@Test
	public void synonymsOfKeys() throws IOException {
		final String msb = "ElementByteOrderMSB = True\n";
		final String local = "ElementDataFile = LOCAL\n";
		holdsVoxels(write("1.mha", HEAD + PLACE + msb + local, voxels()), PLACED);
		holdsVoxels(write("2.mha", HEAD + PLACE.replace("TransformMatrix", "Rotation").replace("Offset", "Origin") +
			"BinaryDataByteOrderMSB = true\n" + local, voxels()), PLACED);
		holdsVoxels(write("3.mha", HEAD + PLACE.replace("TransformMatrix", "Orientation").replace("Offset", "Position") + msb +
			local, voxels()), PLACED);
		holdsVoxels(write("4.mha", HEAD + msb + local, voxels()), 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0);
		holdsVoxels(write("5.mha", HEAD.replace("ElementSpacing", "ElementSize") + msb + local, voxels()), 1, 0, 0, 0, 0, 2,
			0, 0, 0, 0, 3, 0);
		holdsVoxels(write("6.mha", HEAD + "ElementSize = 9 9 9\n" + msb + local, voxels()), 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3,
			0);
	}

	@Test
	public void dataBesideTheHeader() throws IOException {
		write("beside.raw", "some bytes first", voxels());
		final String head = HEAD + PLACE + "BinaryDataByteOrderMSB = True\nElementDataFile = beside.raw";
		holdsVoxels(write("1.mhd", "HeaderSize = -1\n" + head, new byte[0]), PLACED);
		holdsVoxels(write("2.mhd", "HeaderSize = 16\n" + head + "\n", new byte[0]), PLACED);
		for (final String name : new String[] { "../x.raw", "/etc/passwd", "..", "" })
			refused(head.replace("beside.raw", name) + "\n", "data file");
		refused(head.replace("beside.raw", "absent.raw") + "\n", "absent.raw");
		refused(head.replace("beside.raw", "LIST") + "\n", "several");
		refused("HeaderSize = 17\n" + head.replace("beside.raw", "LOCAL") + "\n", "truncated");
	}

	@Test
	public void packed() throws IOException {
		final ByteArrayOutputStream packed = new ByteArrayOutputStream();
		try (DeflaterOutputStream zlib = new DeflaterOutputStream(packed)) {
			zlib.write(voxels());
		}
		final String head = HEAD + PLACE + "BinaryDataByteOrderMSB = True\nCompressedData = True\nElementDataFile = LOCAL\n";
		holdsVoxels(write("1.mha", head, packed.toByteArray()), PLACED);
		refused(head, "corrupt");
	}

	@Test
	public void whatIsNotReadIsNamed() throws IOException {
		final String all = HEAD + "ElementDataFile = LOCAL\n";
		refused(all.replace("NDims = 3", "NDims = 2"), "2D");
		refused(all.replace("MET_SHORT", "MET_STRING"), "MET_STRING");
		refused("ElementNumberOfChannels = 3\n" + all, "3 channels");
		refused(all.replace("BinaryData = True", "BinaryData = False"), "text");
		refused(all.replace("DimSize = 2 3 2", "DimSize = 2 3 200"), "truncated");
		refused(all.replace("DimSize = 2 3 2", "DimSize = 2 3 x"), "'x'");
		refused(all.replace("DimSize = 2 3 2", "DimSize = 99999 99999 99999"), "2^31");
		refused(all.replace("ElementSpacing = 1 2 3\n", ""), "ElementSize");
		refused(all.replace("ElementSpacing = 1 2 3", "ElementSpacing = 1 0 3"), "not positive");
		refused("TransformMatrix = 1 1 0 0 1 0 0 0 1\n" + all, "degrees");
		refused("what is this\n" + all, "'='");
		refused(HEAD, "ElementDataFile");
	}
}
