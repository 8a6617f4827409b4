package org.lymphatlas.segmentation.totalsegmentator;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.nnunet.NnunetModel;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.InputException;

/** Weights where TotalSegmentator keeps them: a small model saved by nnU-Net 2.8.1 under the names of the 3 mm network. */
public class TotalSegmentatorModelsTest {

	private static final String DATASET = "Dataset297_TotalSegmentator_total_3mm_1559subj";

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private TotalSegmentatorPlaces places;
	private Path training;

	@Before
	public void unpack() throws IOException {
		places = new TotalSegmentatorPlaces(temporary.getRoot().toPath().resolve("models"), temporary.newFolder("weights")
			.toPath());
		training = places.weights().resolve(DATASET).resolve("nnUNetTrainer_4000epochs_NoMirroring__nnUNetPlans__3d_fullres");
		try (ZipInputStream in = new ZipInputStream(NnunetModel.class.getResourceAsStream("plain.zip"))) {
			for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
				final Path file = training.resolve(entry.getName().split("/", 3)[2]);
				Files.createDirectories(file.getParent());
				Files.copy(in, file);
			}
		}
		Files.createDirectories(training.resolveSibling("nnUNetTrainer__nnUNetResEncUNetLPlans_8__3d_fullres"));
	}

	@Test
	public void theyAreImportedWhenFirstUsedAndFoundAgain() {
		final TotalSegmentatorModels first = TotalSegmentatorModels.find(Quality.FAST, places);
		final Path kept = places.models().resolve(DATASET);
		assertEquals("297 in " + training + ", to be imported to " + kept, first.describe());
		assertFalse("finding alone imports nothing", Files.exists(kept));
		final NnunetModel model = first.parts().get(0).open(new InlineTask("open"));
		assertEquals("of folds 0 and 2 TotalSegmentator uses the first", List.of("0"), model.plan().origin().folds());
		assertTrue(model.plan().origin().licence().contains("Apache-2.0"));
		final TotalSegmentatorModels second = TotalSegmentatorModels.find(Quality.FAST, places);
		assertEquals("297 in " + kept, second.describe());
		assertEquals(Optional.empty(), second.parts().get(0).importTo());
		assertEquals(model.plan().origin(), second.parts().get(0).open(new InlineTask("again")).plan().origin());
	}

	@Test
	public void damagedWeightsLeaveNothingBehind() throws IOException {
		Files.write(training.resolve("fold_0/checkpoint_final.pth"), new byte[1000]);
		final TotalSegmentatorModels found = TotalSegmentatorModels.find(Quality.FAST, places);
		final InputException e = assertThrows(InputException.class, () -> found.parts().get(0).open(new InlineTask("open")));
		assertTrue(e.getMessage(), e.getMessage().contains("checkpoint_final.pth"));
		assertFalse(Files.exists(places.models().resolve(DATASET)));
		assertEquals(List.of(), TotalSegmentatorPlaces.folders(places.models()));
	}
}
