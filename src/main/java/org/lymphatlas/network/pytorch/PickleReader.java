package org.lymphatlas.network.pytorch;

import static org.lymphatlas.network.pytorch.PickleStack.bad;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.lymphatlas.volume.InputException;

/**
 * Python's pickle machine (protocols 2 to 5; the opcodes are those of CPython's pickletools) without its powers: a global is
 * only a name, and a call only asks {@link Objects} what it stands for. It does not recurse, and its memory is bounded by
 * the numbers of opcodes, objects and bytes. One pickle, one reader.
 */
final class PickleReader {

	/** What calls and persistent ids stand for. */
	interface Objects {

		/** @return the object, or {@link Pickled.Opaque} */
		Object call(Object function, Object arguments);

		/** An object that is stored outside the pickle. */
		Object persistent(Object id);
	}

	private static final int MAX_OPCODES = 40_000_000;
	private static final int MAX_NAME_BYTES = 1 << 10;

	private final ByteBuffer in;
	private final Objects objects;
	private final PickleStack stack = new PickleStack();
	private Object[] memo = new Object[64];
	private int memoized;

	private PickleReader(final byte[] pickle, final Objects objects) {
		this.in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
		this.objects = objects;
	}

	/** @throws InputException if these bytes are no pickle, or ask for more than is allowed */
	static Object read(final byte[] pickle, final Objects objects) {
		return new PickleReader(pickle, objects).run();
	}

	private Object run() {
		for (int i = 0; i < MAX_OPCODES; i++) {
			final int opcode = uint8();
			if (opcode == '.') return stack.pop();
			step(opcode);
		}
		throw bad("it has more than " + MAX_OPCODES + " opcodes");
	}

	private void step(final int opcode) {
		switch (opcode) {
			case 0x80 -> { // PROTO
				final int protocol = uint8();
				if (protocol < 2 || protocol > 5) throw bad("it is of protocol " + protocol + "; 2 to 5 are read");
			}
			case 0x95 -> length(int64()); // FRAME
			case '(' -> stack.mark();
			case '0' -> stack.pop();
			case '1' -> stack.popToMark();
			case '2' -> stack.repeat(stack.peek());
			case 'N' -> stack.repeat(null);
			case 0x88 -> stack.repeat(true);
			case 0x89 -> stack.repeat(false);
			case 'K' -> stack.push((long) uint8());
			case 'M' -> stack.push((long) Short.toUnsignedInt(need(2).getShort()));
			case 'J' -> stack.push((long) need(4).getInt());
			case 0x8a -> stack.push(integer(length(uint8())));
			case 0x8b -> stack.push(integer(length(need(4).getInt())));
			case 'G' -> stack.push(Double.longBitsToDouble(Long.reverseBytes(int64())));
			case 0x8c -> stack.push(text(length(uint8())));
			case 'X' -> stack.push(text(length(uint32())));
			case 0x8d -> stack.push(text(length(int64())));
			case 'C', 'U' -> opaque(length(uint8())); // bytes and 8-bit strings
			case 'B' -> opaque(length(uint32()));
			case 'T' -> opaque(length(need(4).getInt()));
			case 0x8e, 0x96 -> opaque(length(int64()));
			case ']', 0x8f, ')' -> stack.push(new Pickled.Sequence(List.of()));
			case 'l', 't', 0x91 -> stack.push(new Pickled.Sequence(stack.popToMark()));
			case 0x85 -> stack.push(new Pickled.Sequence(stack.pop(1)));
			case 0x86 -> stack.push(new Pickled.Sequence(stack.pop(2)));
			case 0x87 -> stack.push(new Pickled.Sequence(stack.pop(3)));
			case 'a' -> addToSequence(stack.pop(1));
			case 'e', 0x90 -> addToSequence(stack.popToMark());
			case '}' -> stack.push(new Pickled.Dictionary());
			case 'd' -> {
				final List<Object> keysAndValues = stack.popToMark();
				stack.push(new Pickled.Dictionary());
				putIntoDictionary(keysAndValues);
			}
			case 's' -> putIntoDictionary(stack.pop(2));
			case 'u' -> putIntoDictionary(stack.popToMark());
			case 'q' -> memoize(uint8());
			case 'r' -> memoize(need(4).getInt());
			case 0x94 -> memoize(memoized);
			case 'h' -> stack.repeat(remembered(uint8()));
			case 'j' -> stack.repeat(remembered(need(4).getInt()));
			case 'c' -> stack.push(new Pickled.Global(line(), line()));
			case 0x93 -> stack.push(global(stack.pop(2)));
			case 'R', 0x81 -> call(stack.pop(2)); // REDUCE, NEWOBJ
			case 0x92 -> call(stack.pop(3)); // NEWOBJ_EX
			case 'b' -> { // BUILD: an object's state, of which nothing is needed
				stack.pop();
				stack.peek();
			}
			case 'Q' -> stack.push(objects.persistent(stack.pop()));
			default -> throw bad("byte " + (in.position() - 1) + " is the opcode 0x" + Integer.toHexString(opcode) +
				", which PyTorch does not write");
		}
	}

	private void call(final List<Object> functionAndArguments) {
		stack.push(objects.call(functionAndArguments.get(0), functionAndArguments.get(1)));
	}

	private void addToSequence(final List<Object> items) {
		if (stack.peek() instanceof Pickled.Sequence sequence) sequence.add(items);
	}

	private void putIntoDictionary(final List<Object> keysAndValues) {
		if (stack.peek() instanceof Pickled.Dictionary dictionary) dictionary.put(keysAndValues);
	}

	private static Object global(final List<Object> moduleAndName) {
		return moduleAndName.get(0) instanceof String module && moduleAndName.get(1) instanceof String name
			? new Pickled.Global(module, name) : Pickled.Opaque.OBJECT;
	}

	/** Picklers number what they remember from 0 on. */
	private void memoize(final int index) {
		if (index < 0 || index > memoized) throw bad("it remembers an object as number " + Integer.toUnsignedString(index) +
			" after " + memoized);
		if (index == memo.length) memo = Arrays.copyOf(memo, 2 * index);
		memo[index] = stack.peek();
		memoized = Math.max(memoized, index + 1);
	}

	private Object remembered(final int index) {
		if (index < 0 || index >= memoized) throw bad("it asks for object " + Integer.toUnsignedString(index) + " of " +
			memoized);
		return memo[index];
	}

	/** A signed number of that many bytes; of more than 8 it is of no use here. */
	private Object integer(final int bytes) {
		if (bytes > Long.BYTES) {
			in.position(in.position() + bytes);
			return Pickled.Opaque.OBJECT;
		}
		long value = 0;
		for (int i = 0; i < bytes; i++)
			value |= (in.get() & 0xffL) << 8 * i;
		final int unused = Long.SIZE - 8 * bytes;
		return bytes == 0 ? 0L : value << unused >> unused;
	}

	private String text(final int bytes) {
		final String text = new String(in.array(), in.position(), bytes, StandardCharsets.UTF_8);
		in.position(in.position() + bytes);
		return text;
	}

	private void opaque(final int bytes) {
		in.position(in.position() + bytes);
		stack.push(Pickled.Opaque.OBJECT);
	}

	private String line() {
		final int from = in.position();
		while (uint8() != '\n')
			if (in.position() - from > MAX_NAME_BYTES) throw bad("a name in it is longer than " + MAX_NAME_BYTES + " bytes");
		return new String(in.array(), from, in.position() - 1 - from, StandardCharsets.UTF_8);
	}

	private int uint8() {
		return need(1).get() & 0xff;
	}

	private long uint32() {
		return Integer.toUnsignedLong(need(4).getInt());
	}

	private long int64() {
		return need(8).getLong();
	}

	/** A length that the file claims, if as much follows. */
	private int length(final long claimed) {
		if (claimed < 0 || claimed > in.remaining()) throw bad("it claims " + Long.toUnsignedString(claimed) +
			" bytes at byte " + in.position() + " and has " + in.remaining());
		return (int) claimed;
	}

	private ByteBuffer need(final int bytes) {
		if (in.remaining() < bytes) throw bad("it ends too early");
		return in;
	}
}
