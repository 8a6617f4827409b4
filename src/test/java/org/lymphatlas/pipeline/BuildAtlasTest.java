package org.lymphatlas.pipeline;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.atlas.AnnotationWeights;
import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.atlas.AtlasCase;
import org.lymphatlas.atlas.AtlasFolder;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.Sha256;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * Atlases of coarse phantoms: whatever stops the run, in whatever order the rows come and however many cases are prepared
 * at once, the bytes are the same.
 */
public class BuildAtlasTest {

	private static final double SPACING_MM = 5;
	private static final String WATER = "water,water.nii.gz,a/nodes.nii.gz,full,";
	private static final String A = "a,a/ct.nii.gz,a/nodes.nii.gz,full,a/stations.nii.gz";
	private static final String B = "b,b/ct.nii.gz,b/partial.nii.gz,partial,b/stations.nii.gz";

	@ClassRule
	public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

	private static Path folder;
	private static String summary;

	private final InlineTask task = new InlineTask("build-atlas");

	/** The reference has no stations; one case has no lungs. */
	@BeforeClass
	public static void buildUndisturbed() throws IOException {
		folder = TEMPORARY.getRoot().toPath();
		final InlineTask phantoms = new InlineTask("phantoms");
		MakePhantoms.write(PhantomGenerator.generate(cut(PhantomSpec.atlas(SPACING_MM)), phantoms), folder.resolve(
			"reference"));
		Files.delete(folder.resolve("reference/stations.nii.gz"));
		for (final String name : new String[] { "a", "b" })
			MakePhantoms.write(PhantomGenerator.generate(cut(PhantomSpec.standard(20000 + name.charAt(0), SPACING_MM)),
				phantoms), folder.resolve(name));
		VolumeFiles.write(new CtVolume(Grid.of(40, 40, 40, 5, 5, 5)), folder.resolve("water.nii.gz"));
		manifest("manifest.csv", A, B, WATER);
		summary = BuildAtlas.run(options("undisturbed"), phantoms);
	}

	/** Less of the chest, for speed. */
	private static PhantomSpec cut(final PhantomSpec spec) {
		final Grid grid = spec.grid();
		return spec.withGrid(grid.crop(new Box(0, 0, 12, grid.nx(), grid.ny(), 40)));
	}

	private static void manifest(final String name, final String... rows) throws IOException {
		Files.writeString(folder.resolve(name), "case,ct,nodes,annotation,stations\n" + String.join("\n", rows) + "\n");
	}

	/** The atlas is named by its folder, so that folder always has the same name. */
	private static Path output(final String run) {
		return folder.resolve("out").resolve(run).resolve("atlas");
	}

	private static BuildAtlas.Options options(final String run) {
		return options(run, "manifest.csv", AnnotationWeights.DEFAULT, 1);
	}

	private static BuildAtlas.Options options(final String run, final String manifest, final AnnotationWeights weights,
		final int jobs)
	{
		return new BuildAtlas.Options(folder.resolve(manifest), folder.resolve("reference"), output(run), "auto", weights,
			jobs);
	}

	/** Every file of a run but the record, which holds times, with its SHA-256. */
	private static SortedMap<String, String> files(final String run) throws IOException {
		try (Stream<Path> all = Files.walk(output(run))) {
			return all.filter(f -> Files.isRegularFile(f) && !f.endsWith("record.json")).collect(Collectors.toMap(f -> output(
				run).relativize(f).toString(), Sha256::of, (one, other) -> one, TreeMap::new));
		}
	}

	/** A run that finds all cases of the undisturbed one. */
	private static void copyCases(final String run) throws IOException {
		final Path cases = Files.createDirectories(output(run).resolve("cases"));
		try (Stream<Path> all = Files.list(output("undisturbed").resolve("cases"))) {
			for (final Path file : all.toList())
				Files.copy(file, cases.resolve(file.getFileName()));
		}
	}

	private static int keptFromEarlier(final String run) throws IOException {
		return ((Number) Json.GSON.fromJson(Files.readString(output(run).resolve("record.json")), Map.class).get(
			"casesKeptFromEarlier")).intValue();
	}

	/** With {@code kill -9}, in a Java of its own: no shutdown hook and no finally block runs. */
	@Test
	public void aKilledRunGoesOnAndComesToTheSameBytes() throws Exception {
		final Path first = output("killed").resolve("cases/a.json");
		final File log = TEMPORARY.newFile("killed.txt");
		final Process process = new ProcessBuilder(Paths.get(System.getProperty("java.home"), "bin", "java").toString(),
			"-Djava.awt.headless=true", "-Xmx1g", "-cp", System.getProperty("java.class.path"),
			"org.lymphatlas.command.Shell", "build-atlas", "manifest=" + folder.resolve("manifest.csv"), "reference=" + folder
				.resolve("reference"), "output=" + output("killed"), "jobs=1").redirectErrorStream(true).redirectOutput(log)
			.start();
		while (process.isAlive() && !Files.exists(first))
			Thread.sleep(5);
		process.destroyForcibly();
		assertTrue(process.waitFor(20, TimeUnit.SECONDS));
		assertTrue("the first case was not finished: " + Files.readString(log.toPath()), Files.exists(first));
		assertFalse("the run was at its end before it was killed", Files.exists(output("killed").resolve("atlas.json")));
		Files.writeString(output("killed").resolve("cases/.b-nodes.nii.gz.0f8fad5b-d9cb-469f-a165-70867728950e.part"), "half");
		BuildAtlas.run(options("killed"), task);
		assertEquals(1, keptFromEarlier("killed"));
		assertEquals(files("undisturbed"), files("killed"));
	}

	@Test
	public void neitherTheOrderOfTheRowsNorJobsChangeTheBytes() throws IOException {
		manifest("shuffled.csv", WATER, B, A);
		BuildAtlas.run(options("shuffled", "shuffled.csv", AnnotationWeights.DEFAULT, 3), task);
		assertEquals(0, keptFromEarlier("shuffled"));
		assertEquals(files("undisturbed"), files("shuffled"));
	}

	@Test
	public void aCancelledRunLeavesNoAtlas() throws IOException {
		final InlineTask cancelled = new InlineTask("cancelled") {

			@Override
			protected void changed() {
				if (getStatusMessage().contains("Registering case")) cancel("enough");
			}
		};
		final String message = assertThrows(CancellationException.class, () -> BuildAtlas.run(options("cancelled"),
			cancelled)).getMessage();
		assertEquals("enough", message);
		assertEquals(Map.of(), files("cancelled"));
	}

	@Test
	public void otherWeightsNeedNoRegistration() throws IOException {
		copyCases("weights");
		BuildAtlas.run(options("weights", "manifest.csv", new AnnotationWeights(0.25, 1), 1), task);
		assertEquals(3, keptFromEarlier("weights"));
		final Atlas usual = AtlasFolder.read(output("undisturbed")), other = AtlasFolder.read(output("weights"));
		assertFalse(Arrays.equals(usual.probability().values(), other.probability().values()));
		assertArrayEquals(usual.stations().labels(), other.stations().labels());
		assertEquals("0.25", other.provenance().get("partialWeight"));
	}

	@Test
	public void whatIsKeptIsTakenForTheSameInputsOnly() throws IOException {
		copyCases("checked");
		final Path cases = output("checked").resolve("cases");
		final WarpedCases store = new WarpedCases(cases, AtlasReference.read(folder.resolve("reference"), task), "auto");
		for (final Manifest.Row row : Manifest.read(folder.resolve("manifest.csv")).rows())
			assertTrue(row.name(), store.find(row).isPresent());
		final String files = "a,%s,%s,full,%s", ct = "a/ct.nii.gz", nodes = "a/nodes.nii.gz", stations = "a/stations.nii.gz";
		for (final String changed : new String[] { String.format(files, "b/ct.nii.gz", nodes, stations), String.format(files,
			ct, "a/partial.nii.gz", stations), String.format(files, ct, nodes, ""), String.format(files, ct, nodes,
				"b/stations.nii.gz") })
		{
			manifest("changed.csv", changed);
			assertFalse(changed, store.find(Manifest.read(folder.resolve("changed.csv")).rows().get(0)).isPresent());
		}
		final Manifest.Row a = Manifest.read(folder.resolve("manifest.csv")).rows().get(0);
		Files.copy(cases.resolve("b-nodes.nii.gz"), cases.resolve("a-nodes.nii.gz"),
			StandardCopyOption.REPLACE_EXISTING);
		assertFalse("another file in its place", store.find(a).isPresent());
		for (final String json : new String[] { "{", "[]", "null", "{}", "{\"inputs\": {}, \"files\": {\"../../x\": \"0\"}}" }) {
			Files.writeString(cases.resolve("a.json"), json);
			assertFalse(json, store.find(a).isPresent());
		}
	}

	@Test
	public void theAtlasSaysWhatItIsMadeOf() throws IOException {
		assertTrue(summary, summary.startsWith("Atlas of 2 cases in ") && summary.endsWith("; left out: water"));
		final Atlas atlas = AtlasFolder.read(output("undisturbed"));
		assertEquals(List.of("a", "b", "water"), atlas.cases().stream().map(AtlasCase::name).toList());
		assertEquals(List.of("full", "partial", "full"), atlas.cases().stream().map(AtlasCase::annotation).toList());
		assertEquals(List.of(true, true, false), atlas.cases().stream().map(AtlasCase::used).toList());
		final AtlasCase a = atlas.cases().get(0), water = atlas.cases().get(2);
		assertEquals(Sha256.of(folder.resolve("a/nodes.nii.gz")), a.sha256().get("nodes"));
		assertEquals("variational", a.engine());
		assertTrue(a.verdict() + ", Dice " + a.meanDice(), !a.verdict().equals("failed") && a.meanDice() > 0.6);
		assertTrue(water.remark(), water.verdict().equals("failed") && water.remark().startsWith("water: "));
		assertEquals(Sha256.of(folder.resolve("reference/ct.nii.gz")), atlas.provenance().get("reference ct sha256"));
		assertEquals("1", atlas.provenance().get("casesPartial"));
		assertEquals("votes of 2 cases", atlas.provenance().get("stations"));
		assertTrue("stations by vote", atlas.stations().foreground().count() > 1000);
		final String record = Files.readString(output("undisturbed").resolve("record.json"));
		assertTrue(record, record.contains("Case 'water' was left out: its registration failed"));
	}

	@Test
	public void whatIsWrongIsSaidBeforeAnyWork() throws IOException {
		manifest("none.csv", A, "b,b/ct.nii.gz,b/nodes.nii.gz,none,");
		refused("none.csv", "case 'b' has annotation=none");
		Files.writeString(folder.resolve("text.nii.gz"), "no image");
		manifest("text.csv", A, "b,b/ct.nii.gz,text.nii.gz,full,");
		refused("text.csv", "text.nii.gz");
		manifest("absent.csv", "a,a/ct.nii.gz,a/nodes.nii.gz,full,absent.nii.gz");
		refused("absent.csv", "case 'a' has stations=");
		assertThrows(InputException.class, () -> options("wrong", "manifest.csv", AnnotationWeights.DEFAULT, 0));
		assertFalse(Files.exists(output("wrong")));
	}

	/** Packed data that end early are only seen when they are read: before the case is registered. */
	@Test
	public void aDamagedFileStopsTheRunAndIsNamed() throws IOException {
		final byte[] whole = Files.readAllBytes(folder.resolve("a/nodes.nii.gz"));
		Files.write(folder.resolve("cut.nii.gz"), Arrays.copyOf(whole, whole.length / 2));
		manifest("cut.csv", "a,a/ct.nii.gz,cut.nii.gz,full,", B);
		final String message = assertThrows(InputException.class, () -> BuildAtlas.run(options("cut", "cut.csv",
			AnnotationWeights.DEFAULT, 1), task)).getMessage();
		assertTrue(message, message.contains("cut.nii.gz"));
		assertEquals(Map.of(), files("cut"));
	}

	private void refused(final String manifest, final String cause) {
		final String message = assertThrows(InputException.class, () -> BuildAtlas.run(options("wrong", manifest,
			AnnotationWeights.DEFAULT, 1), task)).getMessage();
		assertTrue(message, message.contains(cause));
	}
}
