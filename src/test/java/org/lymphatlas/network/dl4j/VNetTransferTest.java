package org.lymphatlas.network.dl4j;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.Test;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.network.VNetTransfer;
import org.lymphatlas.network.Weights;
import org.lymphatlas.volume.InputException;

public class VNetTransferTest {

	private static final NetworkSpec RESTORING = network(NetworkSpec.DUAL_BRANCH_VNET, 1, 1);
	private static final Weights LEARNT = NetworkValuesTest.weights(RESTORING, Math::sin);
	private static final int[] SIZE = { 4, 8, 8 };
	private static final int VOXELS = 4 * 8 * 8;

	private static NetworkSpec network(final String kind, final int inputs, final int outputs) {
		return NetworkSpec.dualBranch(inputs, List.of(4, 6, 8), new int[] { 1, 3, 3 }, new int[] { 1, 2, 2 }).with(kind,
			inputs, outputs);
	}

	private static float[] logits(final NetworkSpec network, final Weights weights, final float[] input) {
		try (Predictor predictor = new Dl4jEngine().predictor(network, weights, Device.CPU)) {
			return predictor.logits(input, SIZE);
		}
	}

	private static float[] ct() {
		return Running.random(3, VOXELS).values();
	}

	@Test
	public void allButTheHeadsIsHandedOn() {
		final NetworkSpec segmenting = network(NetworkSpec.DUAL_BRANCH_VNET, 1, 2);
		final Weights handedOn = VNetTransfer.transfer(RESTORING, LEARNT, segmenting, 5);
		final Weights fresh = Weights.initial(segmenting, 5);
		for (final String name : handedOn.names()) {
			final boolean head = List.of("main.head.weight", "main.head.bias", "auxiliary.head.weight", "auxiliary.head.bias")
				.contains(name);
			assertArrayEquals(name, (head ? fresh : LEARNT).get(name).values(), handedOn.get(name).values(), 0);
		}
		assertFalse("the heads follow from the seed", Arrays.equals(handedOn.get("main.head.weight").values(), VNetTransfer
			.transfer(RESTORING, LEARNT, segmenting, 6).get("main.head.weight").values()));
	}

	@Test
	public void anEqualNetworkIsHandedOnWhole() {
		final Weights handedOn = VNetTransfer.transfer(RESTORING, LEARNT, RESTORING, 5);
		for (final String name : LEARNT.names())
			assertArrayEquals(name, LEARNT.get(name).values(), handedOn.get(name).values(), 0);
	}

	@Test
	public void furtherChannelsChangeNothingAtFirst() {
		final NetworkSpec wide = network(NetworkSpec.DUAL_BRANCH_VNET, 3, 1);
		final Weights handedOn = VNetTransfer.transfer(RESTORING, LEARNT, wide, 5);
		final float[] ct = ct(), withPriors = Arrays.copyOf(ct, 3 * VOXELS);
		System.arraycopy(Running.random(8, 2 * VOXELS).values(), 0, withPriors, VOXELS, 2 * VOXELS);
		final float[] expected = logits(RESTORING, LEARNT, ct), actual = logits(wide, handedOn, withPriors);
		for (int i = 0; i < VOXELS; i++)
			assertEquals("voxel " + i, expected[i], actual[i], 1e-5);
		final float[] kernel = handedOn.get("encoder.0.conv1.conv.weight").values();
		for (int out = 0; out < 4; out++)
			for (int in = 0; in < 3; in++)
				for (int k = 0; k < 9; k++)
					assertEquals("kernel of channel " + in, in == 0 ? LEARNT.get("encoder.0.conv1.conv.weight").values()[9 * out +
						k] : 0, kernel[(3 * out + in) * 9 + k], 0);
	}

	@Test
	public void theMainBranchGoesOnAlone() {
		final NetworkSpec single = network(NetworkSpec.VNET, 1, 1);
		final Weights handedOn = VNetTransfer.transfer(RESTORING, LEARNT, single, 5);
		assertTrue(handedOn.names().stream().noneMatch(name -> name.startsWith("auxiliary")));
		assertArrayEquals(logits(RESTORING, LEARNT, ct()), logits(single, handedOn, ct()), 0);
	}

	@Test
	public void theLearntWeightsStayAsTheyWere() {
		final Tensor before = LEARNT.get("encoder.0.conv1.conv.weight").copy();
		VNetTransfer.transfer(RESTORING, LEARNT, network(NetworkSpec.DUAL_BRANCH_VNET, 3, 2), 5);
		assertArrayEquals(before.values(), LEARNT.get("encoder.0.conv1.conv.weight").values(), 0);
	}

	@Test
	public void whatDoesNotFitIsNamed() {
		assertRefused("its features are [4, 6, 8], those of the one to be trained [4, 6, 9]", RESTORING, NetworkSpec.dualBranch(
			1, List.of(4, 6, 9), new int[] { 1, 3, 3 }, new int[] { 1, 2, 2 }));
		assertRefused("kernel of stage 0 is [1, 3, 3]", RESTORING, NetworkSpec.dualBranch(1, List.of(4, 6, 8), new int[] { 3, 3,
			3 }, new int[] { 1, 2, 2 }));
		assertRefused("stride to stage 1 is [1, 2, 2]", RESTORING, NetworkSpec.dualBranch(1, List.of(4, 6, 8), new int[] { 1, 3,
			3 }, new int[] { 2, 2, 2 }));
		assertRefused("reads 3 channels, the one to be trained 1", network(NetworkSpec.DUAL_BRANCH_VNET, 3, 1), RESTORING);
		assertRefused("has one decoder", network(NetworkSpec.VNET, 1, 1), RESTORING);
		assertRefused("a residual-encoder-unet", RESTORING, NetworkSpec.small(1));
	}

	private static void assertRefused(final String why, final NetworkSpec from, final NetworkSpec to) {
		final InputException e = assertThrows(InputException.class, () -> VNetTransfer.transfer(from, Weights.initial(from, 1),
			to, 5));
		assertTrue(e.getMessage(), e.getMessage().contains(why));
	}
}
