package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.lymphatlas.volume.Grid;

/** What a run did and with what, gathered as it goes and written as {@code record.json}. Not thread-safe. */
public final class RunRecord {

	private final Map<String, Object> values = new LinkedHashMap<>();
	private final List<String> warnings = new ArrayList<>();

	/** @param options the command's options as the user gave them, defaults filled in */
	public RunRecord(final String command, final Object options) {
		values.put("version", version());
		values.put("command", command);
		values.put("options", options);
		values.put("use", "research use only");
	}

	/** The version of this build, or {@code development} where it was not packed. */
	public static String version() {
		return Optional.ofNullable(RunRecord.class.getPackage().getImplementationVersion()).orElse("development");
	}

	public void input(final Path path, final Grid grid) {
		final Map<String, Object> input = new LinkedHashMap<>();
		input.put("path", path);
		input.put("size", grid.size());
		input.put("spacing", grid.spacing());
		values.put("input", input);
	}

	public void put(final String key, final Object value) {
		values.put(key, value);
	}

	public void warn(final String warning) {
		if (!warnings.contains(warning)) warnings.add(warning);
	}

	public void warn(final List<String> more) {
		more.forEach(this::warn);
	}

	public List<String> warnings() {
		return List.copyOf(warnings);
	}

	/** Writes {@code record.json} into a folder. */
	public void write(final Path folder, final List<StageClock.Stage> stages) {
		write(folder, "record.json", stages);
	}

	/** Writes {@code record-<command>.json}: of a step that works in the folder of others, whose records stay. */
	public void writeStep(final Path folder, final List<StageClock.Stage> stages) {
		write(folder, "record-" + values.get("command") + ".json", stages);
	}

	private void write(final Path folder, final String name, final List<StageClock.Stage> stages) {
		final Map<String, Object> all = new LinkedHashMap<>(values);
		all.put("stages", stages);
		all.put("warnings", warnings);
		Json.write(folder.resolve(name), all);
	}
}
