package org.lymphatlas.network.nnunet;

import java.util.HashSet;
import java.util.Set;

import com.google.gson.JsonObject;

import org.lymphatlas.volume.InputException;

/**
 * nnU-Net's plans.json.
 *
 * @param json the whole file
 */
record Plans(JsonView json) {

	/** @throws InputException if these are no plans of nnU-Net v2 */
	Plans {
		if (json.has("plans_per_stage") || json.has("num_stages")) throw new InputException(json.where() +
			" is of nnU-Net v1, which is not read; only models of nnU-Net v2 are");
		json.get("configurations").object();
	}

	Set<String> configurations() {
		return json.get("configurations").object().keySet();
	}

	/**
	 * A configuration with all that it inherits; its own keys win.
	 *
	 * @throws InputException if there is none of that name, or it inherits from itself
	 */
	JsonView configuration(final String name) {
		final JsonObject resolved = new JsonObject();
		final Set<String> visited = new HashSet<>();
		String next = name;
		while (next != null) {
			if (!visited.add(next)) throw new InputException(json.where() + ": the configuration " + name +
				" inherits from itself, through " + next);
			if (!configurations().contains(next)) throw new InputException(json.where() + " has no configuration " + next +
				"; it has " + String.join(", ", configurations()));
			final JsonView own = json.get("configurations").get(next);
			own.object().entrySet().stream().filter(e -> !resolved.has(e.getKey())).forEach(e -> resolved.add(e.getKey(), e
				.getValue()));
			next = own.find("inherits_from").map(JsonView::text).orElse(null);
		}
		return new JsonView(json.where() + ": " + name, resolved);
	}
}
