package org.lymphatlas.pipeline;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.training.TrainingCost;
import org.lymphatlas.training.TrainingPlan;
import org.lymphatlas.training.TrainingPreset;
import org.lymphatlas.volume.InputException;

public class PlanOptionsTest {

	private static final double[] MEDIAN = { 0.8, 0.9, 1.5 };

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private static TrainingPlan explicit(final String plan, final String spacing, final String patch,
		final String features, final String blocks, final int batch)
	{
		return new PlanOptions(plan, spacing, patch, features, blocks, batch, 0).explicit(NetworkSpec.RESIDUAL_ENCODER_UNET, 3, Optional.empty(), () -> MEDIAN);
	}

	@Test
	public void smallIsWhatItWas() {
		final TrainingPlan plan = PlanOptions.small().explicit(NetworkSpec.RESIDUAL_ENCODER_UNET, 1, Optional.empty(), () -> {
			throw new AssertionError("needs no CT");
		});
		assertArrayEquals(new int[] { 48, 48, 48 }, plan.patchZyx());
		assertArrayEquals(new double[] { 2.5, 2.5, 2.5 }, plan.spacingMm(), 0);
		assertEquals(List.of(16, 32, 64, 96), plan.network().features());
		assertEquals(1, plan.network().inputChannels());
		assertEquals(2, plan.batch());
	}

	@Test
	public void partsAreChosenByHandInPeoplesOrder() {
		final TrainingPlan plan = explicit("small", "1, 1.5,3", "64,48,32", "8,16,24", "1,2,3", 5);
		assertArrayEquals(new int[] { 32, 48, 64 }, plan.patchZyx());
		assertArrayEquals(new double[] { 1, 1.5, 3 }, plan.spacingMm(), 0);
		assertEquals(List.of(8, 16, 24), plan.network().features());
		assertEquals(List.of(1, 2, 3), plan.network().blocksPerStage());
		assertEquals(5, plan.batch());
		assertEquals("64,48,32", plan.patchXyz());
		assertArrayEquals(new int[] { 40, 40, 40 }, explicit("small", "2", "40", "", "", 0).patchZyx());
	}

	@Test
	public void papersPlanTakesTheDatasSpacing() {
		final TrainingPlan plan = explicit("paper", "", "", "", "", 0);
		assertArrayEquals(MEDIAN, plan.spacingMm(), 0);
		assertArrayEquals(new int[] { 128, 112, 160 }, plan.patchZyx());
		assertEquals(List.of(1, 3, 4, 6, 6, 6), plan.network().blocksPerStage());
		assertArrayEquals(new int[] { 2, 1, 2 }, plan.network().strides().get(5));
		assertEquals("slimmer, strides kept", List.of(8, 16, 32, 64, 80, 80), explicit("paper", "1", "", "8,16,32,64,80,80", "", 0)
			.network().features());
		assertArrayEquals(new int[] { 2, 1, 2 }, explicit("paper", "1", "", "8,16,32,64,80,80", "", 0).network().strides().get(
			5));
	}

	@Test
	public void whatCannotBeIsNamedByItsKey() {
		refused("plan=huge", "huge", "", "", "", "", 0);
		refused("spacingMm=1,2", "small", "1,2", "", "", "", 0);
		refused("spacingMm=a", "small", "a", "", "", "", 0);
		refused("spacing of", "small", "-1", "", "", "", 0);
		refused("patch=4.5", "small", "", "4.5", "", "", 0);
		refused("multiple of [8, 8, 8]", "small", "", "50", "", "", 0);
		refused("features has 2 stages and blocks 4", "small", "", "", "8,16", "", 0);
		refused("features=8,x", "small", "", "", "8,x", "", 0);
		refused("batch of -1", "small", "", "", "", "", -1);
		final InputException auto = assertThrows(InputException.class, () -> new PlanOptions("auto", "", "48", "", "", 0, 0)
			.isAuto());
		assertTrue(auto.getMessage(), auto.getMessage().contains("leave them out"));
	}

	private static void refused(final String reason, final String plan, final String spacing, final String patch,
		final String features, final String blocks, final int batch)
	{
		final InputException e = assertThrows(reason, InputException.class, () -> explicit(plan, spacing, patch, features,
			blocks, batch));
		assertTrue(e.getMessage(), e.getMessage().contains(reason));
	}

	@Test
	public void tooLargeAPlanSaysWhatWouldFit() {
		final Engines.Ready engine = Engines.network("auto", Device.CPU);
		final InputException e = assertThrows(InputException.class, () -> PlannedTraining.of(new PlanOptions("small", "", "96",
			"", "", 2, 1), TrainingPreset.atlasPriors(), Optional.empty(), engine, List.of(), new InlineTask("plan")));
		final String patch = e.getMessage().replaceAll("(?s).*patch=([0-9,]+) would fit.*", "$1");
		final PlannedTraining fits = PlannedTraining.of(new PlanOptions("small", "", patch, "", "", 2, 1), TrainingPreset
			.atlasPriors(), Optional.empty(), engine, List.of(), new InlineTask("plan"));
		assertTrue(fits + " is smaller", fits.cost().networkBytes() <= 1e9 && fits.cost().networkBytes() > 5e8);
	}

	@Test
	public void plansAreMadeOfTheCasesAndKept() throws Exception {
		final InlineTask task = new InlineTask("plan");
		final Path output = folder.getRoot().toPath();
		final PhantomSpec spec = PhantomSpec.standard(20001, 5);
		MakePhantoms.write(PhantomGenerator.generate(spec, task), output.resolve("a"));
		Files.writeString(output.resolve("manifest.csv"), "case,ct,nodes\na,a/ct.nii.gz,a/nodes.nii.gz\nb,b.nii.gz,b.nii.gz\n");
		final List<Manifest.Row> rows = Manifest.read(output.resolve("manifest.csv")).rows();
		final Engines.Ready engine = Engines.network("auto", Device.CPU);
		final PlannedTraining planned = PlannedTraining.of(new PlanOptions("auto", "", "", "", "", 0, 2), TrainingPreset
			.atlasPriors(), Optional.empty(), engine, rows, task);
		assertTrue(planned.origin(), planned.origin().startsWith("auto: 2 cases, median spacing [5.0, 5.0, 5.0] mm"));
		assertArrayEquals("no finer than the data", new double[] { 5, 5, 5 }, planned.plan().spacingMm(), 0);
		assertTrue("" + planned, planned.cost().networkBytes() <= 2e9);
		assertFalse(PlannedTraining.isIn(output));
		planned.write(output);
		final PlannedTraining read = PlannedTraining.read(output);
		assertEquals(planned.toString(), read.toString());
		final TrainingCost cost = read.cost();
		assertEquals(planned.cost(), cost);
		Files.writeString(output.resolve("plan.json"), Files.readString(output.resolve("plan.json")).replace("\"batch\": ",
			"\"batch\": -"));
		final InputException e = assertThrows(InputException.class, () -> PlannedTraining.read(output));
		assertTrue(e.getMessage(), e.getMessage().contains("plan.json"));
	}

	@Test
	public void memoryLimitsAreReadAsJavaCppDoes() {
		assertEquals(4000, FreeMemory.limit(null, 1000));
		assertEquals(1250, FreeMemory.limit("125%", 1000));
		assertEquals(3L << 30, FreeMemory.limit("3g", 1000));
		assertEquals(512 << 20, FreeMemory.limit("512 MB", 1000));
		assertEquals(Long.MAX_VALUE, FreeMemory.limit("0", 1000));
		assertTrue(FreeMemory.bytes() > 0);
	}
}
