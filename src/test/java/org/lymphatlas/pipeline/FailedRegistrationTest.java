package org.lymphatlas.pipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.registration.Verdict;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** What segment makes of a CT whose header swaps head and feet: the atlas is told to be wrong, and does not take part. */
public class FailedRegistrationTest {

	@Rule
	public TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void segmentSaysSoAndGoesOnWithoutTheAtlas() throws IOException {
		final CtVolume ct = PhantomGenerator.generate(PhantomSpec.standard(31, 4), new InlineTask("phantom")).ct();
		final Grid g = ct.grid();
		final double[] d = g.direction();
		for (int i = 2; i < 9; i += 3)
			d[i] = -d[i];
		final CtVolume turned = new CtVolume(new Grid(g.size(), g.spacing(), g.toWorld(0, 0, g.nz() - 1), d), ct.hu());
		final Path output = folder.getRoot().toPath().resolve("out");
		final SegmentNodes.Outcome outcome = SegmentNodes.run(turned, SegmentNodes.Options.of(Path.of("turned.nii.gz"),
			output), new InlineTask("segment"));
		assertEquals(Verdict.FAILED, outcome.registration().verdict());
		assertTrue(outcome.warnings().toString(), outcome.warnings().stream().anyMatch(w -> w.startsWith(
			"The registration failed") && w.contains("threshold is not lowered by the atlas")));
		final JsonObject record = JsonParser.parseString(Files.readString(output.resolve("record.json"))).getAsJsonObject();
		final JsonObject registration = record.getAsJsonObject("registration");
		assertEquals("failed", registration.get("verdict").getAsString());
		assertTrue(registration.get("reasons").toString(), registration.get("reasons").toString().contains(
			"head and feet seem to be swapped"));
		final JsonObject stage = registration.getAsJsonArray("stages").get(1).getAsJsonObject();
		for (final String key : new String[] { "name", "diceBefore", "dice", "carinaErrorMm", "jacobian", "kept" })
			assertTrue(key + " in " + stage, stage.has(key));
	}
}
