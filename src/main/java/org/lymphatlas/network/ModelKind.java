package org.lymphatlas.network;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

/** What sort of model lies somewhere, told by {@code kind} in its model.json. */
public enum ModelKind {
	/** Trained here, without a {@code kind} of its own: {@link ModelFolder} reads it. */
	TRAINED(""),
	/** Imported from nnU-Net: {@link org.lymphatlas.network.nnunet.NnunetFolder} reads it. */
	NNUNET("nnunet");

	private final String kind;

	ModelKind(final String kind) {
		this.kind = kind;
	}

	/** As it stands in model.json. */
	public String kind() {
		return kind;
	}

	/**
	 * @param folderOrZip a model's place; imported models are folders
	 * @return {@link #TRAINED} unless its model.json says otherwise; reading it then says what else may be wrong
	 */
	public static ModelKind of(final Path folderOrZip) {
		final Path description = folderOrZip.resolve(ModelFolder.DESCRIPTION);
		if (!Files.isRegularFile(description)) return TRAINED;
		try (Reader text = Files.newBufferedReader(description); JsonReader json = new JsonReader(text)) {
			return NNUNET.kind.equals(topLevelKind(json)) ? NNUNET : TRAINED;
		}
		catch (final IOException | IllegalStateException notJson) {
			return TRAINED;
		}
	}

	private static String topLevelKind(final JsonReader json) throws IOException {
		json.beginObject();
		while (json.hasNext()) {
			if (json.nextName().equals("kind") && json.peek() == JsonToken.STRING) return json.nextString();
			json.skipValue();
		}
		return "";
	}
}
