package org.lymphatlas.pipeline;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.anatomy.OrganGroup;
import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.atlas.ShippedAtlas;
import org.lymphatlas.network.CropSource;
import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.training.Annotation;
import org.lymphatlas.training.CasePriors;
import org.lymphatlas.training.CaseFile;
import org.lymphatlas.training.TrainingCase;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.io.VolumeFiles;

public class PreparedCasesTest {

	private static final double[] SPACING_MM = { 5, 5, 5 };

	@ClassRule
	public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

	private static Path folder;
	private static Atlas atlas;
	private static Phantom phantom;

	private Optional<Atlas> priors = Optional.of(atlas);
	private final List<String> messages = new ArrayList<>();
	private CropSource crop = CropSource.ORGANS;
	private final InlineTask task = new InlineTask("prepare") {

		@Override
		public void setStatusMessage(final String message) {
			messages.add(message);
		}
	};
	private final RunRecord record = new RunRecord("train", "options");

	@BeforeClass
	public static void makeCases() throws IOException {
		folder = TEMPORARY.getRoot().toPath();
		atlas = ShippedAtlas.read();
		final InlineTask task = new InlineTask("phantoms");
		final PhantomSpec spec = PhantomSpec.standard(20001, 5);
		final Grid grid = spec.grid();
		phantom = PhantomGenerator.generate(spec.withGrid(grid.crop(new Box(0, 0, 12, grid.nx(), grid.ny(), 40))), task);
		MakePhantoms.write(phantom, folder.resolve("a"));
	}

	private static Manifest.Row row(final String name, final Path ct, final Path nodes) {
		return new Manifest.Row(name, ct, Optional.of(nodes), Annotation.FULL, Optional.empty(), Optional.empty());
	}

	private static Manifest.Row good(final String name) {
		return row(name, folder.resolve("a/ct.nii.gz"), folder.resolve("a/nodes.nii.gz"));
	}

	private PreparedCases cases(final Path prepared, final BadCasePolicy policy) {
		return new PreparedCases(prepared, priors, "variational", SPACING_MM, crop, new BadCases("list.csv", policy, record),
			record, task);
	}

	private static List<Path> files(final Path prepared) throws IOException {
		try (Stream<Path> files = Files.list(prepared)) {
			return files.sorted().toList();
		}
	}

	@Test
	public void aCaseIsPreparedOnceAndHoldsWhatWasMade() throws IOException {
		final Path prepared = folder.resolve("once");
		final Manifest.Row row = good("a");
		assertEquals(List.of(row, row), cases(prepared, BadCasePolicy.REFUSE).prepare(List.of(row, row)));
		final List<Path> files = files(prepared);
		assertEquals(1, files.size());
		Files.setLastModifiedTime(files.get(0), FileTime.fromMillis(1000));
		final PreparedCases again = cases(prepared, BadCasePolicy.REFUSE);
		again.prepare(List.of(row));
		assertEquals("not written again", 1000, Files.getLastModifiedTime(files.get(0)).toMillis());
		final PreparedCase made = PreparedCase.of(row, priors, "variational", SPACING_MM, CropSource.ORGANS, task);
		final CasePriors expected = made.priors().orElseThrow();
		final TrainingCase kept = again.get(row).trainingCase(Annotation.FULL, new CtNormalization(-32768, 32767, 0, 1));
		assertEquals(made.hu().grid(), kept.grid());
		final Box whole = Box.of(kept.grid());
		final float[] hu = kept.channel(InputChannel.CT).read(kept.grid(), whole), distance = kept.channel(
			InputChannel.DISTANCE).read(kept.grid(), whole), probability = kept.channel(InputChannel.PROBABILITY).read(kept
				.grid(), whole);
		for (int i = 0; i < hu.length; i++) {
			assertEquals("HU at voxel " + i, made.hu().hu()[i], hu[i], 0);
			assertEquals("distance at voxel " + i, expected.distance().values()[i], distance[i], 1e-5);
			assertEquals("probability at voxel " + i, expected.probability().values()[i], probability[i], 2e-3);
			assertEquals("node at voxel " + i, made.nodes().values()[i], kept.target().get(i));
		}
		assertTrue(kept.foreground().count() > 0);

		final byte[] bytes = Files.readAllBytes(files.get(0));
		bytes[bytes.length - 1] ^= 1;
		Files.write(files.get(0), bytes);
		cases(prepared, BadCasePolicy.REFUSE).prepare(List.of(row));
		assertTrue("" + record.warnings(), record.warnings().stream().anyMatch(w -> w.contains(files.get(0).toString()) && w
			.contains("made anew")));
		bytes[bytes.length - 1] ^= 1;
		assertArrayEquals("the same bytes", bytes, Files.readAllBytes(files.get(0)));
	}

	@Test
	public void casesCroppedByIntensitiesAreOthersAndHoldAllNodes() throws IOException {
		final Path prepared = folder.resolve("cropped"), nodes = folder.resolve("with-corner.nii.gz");
		final Mask withCorner = VolumeFiles.readMask(folder.resolve("a/nodes.nii.gz"));
		final Grid ct = withCorner.grid();
		for (int z = 0; z < 2; z++)
			for (int y = 0; y < 2; y++)
				for (int x = 0; x < 2; x++)
					withCorner.values()[ct.index(x, y, z)] = 1;
		VolumeFiles.write(withCorner, nodes);
		final Manifest.Row row = row("a", folder.resolve("a/ct.nii.gz"), nodes);
		final PreparedCases byOrgans = cases(prepared, BadCasePolicy.REFUSE);
		byOrgans.prepare(List.of(row));
		crop = CropSource.INTENSITIES;
		final PreparedCases byIntensities = cases(prepared, BadCasePolicy.REFUSE);
		byIntensities.prepare(List.of(row));
		assertEquals("each is kept", 2, files(prepared).size());
		assertEquals(List.of(), byIntensities.get(row).provenance().get(PreparedCase.CROP_NOTES));
		final Grid network = byIntensities.get(row).trainingCase(Annotation.FULL, new CtNormalization(-100, 100, 0, 1)).grid();
		final double[] first = ct.toWorld(0, 0, 0), seen = network.toWorld(0, 0, 0);
		for (int a = 0; a < 3; a++)
			assertEquals("axis " + a + " begins at the node in the CT's corner", first[a], seen[a], SPACING_MM[a]);
		assertTrue("one by organs does not hold it", foreground(byIntensities.get(row)) > foreground(byOrgans.get(row)));
	}

	/** The engine that there is not would be refused, and so would organs of another patient. */
	@Test
	public void withoutPriorsNothingIsRegistered() {
		final Path prepared = folder.resolve("ct-only");
		final Manifest.Row good = good("a"), otherOrgans = new Manifest.Row("b", good.ct(), good.nodes(), Annotation.FULL,
			Optional.of(folder.resolve("a/nodes.nii.gz")), Optional.empty());
		priors = Optional.empty();
		crop = CropSource.INTENSITIES;
		final PreparedCases cases = new PreparedCases(prepared, priors, "none", SPACING_MM, crop, new BadCases("list.csv",
			BadCasePolicy.REFUSE, record), record, task);
		assertEquals(List.of(good, otherOrgans), cases.prepare(List.of(good, otherOrgans)));
		assertEquals(Map.of(), cases.get(good).provenance().get(PreparedCase.REGISTRATION));
		final CtNormalization asIs = new CtNormalization(-32768, 32767, 0, 1);
		final TrainingCase kept = cases.get(good).trainingCase(Annotation.FULL, asIs);
		assertEquals(Set.of(InputChannel.CT), kept.channels().keySet());

		priors = Optional.of(atlas);
		final PreparedCases with = cases(prepared, BadCasePolicy.REFUSE);
		with.prepare(List.of(good));
		final TrainingCase registered = with.get(good).trainingCase(Annotation.FULL, asIs);
		assertEquals("each is kept", InputChannel.values().length, registered.channels().size());
		assertEquals(registered.grid(), kept.grid());
		final Box whole = Box.of(kept.grid());
		assertArrayEquals("HU", registered.channel(InputChannel.CT).read(kept.grid(), whole), kept.channel(InputChannel.CT)
			.read(kept.grid(), whole), 0);
		assertEquals(registered.target(), kept.target());
	}

	/** As where a lung is collapsed: the right one is filled, but for its root. */
	@Test
	public void aMirroredCropIsSaidEachTime() throws IOException {
		final Path file = folder.resolve("airless.nii.gz");
		final CtVolume airless = new CtVolume(phantom.ct().grid());
		System.arraycopy(phantom.ct().hu(), 0, airless.hu(), 0, airless.hu().length);
		final Mask right = OrganGroup.LUNG_RIGHT.maskIn(phantom.organs()).orElseThrow();
		for (int i = 0; i < airless.hu().length; i++)
			if (right.get(i)) airless.hu()[i] = 40;
		VolumeFiles.write(airless, file);
		crop = CropSource.INTENSITIES;
		final Manifest.Row row = row("airless", file, folder.resolve("a/nodes.nii.gz"));
		for (int time = 0; time < 2; time++) {
			final RunRecord said = new RunRecord("train", "options");
			new PreparedCases(folder.resolve("mirrored"), priors, "variational", SPACING_MM, crop, new BadCases("list.csv",
				BadCasePolicy.REFUSE, said), said, task).prepare(List.of(row));
			assertTrue("time " + time + ": " + said.warnings(), said.warnings().stream().anyMatch(w -> w.startsWith("Case 'airless': ") && w.endsWith(
				"mirrored to the right")));
		}
	}

	@Test
	public void correctedNodesAreAnotherCase() throws IOException {
		final Path prepared = folder.resolve("corrected"), nodes = folder.resolve("corrected.nii.gz");
		Files.copy(folder.resolve("a/nodes.nii.gz"), nodes);
		final Manifest.Row row = row("a", folder.resolve("a/ct.nii.gz"), nodes);
		final PreparedCases first = cases(prepared, BadCasePolicy.REFUSE);
		first.prepare(List.of(row));
		final Mask fewer = VolumeFiles.readMask(nodes);
		final Box half = Box.of(fewer.grid());
		for (int i = 0; i < fewer.values().length / 2; i++)
			fewer.values()[i] = 0;
		assertTrue(half.sizeZ() > 1 && fewer.count() > 0);
		VolumeFiles.write(fewer, nodes);
		Files.createDirectories(prepared.resolve("b-0123abcd"));
		final PreparedCases second = cases(prepared, BadCasePolicy.REFUSE);
		second.prepare(List.of(row));
		assertTrue(foreground(second.get(row)) < foreground(first.get(row)));
		assertTrue("" + messages, messages.stream().anyMatch(m -> m.contains("1 case(s)") && m.contains("made anew: a")));
	}

	private static int foreground(final CaseFile file) {
		return file.trainingCase(Annotation.FULL, new CtNormalization(-100, 100, 0, 1)).foreground().count();
	}

	/** Everything that can be wrong with a case, but an atlas that cannot be registered. */
	private static List<Manifest.Row> bad() throws IOException {
		final Grid grid = phantom.ct().grid();
		final Path empty = folder.resolve("empty.nii.gz"), shifted = folder.resolve("shifted.nii.gz"), small = folder.resolve(
			"small.nii.gz"), nan = folder.resolve("nan.nrrd"), infinite = folder.resolve("infinite.nrrd"), cut = folder
				.resolve("cut.nii.gz"), water = folder.resolve("water.nii.gz"), away = folder.resolve("away.nii.gz");
		final Path ct = folder.resolve("a/ct.nii.gz"), nodes = folder.resolve("a/nodes.nii.gz");
		VolumeFiles.write(new Mask(grid), empty);
		final double[] origin = grid.origin();
		origin[0] += 3;
		VolumeFiles.write(new Mask(new Grid(grid.size(), grid.spacing(), origin, grid.direction()), VolumeFiles.readMask(nodes)
			.values()), shifted);
		VolumeFiles.write(new Mask(grid.crop(new Box(0, 0, 0, 9, 9, 9))), small);
		final FloatVolume values = new FloatVolume(grid);
		for (int i = 0; i < grid.voxels(); i++)
			values.values()[i] = phantom.ct().hu()[i];
		values.values()[777] = Float.NaN;
		VolumeFiles.write(values, nan);
		values.values()[777] = Float.POSITIVE_INFINITY;
		VolumeFiles.write(values, infinite);
		final byte[] bytes = Files.readAllBytes(ct);
		Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
		VolumeFiles.write(new CtVolume(grid), water);
		final Mask corner = new Mask(grid);
		corner.values()[0] = 1;
		VolumeFiles.write(corner, away);
		return List.of(row("empty", ct, empty), row("shifted", ct, shifted), row("small", ct, small), row("nan", nan, nodes),
			row("infinite", infinite, nodes), row("cut", cut, nodes), row("water", water, nodes), row("away", ct, away), row(
				"absent", folder.resolve("absent.nii.gz"), nodes), new Manifest.Row("dark", ct, Optional.of(nodes),
					Annotation.NONE, Optional.empty(), Optional.empty()), new Manifest.Row("bare", ct, Optional.empty(),
						Annotation.FULL, Optional.empty(), Optional.empty()));
	}

	@Test
	public void allBadCasesAreNamedTogether() throws IOException {
		final List<Manifest.Row> rows = new ArrayList<>(bad());
		rows.add(4, good("good"));
		final Path prepared = folder.resolve("refused");
		final InputException e = assertThrows(InputException.class, () -> cases(prepared, BadCasePolicy.REFUSE).prepare(
			rows));
		final String[] reasons = { "'empty': has no node", "'shifted': the nodes", "'small': the nodes", "'nan': ",
			"'infinite': ", "'cut': ", "'absent': ct=", "'dark': is not annotated", "'bare': Case 'bare'", "badCases=skip",
			"9 of 12 cases of list.csv" };
		for (final String reason : reasons)
			assertTrue(reason + " in " + e.getMessage(), e.getMessage().contains(reason));
		assertFalse("a good case is not named", e.getMessage().contains("'good'"));
		assertFalse("nothing was begun", Files.exists(prepared));
	}

	@Test
	public void badCasesCanBeSkipped() throws IOException {
		final List<Manifest.Row> rows = new ArrayList<>(bad());
		final Manifest.Row good = good("good");
		rows.add(4, good);
		final Path prepared = folder.resolve("skipped");
		final PreparedCases cases = cases(prepared, BadCasePolicy.SKIP);
		assertEquals(List.of(good), cases.prepare(rows));
		assertTrue(cases.get(good).nodes() > 0);
		final String warnings = String.join("\n", record.warnings());
		for (final Manifest.Row row : bad())
			assertTrue(row.name() + " in " + warnings, warnings.contains("'" + row.name() + "'"));
		assertTrue(warnings, warnings.contains("'away': none of its 1 annotated voxels"));
		assertEquals(11, record.warnings().size());
		assertEquals(1, files(prepared).size());
		final InputException none = assertThrows(InputException.class, () -> cases(prepared, BadCasePolicy.SKIP).prepare(rows
			.subList(0, 4)));
		assertTrue(none.getMessage(), none.getMessage().contains("None of the 4 cases of list.csv"));
	}

	@Test
	public void cancellingLeavesWholeCasesOnly() {
		final Path prepared = folder.resolve("cancelled");
		final PreparedCases cases = cases(prepared, BadCasePolicy.SKIP);
		task.cancel("Enough");
		assertThrows(CancellationException.class, () -> cases.prepare(List.of(good("a"))));
		assertFalse(Files.exists(prepared));
	}
}
