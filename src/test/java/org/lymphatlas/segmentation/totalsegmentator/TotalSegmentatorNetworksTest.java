package org.lymphatlas.segmentation.totalsegmentator;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.anatomy.TotalSegmentatorOrgans.Version;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.nnunet.WrittenModels;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;

/** The profile's own rules, with networks that are easy to foresee. */
public class TotalSegmentatorNetworksTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private final RoundingEngine engine = new RoundingEngine();
	private TotalSegmentatorPlaces places;

	@Before
	public void makePlaces() throws IOException {
		places = new TotalSegmentatorPlaces(temporary.newFolder("models").toPath(), temporary.newFolder("weights").toPath());
	}

	private void model(final String dataset, final int outputs, final double mm, final String... folds) {
		WrittenModels.write(WrittenModels.plan(dataset, outputs, mm, folds), places.models().resolve(dataset));
	}

	private Organs organs(final Quality quality, final CtVolume ct, final double minMm3) {
		return new TotalSegmentatorNetworks(TotalSegmentatorModels.find(quality, places), engine, Device.CPU, 1)
			.organs(ct, minMm3, new InlineTask("organs"));
	}

	/** HU are classes; 1 mm thick axial slices, head first. */
	private static CtVolume ct(final double mm, final int classes) {
		final CtVolume ct = new CtVolume(new Grid(new int[] { 13, 10, 9 }, new double[] { mm, mm, mm }, new double[] { 5, 6,
			7 }, new double[] { 1, 0, 0, 0, 1, 0, 0, 0, -1 }));
		for (int i = 0; i < ct.hu().length; i++)
			ct.hu()[i] = (short) (i * 7 % (classes + 1));
		return ct;
	}

	@Test
	public void everyClassHasItsNameAndItsPlace() {
		model("Dataset297_TotalSegmentator_total_3mm_1559subj", 118, 3, "0");
		final CtVolume ct = ct(3, 117);
		final Organs organs = organs(Quality.FAST, ct, 0);
		final SortedMap<Integer, String> names = Version.V2.names();
		assertEquals(117, organs.present().size());
		for (int i = 0; i < ct.hu().length; i++)
			assertEquals("voxel " + i, ct.hu()[i], organs.labels().labelAt(i));
		assertEquals(names, organs.names());
		assertTrue("the CT's grid", organs.grid().equals(ct.grid()));
		assertEquals("13 voxels and patches of 8: 2 tiles at a step of 0.8, as along the 10 and 9", 8, engine.patches);
	}

	@Test
	public void aFinerCtIsSeenAtTheNetworksSpacing() {
		model("Dataset297_TotalSegmentator_total_3mm_1559subj", 118, 3, "0");
		final CtVolume ct = ct(1.3, 117);
		final Organs organs = organs(Quality.FAST, ct, 0);
		final CanonicalZoom zoom = new CanonicalZoom(ct.grid(), 3);
		final CtVolume small = zoom.resample(ct);
		final short[] expected = zoom.back(new LabelVolume(small.grid(), small.hu())).labels();
		for (int i = 0; i < expected.length; i++)
			assertEquals("voxel " + i, expected[i], organs.labels().labels()[i]);
	}

	@Test
	public void laterPartsAreWrittenOverEarlier() {
		model("Dataset291_TotalSegmentator_part1_organs_1559subj", 25, 1.5, "0");
		model("Dataset293_TotalSegmentator_part3_cardiac_1559subj", 19, 1.5, "0");
		final CtVolume ct = ct(1.5, 30);
		final Organs without = organs(Quality.NORMAL, ct, 0);
		assertEquals(List.of(25, 19), engine.networks);
		for (int i = 0; i < ct.hu().length; i++)
			assertEquals("voxel " + i, ct.hu()[i] == 0 ? 0 : 50 + Math.min(18, ct.hu()[i]), without.labels().labelAt(i));
		assertTrue(without.present().contains("aorta"));
		assertFalse(without.present().contains("spleen"));
		model("Dataset292_TotalSegmentator_part2_vertebrae_1532subj", 27, 1.5, "0");
		model("Dataset295_TotalSegmentator_part5_ribs_1559subj", 27, 1.5, "0");
		final Organs with = organs(Quality.NORMAL, ct, 0);
		assertEquals("vertebrae between, ribs last", List.of(25, 27, 19, 27), engine.networks.subList(2, 6));
		assertTrue(with.present().toString(), with.present().containsAll(Set.of("rib_left_1", "sternum",
			"costal_cartilages")));
	}

	@Test
	public void versionThreeServesWhereVersionTwoIsNot() {
		model("Dataset836_TotalSegmentator_v3_total_3mm", 118, 3, "0");
		final CtVolume ct = ct(3, 117);
		assertTrue(organs(Quality.FAST, ct, 0).present().contains("vertebrae_L6"));
		model("Dataset297_TotalSegmentator_total_3mm_1559subj", 118, 3, "0");
		assertFalse(organs(Quality.FAST, ct, 0).present().contains("vertebrae_L6"));
	}

	@Test
	public void smallPiecesGoWhenAskedTo() {
		model("Dataset297_TotalSegmentator_total_3mm_1559subj", 118, 3, "0");
		final CtVolume ct = new CtVolume(Grid.of(12, 10, 9, 3, 3, 3));
		final int[] blob = new int[8];
		for (int k = 0; k < 8; k++) {
			blob[k] = ct.grid().index(2 + k, 3, 4);
			ct.hu()[blob[k]] = 52;
		}
		for (int k = 0; k < 7; k++)
			ct.hu()[ct.grid().index(2 + k, 6, 6)] = 52;
		ct.hu()[ct.grid().index(9, 7, 6)] = 52;
		assertEquals(16, organs(Quality.FAST, ct, 0).mask("aorta").count());
		assertEquals("8 voxels of 27 mm3 are more than 200, 7 and one across an edge are not", 8, organs(Quality.FAST, ct,
			200).mask("aorta").count());
		assertTrue(organs(Quality.FAST, ct, 200).mask("aorta").get(blob[0]));
		assertEquals("216 mm3 are not more than 216", 0, organs(Quality.FAST, ct, 216).mask("aorta").count());
	}

	@Test
	public void whatIsMissingIsSaid() {
		model("Dataset291_TotalSegmentator_part1_organs_1559subj", 25, 1.5, "0");
		final InputException e = assertThrows(InputException.class, () -> TotalSegmentatorModels.find(Quality.NORMAL,
			places));
		assertTrue(e.getMessage(), e.getMessage().contains("data set 291 and 293") && e.getMessage().contains(places.models()
			.toString()) && e.getMessage().contains(places.weights().toString()));
	}

	@Test
	public void aModelThatIsNotWhatItsNameSaysIsRefused() {
		model("Dataset297_TotalSegmentator_total_3mm_1559subj", 25, 3, "0");
		final InputException e = assertThrows(InputException.class, () -> organs(Quality.FAST, ct(3, 10), 0));
		assertTrue(e.getMessage(), e.getMessage().contains("25 classes") && e.getMessage().contains("118"));
	}

	@Test
	public void damagedModelsOfOthersDoNotMatter() throws IOException {
		Files.createDirectory(places.models().resolve("damaged"));
		Files.writeString(places.models().resolve("damaged/model.json"), "{\"kind\": \"nnunet\", ");
		Files.writeString(Files.createDirectory(places.models().resolve("broken")).resolve("model.json"),
			"{\"kind\": \"nnunet\", \"plan\": {}}");
		model("Dataset298_TotalSegmentator_total_6mm_1559subj", 118, 6, "1", "0");
		final TotalSegmentatorModels models = TotalSegmentatorModels.find(Quality.FASTEST, places);
		assertEquals("298 in " + places.models().resolve("Dataset298_TotalSegmentator_total_6mm_1559subj"), models
			.describe());
		final Path broken = places.models().resolve("Dataset298_TotalSegmentator_total_6mm_1559subj/weights-fold_1.safetensors");
		Files.write(broken, new byte[9]);
		assertEquals("fold 0 is used, not the first", 5, organs(Quality.FASTEST, ct(6, 5), 0).present()
			.size());
	}
}
