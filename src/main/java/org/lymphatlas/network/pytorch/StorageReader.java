package org.lymphatlas.network.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

import org.lymphatlas.network.HalfFloat;
import org.lymphatlas.network.Tensor;
import org.lymphatlas.volume.InputException;

/**
 * A tensor's numbers in its storage, checked to lie there before memory is taken.
 *
 * @param zip that holds the storage
 * @param entry the storage
 * @param tensor its place in the storage
 * @param type of the stored numbers
 * @param shape lengths of the axes
 * @param values product of the shape
 * @param span numbers from the first one to the last, both included
 */
record StorageReader(ZipArchive zip, ZipArchive.Entry entry, StoredTensor tensor, Type type, int[] shape, int values,
	int span)
{

	private static final int CHUNK = 1 << 18;

	/** Number formats of PyTorch that weights come in, by the names of their storages. */
	private enum Type {
		FLOAT(4), HALF(2), BFLOAT16(2), DOUBLE(8);

		private final int bytes;

		Type(final int bytes) {
			this.bytes = bytes;
		}

		static Type of(final String storage) {
			return switch (storage) {
				case "FloatStorage" -> FLOAT;
				case "HalfStorage" -> HALF;
				case "BFloat16Storage" -> BFLOAT16;
				case "DoubleStorage" -> DOUBLE;
				default -> throw new InputException("it is a " + storage + ", and no floating-point numbers");
			};
		}
	}

	/** @throws InputException unless every number of the tensor lies in the storage, and the storage in its entry */
	static StorageReader of(final ZipArchive zip, final ZipArchive.Entry entry, final StoredTensor tensor) {
		final Type type = Type.of(tensor.storage().type());
		final long held = tensor.storage().numbers();
		if (held < 0 || held > entry.size() / type.bytes) throw new InputException("its storage claims " + held +
			" numbers and has " + entry.size() + " bytes");
		long values = 1, span = 1;
		for (int a = 0; a < tensor.shape().length; a++) {
			final long n = tensor.shape()[a], stride = tensor.strides()[a];
			if (n < 1 || n > held / values || stride < 0 || n > 1 && stride > (held - span) / (n - 1)) throw outside(tensor);
			values *= n;
			span += (n - 1) * stride;
		}
		if (tensor.offset() < 0 || tensor.offset() > held - span) throw outside(tensor);
		if (span > Integer.MAX_VALUE - 8) throw new InputException("it has " + span + " numbers, more than can be read");
		return new StorageReader(zip, entry, tensor, type, Arrays.stream(tensor.shape()).mapToInt(n -> (int) n).toArray(),
			(int) values, (int) span);
	}

	private static InputException outside(final StoredTensor tensor) {
		return new InputException("shape " + Arrays.toString(tensor.shape()) + ", strides " + Arrays.toString(tensor
			.strides()) + " and offset " + tensor.offset() + " do not lie within the " + tensor.storage().numbers() +
			" numbers of its storage");
	}

	/** @throws InputException if the storage's CRC-32 is not the one declared */
	void verify() throws IOException {
		try (InputStream in = zip.content(entry)) {
			in.transferTo(OutputStream.nullOutputStream());
		}
	}

	/** @throws InputException if a number is not finite */
	Tensor read() throws IOException {
		final float[] stored = numbers();
		final float[] ordered = isContiguous() ? stored : gather(stored);
		for (int i = 0; i < ordered.length; i++)
			if (!Float.isFinite(ordered[i])) throw new InputException("value " + i + " is " + ordered[i] +
				"; the training went wrong or the file is damaged");
		return new Tensor(shape, ordered);
	}

	private float[] numbers() throws IOException {
		final float[] numbers = new float[span];
		final ByteBuffer chunk = ByteBuffer.allocate(Math.min(CHUNK, span) * type.bytes).order(ByteOrder.LITTLE_ENDIAN);
		for (int done = 0; done < span;) {
			final int n = Math.min(span - done, CHUNK);
			zip.read(entry, (tensor.offset() + done) * type.bytes, chunk.clear().limit(n * type.bytes));
			decode(chunk.flip(), numbers, done, n);
			done += n;
		}
		return numbers;
	}

	private void decode(final ByteBuffer chunk, final float[] into, final int from, final int n) {
		switch (type) {
			case FLOAT -> chunk.asFloatBuffer().get(into, from, n);
			case HALF -> {
				for (int i = 0; i < n; i++)
					into[from + i] = HalfFloat.toFloat(chunk.getShort(2 * i));
			}
			case BFLOAT16 -> {
				for (int i = 0; i < n; i++)
					into[from + i] = Float.intBitsToFloat(chunk.getShort(2 * i) << 16);
			}
			case DOUBLE -> {
				for (int i = 0; i < n; i++)
					into[from + i] = (float) chunk.getDouble(8 * i);
			}
		}
	}

	private boolean isContiguous() {
		long expected = 1;
		for (int a = shape.length - 1; a >= 0; a--) {
			if (shape[a] > 1 && tensor.strides()[a] != expected) return false;
			expected *= shape[a];
		}
		return true;
	}

	private float[] gather(final float[] stored) {
		final float[] ordered = new float[values];
		final int[] index = new int[shape.length];
		long at = 0;
		for (int i = 0; i < values; i++) {
			ordered[i] = stored[(int) at];
			for (int a = shape.length - 1; a >= 0; a--) {
				at += tensor.strides()[a];
				if (++index[a] < shape[a]) break;
				at -= shape[a] * tensor.strides()[a];
				index[a] = 0;
			}
		}
		return ordered;
	}
}
