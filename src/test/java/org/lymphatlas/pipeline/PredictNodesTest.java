package org.lymphatlas.pipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.Device;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.io.NiftiLabelNames;
import org.lymphatlas.volume.io.VolumeFiles;

/** Imported models through the job, on the small cases that were recorded from nnU-Net. */
public class PredictNodesTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private static Path recorded(final String name) {
		try {
			return Path.of(PredictNodesTest.class.getResource("/org/lymphatlas/segmentation/nnunet/" + name + "/model.json")
				.toURI()).getParent();
		}
		catch (final URISyntaxException e) {
			throw new AssertionError(e);
		}
	}

	private String run(final String name, final Prediction.Mode mode, final Region region, final String nodeClass,
		final List<Path> channels)
	{
		final Path image = recorded(name).resolve("image-0.nii.gz");
		return PredictNodes.run(VolumeFiles.readCt(image), new PredictNodes.Options(image, Optional.empty(), folder.getRoot()
			.toPath(), new Prediction.Options(Optional.of(recorded(name)), "dl4j", Device.CPU, mode, region, Optional.ofNullable(
				nodeClass), channels)), new InlineTask("predict"));
	}

	private Path output(final String file) {
		return folder.getRoot().toPath().resolve(file);
	}

	private void refuses(final String message, final String name, final Region region, final String nodeClass) {
		final String actual = assertThrows(InputException.class, () -> run(name, Prediction.Mode.FAST, region, nodeClass, List
			.of())).getMessage();
		assertTrue(actual, actual.contains(message));
		assertFalse(Files.exists(output("labels.nii.gz")));
	}

	@Test
	public void ensembleIsNnunetsWithoutPriors() throws IOException {
		final String said = run("mirrored-folds", Prediction.Mode.ENSEMBLE, Region.ALL, null, List.of());
		assertTrue(said, said.contains("probability.nii.gz") && said.contains("labels.nii.gz"));
		final FloatVolume probability = VolumeFiles.readFloat(output("probability.nii.gz"));
		final LabelVolume expected = VolumeFiles.readLabels(recorded("mirrored-folds").resolve("probability.nii.gz"));
		for (int i = 0; i < expected.labels().length; i++)
			assertEquals("voxel " + i, expected.labelAt(i) / 60000.0, probability.values()[i], 5e-4);
		assertEquals(Map.of(1, "lymph_node"), NiftiLabelNames.read(output("labels.nii.gz")));
		final String record = Files.readString(output("record-predict.json"));
		for (final String part : new String[] { "predictedMemory", "\"nodeClass\": \"lymph_node\"", "\"patches\"", "peakMb",
			"Dataset900_Test" })
			assertTrue(part + " in " + record, record.contains(part));
	}

	@Test
	public void fastIsOneFoldUnmirrored() {
		run("mirrored-folds", Prediction.Mode.FAST, Region.ALL, null, List.of());
		final FloatVolume fast = VolumeFiles.readFloat(output("probability.nii.gz"));
		run("mirrored-folds", Prediction.Mode.STANDARD, Region.ALL, null, List.of());
		final FloatVolume standard = VolumeFiles.readFloat(output("probability.nii.gz"));
		double difference = 0;
		for (int i = 0; i < fast.values().length; i++)
			difference = Math.max(difference, Math.abs(fast.values()[i] - standard.values()[i]));
		assertTrue("largest difference " + difference, difference > 0.05);
	}

	@Test
	public void furtherChannelsAreRead() {
		final Path images = recorded("regions");
		run("regions", Prediction.Mode.FAST, Region.ALL, null, List.of(images.resolve("image-1.nii.gz"), images.resolve(
			"image-2.nii.gz"), images.resolve("image-3.nii.gz")));
		final LabelVolume labels = VolumeFiles.readLabels(output("labels.nii.gz")), expected = VolumeFiles.readLabels(images
			.resolve("labels.nii.gz"));
		int different = 0;
		for (int i = 0; i < expected.labels().length; i++)
			if (labels.labelAt(i) != expected.labelAt(i)) different++;
		assertEquals(0, different, 1);
		assertEquals(Map.of(1, "mediastinum", 2, "node", 3, "core"), NiftiLabelNames.read(output("labels.nii.gz")));
	}

	@Test
	public void whatCannotBeDoneIsSaidBeforeAnythingIsWritten() {
		refuses("needs the atlas' priors: run 'register'", "mirrored-folds", Region.MEDIASTINUM, null);
		refuses("The model has no class 'aorta'; it has lymph_node", "mirrored-folds", Region.ALL, "aorta");
		refuses("The model reads 4 channels (ct, z_score, rescale_to_0_1, rgb_to_0_1)", "regions", Region.ALL, null);
		final Path image = recorded("regions").resolve("image-0.nii.gz");
		final String ours = assertThrows(InputException.class, () -> PredictNodes.run(VolumeFiles.readCt(image),
			new PredictNodes.Options(image, Optional.empty(), output("out"), new Prediction.Options(Optional.empty(), "dl4j",
				Device.CPU, Prediction.Mode.FAST, Region.ALL, Optional.of("node"), List.of())), new InlineTask("predict")))
			.getMessage();
		assertTrue(ours, ours.contains("nodeClass and channels are for imported models"));
	}
}
