package org.lymphatlas.pipeline;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.lymphatlas.viewer.CaseFolder;
import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.review.Review;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * A case of a review and what its run came to.
 *
 * @param row of the manifest
 * @param folder of its results; may not be there
 * @param verdict on its registration, in lower case, or {@value #NO_RESULT}
 * @param nodes how many were found; -1 if nobody looked
 * @param warnings of the run, joined
 */
record ReviewedCase(Manifest.Row row, Path folder, String verdict, int nodes, String warnings) {

	static final String NO_RESULT = "no result";

	/** Bytes a voxel of a case that is open: CT, nodes twice, three maps of floats, stations, rules, organs, hull, and room. */
	private static final int BYTES_A_VOXEL = 32;

	/** Reads what the run left. @throws InputException if its record is damaged */
	static ReviewedCase read(final Manifest.Row row, final Path folder) {
		final Path file = folder.resolve("record.json");
		if (!Files.isRegularFile(file)) return new ReviewedCase(row, folder, NO_RESULT, -1, "not segmented");
		try {
			final JsonObject json = JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8)).getAsJsonObject();
			final JsonObject registration = json.getAsJsonObject("registration");
			final StringBuilder warnings = new StringBuilder();
			if (json.get("warnings") != null) for (final JsonElement w : json.getAsJsonArray("warnings"))
				warnings.append(warnings.isEmpty() ? "" : "; ").append(w.getAsString());
			return new ReviewedCase(row, folder, registration == null ? NO_RESULT : registration.get("verdict").getAsString(), json
				.get("nodes") == null ? -1 : json.get("nodes").getAsInt(), warnings.toString());
		}
		catch (final IOException | JsonParseException | IllegalStateException | NullPointerException | ClassCastException
				| UnsupportedOperationException | NumberFormatException e)
		{
			throw new InputException(file + " cannot be read: " + e.getMessage() + "; segment the case again", e);
		}
	}

	/** Reads CT and results, and does an earlier correction again. */
	Review.OpenCase open(final String reader) {
		Json.makeFolder(folder);
		final CaseView view = CaseFolder.read(folder, VolumeFiles.readCt(row.ct()));
		return new Review.OpenCase(view, CaseCorrection.open(folder, view, reader));
	}

	/** Bytes on the heap that the open case takes, told from the CT's header. */
	long bytes() {
		return (long) VolumeFiles.readGrid(row.ct()).voxels() * BYTES_A_VOXEL;
	}
}
