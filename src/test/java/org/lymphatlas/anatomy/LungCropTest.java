package org.lymphatlas.anatomy;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.junit.Test;
import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.Masks;
import org.lymphatlas.volume.PointMapping;
import org.lymphatlas.volume.Resampling;

public class LungCropTest {

	private static final double TOLERANCE_MM = 8;
	/** Scenes without, or with half, of a lung's air, and the side to which the box is then mirrored. */
	private static final Map<String, String> MIRRORED = Map.of("right lung airless", "right",
		"CT angiography, left lung airless", "left", "CT angiography, right lung airless", "right");
	/** What ends where the air does: a lung's bronchi reach just too far for the rule of 2:1, or its base is airless. */
	private static final List<String> SHORT = List.of("left lung airless", "right lung half collapsed",
		"tumour at the left hilum");

	private static LungCrop crop(final CtVolume ct) {
		return LungCrop.of(ct, new InlineTask("crop"));
	}

	/** Both lungs' box on the CT's canonical grid, by the phantom's truth. */
	private static Box truth(final Phantom phantom, final Grid canonical) {
		final Mask lungs = Masks.or(OrganGroup.LUNG_LEFT.maskIn(phantom.organs()).orElseThrow(), OrganGroup.LUNG_RIGHT.maskIn(
			phantom.organs()).orElseThrow());
		return Resampling.nearest(lungs, canonical, PointMapping.IDENTITY).bounds().orElseThrow();
	}

	private static void assertNear(final String what, final Box expected, final Box actual, final Grid grid,
		final double toleranceMm)
	{
		final int[] e = { expected.minX(), expected.maxX(), expected.minY(), expected.maxY(), expected.minZ(), expected
			.maxZ() };
		final int[] a = { actual.minX(), actual.maxX(), actual.minY(), actual.maxY(), actual.minZ(), actual.maxZ() };
		for (int side = 0; side < 6; side++)
			assertEquals(what + ": side " + side + " of " + actual + ", expected " + expected, e[side] * grid.spacing(side / 2),
				a[side] * grid.spacing(side / 2), toleranceMm);
	}

	@Test
	public void lungsBoxIsFoundInAnyScene() {
		for (final String name : ChestScenes.ALL.keySet()) {
			final ChestScenes.Scene scene = ChestScenes.ALL.get(name);
			final CtVolume ct = scene.make().apply(ChestScenes.phantom(scene.seed()));
			final Grid canonical = ct.grid().canonical();
			final LungCrop found = crop(ct);
			if (!SHORT.contains(name)) assertNear(name, truth(ChestScenes.phantom(scene.seed()), canonical), found.on(
				canonical), canonical, MIRRORED.containsKey(name) ? 20 : TOLERANCE_MM);
			if (MIRRORED.containsKey(name)) assertTrue(name + ": " + found.notes(), found.notes().size() == 1 && found.notes()
				.get(0).endsWith("mirrored to the " + MIRRORED.get(name)));
			else if (!SHORT.contains(name)) assertEquals(name, List.of(), found.notes());
		}
	}

	@Test
	public void voxelAxesDoNotMatter() {
		final CtVolume ct = ChestScenes.phantom(ChestScenes.ARTERIAL).ct();
		final Box box = crop(ct).on(ct.grid().canonical());
		for (final int[] axes : new int[][] { { 0, 1, 2 }, { 2, 0, 1 }, { 1, 0, 2 } }) {
			final CtVolume turned = Grids.permuted(ct, axes, new boolean[] { true, false, true });
			assertEquals(Arrays.toString(axes), box, crop(turned).on(turned.grid().canonical()));
		}
	}

	@Test
	public void obliqueFieldsHoldTheLungs() {
		final Phantom phantom = ChestScenes.phantom(ChestScenes.ARTERIAL);
		final CtVolume ct = phantom.ct();
		for (final double degrees : new double[] { -20, 20 }) {
			final Grid oblique = Grids.turned(ct.grid(), 2, degrees);
			final Box found = crop(Resampling.ct(ct, oblique, PointMapping.IDENTITY)).on(oblique.canonical());
			assertNear(degrees + " degrees", truth(phantom, oblique.canonical()), found, oblique, TOLERANCE_MM);
		}
	}

	@Test
	public void boxOnAnotherGridIsTheSamePlace() {
		final CtVolume ct = ChestScenes.phantom(ChestScenes.ARTERIAL).ct();
		final LungCrop found = crop(ct);
		final Grid network = ct.grid().canonical().withSpacing(0.826, 0.826, 3);
		final Grid seen = network.crop(found.on(network));
		for (int corner = 0; corner < 8; corner++) {
			final double[] p = new double[3], q = new double[3];
			for (int a = 0; a < 3; a++) {
				p[a] = (corner >> a & 1) == 0 ? -0.5 : seen.size(a) - 0.5;
				q[a] = (corner >> a & 1) == 0 ? -0.5 : found.box().size(a) - 0.5;
			}
			seen.toWorld(p, p);
			found.box().toWorld(q, q);
			for (int a = 0; a < 3; a++)
				assertEquals("corner " + corner + ", axis " + a, q[a], p[a], found.box().spacing(a) + network.spacing(a));
		}
	}

	/** A trunk of soft tissue in air, 120 x 90 x 60 voxels of 2 mm, from (20, 15) to (100, 75); lungs as given. */
	private static CtVolume trunk(final Box... lungs) {
		final CtVolume ct = new CtVolume(Grid.of(120, 90, 60, 2, 2, 2));
		Arrays.fill(ct.hu(), (short) -1000);
		paint(ct, new Box(20, 15, 0, 100, 75, 60), 40, 0);
		for (final Box lung : lungs)
			paint(ct, lung, -820, 120);
		return ct;
	}

	private static void paint(final CtVolume ct, final Box box, final int hu, final int texture) {
		for (int z = box.minZ(); z < box.maxZ(); z++)
			for (int y = box.minY(); y < box.maxY(); y++)
				for (int x = box.minX(); x < box.maxX(); x++)
					ct.hu()[ct.grid().index(x, y, z)] = (short) (hu + (texture == 0 ? 0 : (31 * x + 17 * y + 7 * z) % texture));
	}

	@Test
	public void shorterSideIsMirroredAboutTheBodyFromTwoToOneOn() {
		// Dilation grows the box by a voxel on each side; the body's middle is x = 60, y = 45.
		assertEquals("one lung: 62..93 reaches 33, its other end 2 on the wrong side", new Box(27, 21, 9, 93, 71, 51), crop(
			trunk(new Box(62, 22, 10, 92, 70, 50))).on(trunk().grid()));
		assertEquals("33 to one side, 16 to the other", new Box(27, 21, 9, 93, 71, 51), crop(trunk(new Box(45, 22, 10, 92, 70,
			50))).on(trunk().grid()));
		assertEquals("33 and 17 are less than two to one", new Box(43, 21, 9, 93, 71, 51), crop(trunk(new Box(44, 22, 10, 92,
			70, 50))).on(trunk().grid()));
		final LungCrop inFront = crop(trunk(new Box(26, 21, 10, 94, 52, 50)));
		assertEquals("25 to the front, 8 to the back", new Box(25, 20, 9, 95, 70, 51), inFront.on(trunk().grid()));
		assertTrue("" + inFront.notes(), inFront.notes().get(0).endsWith("mirrored to the back"));
	}

	@Test
	public void whatLiesAroundTheBodyIsNoLung() {
		final CtVolume ct = trunk(new Box(26, 22, 10, 52, 68, 50), new Box(68, 22, 10, 94, 68, 50), new Box(50, 40, 28, 70,
			46, 34));
		final Box alone = crop(ct).on(ct.grid());
		// A blanket over the front that encloses air, and a table of shells round foam.
		paint(ct, new Box(10, 6, 0, 110, 8, 60), -200, 0);
		paint(ct, new Box(8, 8, 0, 10, 80, 60), -200, 0);
		paint(ct, new Box(110, 8, 0, 112, 80, 60), -200, 0);
		paint(ct, new Box(5, 78, 0, 115, 80, 60), 100, 0);
		paint(ct, new Box(5, 80, 0, 115, 86, 60), -900, 0);
		paint(ct, new Box(5, 86, 0, 115, 88, 60), 100, 0);
		assertEquals(alone, crop(ct).on(ct.grid()));
		assertEquals(new Box(25, 21, 9, 95, 69, 51), alone);
	}

	@Test
	public void annotatedNodesAreInWithTheirMargin() {
		final CtVolume ct = trunk(new Box(26, 22, 20, 94, 68, 50));
		final Mask nodes = new Mask(Grids.permuted(ct.grid(), new int[] { 2, 0, 1 }, new boolean[] { true, false, false }));
		// Along the CT's x 97, y 13 and z 16 to 17.
		nodes.values()[nodes.grid().index(59 - 16, 97, 13)] = 1;
		nodes.values()[nodes.grid().index(59 - 17, 97, 13)] = 1;
		final LungCrop found = crop(ct);
		assertEquals(new Box(25, 21, 19, 95, 69, 51), found.on(ct.grid()));
		assertEquals("10 in x, 10 in y, 5 in z", new Box(25, 3, 11, 108, 69, 51), found.including(nodes).on(ct.grid()));
		assertEquals("no nodes", found, found.including(new Mask(ct.grid())));
		final Mask corner = new Mask(ct.grid());
		corner.values()[0] = 1;
		assertEquals("not beyond the CT", new Box(0, 0, 0, 95, 69, 51), found.including(corner).on(ct.grid()));
	}

	@Test
	public void ctsWithoutALungAreRefused() {
		refused(trunk());
		refused(trunk(new Box(30, 30, 10, 46, 46, 30)));
		final CtVolume gas = trunk();
		paint(gas, new Box(26, 22, 10, 94, 68, 50), -1000, 0);
		refused(gas);
		final CtVolume air = new CtVolume(Grid.of(60, 60, 60, 3, 3, 3));
		Arrays.fill(air.hu(), (short) -1000);
		refused(air);
	}

	private static void refused(final CtVolume ct) {
		final String message = assertThrows(InputException.class, () -> crop(ct)).getMessage();
		assertTrue(message, message.startsWith("The CT shows no lung"));
	}

	@Test(expected = CancellationException.class)
	public void canBeCancelled() {
		final InlineTask task = new InlineTask("crop");
		task.cancel("Enough");
		LungCrop.of(trunk(new Box(26, 22, 10, 94, 68, 50)), task);
	}
}
