package org.lymphatlas.atlas;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an atlas remembers of a case that it was built from, or that was left out.
 *
 * @param name as in the manifest
 * @param annotation {@code full} or {@code partial}
 * @param used false if its registration failed
 * @param verdict {@code good}, {@code check} or {@code failed}
 * @param engine of its registration
 * @param meanDice mean organ Dice after the registration, in [0, 1]
 * @param remark why it was left out, or what its registration warned of; may be empty
 * @param sha256 of its files, by their column in the manifest
 */
public record AtlasCase(String name, String annotation, boolean used, String verdict, String engine, double meanDice,
	String remark, Map<String, String> sha256)
{

	public AtlasCase {
		sha256 = sha256 == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(sha256));
	}
}
