package org.lymphatlas.training;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.Batch;
import org.lymphatlas.network.CtFingerprint;
import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;

public class CaseFileTest {

	private static final CtNormalization NORMALIZATION = new CtNormalization(-150, 250, 40.5, 33.3);
	private static final List<InputChannel> ALL = List.of(InputChannel.CT, InputChannel.DISTANCE,
		InputChannel.PROBABILITY);

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	/** Oblique, odd sizes, nodes that touch at a corner (one node) and one apart. */
	private final Grid grid = new Grid(new int[] { 19, 14, 11 }, new double[] { 1.5, 2, 3 }, new double[] { -7, 8, 900 },
		new double[] { 0.8, -0.6, 0, 0.6, 0.8, 0, 0, 0, 1 });
	private final CtVolume hu = new CtVolume(grid);
	private final FloatVolume distance = new FloatVolume(grid);
	private final FloatVolume probability = new FloatVolume(grid);
	private final Mask nodes = new Mask(grid);
	private Path file;

	@Before
	public void write() {
		final SplittableRandom random = new SplittableRandom(4);
		for (int i = 0; i < grid.voxels(); i++) {
			hu.hu()[i] = (short) random.nextInt(-1024, 3072);
			distance.values()[i] = random.nextInt(65536) / 65535f;
			probability.values()[i] = random.nextInt(256) / 255f;
		}
		for (final int[] v : new int[][] { { 3, 3, 3 }, { 4, 4, 4 }, { 5, 4, 4 }, { 18, 13, 10 } })
			nodes.values()[grid.index(v[0], v[1], v[2])] = 1;
		file = folder.getRoot().toPath().resolve("new/a.case");
		CaseFileWriter.write(file, "a", hu, priors(), nodes, Map.of("atlas", "phantom"));
	}

	private Optional<CasePriors> priors() {
		return Optional.of(new CasePriors(distance, probability));
	}

	private TrainingCase mapped() {
		return CaseFile.open(file).trainingCase(Annotation.FULL, NORMALIZATION);
	}

	private TrainingCase inHeap() {
		final Map<InputChannel, float[]> channels = new EnumMap<>(InputChannel.class);
		channels.put(InputChannel.CT, NORMALIZATION.apply(hu));
		channels.put(InputChannel.DISTANCE, distance.values());
		channels.put(InputChannel.PROBABILITY, probability.values());
		return TrainingCase.of("a", Annotation.FULL, channels, NORMALIZATION.padding(), nodes);
	}

	/** Priors that are shares of 65535 and 255 already are kept exactly, so all must be equal. */
	@Test
	public void mappedEqualsInHeap() {
		final TrainingCase a = inHeap(), b = mapped();
		assertEquals(a.grid(), b.grid());
		assertEquals(a.ctPadding(), b.ctPadding(), 0);
		for (final InputChannel channel : ALL)
			assertArrayEquals(channel.name(), Balls.values(a, channel), Balls.values(b, channel), 0);
		assertEquals(a.target(), b.target());
		assertEquals(a.foreground().voxels(), b.foreground().voxels());
		assertEquals(a.foreground().byNode(), b.foreground().byNode());
		assertArrayEquals(new int[] { 3, 4 }, b.foreground().nodeEnds());
		assertEquals("phantom", CaseFile.open(file).provenance().get("atlas"));
	}

	@Test
	public void batchesAreEqualForAnyNumberOfThreads() {
		for (final Augmentation augmentation : List.of(Augmentation.none(), Augmentation.nnunet())) {
			final PatchSampler a = sampler(inHeap(), augmentation), b = sampler(mapped(), augmentation);
			IntStream.range(0, 40).parallel().forEach(i -> {
				final Batch x = a.batch(0, i), y = b.batch(0, i);
				assertArrayEquals("batch " + i, x.input(), y.input(), 0);
				assertArrayEquals("target of batch " + i, x.target(), y.target(), 0);
				assertArrayEquals("weights of batch " + i, x.lossWeight(), y.lossWeight(), 0);
			});
		}
	}

	private static PatchSampler sampler(final TrainingCase source, final Augmentation augmentation) {
		return new PatchSampler(List.of(source), ALL, new int[] { 8, 12, 16 }, 2, Sampling.standard(), augmentation,
			i -> 1, TrainingBatches.ATLAS_WEIGHTED, 8);
	}

	@Test
	public void priorsAreKeptToHalfAStep() {
		final SplittableRandom random = new SplittableRandom(9);
		for (int i = 0; i < grid.voxels(); i++) {
			distance.values()[i] = (float) random.nextDouble(-0.0005, 1.0005);
			probability.values()[i] = (float) random.nextDouble(-0.0005, 1.0005);
		}
		CaseFileWriter.write(file, "a", hu, priors(), nodes, Map.of());
		final float[] d = Balls.values(mapped(), InputChannel.DISTANCE), p = Balls.values(mapped(), InputChannel.PROBABILITY);
		for (int i = 0; i < grid.voxels(); i++) {
			assertEquals("distance at voxel " + i, Math.max(0, Math.min(1, distance.values()[i])), d[i], 0.5001 / 65535);
			assertEquals("probability at voxel " + i, Math.max(0, Math.min(1, probability.values()[i])), p[i], 0.5001 / 255);
		}
	}

	@Test
	public void fingerprintIsThatOfTheVolumes() {
		final CtFingerprint whole = new CtFingerprint(), mapped = new CtFingerprint();
		whole.add(hu, nodes);
		CaseFile.open(file).addTo(mapped);
		assertEquals(whole.normalization(), mapped.normalization());
	}

	@Test
	public void eachDamageIsNamed() throws IOException {
		final byte[] good = Files.readAllBytes(file);
		for (int length = 0; length < good.length; length += length < 700 ? 1 : 997)
			assertRefused("cut after " + length, Arrays.copyOf(good, length));
		assertRefused("longer", Arrays.copyOf(good, good.length + 1));
		final SplittableRandom random = new SplittableRandom(2);
		for (int n = 0; n < 300; n++) {
			final byte[] altered = good.clone();
			final int at = n < 100 ? n : random.nextInt(good.length);
			altered[at] ^= (byte) (1 << random.nextInt(8));
			assertRefused("byte " + at + " altered", altered);
		}
	}

	/** Files whose checksums are right, but whose content is not. */
	@Test
	public void contentIsNotTrusted() throws IOException {
		final long bytes = CaseHeader.bodyBytes(grid.voxels(), 4, true);
		final ByteBuffer body = ByteBuffer.wrap(Files.readAllBytes(file));
		final ByteBuffer good = body.slice((int) (body.limit() - bytes), (int) bytes);
		refuse(header(grid.size(), new int[] { 3, 4 }, bytes + 1), copy(good), "does not fit");
		refuse(header(new int[] { 19, 14, -11 }, new int[] { 3, 4 }, bytes), copy(good), "axis without voxels");
		refuse(header(new int[] { 1 << 20, 1 << 20, 1 << 20 }, new int[] { 3, 4 }, bytes), copy(good), "2^31");
		refuse(header(new int[] { 1 << 30, 1 << 30, 1 << 30 }, new int[] { 3, 4 }, bytes), copy(good), "cannot be used");
		refuse(header(new int[] { 19, 14 }, new int[] { 3, 4 }, bytes), copy(good), "3 sizes");
		refuse(header(null, new int[] { 3, 4 }, bytes), copy(good), "missing");
		refuse(header(grid.size(), new int[] { 4, 3 }, bytes), copy(good), "ascend");
		refuse(header(grid.size(), new int[] { 3, Integer.MAX_VALUE }, bytes), copy(good), "does not fit");
		final CaseHeader h = header(grid.size(), new int[] { 3, 4 }, bytes);
		refuse(withTypes(h, CaseHeader.TYPES_WITHOUT_PRIORS), copy(good), "does not fit");
		refuse(withTypes(h, Map.of("hu", "int16")), copy(good), "kept as");
		refuse(withTypes(h, null), copy(good), "kept as");
		final ByteBuffer outside = copy(good).order(ByteOrder.LITTLE_ENDIAN);
		outside.putInt(4 * grid.voxels(), grid.voxels());
		refuse(header(grid.size(), new int[] { 3, 4 }, bytes), outside, "outside of its grid");
	}

	private CaseHeader header(final int[] size, final int[] nodeEnds, final long bodyBytes) {
		return new CaseHeader(CaseHeader.FORMAT, "a", size, grid.spacing(), grid.origin(), grid.direction(), CaseHeader.TYPES,
			nodeEnds, bodyBytes, 0, Map.of());
	}

	private static CaseHeader withTypes(final CaseHeader h, final Map<String, String> types) {
		return new CaseHeader(h.format(), h.name(), h.size(), h.spacing(), h.origin(), h.direction(), types, h.nodeEnds(), h
			.bodyBytes(), 0, h.provenance());
	}

	private static ByteBuffer copy(final ByteBuffer bytes) {
		return ByteBuffer.allocate(bytes.limit()).put(0, bytes, 0, bytes.limit());
	}

	private void refuse(final CaseHeader h, final ByteBuffer body, final String reason) {
		CaseFileWriter.write(file, new CaseHeader(h.format(), h.name(), h.size(), h.spacing(), h.origin(), h.direction(), h
			.types(), h.nodeEnds(), h.bodyBytes(), CaseFile.crc32(body), h.provenance()), body);
		final InputException e = assertThrows(reason, InputException.class, () -> CaseFile.open(file));
		assertTrue(e.getMessage(), e.getMessage().contains("a.case") && e.getMessage().contains(reason));
	}

	private void assertRefused(final String what, final byte[] content) throws IOException {
		final Path damaged = folder.getRoot().toPath().resolve("damaged.case");
		Files.write(damaged, content);
		final InputException e = assertThrows(what, InputException.class, () -> CaseFile.open(damaged));
		assertTrue(what + ": " + e.getMessage(), e.getMessage().contains("damaged.case"));
	}

	@Test
	public void volumesOnOtherGridsAreRefused() {
		assertThrows(InputException.class, () -> CaseFileWriter.write(file, "a", hu, priors(), new Mask(Grid
			.of(19, 14, 11, 1.5, 2, 3)), Map.of()));
		probability.values()[5] = Float.NaN;
		assertThrows(InputException.class, () -> CaseFileWriter.write(file, "a", hu, priors(), nodes, Map.of()));
	}

	@Test
	public void aCaseWithoutPriorsTakesHalfAsMuch() throws IOException {
		final long before = Files.size(file);
		CaseFileWriter.write(file, "a", hu, Optional.empty(), nodes, Map.of("atlas", "phantom"));
		assertEquals("3 bytes a voxel less", before - 3L * grid.voxels(), Files.size(file), 64);
		final TrainingCase a = inHeap(), b = mapped();
		assertArrayEquals(Balls.values(a, InputChannel.CT), Balls.values(b, InputChannel.CT), 0);
		assertEquals(a.target(), b.target());
		assertEquals(a.foreground().voxels(), b.foreground().voxels());
		assertEquals(a.foreground().byNode(), b.foreground().byNode());
		for (final InputChannel prior : List.of(InputChannel.DISTANCE, InputChannel.PROBABILITY)) {
			final InputException e = assertThrows(InputException.class, () -> b.channel(prior));
			assertTrue(e.getMessage(), e.getMessage().contains("'a' has no " + prior));
		}
	}

	@Test
	public void aCaseWithoutNodesIsKept() {
		CaseFileWriter.write(file, "a", hu, priors(), new Mask(grid), Map.of());
		assertEquals(0, CaseFile.open(file).nodes());
	}
}
