package org.lymphatlas.atlas;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.VolumeFiles;

/** Atlases on disk: what is written is read, and what is no atlas is refused by name and cause. */
public class AtlasFolderTest {

	/** NIfTI keeps geometry as 32-bit floats. */
	private static final double GEOMETRY_MM = 1e-3;

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private final Atlas atlas = ExampleAtlas.on(ExampleAtlas.OWN_GRID);

	private Path written() {
		final Path folder = temporary.getRoot().toPath().resolve("atlas");
		AtlasFolder.write(atlas, folder);
		return folder;
	}

	private static void refused(final Path folder, final String file, final String... causes) {
		final String message = assertThrows(InputException.class, () -> AtlasFolder.read(folder)).getMessage();
		assertTrue(message + " should name " + folder.resolve(file), message.contains(folder.resolve(file).toString()));
		for (final String cause : causes)
			assertTrue(message + " should say '" + cause + "'", message.contains(cause));
		assertEquals(message, 1, message.lines().count());
	}

	private static void replace(final Path folder, final String old, final String now) throws IOException {
		final Path json = folder.resolve("atlas.json");
		final String text = Files.readString(json);
		assertTrue(text, text.contains(old));
		Files.writeString(json, text.replace(old, now));
	}

	@Test
	public void roundTrip() {
		for (final double[] direction : new double[][] { ExampleAtlas.OBLIQUE, ExampleAtlas.MIRRORED }) {
			final Grid grid = new Grid(new int[] { 11, 9, 7 }, new double[] { 2, 2.5, 3 }, new double[] { -20, 15, -300 },
				direction);
			final Atlas original = ExampleAtlas.on(grid);
			final Path folder = temporary.getRoot().toPath().resolve("made").resolve("atlas");
			AtlasFolder.write(original, folder);
			final Atlas read = AtlasFolder.read(folder);
			assertArrayEquals(original.ct().hu(), read.ct().hu());
			assertArrayEquals(original.stations().labels(), read.stations().labels());
			assertArrayEquals(original.probability().values(), read.probability().values(), 0);
			assertArrayEquals(original.anatomy().organs().labels().labels(), read.anatomy().organs().labels().labels());
			assertEquals(original.anatomy().organs().names(), read.anatomy().organs().names());
			assertTrue(read.ct().grid().matches(grid, GEOMETRY_MM));
			assertTrue(read.anatomy().organs().grid().matches(original.anatomy().organs().grid(), GEOMETRY_MM));
			assertArrayEquals(original.carina(), read.carina(), 0);
			assertEquals(original.largestDistanceMm(), read.largestDistanceMm(), 0);
			assertEquals(original.name(), read.name());
			assertEquals(original.provenance(), read.provenance());
		}
	}

	@Test
	public void theCasesAreKept() throws IOException {
		final AtlasCase used = new AtlasCase("one", "full", true, "good", "variational", 0.75, "", Map.of("ct", "00ff"));
		final AtlasCase leftOut = new AtlasCase("two", "partial", false, "failed", "elastix", 0, "no \"lung\"", Map.of());
		final Path folder = temporary.getRoot().toPath().resolve("cases");
		AtlasFolder.write(new Atlas(atlas.name(), atlas.ct(), atlas.anatomy(), atlas.stations(), atlas.probability(), atlas
			.largestDistanceMm(), atlas.provenance(), List.of(used, leftOut)), folder);
		assertEquals(List.of(used, leftOut), AtlasFolder.read(folder).cases());
		replace(folder, "\"name\": \"two\"", "\"nome\": \"two\"");
		refused(folder, "atlas.json", "no name");
	}

	@Test
	public void anAtlasOfAnEarlierVersionHasNoCases() throws IOException {
		final Path folder = written();
		final Path json = folder.resolve("atlas.json");
		Files.writeString(json, Files.readString(json).replaceFirst(",\\s*\"cases\": \\[\\]", ""));
		assertFalse(Files.readString(json).contains("cases"));
		assertEquals(List.of(), AtlasFolder.read(folder).cases());
	}

	@Test
	public void aFolderWithoutTheJsonIsNoAtlas() throws IOException {
		final Path folder = written();
		Files.delete(folder.resolve("atlas.json"));
		final String message = assertThrows(InputException.class, () -> AtlasFolder.read(folder)).getMessage();
		assertTrue(message, message.contains(folder + ": it has no atlas.json") && message.contains("build-atlas"));
		refused(folder.resolve("absent"), "");
	}

	@Test
	public void brokenJson() throws IOException {
		for (final String text : new String[] { "{ \"format\": 1, \"name\": ", "[1, 2]", "no json at all", "{\"format\": \"x\"}",
			"{\"format\": 1, \"carinaLps\": [1, 2, null]}" })
		{
			final Path folder = written();
			Files.writeString(folder.resolve("atlas.json"), text);
			refused(folder, "atlas.json");
		}
		final Path folder = written();
		Files.write(folder.resolve("atlas.json"), new byte[] { '{', (byte) 0xff, (byte) 0xfe, '}' });
		refused(folder, "atlas.json");
	}

	@Test
	public void anotherFormat() throws IOException {
		for (final String text : new String[] { "", "null", "{}", "{\"format\": 99}" }) {
			final Path folder = written();
			Files.writeString(folder.resolve("atlas.json"), text);
			refused(folder, "atlas.json", "format 1");
		}
	}

	@Test
	public void aHugeJsonIsNotRead() throws IOException {
		final Path folder = written();
		Files.write(folder.resolve("atlas.json"), new byte[(16 << 20) + 1]);
		refused(folder, "atlas.json", "too large");
	}

	@Test
	public void theCarinaMustBeAPoint() throws IOException {
		final Path without = written();
		replace(without, "carinaLps", "carina");
		refused(without, "atlas.json", "carinaLps");
		final Path short2 = written();
		Files.writeString(short2.resolve("atlas.json"), Files.readString(short2.resolve("atlas.json")).replaceFirst(
			"(?s)\"carinaLps\": \\[.*?\\]", "\"carinaLps\": [1, 2]"));
		refused(short2, "atlas.json", "carinaLps (3 numbers)");
		final Path notFinite = written();
		Files.writeString(notFinite.resolve("atlas.json"), Files.readString(notFinite.resolve("atlas.json")).replaceFirst(
			"(?s)\"carinaLps\": \\[.*?\\]", "\"carinaLps\": [1, 2, 1e999]"));
		refused(notFinite, "", "Infinity");
	}

	@Test
	public void theLargestDistanceMustBePositive() throws IOException {
		for (final String value : new String[] { "0", "-3", "1e999" }) {
			final Path folder = written();
			replace(folder, Double.toString(atlas.largestDistanceMm()), value);
			refused(folder, "", "largest distance");
		}
	}

	@Test
	public void namesOfOrgansAndProvenance() throws IOException {
		for (final String[] change : new String[][] { { "\"201\": \"body\"", "\"70000\": \"body\"" }, { "\"201\": \"body\"",
			"\"-1\": \"body\"" }, { "\"201\": \"body\"", "\"201\": null" }, { "\"201\": \"body\"", "\"two\": \"body\"" }, {
				"\"seed\": \"7\"", "\"seed\": null" }, { "\"organs\"", "\"organ\"" }, { "\"provenance\"", "\"origin\"" } })
		{
			final Path folder = written();
			replace(folder, change[0], change[1]);
			refused(folder, "atlas.json");
		}
	}

	@Test
	public void aMissingOrDamagedVolume() throws IOException {
		for (final String name : new String[] { "ct.nii.gz", "organs.nii.gz", "stations.nii.gz", "probability.nii.gz" }) {
			final Path folder = written();
			final byte[] whole = Files.readAllBytes(folder.resolve(name));
			Files.delete(folder.resolve(name));
			refused(folder, name, "no such file");
			Files.write(folder.resolve(name), Arrays.copyOf(whole, whole.length / 2));
			refused(folder, name);
		}
	}

	@Test
	public void gridsThatDiffer() {
		final Grid other = ExampleAtlas.OWN_GRID.withSpacing(4, 4, 4);
		final Path stations = written();
		VolumeFiles.write(new LabelVolume(other), stations.resolve("stations.nii.gz"));
		refused(stations, "", "different grids");
		final Path ct = written();
		VolumeFiles.write(new CtVolume(other), ct.resolve("ct.nii.gz"));
		refused(ct, "", "different grids");
	}

	@Test
	public void probabilitiesOutOfRange() {
		for (final float bad : new float[] { -0.1f, 1.01f, Float.POSITIVE_INFINITY }) {
			final FloatVolume probability = new FloatVolume(ExampleAtlas.OWN_GRID);
			probability.values()[17] = bad;
			final Path folder = written();
			VolumeFiles.write(probability, folder.resolve("probability.nii.gz"));
			refused(folder, "", "not in [0, 1]");
		}
	}

	@Test
	public void aPlaceThatCannotBeWrittenTo() throws IOException {
		final Path file = temporary.newFile("file").toPath();
		final String message = assertThrows(InputException.class, () -> AtlasFolder.write(atlas, file)).getMessage();
		assertTrue(message, message.contains(file.toString()));
	}
}
