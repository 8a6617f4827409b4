package org.lymphatlas.network.pytorch;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.volume.InputException;

/** Files saved by PyTorch 2.15 (src/benchmark/nnunet/import_fixtures.py), and hostile ones. */
public class TorchCheckpointTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private Path resource(final String name) throws IOException {
		final Path copy = temporary.getRoot().toPath().resolve(name);
		try (var in = TorchCheckpointTest.class.getResourceAsStream(name)) {
			Files.write(copy, in.readAllBytes());
		}
		return copy;
	}

	private static JsonObject expected() throws IOException {
		try (Reader json = new InputStreamReader(TorchCheckpointTest.class.getResourceAsStream("tensors.json"),
			StandardCharsets.UTF_8))
		{
			return JsonParser.parseReader(json).getAsJsonObject();
		}
	}

	/** Compares shape, sum, and the sum weighted by position. */
	public static void assertTensor(final String name, final JsonElement expected, final Tensor tensor) {
		final JsonObject e = expected.getAsJsonObject();
		final int[] shape = new int[e.getAsJsonArray("shape").size()];
		Arrays.setAll(shape, a -> e.getAsJsonArray("shape").get(a).getAsInt());
		assertArrayEquals(name, shape, tensor.shape());
		double sum = 0, positioned = 0;
		for (int i = 0; i < tensor.values().length; i++) {
			sum += tensor.values()[i];
			positioned += tensor.values()[i] * (double) (i + 1);
		}
		assertEquals(name, e.get("sum").getAsDouble(), sum, 1e-5);
		assertEquals(name, e.get("positioned").getAsDouble(), positioned, 1e-3);
	}

	@Test
	public void tensorsOfAllTypesStridesAndProtocols() throws IOException {
		for (int protocol = 2; protocol <= 5; protocol++) {
			final Path file = resource("protocol" + protocol + ".pth");
			try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file, "file")) {
				final Map<String, StoredTensor> tensors = checkpoint.tensors("network_weights");
				assertEquals(expected().keySet(), tensors.keySet());
				for (final Map.Entry<String, StoredTensor> e : tensors.entrySet())
					assertTensor("protocol " + protocol + " " + e.getKey(), expected().get(e.getKey()), checkpoint.read(e.getKey(), e
						.getValue()));
				assertEquals(Optional.of("nnUNetTrainer"), checkpoint.text("trainer_name"));
				assertEquals(Optional.of("3d_fullres"), checkpoint.text("init_args", "configuration"));
				assertEquals(Optional.empty(), checkpoint.text("init_args", "fold"));
				assertEquals(Optional.empty(), checkpoint.text("trainer_name", "configuration"));
				assertEquals(Optional.of(List.of(0L, 1L, 2L)), checkpoint.integers("inference_allowed_mirroring_axes"));
			}
		}
	}

	@Test
	public void filesOfOldPyTorchAreRefusedByName() throws IOException {
		final Path legacy = resource("legacy.pth");
		assertRefused(() -> TorchCheckpoint.open(legacy, "old.pth"), "old.pth was saved by a PyTorch before 1.6");
		final Path text = temporary.newFile("text.pth").toPath();
		Files.writeString(text, "<html>404</html>");
		assertRefused(() -> TorchCheckpoint.open(text, "text.pth"), "no checkpoint that PyTorch 1.6");
		Files.write(text, new byte[0]);
		assertRefused(() -> TorchCheckpoint.open(text, "text.pth"), "no checkpoint");
		assertRefused(() -> TorchCheckpoint.open(temporary.getRoot().toPath(), "folder"), "folder");
	}

	@Test
	public void programsAndOtherMachinesFilesAreRefused() throws IOException {
		final byte[] pickle = new PickleWriter().op('}').done();
		assertRefused(zip(Map.of("a/data.pkl", pickle, "a/constants.pkl", pickle)), "TorchScript");
		assertRefused(zip(Map.of("a/data.pkl", pickle, "a/byteorder", "big".getBytes())), "big-endian");
		assertRefused(zip(Map.of("a/data.pkl", pickle, "b/data.pkl", pickle)), "holds 2 files data.pkl");
		assertRefused(zip(Map.of("a/b/data.pkl", pickle)), "holds 0 files data.pkl");
		assertRefused(zip(Map.of("a/data.pkl", new PickleWriter().op('N').done())), "no dict");
	}

	@Test
	public void tensorsOutsideTheirStorageAreRefused() throws IOException {
		final long[][][] outside = { { { 1 }, { 2, 2 }, { 2, 1 } }, { { 0 }, { 5 }, { 1 } }, { { 0 }, { 2, 2 }, { 3, 1 } }, { {
			-1 }, { 1 }, { 1 } }, { { 0 }, { -1 }, { 1 } }, { { 0 }, { 2 }, { -1 } }, { { 0 }, { 0 }, { 1 } }, { { 4 }, {}, {} }, {
				{ 0 }, { 1L << 40, 1L << 40 }, { 0, 0 } }, { { 0 }, { 1 << 20 }, { 0 } }, { { Long.MAX_VALUE }, { 2 }, { 1 } }, { {
					0 }, { 2 }, { Long.MAX_VALUE } } };
		for (final long[][] o : outside)
			assertTensorRefused(tensor("FloatStorage", 4, o[0][0], o[1], o[2]), new float[4], "do not lie within");
		assertTensorRefused(tensor("FloatStorage", 5, 0, new long[] { 4 }, new long[] { 1 }), new float[4],
			"its storage claims 5 numbers and has 16 bytes");
		assertTensorRefused(tensor("FloatStorage", -1, 0, new long[] { 4 }, new long[] { 1 }), new float[4], "claims -1");
		assertTensorRefused(tensor("FloatStorage", Long.MAX_VALUE, 0, new long[] { 4 }, new long[] { 1 }), new float[4],
			"claims");
		assertTensorRefused(tensor("LongStorage", 2, 0, new long[] { 2 }, new long[] { 1 }), new float[4], "LongStorage");
	}

	@Test
	public void numbersThatAreNotFiniteAreRefusedByName() throws IOException {
		for (final float bad : new float[] { Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY })
			assertTensorRefused(tensor("FloatStorage", 4, 0, new long[] { 4 }, new long[] { 1 }), new float[] { 1, bad, 2, 3 },
				"w cannot be read: value 1 is " + bad);
	}

	@Test
	public void damagedAndMissingStoragesAreRefused() throws IOException {
		final Path missing = zip(Map.of("a/data.pkl", tensor("FloatStorage", 4, 0, new long[] { 4 }, new long[] { 1 })));
		try (TorchCheckpoint checkpoint = TorchCheckpoint.open(missing, "file")) {
			assertRefused(() -> checkpoint.read("w", checkpoint.tensors("network_weights").get("w")), "data/0) are not in");
		}
		final Path file = resource("protocol2.pth");
		final byte[] bytes = Files.readAllBytes(file);
		final int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("/data/0") + 80;
		bytes[at] ^= 1;
		Files.write(file, bytes);
		try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file, "file")) {
			assertRefused(() -> checkpoint.read("contiguous", checkpoint.tensors("network_weights").get("contiguous")),
				"contiguous cannot be read");
		}
	}

	@Test
	public void weightsThatAreNotTensorsAreRefused() throws IOException {
		final byte[] pickle = new PickleWriter().op('}').text("network_weights").op('}').text("w").text("no tensor").op('s', 's')
			.done();
		try (TorchCheckpoint checkpoint = TorchCheckpoint.open(zip(Map.of("a/data.pkl", pickle)), "file")) {
			assertRefused(() -> checkpoint.tensors("network_weights"), "w is no tensor");
			assertRefused(() -> checkpoint.tensors("state_dict"), "holds no state_dict");
		}
	}

	private static byte[] tensor(final String type, final long numbers, final long offset, final long[] shape,
		final long[] strides)
	{
		return new PickleWriter().op('}').text("network_weights").op('}').text("w").tensor(type, "0", numbers, offset, shape,
			strides).op('s', 's').done();
	}

	private void assertTensorRefused(final byte[] pickle, final float[] storage, final String reason) throws IOException {
		final ByteBuffer bytes = ByteBuffer.allocate(4 * storage.length).order(ByteOrder.LITTLE_ENDIAN);
		bytes.asFloatBuffer().put(storage);
		final Map<String, byte[]> entries = new LinkedHashMap<>();
		entries.put("a/data.pkl", pickle);
		entries.put("a/data/0", bytes.array());
		try (TorchCheckpoint checkpoint = TorchCheckpoint.open(zip(entries), "file")) {
			assertRefused(() -> checkpoint.read("w", checkpoint.tensors("network_weights").get("w")), reason);
		}
	}

	private Path zip(final Map<String, byte[]> entries) throws IOException {
		return TestZip.write(temporary.getRoot().toPath().resolve("made.pth"), entries);
	}

	private static void assertRefused(final Path file, final String reason) {
		assertRefused(() -> TorchCheckpoint.open(file, "file"), reason);
	}

	private static void assertRefused(final ThrowingRunnable work, final String reason) {
		final InputException e = assertThrows(reason, InputException.class, work);
		assertTrue(e.getMessage(), e.getMessage().contains(reason));
	}
}
