package org.lymphatlas.network.pytorch;

import java.util.List;

/** The few calls that mean something here: ordered dicts, tensors and parameters. All others stay opaque. */
final class TorchObjects implements PickleReader.Objects {

	private static final int MAX_AXES = 8;

	@Override
	public Object call(final Object function, final Object arguments) {
		if (!(function instanceof Pickled.Global global) || !(arguments instanceof Pickled.Sequence sequence))
			return Pickled.Opaque.OBJECT;
		final List<Object> items = sequence.items();
		if (global.is("collections.OrderedDict") && items.isEmpty()) return new Pickled.Dictionary();
		if (global.is("torch._utils._rebuild_tensor_v2") && items.size() >= 4) return tensor(items);
		if (global.is("torch._utils._rebuild_parameter") && !items.isEmpty() && items.get(0) instanceof StoredTensor tensor)
			return tensor;
		return Pickled.Opaque.OBJECT;
	}

	/** ("storage", type, key, location, number of numbers). */
	@Override
	public Object persistent(final Object id) {
		if (!(id instanceof Pickled.Sequence sequence) || sequence.items().size() < 5) return Pickled.Opaque.OBJECT;
		final List<Object> items = sequence.items();
		if ("storage".equals(items.get(0)) && items.get(1) instanceof Pickled.Global type && items.get(
			2) instanceof String key && items.get(4) instanceof Long numbers) return new StoredTensor.Storage(key, type.name(),
				numbers);
		return Pickled.Opaque.OBJECT;
	}

	private static Object tensor(final List<Object> items) {
		final long[] shape = numbers(items.get(2)), strides = numbers(items.get(3));
		if (!(items.get(0) instanceof StoredTensor.Storage storage) || !(items.get(1) instanceof Long offset) ||
			shape == null || strides == null || shape.length != strides.length) return Pickled.Opaque.OBJECT;
		return new StoredTensor(storage, offset, shape, strides);
	}

	private static long[] numbers(final Object object) {
		if (!(object instanceof Pickled.Sequence sequence) || sequence.items().size() > MAX_AXES || !sequence.items().stream()
			.allMatch(Long.class::isInstance)) return null;
		return sequence.items().stream().mapToLong(n -> (Long) n).toArray();
	}
}
