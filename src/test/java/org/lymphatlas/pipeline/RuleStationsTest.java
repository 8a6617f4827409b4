package org.lymphatlas.pipeline;

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
import java.util.Optional;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.Station;
import org.lymphatlas.evaluation.NodeMeasures;
import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.VolumeFiles;

/** Which of the two station maps counts for a node, and what is kept of both. */
public class RuleStationsTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private static final Grid GRID = Grid.of(12, 12, 12, 1, 1, 1);

	private static LabelVolume filled(final int label) {
		final LabelVolume map = new LabelVolume(GRID);
		Arrays.fill(map.labels(), (short) label);
		return map;
	}

	private static RuleStations rules(final LabelVolume map, final List<String> leftOut) {
		return new RuleStations(Optional.of(map), new RuleStations.Summary(true, "", leftOut, List.of(), Map.of()));
	}

	private static NodeRow row(final Optional<LabelVolume> atlas, final RuleStations rules) {
		final LabelVolume node = new LabelVolume(GRID);
		for (int z = 4; z < 8; z++)
			for (int y = 4; y < 8; y++)
				Arrays.fill(node.labels(), GRID.index(4, y, z), GRID.index(8, y, z), (short) 1);
		return NodeRow.of(NodeMeasures.measure(node, null, null), node, atlas, rules).get(0);
	}

	@Test
	public void rulesWinAndBothAreKept() {
		final NodeRow row = row(Optional.of(filled(Station.S4R.label())), rules(filled(Station.S10R.label()), List.of()));
		assertEquals("10R", row.measure().station());
		assertEquals("4R", row.atlas());
		assertEquals("10R", row.rules());
		assertEquals("rules", row.note());
	}

	@Test
	public void whereRulesWereAskedAndNoneHoldsTheNodeIsOther() {
		final NodeRow row = row(Optional.of(filled(Station.S4R.label())), rules(filled(0), List.of()));
		assertEquals("other", row.measure().station());
		assertEquals("4R", row.atlas());
	}

	@Test
	public void whereARuleWasLeftOutTheAtlasServes() {
		final NodeRow row = row(Optional.of(filled(Station.S4R.label())), rules(filled(0), List.of("4R")));
		assertEquals("4R", row.measure().station());
		assertEquals("atlas: rules left out here", row.note());
		final NodeRow none = row(Optional.of(filled(Station.S4R.label())), RuleStations.NONE);
		assertEquals("4R", none.measure().station());
		assertEquals("unknown", none.rules());
		assertEquals("atlas", none.note());
		assertEquals("no station map", row(Optional.empty(), RuleStations.NONE).note());
		assertEquals("unknown", row(Optional.empty(), RuleStations.NONE).measure().station());
	}

	@Test
	public void nearABorderIsSaid() {
		final LabelVolume map = filled(Station.S4R.label());
		for (int i = 0; i < map.labels().length; i++)
			if (i % 12 >= 8) map.labels()[i] = (short) Station.S4L.label();
		final NodeRow row = row(Optional.empty(), rules(map, List.of()));
		assertEquals("4R", row.measure().station());
		assertEquals("rules; borderline", row.note());
		assertEquals(2, row.deciding().borderMm(), 1e-9);
	}

	@Test
	public void whatIsWrittenIsReadAndWhatIsStaleIsRemoved() throws IOException {
		final Phantom phantom = PhantomGenerator.generate(PhantomSpec.atlas(4), new InlineTask("phantom"));
		final Landmarks carina = new Landmarks(Optional.of(phantom.carinaLps()), "truth");
		final Grid grid = phantom.ct().grid();
		final RuleStations written = RuleStations.of(new Anatomy(phantom.organs(), carina, "truth", List.of()), grid);
		final Path priors = temporary.getRoot().toPath().resolve("priors");
		written.write(priors);
		final RuleStations read = RuleStations.read(priors);
		assertEquals(written.summary(), read.summary());
		assertTrue(read.summary().levels().get("arch_top").endsWith("mm (aorta)"));
		assertTrue(Arrays.equals(written.map().get().labels(), read.map().get().labels()));
		assertTrue(grid.matches(VolumeFiles.readGrid(priors.resolve("station_rules.nii.gz")), 1e-3));

		final RuleStations lost = RuleStations.of(new Anatomy(phantom.organs(), new Landmarks(Optional.empty(), "cut off"),
			"truth", List.of()), grid);
		lost.write(priors);
		assertFalse(Files.exists(priors.resolve("station_rules.nii.gz")));
		assertFalse(RuleStations.read(priors).summary().applied());
		assertEquals("the carina was not found (cut off)", RuleStations.read(priors).summary().reason());
	}

	@Test
	public void aForeignFileIsRefused() throws IOException {
		final Path priors = temporary.getRoot().toPath();
		assertFalse(RuleStations.read(priors).summary().applied());
		for (final String text : new String[] { "null", "{}", "{\"leftOut\": 3}", "nonsense" }) {
			Files.writeString(priors.resolve("station_rules.json"), text);
			assertThrows(text, InputException.class, () -> RuleStations.read(priors));
		}
	}
}
