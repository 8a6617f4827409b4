package org.lymphatlas.training;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.random.RandomGenerator;

import org.junit.Test;
import org.lymphatlas.network.InputChannel;
import org.lymphatlas.training.augmentation.Augmentation;
import org.lymphatlas.training.augmentation.Interpolation;
import org.lymphatlas.training.augmentation.PatchGeometry;
import org.lymphatlas.training.augmentation.PatchResampling;
import org.lymphatlas.volume.Box;

/** Patches out of the part of a case that they need are those out of the whole case. */
public class CaseBlockTest {

	private final TrainingCase source = Balls.of("case", Annotation.FULL, 40, 6, 3);

	@Test
	public void blocksGiveWhatWholeCasesGive() {
		for (final Augmentation augmentation : new Augmentation[] { Augmentation.none(), Augmentation.nnunet() })
			for (final int[] patchXyz : new int[][] { { 16, 12, 10 }, { 36, 8, 6 }, { 50, 44, 6 } })
				for (int seed = 0; seed < 60; seed++) {
					final RandomGenerator random = RandomStreams.at(seed, 1);
					final int[] start = random.ints(3, -30, 50).toArray();
					check(augmentation.drawGeometry(start, patchXyz, source.grid().spacing(), random), patchXyz, "seed " + seed);
				}
	}

	private void check(final PatchGeometry geometry, final int[] patchXyz, final String what) {
		final PatchResampling whole = new PatchResampling(geometry, patchXyz, source.grid());
		final CaseBlock block = new CaseBlock(source, geometry, patchXyz);
		for (final Interpolation interpolation : Interpolation.values())
			assertArrayEquals(what + " " + interpolation, whole.channel(Balls.values(source, InputChannel.CT), source.padding(
				InputChannel.CT), interpolation), block.channel(InputChannel.CT, interpolation), 1e-5f);
		final byte[] target = new byte[source.grid().voxels()];
		source.target().get(0, target);
		assertArrayEquals(what, whole.labels(target), block.target());
	}

	@Test
	public void noMoreIsReadThanNeeded() {
		final int[] patchXyz = { 8, 8, 8 };
		final PatchGeometry geometry = Augmentation.none().drawGeometry(new int[] { 10, 11, 12 }, patchXyz, source.grid()
			.spacing(), RandomStreams.at(1));
		assertEquals(new Box(8, 9, 10, 20, 21, 22), CaseBlock.around(geometry, patchXyz, source.grid()));
		final PatchGeometry away = Augmentation.none().drawGeometry(new int[] { 300, -300, 12 }, patchXyz, source.grid()
			.spacing(), RandomStreams.at(1));
		final Box one = CaseBlock.around(away, patchXyz, source.grid());
		assertTrue("" + one, one.sizeX() == 1 && one.sizeY() == 1);
	}
}
