package org.lymphatlas.volume.io;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.LabelVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Volume;

/** What is written is read back: every kind of volume, every format, every orientation. */
public class RoundTripTest {

	private static final List<String> ENDINGS = List.of(".nii", ".nii.gz", ".nrrd", ".nhdr", ".mha", ".mhd");
	/** NIfTI keeps geometry as 32-bit floats: 1e-7 of the 400 mm between origin and scanner. */
	private static final double NIFTI_TOLERANCE_MM = 1e-4;
	private static final double TOLERANCE_MM = 1e-9;

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void everyKindAndFormatOnAllAxisCodesAndObliqueGrids() throws IOException {
		final List<Grid> grids = new ArrayList<>(Samples.axisCodes());
		for (int seed = 0; seed < 8; seed++)
			grids.add(Samples.oblique(seed, seed % 2 == 1));
		int n = 0;
		for (final Grid grid : grids) {
			for (final String ending : ENDINGS) {
				final Volume volume = Samples.everyKind(grid, n).get(n % 5);
				assertRoundTrip(volume, folder.getRoot().toPath().resolve("volume" + n++ + ending));
			}
		}
		for (final String ending : ENDINGS)
			for (final Volume volume : Samples.everyKind(Samples.oblique(99, true), n))
				assertRoundTrip(volume, folder.getRoot().toPath().resolve("kind" + n++ + ending));
	}

	private static void assertRoundTrip(final Volume volume, final Path file) {
		VolumeFiles.write(volume, file);
		final Volume back = readLike(volume, file);
		final String what = file + ", direction " + Arrays.toString(volume.grid().direction());
		final double tolerance = file.toString().contains(".nii") ? NIFTI_TOLERANCE_MM : TOLERANCE_MM;
		assertTrue(what, back.grid().matches(volume.grid(), tolerance));
		assertArrayEquals(what, volume.grid().spacing(), back.grid().spacing(), 1e-6);
		assertTrue(what, VolumeFiles.readGrid(file).equals(back.grid()));
		for (int i = 0; i < volume.grid().voxels(); i++)
			assertEquals(what + " voxel " + i, volume.valueAt(i), back.valueAt(i), 0);
	}

	private static Volume readLike(final Volume volume, final Path file) {
		if (volume instanceof CtVolume) return VolumeFiles.readCt(file);
		if (volume instanceof FloatVolume) return VolumeFiles.readFloat(file);
		if (volume instanceof LabelVolume) return VolumeFiles.readLabels(file);
		if (volume instanceof Mask) return VolumeFiles.readMask(file);
		throw new AssertionError(volume);
	}

	@Test
	public void packedStreamsLongerThanOneBlockAreReadBack() throws IOException {
		final Grid grid = Grid.of(150, 140, 130, 1, 1, 1);
		for (final String ending : ENDINGS) {
			final Path file = folder.getRoot().toPath().resolve("long" + ending);
			final CtVolume ct = Samples.ct(grid, 5);
			VolumeFiles.write(ct, file);
			assertArrayEquals(ending, ct.hu(), VolumeFiles.readCt(file).hu());
		}
	}

	@Test
	public void writingTwiceGivesTheSameBytes() throws IOException {
		final CtVolume ct = Samples.ct(Grid.of(150, 140, 130, 1, 1, 1), 6);
		for (final String ending : ENDINGS) {
			final Path first = folder.getRoot().toPath().resolve("same" + ending);
			VolumeFiles.write(ct, first);
			final byte[] bytes = Files.readAllBytes(first);
			VolumeFiles.write(ct, first);
			assertArrayEquals(ending, bytes, Files.readAllBytes(first));
		}
	}

	@Test
	public void nothingButTheFilesIsLeftBehind() throws IOException {
		for (final String ending : ENDINGS)
			VolumeFiles.write(Samples.mask(Grid.of(3, 4, 5, 1, 1, 1), 1), folder.getRoot().toPath().resolve("m" + ending));
		try (var files = Files.list(folder.getRoot().toPath())) {
			assertEquals(List.of("m.mha", "m.mhd", "m.nhdr", "m.nii", "m.nii.gz", "m.nrrd", "m.raw.gz", "m.zraw"), files.map(
				f -> f.getFileName().toString()).sorted().toList());
		}
	}
}
