package org.lymphatlas.pipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.network.nnunet.WrittenModels;
import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.program.Scripts;
import org.lymphatlas.segmentation.totalsegmentator.Quality;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.io.VolumeFiles;

/** Which source of organs is taken, and that log and record say so. */
public class AnatomySourceTest {

	private static final String PROGRAM = "lymphatlas.totalsegmentator", MODELS = "lymphatlas.models";
	private static final String FAST = "Dataset297_TotalSegmentator_total_3mm_1559subj";
	private static final Phantom PHANTOM = PhantomGenerator.generate(PhantomSpec.standard(7, 5), new InlineTask(
		"phantom"));

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private final String programBefore = System.getProperty(PROGRAM, ""), modelsBefore = System.getProperty(MODELS, "");
	private Path folder;

	@Before
	public void makeFolder() throws IOException {
		folder = temporary.newFolder("a b").toPath();
	}

	@After
	public void restore() {
		System.setProperty(PROGRAM, programBefore);
		System.setProperty(MODELS, modelsBefore);
	}

	private Anatomy run(final Optional<Path> input, final OrganChoice choice) {
		return run(PHANTOM.ct(), input, choice);
	}

	private Anatomy run(final CtVolume ct, final Optional<Path> input, final OrganChoice choice) {
		return SegmentOrgans.run(ct, new SegmentOrgans.Options(Path.of("phantom"), folder.resolve("out"), input,
			choice), new InlineTask("organs"));
	}

	private String record() throws IOException {
		return Files.readString(folder.resolve("out/record.json"));
	}

	/** A program that copies the phantom's aorta. */
	private void install(final String... lines) throws IOException {
		System.setProperty(PROGRAM, Scripts.script(folder, "TotalSegmentator", lines).toString());
		final Mask aorta = PHANTOM.organs().mask("aorta");
		for (int i = 0; i < aorta.values().length; i++)
			aorta.values()[i] *= 52;
		VolumeFiles.write(aorta, folder.resolve("aorta.nii"));
	}

	private String[] works() {
		return new String[] { "if [ \"$1\" = --version ]; then echo 2.18.0; exit; fi", "cp '" + folder +
			"/aorta.nii' \"$4\"" };
	}

	@Test
	public void withNothingInstalledIntensitiesServeAndTheRecordSaysWhy() throws IOException {
		assertEquals("intensity", run(Optional.empty(), OrganChoice.AUTO).source());
		assertTrue(record(), record().contains("\"source\": \"intensity\""));
		assertTrue(record(), record().contains("no network of TotalSegmentator for 3.0 mm (data set 297)"));
		assertTrue(record(), record().contains("TotalSegmentator's program: no TotalSegmentator program at"));
	}

	@Test
	public void automaticallyNothingIsFetchedFromTheInternet() throws IOException {
		install(works());
		assertEquals("intensity", run(Optional.empty(), OrganChoice.AUTO).source());
		assertTrue(record(), record().contains("would have to fetch its weights (data sets [297]) from the internet"));
	}

	@Test
	public void askedForTheProgramRuns() throws IOException {
		install(works());
		final Anatomy anatomy = run(Optional.empty(), OrganChoice.of(OrganChoice.Source.TOTALSEGMENTATOR, Quality.FAST));
		assertEquals("totalsegmentator", anatomy.source());
		assertEquals(PHANTOM.organs().mask("aorta").count(), anatomy.organs().mask("aorta").count());
		assertTrue(Files.isRegularFile(folder.resolve("out/organs/aorta.nii.gz")));
		assertTrue(record(), record().contains("\"source\": \"TotalSegmentator's program\""));
		assertTrue(record(), record().contains("it fetches its weights (data sets [297]) from the internet now"));
		assertFalse("the one before it was not there", record().contains("\"notTaken\": []"));
	}

	@Test
	public void askedForAndNowhereIsAnError() {
		final String message = assertThrows(InputException.class, () -> run(Optional.empty(), OrganChoice.of(
			OrganChoice.Source.TOTALSEGMENTATOR, Quality.NORMAL))).getMessage();
		assertTrue(message, message.contains("data set 291 and 293") && message.contains("no TotalSegmentator program at"));
		assertFalse(Files.exists(folder.resolve("out")));
	}

	@Test
	public void askedForAndFailingIsAnError() throws IOException {
		install("if [ \"$1\" = --version ]; then echo 2.18.0; exit; fi", "echo 'RuntimeError: CUDA out of memory'", "exit 1");
		final String message = assertThrows(InputException.class, () -> run(Optional.empty(), OrganChoice.of(
			OrganChoice.Source.TOTALSEGMENTATOR, Quality.FAST))).getMessage();
		assertTrue(message, message.contains("TotalSegmentator's program failed") && message.contains("CUDA out of memory"));
	}

	@Test
	public void givenMasksComeFirst() throws IOException {
		install(works());
		final Path masks = Files.createDirectory(folder.resolve("masks"));
		VolumeFiles.write(PHANTOM.organs().mask("aorta"), masks.resolve("aorta.nii.gz"));
		for (final OrganChoice.Source source : List.of(OrganChoice.Source.AUTO, OrganChoice.Source.TOTALSEGMENTATOR)) {
			assertEquals("totalsegmentator", run(Optional.of(masks), OrganChoice.of(source, Quality.FAST)).source());
			assertTrue(record(), record().contains("\"source\": \"masks\""));
		}
	}

	@Test
	public void intensitiesOnlyWhenAskedFor() throws IOException {
		install(works());
		assertEquals("intensity", run(Optional.empty(), OrganChoice.of(OrganChoice.Source.INTENSITY, Quality.FAST))
			.source());
		assertTrue(record(), record().contains("\"notTaken\": []"));
	}

	@Test
	public void importedNetworksComeBeforeTheProgram() throws IOException {
		install(works());
		System.setProperty(MODELS, folder.resolve("models").toString());
		WrittenModels.write(WrittenModels.plan(FAST, 118, 3, "0"), folder.resolve("models/fast"));
		final CtVolume ct = new CtVolume(Grid.of(14, 12, 11, 1.9, 2.1, 3));
		for (int i = 0; i < ct.hu().length; i++)
			ct.hu()[i] = (short) (i * 31 % 97 - 40);
		final Anatomy anatomy = run(ct, Optional.empty(), OrganChoice.AUTO);
		assertEquals("totalsegmentator", anatomy.source());
		assertTrue("organs of random weights", anatomy.organs().present().size() > 1);
		assertTrue(anatomy.organs().grid().equals(ct.grid()));
		assertTrue(record(), record().contains("\"source\": \"TotalSegmentator's networks\"") && record().contains("297 in " +
			folder.resolve("models/fast")) && record().contains("\"notTaken\": []"));
		for (final String name : anatomy.organs().present())
			assertEquals(name, anatomy.organs().mask(name).count(), VolumeFiles.readMask(folder.resolve("out/organs/" + name +
				".nii.gz")).count());
	}

	@Test
	public void automaticallyFailingNetworksAreAWarning() throws IOException {
		System.setProperty(MODELS, folder.resolve("models").toString());
		WrittenModels.write(WrittenModels.plan(FAST, 5, 3, "0"), folder.resolve("models/fast"));
		assertEquals("intensity", run(Optional.empty(), OrganChoice.AUTO).source());
		assertTrue(record(), record().contains("come from a lesser source") && record().contains("tells 5 classes apart"));
		final String message = assertThrows(InputException.class, () -> run(Optional.empty(), OrganChoice.of(
			OrganChoice.Source.TOTALSEGMENTATOR, Quality.FAST))).getMessage();
		assertTrue(message, message.contains("TotalSegmentator's networks failed"));
	}
}
