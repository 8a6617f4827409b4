package org.lymphatlas.network;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.InputException;

/** Round trips, a file of the reference implementation, and files that lie. */
public class SafetensorsTest {

	/** safetensors 0.8 (Python): b F32 [3], a F16 [2, 2], c BF16 [3], metadata k = v. */
	private static final String FROM_PYTHON = "yAAAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJrIjoidiJ9LCJiIjp7ImR0eXBlIjoiRjMyIiwic2hh"
		+ "cGUiOlszXSwiZGF0YV9vZmZzZXRzIjpbMCwxMl19LCJjIjp7ImR0eXBlIjoiQkYxNiIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzEy"
		+ "LDE4XX0sImEiOnsiZHR5cGUiOiJGMTYiLCJzaGFwZSI6WzIsMl0sImRhdGFfb2Zmc2V0cyI6WzE4LDI2XX19ICAgICAgIAAAwD8AABDAAABA"
		+ "QIA/Yv8APAA8AEAAQv97";

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void roundTripKeepsBitsOrderAndText() throws IOException {
		final NetworkSpec spec = NetworkSpec.small(3);
		final Weights weights = Weights.initial(spec, 7);
		weights.get("encoder.stem.convs.0.conv.bias").values()[0] = Float.NaN;
		weights.get("encoder.stem.convs.0.conv.bias").values()[1] = -0f;
		final Path file = folder.getRoot().toPath().resolve("weights.safetensors");
		Safetensors.write(weights, Map.of("made", "by a test, \"quoted\", \u00e4"), file);
		final Weights back = Safetensors.read(file);
		assertEquals(new ArrayList<>(weights.names()), new ArrayList<>(back.names()));
		for (final String name : weights.names()) {
			assertArrayEquals(name, weights.get(name).shape(), back.get(name).shape());
			for (int i = 0; i < weights.get(name).values().length; i++) {
				assertEquals(name, Float.floatToRawIntBits(weights.get(name).values()[i]),
					Float.floatToRawIntBits(back.get(name).values()[i]));
			}
		}
		assertEquals(Map.of("made", "by a test, \"quoted\", \u00e4"), Safetensors.readMetadata(file));
		try (var files = Files.list(folder.getRoot().toPath())) {
			assertEquals("nothing else is left behind", List.of(file), files.toList());
		}
	}

	@Test
	public void sameWeightsSameBytes() throws IOException {
		final Weights weights = Weights.initial(NetworkSpec.isotropic(1, List.of(4, 4), List.of(1, 1)), 7);
		final Path one = folder.getRoot().toPath().resolve("one");
		final Path two = folder.getRoot().toPath().resolve("two");
		Safetensors.write(weights, Map.of("k", "v"), one);
		Safetensors.write(weights, Map.of("k", "v"), two);
		assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
	}

	@Test
	public void readsThePythonLibrarysFile() throws IOException {
		final Path file = file(Base64.getDecoder().decode(FROM_PYTHON));
		final Weights weights = Safetensors.read(file);
		assertEquals(List.of("b", "c", "a"), new ArrayList<>(weights.names()));
		assertArrayEquals(new float[] { 1.5f, -2.25f, 3 }, weights.get("b").values(), 0);
		assertArrayEquals(new float[] { 1, 2, 3, 65504 }, weights.get("a").values(), 0);
		assertArrayEquals(new int[] { 2, 2 }, weights.get("a").shape());
		assertArrayEquals(new float[] { 1, -3.0040553e38f, 0.0078125f }, weights.get("c").values(), 0);
		assertEquals(Map.of("k", "v"), Safetensors.readMetadata(file));
	}

	@Test
	public void halfPrecision() {
		assertEquals(5.9604645e-8f, HalfFloat.toFloat((short) 0x0001), 0);
		assertEquals(-6.0975552e-5f, HalfFloat.toFloat((short) 0x83ff), 0);
		assertEquals(6.1035156e-5f, HalfFloat.toFloat((short) 0x0400), 0);
		assertEquals(Float.NEGATIVE_INFINITY, HalfFloat.toFloat((short) 0xfc00), 0);
		assertTrue(Float.isNaN(HalfFloat.toFloat((short) 0x7e00)));
		assertEquals(Float.floatToRawIntBits(-0f), Float.floatToRawIntBits(HalfFloat.toFloat((short) 0x8000)));
	}

	@Test
	public void truncatedFiles() throws IOException {
		final byte[] whole = Base64.getDecoder().decode(FROM_PYTHON);
		for (final int length : new int[] { 0, 5, 8, 9, 100, 208, whole.length - 1 }) {
			assertRefused("", file(Arrays.copyOf(whole, length)));
		}
	}

	@Test
	public void bytesAfterTheEnd() throws IOException {
		assertRefused("follow the header", file(Arrays.copyOf(Base64.getDecoder().decode(FROM_PYTHON), 300)));
	}

	@Test
	public void lyingHeaderLength() throws IOException {
		for (final long length : new long[] { 0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, 300 }) {
			final byte[] bytes = Base64.getDecoder().decode(FROM_PYTHON);
			ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
			assertRefused("header", file(bytes));
		}
	}

	@Test
	public void lyingEntries() throws IOException {
		final Map<String, String> headers = new LinkedHashMap<>();
		headers.put("overlaps", "{'a':" + entry("F32", "[2]", "[0,8]") + ",'b':" + entry("F32", "[2]", "[4,12]") + "}");
		headers.put("gap", "{'a':" + entry("F32", "[1]", "[0,4]") + ",'b':" + entry("F32", "[1]", "[8,12]") + "}");
		headers.put("take 8 bytes", "{'a':" + entry("F32", "[2]", "[0,8]") + "}");
		headers.put("take 400000000000", "{'a':" + entry("F32", "[10000,10000,1000]", "[0,400000000000]") + "}");
		headers.put("but the offsets 0 to 12", "{'a':" + entry("F32", "[4]", "[0,12]") + "}");
		headers.put("but the offsets -4 to 8", "{'a':" + entry("F32", "[3]", "[-4,8]") + "}");
		headers.put("but the offsets 12 to 0", "{'a':" + entry("F32", "[3]", "[12,0]") + "}");
		headers.put("of type F64", "{'a':" + entry("F64", "[3]", "[0,24]") + "}");
		headers.put("3 offsets", "{'a':" + entry("F32", "[3]", "[0,4,12]") + "}");
		headers.put("impossible number", "{'a':" + entry("F32", "[65536,65536,65536,65536]", "[0,12]") + "}");
		headers.put("lacks something", "{'a':{'dtype':'F32','shape':[3]}}");
		headers.put("not a JSON object", "[1,2,3]");
		for (final String reason : new String[] { entry("F32", "[-3]", "[0,12]"), entry("F32", "[3.5]", "[0,14]"),
			entry("F32", "'x'", "[0,12]"), entry("F32", "[3]", "['a','b']"), entry("F32", "[1e999999999]", "[0,12]"), "7" }) {
			assertRefused("impossible number", withHeader("{'a':" + reason + "}"));
		}
		headers.remove("take 400000000000");
		for (final Map.Entry<String, String> header : headers.entrySet()) {
			assertRefused(header.getKey(), withHeader(header.getValue()));
		}
		assertRefused("", withHeader("{'a':" + entry("F32", "[1000,1000,1000]", "[0,4000000000]") + "}"));
		assertRefused("", withHeader("{'a':" + "[".repeat(100_000) + "}"));
	}

	@Test
	public void absentFile() {
		assertRefused("nowhere", folder.getRoot().toPath().resolve("nowhere.safetensors"));
	}

	private static String entry(final String type, final String shape, final String offsets) {
		return "{'dtype':'" + type + "','shape':" + shape + ",'data_offsets':" + offsets + "}";
	}

	/** A file with this header and 12 bytes of data. */
	private Path withHeader(final String header) throws IOException {
		final byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
		return file(ByteBuffer.allocate(8 + text.length + 12).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text)
			.array());
	}

	private Path file(final byte[] bytes) throws IOException {
		return Files.write(folder.newFile().toPath(), bytes);
	}

	private static void assertRefused(final String reason, final Path file) {
		final InputException thrown = assertThrows(InputException.class, () -> Safetensors.read(file));
		assertTrue(thrown.getMessage(), thrown.getMessage().contains(file.toString())
			&& thrown.getMessage().contains(reason));
	}
}
