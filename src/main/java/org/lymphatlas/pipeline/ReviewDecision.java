package org.lymphatlas.pipeline;

import com.google.gson.JsonParseException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import org.lymphatlas.training.Annotation;
import org.lymphatlas.viewer.review.RejectReason;
import org.lymphatlas.viewer.review.ReviewState;
import org.lymphatlas.volume.InputException;

/**
 * What was decided about a case in a review, as {@code review.json} in its folder keeps it.
 *
 * @param state what it came to
 * @param annotation of a case that is done, how much its nodes hold; else {@code NONE}
 * @param reason of a case that is rejected; else null
 * @param note free text, may be empty
 * @param reader who decided, may be empty
 * @param time when, ISO 8601
 * @param nodesFile of a case that is done, the file of its nodes; else null
 * @param nodes how many it has
 * @param edits how often each operation was done by hand
 */
record ReviewDecision(ReviewState state, Annotation annotation, RejectReason reason, String note, String reader,
	String time, String nodesFile, int nodes, Map<String, Long> edits)
{

	static final String FILE = "review.json";
	/** Before anybody looked. */
	static final ReviewDecision NONE = new ReviewDecision(ReviewState.OPEN, Annotation.NONE, null, "", "", "", null, -1, Map
		.of());

	ReviewDecision {
		if (state == null || annotation == null || note == null || reader == null || edits == null)
			throw new InputException("a review without state, annotation, note, reader or edits");
		if (state == ReviewState.DONE && (nodesFile == null || annotation == Annotation.NONE)) throw new InputException(
			"a case that is done needs its nodes, and whether they are full or partial");
		if (state == ReviewState.DONE && !nodesFile.equals(CaseCorrection.NODES) && !nodesFile.equals(
			CaseCorrection.CORRECTED)) throw new InputException("the nodes are neither " + CaseCorrection.NODES + " nor " +
				CaseCorrection.CORRECTED);
		if (state == ReviewState.REJECTED && reason == null) throw new InputException(
			"a case that is rejected needs a reason");
		if (reason == RejectReason.OTHER && note.isBlank()) throw new InputException(
			"Say in the note why the case is rejected, since the reason is 'other'");
		edits = Map.copyOf(edits);
	}

	void write(final Path folder) {
		Json.write(folder.resolve(FILE), this);
	}

	/** {@link #NONE} if nothing was decided yet. @throws InputException if the file is damaged */
	static ReviewDecision read(final Path folder) {
		final Path file = folder.resolve(FILE);
		if (!Files.isRegularFile(file)) return NONE;
		try {
			final ReviewDecision decision = Json.GSON.fromJson(Files.readString(file, StandardCharsets.UTF_8),
				ReviewDecision.class);
			if (decision == null) throw new JsonParseException("it is empty");
			if (decision.state != ReviewState.OPEN) Instant.parse(decision.time);
			return decision;
		}
		catch (final IOException | RuntimeException e) {
			final Throwable why = e.getCause() instanceof InputException ? e.getCause() : e;
			throw new InputException(file + ": is no record of a review (" + why.getMessage() +
				"); move it elsewhere to review the case again", e);
		}
	}
}
