package org.lymphatlas.network.dl4j;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.lymphatlas.network.Tensor;

/** Keeps arrays for the next use of the same length: no allocation after the first run, no growth. Not thread-safe. */
final class ArrayPool implements AutoCloseable {

	private final Map<Long, Deque<DeviceArray>> free = new HashMap<>();
	private final List<DeviceArray> all = new ArrayList<>();

	/** An array of undefined values. */
	DeviceArray take(final int... shape) {
		final Deque<DeviceArray> fitting = free.get(Tensor.length(shape));
		if (fitting != null && !fitting.isEmpty()) {
			return fitting.pop().as(shape);
		}
		final DeviceArray array = DeviceArray.create(shape);
		all.add(array);
		return array;
	}

	/** Takes back an array of this pool that is no longer used. */
	void give(final DeviceArray array) {
		free.computeIfAbsent((long) array.length(), length -> new ArrayDeque<>()).push(array);
	}

	/** Bytes of all arrays, used or free. */
	long bytes() {
		return all.stream().mapToLong(a -> (long) Float.BYTES * a.length()).sum();
	}

	@Override
	public void close() {
		all.forEach(DeviceArray::close);
		all.clear();
		free.clear();
	}
}
