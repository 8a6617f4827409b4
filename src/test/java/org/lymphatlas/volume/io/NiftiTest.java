package org.lymphatlas.volume.io;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;

/** NIfTI headers made in the test; expected matrices and values from nibabel 5.4 and SimpleITK 2.5. */
public class NiftiTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private Path file;

	@Before
	public void nameFile() {
		file = folder.getRoot().toPath().resolve("image.nii");
	}

	/** A 2x3x2 image of int16 0..11 with no form, spacing 1, 2, 3. */
	private static ByteBuffer image(final ByteOrder order) {
		final ByteBuffer b = ByteBuffer.allocate(352 + 24).order(order);
		b.putInt(0, 348);
		final short[] dim = { 3, 2, 3, 2, 1, 1, 1, 1 };
		final float[] pixdim = { 1, 1, 2, 3, 0, 0, 0, 0 };
		for (int i = 0; i < 8; i++) {
			b.putShort(40 + 2 * i, dim[i]);
			b.putFloat(76 + 4 * i, pixdim[i]);
		}
		b.putShort(70, (short) 4);
		b.putShort(72, (short) 16);
		b.putFloat(108, 352);
		b.put(123, (byte) 2);
		b.put(344, new byte[] { 'n', '+', '1', 0 });
		for (int i = 0; i < 12; i++)
			b.putShort(352 + 2 * i, (short) i);
		return b;
	}

	private static void qform(final ByteBuffer b, final int code, final float... quaternionAndOffset) {
		b.putShort(252, (short) code);
		for (int i = 0; i < 6; i++)
			b.putFloat(256 + 4 * i, quaternionAndOffset[i]);
	}

	private static void sform(final ByteBuffer b, final int code, final float... rows) {
		b.putShort(254, (short) code);
		for (int i = 0; i < 12; i++)
			b.putFloat(280 + 4 * i, rows[i]);
	}

	private FloatVolume read(final ByteBuffer b) throws IOException {
		Files.write(file, b.array());
		return VolumeFiles.readFloat(file);
	}

	private Grid grid(final ByteBuffer b) throws IOException {
		return read(b).grid();
	}

	private void refused(final ByteBuffer b, final String... causes) throws IOException {
		Files.write(file, b.array());
		final String message = assertThrows(InputException.class, () -> VolumeFiles.readFloat(file)).getMessage();
		assertTrue(message, message.startsWith(file.toString()));
		for (final String cause : causes)
			assertTrue(message + " should say '" + cause + "'", message.contains(cause));
	}

	@Test
	public void bothByteOrders() throws IOException {
		for (final ByteOrder order : new ByteOrder[] { ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN }) {
			final FloatVolume volume = read(image(order));
			for (int i = 0; i < 12; i++)
				assertEquals(order + " voxel " + i, i, volume.values()[i], 0);
			assertArrayEquals(new double[] { 1, 2, 3 }, volume.grid().spacing(), 0);
		}
	}

	@Test
	public void slopeAndIntercept() throws IOException {
		final ByteBuffer b = image(ByteOrder.LITTLE_ENDIAN);
		b.putFloat(112, 0.5f);
		b.putFloat(116, -1024);
		assertEquals(-1024 + 0.5 * 7, read(b).values()[7], 0);
		b.putFloat(112, 0);
		assertEquals("slope 0: unscaled", 7, read(b).values()[7], 0);
		b.putFloat(112, Float.NaN);
		assertEquals("slope NaN: unscaled", 7, read(b).values()[7], 0);
		b.putFloat(112, 100);
		Files.write(file, b.array());
		assertArrayEquals("HU are rounded and clamped, padding is air", new short[] { -1024, -924, 76 }, new short[] {
			VolumeFiles.readCt(file).hu()[0], VolumeFiles.readCt(file).hu()[1], VolumeFiles.readCt(file).hu()[11] });
		b.putFloat(112, 10000);
		b.putFloat(116, -2000);
		Files.write(file, b.array());
		assertEquals("padding", -1024, VolumeFiles.readCt(file).hu()[0]);
		assertEquals("clamped", Short.MAX_VALUE, VolumeFiles.readCt(file).hu()[11]);
	}

	@Test
	public void withoutFormsAxesAreLps() throws IOException {
		assertArrayEquals(new double[] { 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0 }, grid(image(ByteOrder.LITTLE_ENDIAN))
			.voxelToWorld(), 0);
	}

	@Test
	public void qformWithQfac() throws IOException {
		final ByteBuffer b = image(ByteOrder.BIG_ENDIAN);
		// 90 degrees about z (RAS): x runs to anterior, y to the left.
		qform(b, 1, 0, 0, (float) Math.sqrt(0.5), 10, 20, 30);
		assertArrayEquals(new double[] { 0, 2, 0, -10, -1, 0, 0, -20, 0, 0, 3, 30 }, grid(b).voxelToWorld(), 1e-5);
		b.putFloat(76, -1);
		assertArrayEquals(new double[] { 0, 2, 0, -10, -1, 0, 0, -20, 0, 0, -3, 30 }, grid(b).voxelToWorld(), 1e-5);
		b.putFloat(76, 0);
		assertArrayEquals("qfac 0 is 1", new double[] { 0, 2, 0, -10, -1, 0, 0, -20, 0, 0, 3, 30 }, grid(b)
			.voxelToWorld(), 1e-5);
	}

	@Test
	public void sformIsPreferred() throws IOException {
		final ByteBuffer b = image(ByteOrder.LITTLE_ENDIAN);
		qform(b, 1, 0, 0, 0, 10, 20, 30);
		sform(b, 2, 0, 0, 4, 1, 5, 0, 0, 2, 0, 6, 0, 3);
		assertArrayEquals(new double[] { 0, 0, -4, -1, -5, 0, 0, -2, 0, 6, 0, 3 }, grid(b).voxelToWorld(), 1e-12);
		b.putShort(254, (short) 0);
		assertArrayEquals(new double[] { -1, 0, 0, -10, 0, -2, 0, -20, 0, 0, 3, 30 }, grid(b).voxelToWorld(), 1e-12);
	}

	@Test
	public void shearIsRefused() throws IOException {
		final ByteBuffer b = image(ByteOrder.LITTLE_ENDIAN);
		sform(b, 1, 1, 0.1f, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
		refused(b, "84.29 degrees");
		sform(b, 1, 1, 1e-4f, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
		assertEquals(1, grid(b).spacing(0), 1e-6);
		sform(b, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
		refused(b, "axis 0");
	}

	@Test
	public void metresAndMicrons() throws IOException {
		final ByteBuffer b = image(ByteOrder.LITTLE_ENDIAN);
		qform(b, 1, 0, 0, 0, 1, 2, 3);
		b.put(123, (byte) 1);
		assertArrayEquals(new double[] { -1000, 0, 0, -1000, 0, -2000, 0, -2000, 0, 0, 3000, 3000 }, grid(b).voxelToWorld(),
			1e-9);
		b.put(123, (byte) (3 | 8));
		assertArrayEquals(new double[] { -.001, 0, 0, -.001, 0, -.002, 0, -.002, 0, 0, .003, .003 }, grid(b).voxelToWorld(),
			1e-12);
	}

	@Test
	public void dimensions() throws IOException {
		final ByteBuffer b = image(ByteOrder.LITTLE_ENDIAN);
		b.putShort(40, (short) 5);
		assertEquals(2, grid(b).nz());
		b.putShort(48, (short) 2);
		refused(b, "[2, 3, 2, 2, 1]");
		b.putShort(40, (short) 2);
		refused(b, "2D");
		b.putShort(40, (short) 9);
		refused(b, "9 dimensions");
		b.putShort(40, (short) 3).putShort(42, (short) -2);
		refused(b, "-2");
		b.putShort(42, (short) 30000).putShort(44, (short) 30000).putShort(46, (short) 30000);
		refused(b, "2^31");
	}

	@Test
	public void coloursAndOthersAreRefusedByName() throws IOException {
		final ByteBuffer b = image(ByteOrder.LITTLE_ENDIAN);
		b.putShort(70, (short) 128);
		refused(b, "RGB");
		b.putShort(70, (short) 32);
		refused(b, "complex");
		b.putShort(70, (short) 77);
		refused(b, "unknown", "77");
		b.put(344, new byte[] { 'n', 'i', '1', 0 });
		refused(b, ".hdr/.img");
	}

	@Test
	public void lyingOffsets() throws IOException {
		final ByteBuffer b = image(ByteOrder.LITTLE_ENDIAN);
		b.putFloat(108, 0);
		assertEquals("offset 0 stands for 352", 5, read(b).values()[5], 0);
		b.putFloat(108, 400);
		refused(b, "truncated");
		b.putFloat(108, 100);
		refused(b, "100");
		b.putFloat(108, Float.NaN);
		refused(b, "NaN");
		b.putFloat(108, 1e18f);
		refused(b, "truncated");
	}
}
