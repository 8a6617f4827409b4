package org.lymphatlas.network.pytorch;

/**
 * Where a tensor's numbers lie. Nothing in it was checked against the file.
 *
 * @param storage that it is a view of
 * @param offset of its first number in the storage, in numbers
 * @param shape lengths of its axes
 * @param strides steps along its axes, in numbers
 */
public record StoredTensor(Storage storage, long offset, long[] shape, long[] strides) {

	/**
	 * @param key the name of its entry, in {@code data/}
	 * @param type PyTorch's name of its numbers' type, for example {@code FloatStorage}
	 * @param numbers how many it holds
	 */
	public record Storage(String key, String type, long numbers) {}
}
