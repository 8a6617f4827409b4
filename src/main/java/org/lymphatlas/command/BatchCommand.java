package org.lymphatlas.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.lymphatlas.pipeline.RunBatch;
import org.lymphatlas.pipeline.SegmentNodes;
import org.lymphatlas.volume.InputException;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Runs a step on many CTs. */
@Plugin(type = Command.class, name = "batch", label = "Run Batch...",
	menuPath = "Plugins>LymphAtlas>Run Batch...", headless = true,
	description = "Runs a step on every case of a manifest; skips what is done, goes on after errors")
public final class BatchCommand extends TaskCommand {

	/** Keys of the step that the manifest or the batch decides, or that name files of a single case. */
	private static final List<String> OF_A_CASE = List.of("ct", "output", "organs", "channels");

	@Parameter(label = "manifest (CSV of cases)", description = "CSV with the columns case, ct, nodes, annotation, organs",
		style = "file", persist = false)
	private String manifest;

	@Parameter(label = "output (folder for the cases)", description = "folder that receives a folder a case and batch.csv",
		style = "directory", persist = false)
	private String output;

	@Parameter(label = "steps", description = "what is done with each case", choices = { "segment", "register", "organs" },
		persist = false)
	private String steps = "segment";

	@Parameter(label = "options (of segment; may be empty)", description = "with steps=segment: keys of Segment Lymph " +
		"Nodes... as in a macro, as postprocessing=dbdmp mode=standard; values with spaces in square brackets",
		required = false, persist = false)
	private String options = "";

	@Parameter(label = "runner", description = "where it is done", choices = { "local" }, persist = false)
	private String runner = "local";

	@Override
	protected String execute(final Task task) {
		final RunBatch.Step step = Inputs.choice(RunBatch.Step.class, steps);
		if (step != RunBatch.Step.SEGMENT && !options.isBlank()) throw new InputException("options=" + options +
			": these are for steps=segment, and would have no effect with steps=" + steps + "; leave them out");
		return RunBatch.run(new RunBatch.Options(Inputs.path(manifest), Inputs.path(output), step, segmenting()), task);
	}

	/** How each case is segmented. */
	SegmentNodes.Options segmenting() {
		final Map<String, String> texts = new LinkedHashMap<>(MacroOptions.parse(options));
		texts.keySet().stream().filter(key -> OF_A_CASE.contains(key.toLowerCase(Locale.ROOT))).findFirst().ifPresent(
			key -> {
				throw new InputException("options=" + options + ": " + key + " is each case's own; leave it out");
			});
		texts.put("ct", manifest);
		texts.put("output", output);
		final SegmentCommand segment = new SegmentCommand();
		Options.of(SegmentCommand.class).assign(segment, texts);
		return segment.options(Inputs.path(manifest), Inputs.path(output));
	}
}
