package org.lymphatlas.network.pytorch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode, honest and hostile ones. */
final class PickleWriter {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	PickleWriter() {
		op(0x80, 2);
	}

	PickleWriter op(final int... bytes) {
		for (final int b : bytes)
			out.write(b);
		return this;
	}

	PickleWriter times(final int repeats, final int opcode) {
		for (int i = 0; i < repeats; i++)
			out.write(opcode);
		return this;
	}

	PickleWriter text(final String text) {
		final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		return op('X').int32(utf8.length).bytes(utf8);
	}

	PickleWriter integer(final long value) {
		return op(0x8a, 8).bytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
	}

	PickleWriter global(final String module, final String name) {
		return op('c').bytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
	}

	/** A tuple of whole numbers. */
	PickleWriter integers(final long... values) {
		op('(');
		for (final long value : values)
			integer(value);
		return op('t');
	}

	PickleWriter int32(final int value) {
		return bytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
	}

	PickleWriter int64(final long value) {
		return bytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
	}

	PickleWriter bytes(final byte[] bytes) {
		out.writeBytes(bytes);
		return this;
	}

	/** A tensor as torch.save writes it. */
	PickleWriter tensor(final String type, final String key, final long numbers, final long offset, final long[] shape,
		final long[] strides)
	{
		global("torch._utils", "_rebuild_tensor_v2").op('(').op('(').text("storage").global("torch", type).text(key).text(
			"cpu").integer(numbers).op('t', 'Q');
		return integer(offset).integers(shape).integers(strides).op(0x89).global("collections", "OrderedDict").op(')', 'R',
			't', 'R');
	}

	byte[] done() {
		op('.');
		return out.toByteArray();
	}
}
