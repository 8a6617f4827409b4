package org.lymphatlas.pipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.Landmarks;
import org.lymphatlas.anatomy.Mediastinum;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.atlas.AtlasBuilder;
import org.lymphatlas.atlas.Priors;
import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.PointMapping;

/** A phantom under atlases whose fields end at a known slice of it. */
public class AtlasFieldTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private final Phantom patient = PhantomGenerator.generate(PhantomSpec.standard(5, 5), new InlineTask("phantom"));
	private final Grid grid = patient.ct().grid();
	private final Landmarks landmarks = new Landmarks(Optional.of(patient.carinaLps()), "known");
	private final Anatomy anatomy = new Anatomy(patient.organs(), landmarks, "phantom", List.of());

	private AtlasField field(final Anatomy of, final int firstSlice, final int endSlice) {
		final Grid field = grid.crop(new Box(0, 0, firstSlice, grid.nx(), grid.ny(), endSlice));
		final Atlas atlas = AtlasBuilder.atlas("cut", new CtVolume(field), anatomy, new LabelVolume(field), new FloatVolume(
			field), Map.of(), List.of());
		return AtlasField.of(of, grid, new Priors(atlas, PointMapping.IDENTITY));
	}

	/** Share of what lies in slices that the field does not have. */
	private double share(final Mask mask, final int firstSlice, final int endSlice) {
		long outside = 0;
		for (int i = 0; i < mask.values().length; i++) {
			final int z = i / grid.nx() / grid.ny();
			if (mask.get(i) && (z < firstSlice || z >= endSlice)) outside++;
		}
		return outside / (double) mask.count();
	}

	private Mask lungs() {
		final Mask lungs = new Mask(grid);
		for (final String name : patient.organs().present())
			if (name.startsWith("lung_")) {
				final Mask lobe = patient.organs().mask(name);
				for (int i = 0; i < lobe.values().length; i++)
					lungs.values()[i] |= lobe.values()[i];
			}
		return lungs;
	}

	@Test
	public void sharesOfLungsAndMediastinumAreCounted() {
		final Mask lungs = lungs(), mediastinum = Mediastinum.of(patient.organs());
		for (final int[] slices : new int[][] { { 0, 48 }, { 12, 48 }, { 0, 30 }, { 20, 28 } }) {
			final AtlasField field = field(anatomy, slices[0], slices[1]);
			assertEquals(share(lungs, slices[0], slices[1]), field.lungsOutside(), 1e-9);
			assertEquals(share(mediastinum, slices[0], slices[1]), field.mediastinumOutside(), 1e-9);
		}
	}

	@Test
	public void muchOutsideIsSaidAndKept() throws IOException {
		assertEquals(List.of(), field(anatomy, 0, 48).warnings());
		assertEquals("", field(anatomy, 0, 48).remark());
		final AtlasField cut = field(anatomy, 20, 28);
		assertTrue(cut.toString(), cut.mediastinumOutside() > 0.2 && cut.lungsOutside() > 0.4);
		assertEquals(2, cut.warnings().size());
		final String percent = Math.round(100 * cut.mediastinumOutside()) + " % of the mediastinum";
		assertTrue(cut.warnings().get(0), cut.warnings().get(0).startsWith(percent + " lies outside the atlas' field"));
		assertTrue(cut.remark(), cut.remark().contains(percent));
		final Path folder = temporary.getRoot().toPath();
		cut.write(folder, "cut");
		final Map<?, ?> json = Json.GSON.fromJson(Files.readString(folder.resolve("field.json")), Map.class);
		assertEquals(cut.mediastinumOutside(), (Double) json.get("mediastinumOutside"), 0);
		assertEquals(cut.warnings(), json.get("warnings"));
	}

	@Test
	public void withoutLungsNothingIsKnown() throws IOException {
		final Organs none = new Organs(new LabelVolume(grid), new TreeMap<>());
		final AtlasField field = field(new Anatomy(none, landmarks, "none", List.of()), 0, 48);
		assertTrue(Double.isNaN(field.lungsOutside()) && Double.isNaN(field.mediastinumOutside()));
		assertEquals(List.of(), field.warnings());
		field.write(temporary.getRoot().toPath(), "any");
		assertTrue(Files.readString(temporary.getRoot().toPath().resolve("field.json")).contains("\"lungsOutside\": null"));
	}
}
