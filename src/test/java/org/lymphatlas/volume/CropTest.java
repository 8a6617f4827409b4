package org.lymphatlas.volume;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class CropTest {

	private static final Grid GRID = new Grid(new int[] { 5, 4, 3 }, new double[] { 1, 2, 3 }, new double[] { 9, 8, 7 },
		TestVolumes.OBLIQUE_MIRRORED);
	private static final Box[] BOXES = { new Box(1, 1, 1, 4, 3, 2), Box.of(GRID), new Box(-2, -1, -3, 7, 6, 5), new Box(3,
		-4, 2, 9, 2, 8), new Box(7, 0, 0, 9, 2, 2), new Box(-9, -9, -9, -7, -7, -7), new Box(0, 0, 5, 1, 1, 6) };

	@Test
	public void everyVoxelIsTheOneThatWasThereOrPadding() {
		final CtVolume ct = new CtVolume(GRID);
		final FloatVolume values = new FloatVolume(GRID);
		final LabelVolume labels = new LabelVolume(GRID);
		final Mask mask = new Mask(GRID);
		for (int i = 0; i < GRID.voxels(); i++) {
			ct.hu()[i] = (short) (i + 1);
			values.values()[i] = i + 1;
			labels.labels()[i] = (short) (i + 1);
			mask.values()[i] = 1;
		}
		for (final Box box : BOXES) {
			final CtVolume c = Crop.crop(ct, box);
			final FloatVolume f = Crop.crop(values, box, 0.5f);
			final LabelVolume l = Crop.crop(labels, box);
			final Mask m = Crop.crop(mask, box);
			assertTrue(c.grid().matches(GRID.crop(box), 1e-9));
			for (int z = 0, i = 0; z < box.sizeZ(); z++)
				for (int y = 0; y < box.sizeY(); y++)
					for (int x = 0; x < box.sizeX(); x++, i++) {
						final int sx = x + box.minX(), sy = y + box.minY(), sz = z + box.minZ();
						final boolean in = GRID.contains(sx, sy, sz);
						final int expected = in ? GRID.index(sx, sy, sz) + 1 : 0;
						final String at = box + ", " + TestVolumes.voxel(c.grid(), i);
						assertEquals(at, in ? expected : -1024, c.hu()[i]);
						assertEquals(at, in ? expected : 0.5f, f.values()[i], 0);
						assertEquals(at, expected, l.labelAt(i));
						assertEquals(at, in ? 1 : 0, m.values()[i]);
					}
		}
	}

	@Test
	public void pasteIsTheWayBack() {
		final Mask mask = TestVolumes.random(GRID, 0.5, 4);
		for (final Box box : BOXES) {
			final Mask back = Crop.paste(Crop.crop(mask, box), box, GRID);
			for (int z = 0, i = 0; z < 3; z++)
				for (int y = 0; y < 4; y++)
					for (int x = 0; x < 5; x++, i++) {
						final boolean in = x >= box.minX() && x < box.maxX() && y >= box.minY() && y < box.maxY() && z >= box
							.minZ() && z < box.maxZ();
						assertEquals(box + ", " + TestVolumes.voxel(GRID, i), in ? mask.values()[i] : 0, back.values()[i]);
					}
		}
		final Box box = BOXES[0];
		final FloatVolume values = TestVolumes.ramp(GRID);
		final FloatVolume pasted = Crop.paste(Crop.crop(values, box, 0), box, GRID, -3);
		assertEquals(-3, pasted.values()[0], 0);
		assertEquals(values.values()[GRID.index(3, 2, 1)], pasted.values()[GRID.index(3, 2, 1)], 0);
		final LabelVolume labels = new LabelVolume(GRID);
		labels.labels()[GRID.index(2, 2, 1)] = 9;
		assertArrayEquals(labels.labels(), Crop.paste(Crop.crop(labels, box), box, GRID).labels());
	}

	@Test
	public void pasteRefusesAPartThatDoesNotFillTheBox() {
		assertThrows(IllegalArgumentException.class, () -> Crop.paste(new Mask(GRID), BOXES[0], GRID));
	}
}
