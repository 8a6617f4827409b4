package org.lymphatlas.network.pytorch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pickle may hold besides text, numbers, truth values and null. All are compared by identity and none is shown as
 * text by walking into it, since a hostile pickle may nest without end or contain itself.
 */
final class Pickled {

	/** A class or function by its name, and nothing more: it is never looked up. */
	record Global(String module, String name) {

		boolean is(final String dotted) {
			return dotted.length() == module.length() + 1 + name.length() && dotted.startsWith(module) && dotted.endsWith(name);
		}
	}

	/** What a class made, or a call returned, that this reader has no use for; nothing was made or called. */
	enum Opaque {
		OBJECT
	}

	/** A list, tuple or set. */
	static final class Sequence {

		private List<Object> items;

		Sequence(final List<Object> items) {
			this.items = items;
		}

		List<Object> items() {
			return items;
		}

		void add(final Collection<?> more) {
			if (!(items instanceof ArrayList)) items = new ArrayList<>(items);
			items.addAll(more);
		}
	}

	/** A dict. Keys that are neither text nor a number are left out together with their values. */
	static final class Dictionary {

		private Map<Object, Object> entries = Map.of();

		Map<Object, Object> entries() {
			return entries;
		}

		Object get(final String key) {
			return entries.get(key);
		}

		/** @param keysAndValues alternating */
		void put(final List<Object> keysAndValues) {
			if (entries.isEmpty()) entries = new LinkedHashMap<>();
			for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
				final Object key = keysAndValues.get(i);
				if (key instanceof String || key instanceof Number || key instanceof Boolean) entries.put(key, keysAndValues.get(
					i + 1));
			}
		}
	}

	private Pickled() {}
}
