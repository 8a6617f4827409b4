package org.lymphatlas.network.dl4j;

import java.nio.FloatBuffer;

import org.bytedeco.javacpp.FloatPointer;
import org.lymphatlas.network.Tensor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A block of floats outside the Java heap, under one shape. The same block can be seen under another shape of equal length;
 * closing one view frees the block for all.
 */
final class DeviceArray implements AutoCloseable {

	private final INDArray block;
	private final FloatBuffer values;
	private final INDArray shaped;
	private final int[] shape;

	private DeviceArray(final INDArray block, final FloatBuffer values, final int[] shape) {
		this.block = block;
		this.values = values;
		this.shape = shape;
		this.shaped = block.reshape('c', shape);
	}

	/** Values undefined; at most 2^29 - 1 of them, as a direct buffer addresses no more. */
	static DeviceArray create(final int... shape) {
		final long length = Tensor.length(shape);
		if (length > Integer.MAX_VALUE / Float.BYTES) {
			throw new IllegalArgumentException("A layer of " + length + " values is more than one array can hold ("
				+ Integer.MAX_VALUE / Float.BYTES + "): take a smaller patch.");
		}
		final INDArray block = Nd4j.createUninitialized(DataType.FLOAT, length);
		final FloatBuffer values = ((FloatPointer) block.data().pointer()).asBuffer();
		if (values.capacity() < length) {
			throw new IllegalStateException("ND4J gave " + values.capacity() + " values where " + length + " were asked for.");
		}
		return new DeviceArray(block, values, shape);
	}

	static DeviceArray of(final Tensor tensor) {
		final DeviceArray array = create(tensor.shape());
		array.put(0, tensor.values(), 0, tensor.values().length);
		return array;
	}

	DeviceArray as(final int... otherShape) {
		if (Tensor.length(otherShape) != length()) {
			throw new IllegalArgumentException("A view must have as many values as its block.");
		}
		return new DeviceArray(block, values, otherShape);
	}

	int[] shape() {
		return shape;
	}

	int length() {
		return (int) block.length();
	}

	/** For ND4J's operations. */
	INDArray nd() {
		return shaped;
	}

	/** For a library's functions: where the values from an index on lie; valid as long as this array. */
	FloatPointer pointer(final int index) {
		return new FloatPointer(block.data().pointer()).position(index);
	}

	/** Values from an index on; safe from several threads. */
	void get(final int index, final float[] target, final int offset, final int count) {
		values.get(index, target, offset, count);
	}

	/** Values from an index on; safe from several threads on disjoint ranges. */
	void put(final int index, final float[] source, final int offset, final int count) {
		values.put(index, source, offset, count);
	}

	float[] toArray() {
		final float[] copy = new float[length()];
		get(0, copy, 0, copy.length);
		return copy;
	}

	@Override
	public void close() {
		block.close();
	}
}
