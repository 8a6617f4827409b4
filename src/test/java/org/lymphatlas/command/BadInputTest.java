package org.lymphatlas.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.atlas.AtlasFolder;
import org.lymphatlas.atlas.ShippedAtlas;
import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Crop;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * What a user can get wrong, through the shell's own entry: exit code 2, one line that names file and cause, nothing
 * written, and no input changed.
 */
public class BadInputTest {

	@ClassRule
	public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

	private static Path folder;
	private static Phantom phantom;

	private Map<Path, Long> before;

	@BeforeClass
	public static void makeInputs() throws IOException {
		folder = TEMPORARY.getRoot().toPath();
		phantom = PhantomGenerator.generate(PhantomSpec.standard(7, 5), new InlineTask("phantom"));
		for (final String ending : new String[] { ".nii", ".nii.gz", ".nrrd", ".mha" })
			VolumeFiles.write(phantom.ct(), folder.resolve("ct" + ending));
		VolumeFiles.write(phantom.nodes(), folder.resolve("nodes.nii.gz"));
		VolumeFiles.write(phantom.organs().labels(), folder.resolve("organs.nii.gz"));
		Files.createDirectory(folder.resolve("empty"));
	}

	@Before
	public void rememberInputs() throws IOException {
		before = checksums(folder);
	}

	@After
	public void inputsAreAsTheyWere() throws IOException {
		final Map<Path, Long> after = checksums(folder);
		before.forEach((file, sum) -> assertEquals(file + " was touched", sum, after.get(file)));
	}

	private static Map<Path, Long> checksums(final Path root) throws IOException {
		final Map<Path, Long> sums = new TreeMap<>();
		try (var files = Files.walk(root)) {
			for (final Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
				final CRC32 sum = new CRC32();
				sum.update(Files.readAllBytes(file));
				sums.put(file, sum.getValue());
			}
		}
		return sums;
	}

	/** The command's arguments, with {@code @name} for a file of this test's folder. */
	private static void refused(final String arguments, final String... causes) {
		final Path output = folder.resolve("out");
		final List<String> args = new ArrayList<>(List.of(arguments.replace("@", folder + "/").split(" ")));
		if (!arguments.contains("output=")) args.add("output=" + output);
		final ByteArrayOutputStream out = new ByteArrayOutputStream(), err = new ByteArrayOutputStream();
		final int exitCode = new Shell(new PrintStream(out, true), new PrintStream(err, true)).run(args);
		// The stages begin with the time that has passed.
		final List<String> said = err.toString().lines().filter(line -> !line.startsWith("[")).toList();
		assertEquals(arguments + ": " + err + out, 2, exitCode);
		assertEquals(arguments + " is answered by one line: " + said, 1, said.size());
		for (final String cause : causes)
			assertTrue(arguments + ": " + said + " should say '" + cause + "'", said.get(0).contains(cause));
		assertFalse(said.get(0), said.get(0).contains("Exception"));
		assertEquals(arguments, "", out.toString());
		assertFalse(arguments + " left something in " + output, Files.exists(output));
	}

	private static String bytes(final String name, final byte[] bytes) throws IOException {
		Files.write(folder.resolve(name), bytes);
		return name;
	}

	private static String text(final String name, final String text) throws IOException {
		return bytes(name, text.getBytes(StandardCharsets.ISO_8859_1));
	}

	private static byte[] whole(final String name) throws IOException {
		return Files.readAllBytes(folder.resolve(name));
	}

	private static String ct(final String name, final CtVolume ct) {
		VolumeFiles.write(ct, folder.resolve(name));
		return name;
	}

	private static CtVolume filled(final Grid grid, final int hu) {
		final CtVolume ct = new CtVolume(grid);
		Arrays.fill(ct.hu(), (short) hu);
		return ct;
	}

	private static Grid raised(final Grid grid, final double mm) {
		final double[] origin = grid.origin();
		origin[2] += mm;
		return new Grid(grid.size(), grid.spacing(), origin, grid.direction());
	}

	@Test
	public void truncatedCorruptAndForeignFiles() throws IOException {
		for (final String ending : new String[] { ".nii", ".nii.gz", ".nrrd", ".mha" }) {
			final byte[] whole = whole("ct" + ending);
			refused("organs ct=@" + bytes("half" + ending, Arrays.copyOf(whole, whole.length / 2)), "half" + ending,
				"truncated");
			refused("organs ct=@" + bytes("header" + ending, Arrays.copyOf(whole, 60)), "header" + ending);
			refused("organs ct=@" + bytes("nothing" + ending, new byte[0]), "nothing" + ending);
			if (ending.equals(".nii")) continue;
			for (int i = whole.length / 2; i < whole.length / 2 + 8; i++)
				whole[i] ^= 0x5a;
			refused("organs ct=@" + bytes("corrupt" + ending, whole), "corrupt" + ending, "corrupt");
		}
		refused("organs ct=@" + bytes("picture.png", new byte[] { (byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10 }),
			"picture.png", "not an image format that is read");
	}

	@Test
	public void headersThatLie() throws IOException {
		final byte[] nii = whole("ct.nii");
		final ByteBuffer header = ByteBuffer.wrap(nii).order(ByteOrder.LITTLE_ENDIAN);
		for (final int[] size : new int[][] { { 30000, 30000, 2 }, { 32000, 32000, 32000 }, { -5, 10, 10 } }) {
			for (int a = 0; a < 3; a++)
				header.putShort(42 + 2 * a, (short) size[a]);
			refused("organs ct=@" + bytes("lies.nii", nii), "lies.nii");
		}
		final String nrrd = "NRRD0004\ntype: short\ndimension: 3\nspace: left-posterior-superior\nsizes: %s\n" +
			"space directions: (1,0,0) (0,1,0) (0,0,1)\nspace origin: (0,0,0)\nendian: little\nencoding: %s\n\nvoxels";
		for (final String size : new String[] { "1000 1000 1000", "99999999999 9999999 999", "-5 20 20", "0 20 20",
			"20 20" })
			for (final String encoding : new String[] { "raw", "gzip" })
				refused("organs ct=@" + text("lies.nrrd", String.format(nrrd, size, encoding)), "lies.nrrd");
		for (final String size : new String[] { "1000 1000 1000", "2000 2000 2000", "20 -20 20" })
			refused("organs ct=@" + text("lies.mha", "ObjectType = Image\nNDims = 3\nDimSize = " + size +
				"\nElementSpacing = 1 1 1\nElementType = MET_SHORT\nElementDataFile = LOCAL\nvoxels"), "lies.mha");
		refused("organs ct=@" + text("alone.mhd", "ObjectType = Image\nNDims = 3\nDimSize = 20 20 20\n" +
			"ElementSpacing = 1 1 1\nElementType = MET_SHORT\nElementDataFile = gone.raw\n"), "alone.mhd", "gone.raw");
	}

	@Test
	public void imagesOfAnotherKind() throws IOException {
		refused("organs ct=@" + ct("flat.nrrd", filled(Grid.of(64, 64, 1, 1, 1, 1), 0)), "flat.nrrd", "2D");
		final String rgb = "ObjectType = Image\nNDims = 3\nDimSize = 4 4 4\nElementNumberOfChannels = 3\n" +
			"ElementType = MET_UCHAR\nElementDataFile = LOCAL\n" + "x".repeat(192);
		refused("organs ct=@" + text("rgb.mha", rgb), "rgb.mha", "RGB");
		final FloatVolume nan = new FloatVolume(Grid.of(20, 20, 20, 2, 2, 2));
		nan.values()[nan.grid().index(3, 4, 5)] = Float.NaN;
		VolumeFiles.write(nan, folder.resolve("nan.nii.gz"));
		refused("organs ct=@nan.nii.gz", "nan.nii.gz", "not a number", "(3, 4, 5)");
		refused("organs ct=@empty", "empty", "no DICOM slice");
		refused("organs ct=@absent.nii.gz", "absent.nii.gz", "neither a file nor a DICOM folder");
		refused("organs ct=@absent/folder", "absent/folder");
	}

	@Test
	public void cTsWithoutALung() {
		final Grid grid = phantom.ct().grid();
		final CtVolume filled = new CtVolume(grid, phantom.ct().hu().clone());
		for (int i = 0; i < filled.hu().length; i++)
			if (filled.hu()[i] < -200) filled.hu()[i] = 40;
		refused("organs ct=@" + ct("tissue.nrrd", filled), "tissue.nrrd", "no lung");
		refused("register ct=@tissue.nrrd", "tissue.nrrd", "no lung");
		refused("organs ct=@" + ct("water.nrrd", filled(grid, 0)), "water.nrrd", "no lung");
		refused("organs ct=@" + ct("air.nrrd", filled(grid, -1000)), "air.nrrd", "no lung");
		refused("organs ct=@" + ct("tiny.nrrd", filled(Grid.of(3, 3, 3, 1, 1, 1), 0)), "tiny.nrrd", "too little");
	}

	@Test
	public void keysAndValues() throws IOException {
		refused("nonsense", "Unknown command 'nonsense'");
		refused("organs ct=@ct.nrrd loud=1", "Unknown key 'loud'", "Known keys: ct, output");
		refused("organs", "Missing: ct=");
		refused("organs ct=@ct.nrrd output=", "Missing: output=");
		refused("organs ct=@ct.nrrd source=magic", "source=magic", "auto, intensity, totalsegmentator");
		refused("organs ct=@ct.nrrd source=totalsegmentator", "input=");
		refused("register ct=@ct.nrrd registration=ants", "registration=ants");
		refused("segment ct=@ct.nrrd threshold=lots", "threshold=lots", "a number");
		refused("segment ct=@ct.nrrd mode=quick", "mode=quick", "fast");
		refused("phantom count=0", "count=0", "from 1 to 9999");
		refused("phantom count=1.5", "count=1.5", "whole number");
		refused("phantom spacingMm=100", "spacingMm=100");
		refused("evaluate prediction=@nodes.nii.gz", "manifest=", "reference=");
		text("cases.csv", "case,ct\na,ct.nrrd\n");
		refused("batch manifest=@cases.csv options=postprocessing=paper", "postprocessing=paper", "atlas-priors, dbdmp");
		refused("batch manifest=@cases.csv options=minHu=low", "minHu=low");
		refused("batch manifest=@cases.csv options=loud", "Unknown key 'loud'");
		refused("batch manifest=@cases.csv options=ct=other.nii", "ct is each case's own");
		refused("batch manifest=@cases.csv steps=organs options=mode=fast", "steps=segment", "no effect");
	}

	@Test
	public void outputsThatCannotBeFolders() throws IOException {
		text("list.csv", "case,ct,nodes\na,ct.nrrd,nodes.nii.gz\n");
		for (final String output : new String[] { "output=@ct.nrrd", "output=@ct.nrrd/results" })
			for (final String command : new String[] { "organs ct=@ct.nrrd", "register ct=@ct.nrrd", "segment ct=@ct.nrrd",
				"measure nodes=@nodes.nii.gz", "evaluate reference=@nodes.nii.gz prediction=@nodes.nii.gz",
				"phantom spacingMm=10", "phantom anatomy=mean spacingMm=10", "batch manifest=@list.csv steps=organs",
				"build-atlas manifest=@list.csv reference=@case", "demo" })
				refused(command + " " + output, "ct.nrrd", "choose another output");
	}

	@Test
	public void outputsThatAreInputs() throws IOException {
		Files.createDirectories(folder.resolve("case/organs"));
		VolumeFiles.write(phantom.ct(), folder.resolve("case/ct.nii.gz"));
		VolumeFiles.write(phantom.organs().mask("body"), folder.resolve("case/organs/body.nii.gz"));
		text("batch.csv", "case,ct,nodes\na,ct.nrrd,nodes.nii.gz\n");
		before = checksums(folder);
		refused("organs ct=@ct.nrrd input=@case/organs output=@case", "case/organs", "overwritten");
		refused("register ct=@ct.nrrd organs=@case/organs/body.nii.gz output=@case", "body.nii.gz", "overwritten");
		refused("segment ct=@ct.nrrd organs=@case/organs/../organs output=@case", "overwritten");
		refused("build-atlas manifest=@batch.csv reference=@case output=@case", "ct.nii.gz", "overwritten");
		refused("batch manifest=@batch.csv output=" + folder, "batch.csv", "overwritten");
	}

	@Test
	public void organsOfAnotherCt() {
		refused("organs ct=@ct.nrrd input=@absent", "absent", "no such file");
		refused("organs ct=@ct.nrrd input=@empty", "empty", "no organ mask");
		refused("organs ct=@ct.nrrd input=@ct.nrrd", "ct.nrrd", "not a label");
		final LabelVolume organs = phantom.organs().labels();
		VolumeFiles.write(new LabelVolume(raised(organs.grid(), 5000), organs.labels()), folder.resolve("far.nii.gz"));
		refused("organs ct=@ct.nrrd input=@far.nii.gz", "far.nii.gz", "outside the CT", "ct.nrrd");
		refused("register ct=@ct.nrrd organs=@far.nii.gz", "far.nii.gz", "outside the CT");
		VolumeFiles.write(new LabelVolume(organs.grid()), folder.resolve("none.nii.gz"));
		refused("register ct=@ct.nrrd organs=@none.nii.gz", "none.nii.gz", "no label");
	}

	@Test
	public void atlasesAndModelsThatAreNone() throws IOException {
		for (final String command : new String[] { "register ct=@ct.nrrd", "segment ct=@ct.nrrd" }) {
			refused(command + " atlas=@empty", "empty", "no atlas.json");
			refused(command + " atlas=@absent", "absent", "no atlas.json");
		}
		AtlasFolder.write(ShippedAtlas.read(), folder.resolve("atlas"));
		Files.delete(folder.resolve("atlas/stations.nii.gz"));
		refused("register ct=@ct.nrrd atlas=@atlas", "stations.nii.gz", "no such file");
		text("atlas/atlas.json", "{ \"format\": 1,");
		refused("register ct=@ct.nrrd atlas=@atlas", "atlas.json", "damaged");
		refused("segment ct=@ct.nrrd model=@empty", "empty", "model.json");
		refused("segment ct=@ct.nrrd model=@absent", "absent");
		refused("segment ct=@ct.nrrd model=@ct.nrrd", "ct.nrrd");
	}

	@Test
	public void stepsOnTheWrongFiles() {
		final Grid grid = phantom.ct().grid();
		final CtVolume lower = Crop.crop(phantom.ct(), new Box(0, 0, 0, grid.nx(), grid.ny(), grid.nz() / 3));
		VolumeFiles.write(lower, folder.resolve("lower.nrrd"));
		refused("measure nodes=@ct.nrrd", "ct.nrrd", "not a label");
		refused("measure nodes=@nodes.nii.gz ct=@lower.nrrd", "lower.nrrd", "grid");
		refused("measure nodes=@nodes.nii.gz priors=@empty", "empty", "register");
		refused("postprocess probability=@ct.nrrd", "ct.nrrd", "no probability");
		refused("predict ct=@ct.nrrd priors=@empty", "empty", "register");
		refused("evaluate reference=@nodes.nii.gz prediction=@absent.nii.gz", "absent.nii.gz", "no such file");
		refused("evaluate reference=@nodes.nii.gz prediction=@lower.nrrd", "lower.nrrd", "nodes.nii.gz", "grid");
	}

	@Test
	public void manifests() throws IOException {
		final String[][] wrong = { { "name,file\na,ct.nrrd\n", "no value for 'case'" }, { "case\na\n",
			"no value for 'ct'" }, { "case,ct\na,ct.nrrd\na,ct.nrrd\n", "line 3", "listed twice" }, {
				"case,ct\n../a,ct.nrrd\n", "line 2", "'../a' cannot be a folder's name" }, {
					"case,ct,nodes,annotation\na,ct.nrrd,nodes.nii.gz,some\n", "line 2", "'some'" }, { "case,ct\n", "no case" }, {
						"", "no case" }, { "\0\1\2\3", "list.csv" } };
		for (final String[] manifest : wrong) {
			text("list.csv", manifest[0]);
			final String[] causes = manifest.clone();
			causes[0] = "list.csv";
			refused("batch manifest=@list.csv steps=organs", causes);
			refused("build-atlas manifest=@list.csv reference=@empty", causes);
			refused("evaluate manifest=@list.csv prediction=@empty", causes);
		}
		refused("batch manifest=@absent.csv", "absent.csv");
		text("list.csv", "case,ct,nodes\na,ct.nrrd,\n");
		refused("build-atlas manifest=@list.csv reference=@empty", "list.csv", "case 'a'", "nodes");
		text("list.csv", "case,ct,nodes\na,ct.nrrd,absent.nii.gz\n");
		refused("build-atlas manifest=@list.csv reference=@empty", "list.csv", "case 'a'", "absent.nii.gz");
		refused("train manifest=@list.csv", "list.csv", "case 'a'", "absent.nii.gz");
		text("list.csv", "case,ct,nodes\na,ct.nrrd,nodes.nii.gz\n");
		refused("build-atlas manifest=@list.csv reference=@empty", "ct.nii.gz", "no such file");
		refused("evaluate manifest=@list.csv prediction=@empty", "empty", "nodes.nii.gz", "no such file");
	}

	/** Not an error, since it may be an odd patient, but said: TotalSegmentator's lungs lie in this CT's abdomen. */
	@Test
	public void organsThatDoNotFitAreSaid() throws IOException {
		final LabelVolume organs = phantom.organs().labels();
		VolumeFiles.write(new LabelVolume(raised(organs.grid(), -150), organs.labels()), folder.resolve("lowered.nii.gz"));
		final Map<String, Boolean> warned = new TreeMap<>();
		for (final String input : new String[] { "organs.nii.gz", "lowered.nii.gz" }) {
			final Path output = folder.resolve("fit-" + input);
			assertEquals(0, new Shell(new PrintStream(new ByteArrayOutputStream()), new PrintStream(
				new ByteArrayOutputStream())).run(List.of("organs", "ct=" + folder.resolve("ct.nrrd"), "input=" + folder.resolve(
					input), "output=" + output)));
			warned.put(input, Files.readString(output.resolve("record.json")).contains("may be another CT's"));
		}
		assertEquals(Map.of("organs.nii.gz", false, "lowered.nii.gz", true), warned);
	}

	/** Not an error: the carina is said to be missing, in the result and in the record, and none is invented. */
	@Test
	public void aCtThatEndsBelowTheCarina() throws IOException {
		final Grid grid = phantom.ct().grid();
		final double[] carina = phantom.carinaLps().clone();
		grid.toVoxel(carina, carina);
		VolumeFiles.write(Crop.crop(phantom.ct(), new Box(0, 0, 0, grid.nx(), grid.ny(), (int) carina[2] - 6)), folder
			.resolve("lower.nii.gz"));
		final Path output = folder.resolve("lower-organs");
		final ByteArrayOutputStream out = new ByteArrayOutputStream(), err = new ByteArrayOutputStream();
		assertEquals(err.toString(), 0, new Shell(new PrintStream(out, true), new PrintStream(err, true)).run(List.of(
			"organs", "ct=" + folder.resolve("lower.nii.gz"), "output=" + output)));
		assertTrue(out.toString(), out.toString().contains("carina not found"));
		final String record = Files.readString(output.resolve("record.json"));
		assertTrue(record, record.contains("\"carinaLps\": null"));
		assertTrue(record, record.replaceAll("\\s+", " ").matches(".*\"warnings\": \\[ \"[^\"]*bifurcation.*"));
		assertTrue(Files.readString(output.resolve("organs/landmarks.json")).contains("\"carinaLps\": null"));
	}
}
