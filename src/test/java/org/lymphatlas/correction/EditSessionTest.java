package org.lymphatlas.correction;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.Test;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;

public class EditSessionTest {

	private static final Clock NOON = Clock.fixed(Instant.parse("2026-05-04T12:00:00Z"), ZoneOffset.UTC);
	private static final Grid GRID = Scenes.oblique(30, 28, 14, 1, 0.9, 2);
	private static final double[] AXIAL = { 0, 0, 1 };

	@Test
	public void undoingAndRedoingGoThroughTheSameVolumesAndReplayEndsInTheLast() {
		for (int seed = 0; seed < 8; seed++) {
			final Random random = new Random(seed);
			final Scene scene = scene(random);
			final EditSession session = new EditSession(scene, start(), NOON, Long.MAX_VALUE);
			final List<short[]> states = new ArrayList<>(List.of(session.nodes().labels().labels().clone()));
			for (int k = 0; k < 25; k++) {
				try {
					session.apply(any(session, random));
					states.add(session.nodes().labels().labels().clone());
				}
				catch (final InputException notHere) {
					assertArrayEquals("a refused operation changed something: " + notHere.getMessage(), states.get(states.size() - 1),
						session.nodes().labels().labels());
				}
				checkBoxes(session.nodes());
			}
			assertTrue("seed " + seed + ": only " + states.size() + " states", states.size() > 12);
			for (int k = states.size() - 2; k >= 0; k--) {
				assertTrue(session.undo().isPresent());
				assertArrayEquals("seed " + seed + ", back to state " + k, states.get(k), session.nodes().labels().labels());
				checkBoxes(session.nodes());
			}
			assertFalse(session.canUndo());
			for (int k = 1; k < states.size(); k++) {
				assertTrue(session.redo().isPresent());
				assertArrayEquals("seed " + seed + ", on to state " + k, states.get(k), session.nodes().labels().labels());
			}
			final EditLog log = new EditLog("nodes.nii.gz", new NodeMap(start()).checksum(), session.nodes().checksum(), session
				.edits());
			final EditSession again = new EditSession(scene, start());
			again.replay(EditLog.parse(log.toJson(), "edits.json").edits());
			assertArrayEquals("seed " + seed + ", replayed", states.get(states.size() - 1), again.nodes().labels().labels());
			assertEquals(log.resultChecksum(), again.nodes().checksum());
			assertEquals(log.toJson(), new EditLog(log.source(), log.sourceChecksum(), log.resultChecksum(), again.edits())
				.toJson());
		}
	}

	private static Scene scene(final Random random) {
		final FloatVolume probability = new FloatVolume(GRID);
		final CtVolume ct = new CtVolume(GRID);
		for (int i = 0; i < GRID.voxels(); i++) {
			probability.values()[i] = random.nextFloat();
			ct.hu()[i] = (short) (40 + 20 * random.nextGaussian());
		}
		return new Scene(ct, Optional.of(probability), Optional.empty(), Optional.empty());
	}

	private static LabelVolume start() {
		final LabelVolume labels = new LabelVolume(GRID);
		final double[] c = Scenes.middle(GRID);
		Scenes.put(labels, 2, Scenes.ball(c, 4));
		Scenes.put(labels, 7, Scenes.ball(new double[] { c[0] + 8, c[1], c[2] }, 3));
		return labels;
	}

	private static Operation any(final EditSession session, final Random random) {
		final Integer[] ids = session.nodes().ids().toArray(new Integer[0]);
		final int node = ids.length == 0 ? 1 : ids[random.nextInt(ids.length)], next = session.nodes().nextId();
		final double[] p = GRID.toWorld(random.nextInt(30), random.nextInt(28), random.nextInt(14)), q = GRID.toWorld(random
			.nextInt(30), random.nextInt(28), random.nextInt(14));
		final GrowthLimits small = new GrowthLimits(12, 400);
		return switch (random.nextInt(9)) {
			case 0 -> new DeleteNode(node);
			case 1 -> new GrowFromProbability(next, p, 0.6, small);
			case 2 -> new GrowFromIntensity(next, p, 1, small);
			case 3 -> new Stroke(false, random.nextInt(2) * node, Stroke.Tip.BALL, 3, AXIAL, new double[][] { p, q });
			case 4 -> new SplitNode(node, next, Scenes.middle(GRID), new double[] { random.nextGaussian(), 1, 0.2 });
			case 5 -> new MergeNodes(node, ids.length == 0 ? 2 : ids[random.nextInt(ids.length)]);
			case 6 -> new SetStation(node, random.nextBoolean() ? "4R" : "7");
			default -> new Stroke(true, random.nextBoolean() ? node : next, random.nextBoolean() ? Stroke.Tip.DISC
				: Stroke.Tip.BALL, 2.5, AXIAL, new double[][] { p, q });
		};
	}

	/** What is kept about nodes against a count of all voxels. */
	private static void checkBoxes(final NodeMap nodes) {
		final long[] voxels = new long[NodeMap.MAX_ID + 1];
		for (int i = 0; i < GRID.voxels(); i++) {
			final int id = nodes.labels().labelAt(i);
			voxels[id]++;
			if (id == 0) continue;
			final Box b = nodes.box(id);
			final int x = i % 30, y = i / 30 % 28, z = i / 30 / 28;
			assertTrue(Scenes.voxel(GRID, i) + " of node " + id + " lies outside " + b, x >= b.minX() && x < b.maxX() && y >= b
				.minY() && y < b.maxY() && z >= b.minZ() && z < b.maxZ());
		}
		for (int id = 1; id < voxels.length; id++)
			assertEquals("voxels of node " + id, voxels[id], nodes.ids().contains(id) ? nodes.voxels(id) : 0);
	}

	@Test
	public void aStrokeThatIsDrawnPointByPointIsTheWholeStroke() {
		for (final boolean paint : new boolean[] { true, false }) {
			final Scene scene = Scenes.empty(GRID);
			final EditSession drawn = new EditSession(scene, start()), whole = new EditSession(scene, start());
			final Random random = new Random(5);
			final double[][] path = new double[9][];
			for (int k = 0; k < path.length; k++)
				path[k] = GRID.toWorld(random.nextInt(30), random.nextInt(28), 7);
			final Stroke stroke = new Stroke(paint, 2, Stroke.Tip.DISC, 3, AXIAL, path);
			final EditSession.Painting painting = drawn.paint(stroke.along(path[0]));
			for (int k = 1; k < path.length; k++)
				painting.to(path[k]);
			final Edit edit = painting.end().orElseThrow();
			assertEquals(whole.apply(stroke).voxels(), edit.voxels());
			assertArrayEquals(whole.nodes().labels().labels(), drawn.nodes().labels().labels());
			drawn.undo();
			assertArrayEquals("undone", start().labels(), drawn.nodes().labels().labels());
		}
	}

	@Test
	public void aCancelledStrokeLeavesNothingAndAnUnfinishedOneLocks() {
		final EditSession session = new EditSession(Scenes.empty(GRID), start());
		final double[] c = Scenes.middle(GRID);
		final EditSession.Painting painting = session.paint(new Stroke(true, 9, Stroke.Tip.BALL, 8, AXIAL, new double[][] {
			c }));
		painting.to(new double[] { c[0], c[1] + 5, c[2] });
		assertTrue(session.nodes().ids().contains(9));
		assertThrows(IllegalStateException.class, () -> session.apply(new DeleteNode(2)));
		painting.cancel();
		assertArrayEquals(start().labels(), session.nodes().labels().labels());
		assertTrue(session.edits().isEmpty());
	}

	@Test
	public void memoryIsBoundedAndTheRecordStaysWhole() {
		final EditSession session = new EditSession(Scenes.empty(GRID), start(), NOON, 500);
		for (int k = 0; k < 20; k++)
			session.apply(new Stroke(true, 20 + k, Stroke.Tip.BALL, 2, AXIAL, new double[][] { GRID.toWorld(3 + k, 20, 4) }));
		assertEquals(20, session.edits().size());
		int undone = 0;
		while (session.undo().isPresent())
			undone++;
		assertTrue(undone + " of 20 undone", undone > 0 && undone < 20);
		assertEquals(20 - undone, session.edits().size());
	}

	@Test
	public void stationsFollowTheirNodes() {
		final EditSession session = new EditSession(Scenes.empty(GRID), start());
		session.apply(new SetStation(2, "4R"));
		session.apply(new SetStation(7, "7"));
		session.apply(new MergeNodes(2, 7));
		assertEquals(Optional.of("4R"), session.nodes().station(2));
		assertEquals(Optional.empty(), session.nodes().station(7));
		session.apply(new DeleteNode(2));
		assertEquals(Optional.empty(), session.nodes().station(2));
		session.undo();
		session.undo();
		assertEquals(Optional.of("4R"), session.nodes().station(2));
		assertEquals(Optional.of("7"), session.nodes().station(7));
		assertThrows(InputException.class, () -> new SetStation(2, "4X"));
		assertThrows("it is in 4R already", InputException.class, () -> session.apply(new SetStation(2, "4R")));
	}

	@Test
	public void aCutPartsANodeOnBothSidesOfALine() {
		final EditSession session = new EditSession(Scenes.empty(GRID), start());
		final double[] c = Scenes.middle(GRID);
		final long all = session.nodes().voxels(2);
		session.apply(SplitNode.alongLine(2, 11, new double[] { c[0] + 1, c[1] - 9, c[2] }, new double[] { c[0] + 1, c[1] + 9,
			c[2] }, AXIAL));
		assertEquals(all, session.nodes().voxels(2) + session.nodes().voxels(11));
		for (int i = 0; i < GRID.voxels(); i++) {
			final int id = session.nodes().labels().labelAt(i);
			if (id != 2 && id != 11) continue;
			final double x = GRID.toWorld(i % 30, i / 30 % 28, i / 30 / 28)[0] - c[0] - 1;
			assertEquals(Scenes.voxel(GRID, i), x > 0 ? 11 : 2, id);
		}
		assertThrows(InputException.class, () -> session.apply(new SplitNode(7, 12, c, new double[] { 1, 0, 0 })));
		assertThrows(InputException.class, () -> session.apply(new SplitNode(2, 7, c, AXIAL)));
		assertThrows(InputException.class, () -> SplitNode.alongLine(2, 12, c, c, AXIAL));
	}

	@Test
	public void numbersOfDeletedNodesAreNotGivenAgain() {
		final EditSession session = new EditSession(Scenes.empty(GRID), start());
		session.apply(new DeleteNode(7));
		assertEquals(8, session.nodes().nextId());
		session.undo();
		assertEquals(8, session.nodes().nextId());
	}

	@Test
	public void otherNodesThanTheRecordSpeaksOfAreToldAtReplay() {
		final EditSession session = new EditSession(Scenes.empty(GRID), start());
		session.apply(new DeleteNode(7));
		final LabelVolume other = start();
		Scenes.put(other, 7, Scenes.ball(Scenes.middle(GRID), 2));
		final InputException e = assertThrows(InputException.class, () -> new EditSession(Scenes.empty(GRID), other).replay(
			session.edits()));
		assertTrue(e.getMessage(), e.getMessage().contains("voxels where it changed"));
	}
}
