package org.lymphatlas.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.task.Task;

/** Says in log and record where organs came from, and why better sources were not taken. */
final class OrganOrigin {

	private final RunRecord record;
	private final Task task;
	private final List<String> passed = new ArrayList<>();

	OrganOrigin(final RunRecord record, final Task task) {
		this.record = record;
		this.task = task;
	}

	/** A source that could not be used. */
	void passed(final String source, final String reason) {
		passed.add(source + ": " + reason);
		task.setStatusMessage("Organs not from " + source + ": " + reason);
	}

	/** A source that could not do it. */
	void failed(final String source, final String reason) {
		passed(source, "failed: " + reason);
		record.warn("The organs could not be had from " + source + " (" + reason + ") and come from a lesser source");
	}

	/** The source that is used. */
	void taken(final String source, final String detail) {
		final Map<String, Object> origin = new LinkedHashMap<>();
		origin.put("source", source);
		origin.put("detail", detail);
		origin.put("notTaken", List.copyOf(passed));
		record.put("organs", origin);
		task.setStatusMessage("Organs from " + source + ": " + detail);
	}

	String reasons() {
		return String.join("; ", passed);
	}
}
