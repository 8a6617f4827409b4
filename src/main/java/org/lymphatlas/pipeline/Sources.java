package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.Optional;

import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.atlas.AtlasFolder;
import org.lymphatlas.atlas.ShippedAtlas;
import org.lymphatlas.network.Model;
import org.lymphatlas.network.ModelFolder;
import org.lymphatlas.network.Weights;

/** What is used where the user names nothing: the parts shipped in the jar. */
final class Sources {

	private static final String MODEL = "/org/lymphatlas/network/phantom";

	private Sources() {}

	static Atlas atlas(final Optional<Path> folder) {
		return folder.map(AtlasFolder::read).orElseGet(ShippedAtlas::read);
	}

	/** Of one of the model's networks, from 1. */
	static Weights weights(final Optional<Path> folder, final int network) {
		return folder.map(path -> ModelFolder.read(path, network)).orElseGet(() -> ModelFolder.readResource(MODEL)).weights();
	}

	static Model model(final Optional<Path> folder) {
		return folder.map(ModelFolder::read).orElseGet(() -> ModelFolder.readResource(MODEL));
	}
}
