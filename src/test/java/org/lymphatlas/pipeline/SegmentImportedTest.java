package org.lymphatlas.pipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.nnunet.NnunetFolder;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Crop;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.io.VolumeFiles;

/** An imported model through the whole job: a network of random weights, so that only the way is tested. */
public class SegmentImportedTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final InlineTask task = new InlineTask("segment");

	private static Path recorded(final String name) throws URISyntaxException {
		return Path.of(SegmentImportedTest.class.getResource("/org/lymphatlas/segmentation/nnunet/" + name + "/model.json")
			.toURI()).getParent();
	}

	/** A copy of a recorded model with something else in its model.json. */
	private Path changed(final String name, final String from, final String to) throws IOException, URISyntaxException {
		final Path copy = Files.createDirectories(folder.getRoot().toPath().resolve("model"));
		try (Stream<Path> files = Files.list(recorded(name))) {
			for (final Path file : files.toList())
				Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
		}
		Files.writeString(copy.resolve("model.json"), Files.readString(copy.resolve("model.json")).replace(from, to));
		return copy;
	}

	private SegmentNodes.Options options(final Path model, final Optional<Double> threshold) {
		final SegmentNodes.Options defaults = SegmentNodes.Options.of(Path.of("phantom"), folder.getRoot().toPath().resolve(
			"out"));
		return new SegmentNodes.Options(defaults.ct(), defaults.output(), Optional.empty(), defaults.organChoice(), Optional
			.empty(), RegistrationChoice.of("auto"), new Prediction.Options(Optional.of(model), "dl4j", Device.CPU, Prediction.Mode.FAST,
				Region.MEDIASTINUM, Optional.empty(), List.of()), PostProcessingChoice.DEFAULT.with(threshold.orElse(0.0), 0));
	}

	@Test
	public void priorsServeRegionThresholdHullAndStations() throws IOException, URISyntaxException {
		final CtVolume ct = PhantomGenerator.generate(PhantomSpec.standard(7, 5), task).ct();
		final Path output = folder.getRoot().toPath().resolve("out");
		final Path model = changed("mirrored-folds", "[2.0, 2.0, 2.0]", "[7.0, 7.0, 7.0]");
		SegmentNodes.run(ct, options(model, Optional.of(1e-5)), task);
		final FloatVolume probability = VolumeFiles.readFloat(output.resolve("probability.nii.gz"));
		final LabelVolume nodes = VolumeFiles.readLabels(output.resolve("nodes.nii.gz"));
		assertTrue(probability.grid().matches(ct.grid(), 1e-3));
		long looked = 0, inNodes = 0;
		for (int i = 0; i < nodes.labels().length; i++) {
			if (probability.values()[i] > 0) looked++;
			if (nodes.labels()[i] != 0) {
				inNodes++;
				assertTrue("node without probability at " + i, probability.values()[i] >= 0.5e-5);
			}
		}
		final double share = (double) looked / nodes.labels().length;
		assertTrue("the region is " + share + " of the CT", share > 0.02 && share < 0.5);
		assertTrue("at 1e-5 all that lies in region and hull is a node: " + inNodes + " of " + looked, inNodes > 0.3 * looked);
		final String record = Files.readString(output.resolve("record.json"));
		for (final String part : new String[] { "\"patches\"", "predictedMemory", "\"nodeClass\": \"lymph_node\"",
			"\"verdict\"" })
			assertTrue(part + " in " + record, record.contains(part));
		assertFalse(Files.readAllLines(output.resolve("nodes.csv")).get(1).isBlank());

		final Path predicted = folder.getRoot().toPath().resolve("predicted");
		PredictNodes.run(ct, new PredictNodes.Options(Path.of("phantom"), Optional.of(output), predicted, options(
			model, Optional.empty()).network()), task);
		final FloatVolume again = VolumeFiles.readFloat(predicted.resolve("probability.nii.gz"));
		long different = 0;
		for (int i = 0; i < again.values().length; i++)
			if (again.values()[i] > 0 && probability.values()[i] > 0 && again.values()[i] != probability.values()[i]) different++;
		assertEquals("predict with the priors that segment wrote differs", 0, different);
		boxIsThePredictionOfTheCutCt(ct, model, output);
	}

	private void boxIsThePredictionOfTheCutCt(final CtVolume ct, final Path model, final Path priors) {
		final FloatVolume inBox = predicted(ct, model, Optional.of(priors), Region.BOX);
		final Mask region = ImportedPrediction.regionOn(Region.BOX, ct.grid(), PatientMaps.of(Optional.of(StoredCase.ofPriors(
			priors)), () -> null));
		final Box box = RegionBox.of(region, NnunetFolder.read(model).plan());
		final FloatVolume cut = Crop.paste(predicted(Crop.crop(ct, box), model, Optional.empty(), Region.ALL), box, ct.grid(),
			0);
		for (int i = 0; i < region.values().length; i++)
			assertEquals("voxel " + i, region.get(i) ? cut.values()[i] : 0, inBox.values()[i], 0);
	}

	private FloatVolume predicted(final CtVolume ct, final Path model, final Optional<Path> priors, final Region region) {
		final Path output = folder.getRoot().toPath().resolve(region.name());
		PredictNodes.run(ct, new PredictNodes.Options(Path.of("phantom"), priors, output, new Prediction.Options(Optional.of(
			model), "dl4j", Device.CPU, Prediction.Mode.FAST, region, Optional.empty(), List.of())), task);
		return VolumeFiles.readFloat(output.resolve("probability.nii.gz"));
	}

	@Test
	public void aModelThatKnowsNoNodeIsRefusedBeforeAnyWork() throws URISyntaxException, IOException {
		final CtVolume ct = new CtVolume(Grid.of(8, 8, 8, 1, 1, 1));
		final SegmentNodes.Options liver = options(changed("thick-slices", "lymph_node", "liver"), Optional.empty());
		final String message = assertThrows(InputException.class, () -> SegmentNodes.run(ct, liver, task)).getMessage();
		assertTrue(message, message.contains("give one as nodeClass: liver"));
		assertFalse(Files.exists(liver.output()));
	}
}
