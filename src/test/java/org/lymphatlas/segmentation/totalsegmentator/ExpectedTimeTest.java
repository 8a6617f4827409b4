package org.lymphatlas.segmentation.totalsegmentator;

import static org.junit.Assert.assertEquals;

import java.util.List;

import org.junit.Test;
import org.lymphatlas.network.NetworkSpec;

public class ExpectedTimeTest {

	private static final int[] CUBE = { 3, 3, 3 }, ONE = { 1, 1, 1 }, TWO = { 2, 2, 2 };
	private static final double FLOPS_297 = 735_556_075_520.0;

	private static NetworkSpec plain(final int outputs, final boolean deepSupervision) {
		return new NetworkSpec(NetworkSpec.PLAIN_UNET, 1, outputs, List.of(2, 3, 4), List.of(1, 1, 1), List.of(1, 1), List.of(
			CUBE, CUBE, CUBE), List.of(ONE, TWO, TWO), deepSupervision);
	}

	/** Counted by hand, layer by layer. */
	@Test
	public void multiplyAddsOfAPlainNetwork() {
		final double fine = 16 * 16 * 16, half = 512, quarter = 64;
		final double encoder = 27 * (1 * 2 * fine + 2 * 3 * half + 3 * 4 * quarter);
		final double up = 8 * (4 * 3 * quarter + 3 * 2 * half);
		final double decoder = 27 * (6 * 3 * half + 4 * 2 * fine);
		final double head = 2 * 7 * fine;
		assertEquals(2 * (encoder + up + decoder + head), ExpectedTime.flops(plain(7, false), new int[] { 16, 16, 16 }),
			1e-6);
		assertEquals("the other heads do not run", 2 * (encoder + up + decoder + head), ExpectedTime.flops(plain(7, true),
			new int[] { 16, 16, 16 }), 1e-6);
	}

	/** PyTorch's counter (torch.utils.flop_counter) on PlainConvUNet of TotalSegmentator's 3 mm form. */
	@Test
	public void multiplyAddsOfTheThreeMillimetreNetwork() {
		final NetworkSpec spec = new NetworkSpec(NetworkSpec.PLAIN_UNET, 1, 118, List.of(32, 64, 128, 256, 320), List.of(2, 2,
			2, 2, 2), List.of(2, 2, 2, 2), List.of(CUBE, CUBE, CUBE, CUBE, CUBE), List.of(ONE, TWO, TWO, TWO, TWO), false);
		assertEquals(FLOPS_297, ExpectedTime.flops(spec, new int[] { 112, 112, 128 }), 1);
		assertEquals(1.6 * 3 * FLOPS_297 / 50e9, ExpectedTime.seconds(spec, new int[] { 112, 112, 128 }, 3, 50), 1e-6);
	}
}
