package org.lymphatlas.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.lymphatlas.pipeline.EvaluateCases;
import org.lymphatlas.volume.InputException;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;

/** Compares segmentations with references. */
@Plugin(type = Command.class, name = "evaluate", label = "Evaluate Segmentation...",
	menuPath = "Plugins>LymphAtlas>Evaluate Segmentation...", headless = true,
	description = "Compares segmented nodes with a reference: Dice, ASSD, precision, recall, nodes found")
public final class EvaluateCommand extends TaskCommand {

	@Parameter(label = "manifest (CSV; for many cases)", description = "CSV with the columns case, ct, nodes, annotation, " +
		"organs", style = "file", required = false, persist = false)
	private String manifest = "";

	@Parameter(label = "reference (file; for one case)", description = "reference nodes of one case; left out with a " +
		"manifest", style = "file", required = false, persist = false)
	private String reference = "";

	@Parameter(label = "prediction (file, or folder of cases)", description = "segmented nodes of one case; with a manifest " +
		"the folder that holds <case>/nodes.nii.gz", style = "file", persist = false)
	private String prediction;

	@Parameter(label = "output (folder)", description = "folder for evaluation.csv and evaluation.json",
		style = "directory", persist = false)
	private String output;

	@Override
	protected String execute(final Task task) {
		if (manifest.isBlank() == reference.isBlank()) throw new InputException(
			"Give either manifest=... for many cases or reference=... for one");
		final List<EvaluateCases.Score> scores = manifest.isBlank() ? List.of(EvaluateCases.compare("case", Inputs.path(
			reference), Inputs.path(prediction))) : EvaluateCases.compareAll(Inputs.path(manifest), Inputs.path(prediction),
				task);
		final Map<String, Object> summary = EvaluateCases.write(scores, Inputs.path(output));
		return String.format(Locale.ROOT, "Dice %.3f, %s of %s nodes found in %d case(s); see %s", summary.get("dice"),
			summary.get("nodesFound"), summary.get("nodes"), scores.size(), output);
	}
}
