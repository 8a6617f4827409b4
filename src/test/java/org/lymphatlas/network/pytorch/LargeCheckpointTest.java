package org.lymphatlas.network.pytorch;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Checkpoints of more than 4 GB; some seconds long, so only with {@code -Dlymphatlas.large=true}. */
public class LargeCheckpointTest {

	private static final long GIGABYTE = 1L << 30;

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	@Test
	public void numbersBeyondFourGigabytes() throws IOException {
		assumeTrue("Skipped: files of 5 GB only with -Dlymphatlas.large=true", Boolean.getBoolean("lymphatlas.large"));
		final Path file = temporary.getRoot().toPath().resolve("large.pth");
		final float[] expected = { 1.5f, -2, 3, 4 };
		final ByteBuffer tail = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
		tail.asFloatBuffer().put(expected);
		try (Zip64File zip = new Zip64File(file)) {
			final long first = GIGABYTE / 2 * 5 / 4, second = GIGABYTE / 2 * 5 / 4;
			zip.addSparse("a/data/0", 4 * first, tail.array());
			zip.addSparse("a/data/1", 4 * second, tail.array());
			zip.add("a/data.pkl", new PickleWriter().op('}').text("network_weights").op('}').text("x").tensor("FloatStorage", "0",
				first + 4, first, new long[] { 2, 2 }, new long[] { 2, 1 }).op('s').text("y").tensor("FloatStorage", "1", second + 4,
					second, new long[] { 4 }, new long[] { 1 }).op('s', 's').done());
		}
		// PyTorch's files begin with the pickle; a zip may hold its files in any order.
		try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file, "large.pth")) {
			for (final String name : new String[] { "x", "y" })
				assertArrayEquals(expected, checkpoint.read(name, checkpoint.tensors("network_weights").get(name)).values(), 0);
		}
	}
}
