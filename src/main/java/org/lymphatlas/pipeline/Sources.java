package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.Optional;

import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.atlas.AtlasFolder;
import org.lymphatlas.atlas.ShippedAtlas;

/** What is used where the user names nothing: the parts shipped in the jar. */
final class Sources {

	private Sources() {}

	static Atlas atlas(final Optional<Path> folder) {
		return folder.map(AtlasFolder::read).orElseGet(ShippedAtlas::read);
	}
}
