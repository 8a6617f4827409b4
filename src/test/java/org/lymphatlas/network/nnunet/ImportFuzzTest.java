package org.lymphatlas.network.nnunet;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.pytorch.StoredTensor;
import org.lymphatlas.network.pytorch.TestZip;
import org.lymphatlas.network.pytorch.TorchCheckpoint;
import org.lymphatlas.network.pytorch.ZipArchive;
import org.lymphatlas.volume.InputException;

/**
 * Valid files with bytes changed, cut out, doubled or swapped: thousands of cases from fixed seeds. Each is read, or refused
 * with an InputException; nothing else is thrown, nothing is left behind.
 */
public class ImportFuzzTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	/** Something that reads a file. */
	private interface Reading {

		void of(byte[] bytes) throws IOException;
	}

	/** @return how many were refused */
	private static int fuzz(final byte[] valid, final int cases, final long seed, final Reading reading)
		throws IOException
	{
		reading.of(valid);
		final Random random = new Random(seed);
		int refused = 0;
		for (int i = 0; i < cases; i++) {
			final byte[] mutant = mutate(valid, random);
			try {
				reading.of(mutant);
			}
			catch (final InputException e) {
				refused++;
				assertFalse("case " + i + " has no message", e.getMessage().isBlank());
			}
			catch (final RuntimeException | Error e) {
				throw new AssertionError("case " + i + " of seed " + seed + " threw " + e, e);
			}
		}
		return refused;
	}

	private static byte[] mutate(final byte[] valid, final Random random) {
		byte[] bytes = valid.clone();
		for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
			final int at = random.nextInt(bytes.length), length = 1 + random.nextInt(Math.min(8, bytes.length - at));
			switch (random.nextInt(6)) {
				case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
				case 1 -> bytes[at] = (byte) random.nextInt();
				case 2 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0xff : 0));
				case 3 -> bytes = join(bytes, 0, at, bytes, at + length, bytes.length);
				case 4 -> bytes = join(bytes, 0, at + length, bytes, at, bytes.length);
				default -> System.arraycopy(valid, random.nextInt(valid.length - length + 1), bytes, at, length);
			}
			if (bytes.length == 0) return bytes;
		}
		return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
	}

	private static byte[] join(final byte[] a, final int fromA, final int toA, final byte[] b, final int fromB,
		final int toB)
	{
		final byte[] joined = new byte[toA - fromA + toB - fromB];
		System.arraycopy(a, fromA, joined, 0, toA - fromA);
		System.arraycopy(b, fromB, joined, toA - fromA, toB - fromB);
		return joined;
	}

	private static void readAll(final Path file) throws IOException {
		try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file, "mutant.pth")) {
			checkpoint.text("trainer_name");
			checkpoint.integers("inference_allowed_mirroring_axes");
			for (final Map.Entry<String, StoredTensor> tensor : checkpoint.tensors("network_weights").entrySet())
				checkpoint.read(tensor.getKey(), tensor.getValue());
		}
	}

	private static byte[] checkpoint(final String protocol) throws IOException {
		try (var in = TorchCheckpoint.class.getResourceAsStream(protocol + ".pth")) {
			return in.readAllBytes();
		}
	}

	private Map<String, byte[]> entries(final byte[] zip) throws IOException {
		final Map<String, byte[]> entries = new LinkedHashMap<>();
		try (ZipArchive archive = ZipArchive.open(Files.write(temporary.newFile().toPath(), zip), "valid")) {
			for (final ZipArchive.Entry entry : archive.entries())
				entries.put(entry.name(), archive.bytes(entry, 1 << 20));
		}
		return entries;
	}

	@Test(timeout = 60_000)
	public void checkpointsWithAnyByteChanged() throws IOException {
		final Path file = temporary.newFile("mutant.pth").toPath();
		for (int protocol = 2; protocol <= 5; protocol++) {
			final int refused = fuzz(checkpoint("protocol" + protocol), 600, protocol, bytes -> readAll(Files.write(file,
				bytes)));
			assertTrue(refused + " of 600 refused", refused > 300);
		}
	}

	/** The zip is whole, so that every change meets the pickle machine and the tensors' bounds. */
	@Test(timeout = 60_000)
	public void picklesWithAnyByteChanged() throws IOException {
		final Path file = temporary.getRoot().toPath().resolve("mutant.pth");
		for (int protocol = 2; protocol <= 5; protocol++) {
			final String pickle = "protocol" + protocol + "/data.pkl";
			final Map<String, byte[]> entries = entries(checkpoint("protocol" + protocol));
			final int refused = fuzz(entries.get(pickle), 1000, 10 + protocol, bytes -> {
				final Map<String, byte[]> mutant = new LinkedHashMap<>(entries);
				mutant.put(pickle, bytes);
				readAll(TestZip.write(file, mutant));
			});
			assertTrue(refused + " of 1000 refused", refused > 300 && refused < 1000);
		}
	}

	@Test(timeout = 60_000)
	public void plansAndDatasetsWithAnyByteChanged() throws IOException {
		for (final String[] model : new String[][] { { "plain", Fixture.PLAIN }, { "residual", Fixture.RESIDUAL } }) {
			final Map<String, byte[]> entries;
			try (var in = ImportFuzzTest.class.getResourceAsStream(model[0] + ".zip")) {
				entries = entries(in.readAllBytes());
			}
			final byte[] plans = compact(entries.get(model[1] + "plans.json")), dataset = compact(entries.get(model[1] +
				"dataset.json"));
			fuzz(plans, 3000, 30, bytes -> plan(bytes, dataset));
			final int refused = fuzz(dataset, 1000, 31, bytes -> plan(plans, bytes));
			assertTrue(refused + " of 1000 refused", refused > 300 && refused < 1000);
		}
	}

	private static byte[] compact(final byte[] json) {
		return new String(json, StandardCharsets.UTF_8).replaceAll("\\s+", "").getBytes(StandardCharsets.UTF_8);
	}

	private static void plan(final byte[] plans, final byte[] dataset) {
		PlanReader.read(new Plans(JsonView.parse("plans.json", plans)), Dataset.of(JsonView.parse("dataset.json", dataset)),
			List.of(0L), new NnunetPlan.Origin("x", List.of("0".repeat(64)), List.of("0"), "", "nnUNetTrainer", "3d_fullres",
				""));
	}

	/** The whole way, from an export zip to a model folder. */
	@Test(timeout = 120_000)
	public void exportsWithAnyByteChanged() throws IOException {
		final Path root = temporary.getRoot().toPath(), zip = root.resolve("mutant.zip"), models = Files.createDirectory(root
			.resolve("models"));
		final byte[] valid;
		try (var in = ImportFuzzTest.class.getResourceAsStream("residual.zip")) {
			valid = in.readAllBytes();
		}
		final int[] imported = new int[1];
		final int refused = fuzz(valid, 400, 40, bytes -> {
			final Path output = models.resolve("model" + imported[0]);
			Fixture.run(Files.write(zip, bytes), output);
			imported[0]++;
		});
		assertTrue(refused + " of 400 refused", refused > 200);
		try (Stream<Path> left = Files.list(models)) {
			assertEquals("only what was imported stays", imported[0], left.count());
		}
	}
}
