package org.lymphatlas.network.pytorch;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.Test;
import org.lymphatlas.volume.InputException;

public class PickleReaderTest {

	private static Object read(final PickleWriter pickle) {
		return PickleReader.read(pickle.done(), new TorchObjects());
	}

	private static void refused(final PickleWriter pickle, final String reason) {
		refused(pickle.done(), reason);
	}

	private static void refused(final byte[] pickle, final String reason) {
		final InputException e = assertThrows(reason, InputException.class, () -> PickleReader.read(pickle,
			new TorchObjects()));
		assertTrue(e.getMessage(), e.getMessage().contains(reason));
	}

	private static List<Object> items(final Object sequence) {
		return ((Pickled.Sequence) sequence).items();
	}

	@Test
	public void numbersTextsAndContainers() {
		final Object read = read(new PickleWriter().op('(', 'K', 255, 'M', 1, 1, 'J', 254, 255, 255, 255, 0x8a, 0, 0x8a, 1, 128,
			0x8a, 2, 0, 128, 'N', 0x88, 0x89, 'G', 0x3f, 0xf8, 0, 0, 0, 0, 0, 0).text("Köln").op(0x8c, 1, 'x', 't'));
		final List<Object> expected = new ArrayList<>(List.of(255L, 257L, -2L, 0L, -128L, -32768L));
		expected.add(null);
		expected.addAll(List.of(true, false, 1.5, "Köln", "x"));
		assertEquals(expected, items(read));
	}

	@Test
	public void listsAndDictsGrow() {
		final Object read = read(new PickleWriter().op('}').text("a").op(']', 'K', 1, 'a', '(', 'K', 2, 'K', 3, 'e', 's', '(')
			.text("b").op('K', 4).text("c").op('N', 'u'));
		final Pickled.Dictionary d = (Pickled.Dictionary) read;
		assertEquals(List.of(1L, 2L, 3L), items(d.get("a")));
		assertEquals(4L, d.get("b"));
		assertNull(d.get("c"));
		assertEquals(3, d.entries().size());
	}

	@Test
	public void memoGivesTheSameObjectBack() {
		final List<Object> read = items(read(new PickleWriter().op('(', ']', 'q', 0, 'h', 0, 'j', 0, 0, 0, 0, 't')));
		assertSame(read.get(0), read.get(1));
		assertSame(read.get(0), read.get(2));
	}

	@Test
	public void whatBuildSetsDoesNotEmptyADict() {
		final Pickled.Dictionary d = (Pickled.Dictionary) read(new PickleWriter().global("collections", "OrderedDict").op(')',
			'R').text("a").op('K', 1, 's', '}').text("_metadata").op('}', 's', 'b'));
		assertEquals(1L, d.get("a"));
	}

	@Test
	public void callsAreNotMade() {
		for (final String[] function : new String[][] { { "os", "system" }, { "builtins", "eval" }, { "subprocess", "Popen" }, {
			"java.lang.Runtime", "exec" }, { "torch._utils", "_rebuild_tensor_v3" } })
			assertSame(Pickled.Opaque.OBJECT, read(new PickleWriter().global(function[0], function[1]).text("touch /tmp/x").op(
				0x85, 'R')));
		assertSame(Pickled.Opaque.OBJECT, read(new PickleWriter().text("os").text("system").op(0x93, ')', 0x81)));
		assertSame(Pickled.Opaque.OBJECT, read(new PickleWriter().global("os", "system").op(')', '}', 0x92)));
		assertSame("a call of what a call gave", Pickled.Opaque.OBJECT, read(new PickleWriter().global("builtins", "getattr")
			.op(')', 'R', ')', 'R')));
	}

	@Test
	public void instructionsThatOnlyOldOrForeignPicklesHaveAreRefused() {
		for (final char opcode : "iopFILSVgP".toCharArray())
			refused(new PickleWriter().op(opcode), "0x" + Integer.toHexString(opcode));
		for (final int opcode : new int[] { 0x82, 0x83, 0x84, 0x97, 0x98, 0xff, 0 })
			refused(new PickleWriter().op(opcode), "0x" + Integer.toHexString(opcode));
		refused(new byte[] { (byte) 0x80, 1, '.' }, "protocol 1");
		refused(new byte[] { (byte) 0x80, 6, '.' }, "protocol 6");
	}

	@Test
	public void lyingLengthsAreRefusedBeforeMemoryIsTaken() {
		refused(new PickleWriter().op('X').int32(-1), "4294967295 bytes");
		refused(new PickleWriter().op('B').int32(Integer.MAX_VALUE), "claims");
		refused(new PickleWriter().op('T').int32(-5), "claims");
		refused(new PickleWriter().op(0x8d).int64(Long.MAX_VALUE), "claims");
		refused(new PickleWriter().op(0x8e).int64(-1), "claims");
		refused(new PickleWriter().op(0x96).int64(1L << 40), "claims");
		refused(new PickleWriter().op(0x95).int64(1L << 40), "claims");
		refused(new PickleWriter().op(0x8b).int32(-1), "claims");
		refused(new PickleWriter().op(0x8a, 200), "claims");
		refused(new byte[] { (byte) 0x80, 2, 'J', 1 }, "too early");
		refused(new byte[0], "too early");
		refused(new PickleWriter().op('c').bytes("m".repeat(2000).getBytes()), "longer");
	}

	@Test
	public void theStackIsGuarded() {
		refused(new PickleWriter(), "empty stack");
		refused(new PickleWriter().op('K', 1, 0x86), "empty stack");
		refused(new PickleWriter().op('K', 1, '(', '0'), "empty stack");
		refused(new PickleWriter().op('t'), "did not begin");
		refused(new PickleWriter().op('R'), "empty stack");
		refused(new PickleWriter().op('Q'), "empty stack");
		refused(new PickleWriter().op('N', 'b'), "empty stack");
	}

	@Test
	public void theMemoIsGuarded() {
		refused(new PickleWriter().op('N', 'r').int32(1 << 30), "remembers");
		refused(new PickleWriter().op('N', 'r').int32(-1), "remembers");
		refused(new PickleWriter().op('j').int32(-1), "asks for object");
		refused(new PickleWriter().op('h', 0), "asks for object");
		refused(new PickleWriter().op('q', 0), "empty stack");
	}

	/** A list of ten lists of ten lists ...: 10^100 leaves when walked, a hundred objects as it stands. */
	@Test(timeout = 5000)
	public void memoBombsStaySmall() {
		final PickleWriter pickle = new PickleWriter().op(']', 'q', 0);
		for (int level = 0; level < 100; level++) {
			pickle.op('(');
			for (int i = 0; i < 10; i++)
				pickle.op('h', level);
			pickle.op('l', 'q', level + 1);
		}
		assertEquals(10, items(read(pickle)).size());
	}

	@Test(timeout = 20_000)
	public void nestingNeedsNoStackOfOurs() {
		Object at = read(new PickleWriter().op(')').times(1_000_000, 0x85));
		int depth = 0;
		while (!items(at).isEmpty()) {
			at = items(at).get(0);
			depth++;
		}
		assertEquals(1_000_000, depth);
		refused(new PickleWriter().times(10_001, 0x28), "deep");
	}

	@Test(timeout = 20_000)
	public void objectsAreCounted() {
		refused(new PickleWriter().times(8_000_001, 0x7d), "more than 8000000 objects");
	}

	@Test
	public void aListMayHoldItself() {
		final Object read = read(new PickleWriter().op(']', 'q', 0, 'h', 0, 'a'));
		assertSame(read, items(read).get(0));
		final Pickled.Dictionary d = (Pickled.Dictionary) read(new PickleWriter().op('}', 'q', 0, 'h', 0, 'h', 0, 's'));
		assertTrue("a dict is no key", d.entries().isEmpty());
	}

	@Test
	public void bytesAndWideNumbersAreSteppedOver() {
		final List<Object> read = items(read(new PickleWriter().op('(', 'C', 2, 'a', 'b', 'U', 1, 'x', 0x8a, 9, 1, 2, 3, 4, 5, 6,
			7, 8, 9, 'K', 7, 't')));
		assertEquals(List.of(Pickled.Opaque.OBJECT, Pickled.Opaque.OBJECT, Pickled.Opaque.OBJECT, 7L), read);
	}
}
