package org.lymphatlas.pipeline;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.network.Model;
import org.lymphatlas.network.ModelDescription;
import org.lymphatlas.network.ModelFolder;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Weights;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;

/** Ensembles trained here: their probabilities, not their logits, are averaged. */
public class TrainedEnsembleTest {

	private static final NetworkSpec NETWORK = NetworkSpec.isotropic(1, List.of(2, 4), List.of(1, 1));
	private static final Grid GRID = Grid.of(20, 16, 16, 2, 2, 2);

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final CtVolume ct = new CtVolume(GRID);
	private RunRecord record;

	private Path model(final String name, final long... seeds) {
		final Path path = folder.getRoot().toPath().resolve(name);
		ModelFolder.write(new Model(new ModelDescription(1, NETWORK, List.of(InputChannel.CT), new CtNormalization(-200, 200, 0,
			100), new double[] { 2, 2, 2 }, new int[] { 8, 8, 8 }, "x", 0.5, Map.of("seed", seeds[0])), loud(seeds[0])), path);
		for (int member = 2; member <= seeds.length; member++)
			ModelFolder.writeMember(loud(seeds[member - 1]), path, member);
		if (seeds.length > 1) ModelFolder.setMembers(path, seeds.length);
		return path;
	}

	/** Fresh weights with heads that decide, so that means of logits and of probabilities differ. */
	private static Weights loud(final long seed) {
		final Weights weights = Weights.initial(NETWORK, seed);
		final float[] head = weights.get("decoder.seg_layers.0.weight").values();
		for (int i = 0; i < head.length; i++)
			head[i] *= 4;
		return weights;
	}

	private float[] probability(final Path model, final Prediction.Mode mode) {
		for (int i = 0; i < ct.hu().length; i++)
			ct.hu()[i] = (short) (150 * Math.sin(0.37 * i) + 100 * Math.cos(0.011 * i));
		final LabelVolume lungs = new LabelVolume(GRID);
		Arrays.fill(lungs.labels(), (short) 1);
		final FloatVolume nothing = new FloatVolume(GRID, new float[GRID.voxels()]);
		final PatientMaps patient = new PatientMaps(g -> nothing, g -> nothing, g -> lungs, () -> new Organs(lungs,
			new TreeMap<>(Map.of(1, "lung_left"))));
		record = new RunRecord("test", Map.of());
		try (Prediction prediction = Prediction.of(new Prediction.Options(Optional.of(model), "dl4j", Device.CPU, mode,
			Region.ALL, Optional.empty(), List.of()), record))
		{
			return prediction.run(ct, patient, Region.ALL, new InlineTask("predict")).probability().orElseThrow().values();
		}
	}

	@Test
	public void ensembleIsTheMeanOfItsNetworksProbabilities() {
		final float[] one = probability(model("one", 1), Prediction.Mode.STANDARD), two = probability(model("two", 2),
			Prediction.Mode.STANDARD), three = probability(model("three", 3), Prediction.Mode.STANDARD);
		final float[] mean = probability(model("all", 1, 2, 3), Prediction.Mode.ENSEMBLE);
		assertTrue(record.warnings().toString(), record.warnings().isEmpty());
		double spread = 0;
		for (int i = 0; i < mean.length; i++) {
			assertEquals("voxel " + i, (one[i] + two[i] + three[i]) / 3, mean[i], 1e-5);
			spread = Math.max(spread, Math.abs(one[i] - two[i]));
		}
		assertTrue("the networks differ by " + spread, spread > 0.2);
	}

	@Test
	public void fastIsTheFirstNetworkAlone() {
		final float[] first = probability(model("one", 1), Prediction.Mode.FAST);
		assertArrayEquals(first, probability(model("both", 1, 2), Prediction.Mode.FAST), 0);
	}

	@Test
	public void aModelOfOneNetworkIsNoEnsemble() {
		probability(model("one", 1), Prediction.Mode.ENSEMBLE);
		assertTrue(record.warnings().toString(), record.warnings().toString().contains("holds one model"));
	}
}
