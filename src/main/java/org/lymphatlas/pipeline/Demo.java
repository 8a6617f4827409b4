package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.Locale;

import org.lymphatlas.phantom.Phantom;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.volume.io.VolumeFiles;
import org.scijava.task.Task;

/** Makes a phantom that training never saw, segments it from its CT alone, and says how well. */
public final class Demo {

	/**
	 * @param output folder for the phantom ({@code phantom/}) and the results ({@code result/})
	 * @param seed of the phantom; the shipped model and atlas were made from other seeds
	 */
	public record Options(Path output, long seed) {}

	private static final double SPACING_MM = 2.5;

	private Demo() {}

	/** @return a line with Dice, nodes found and the error of the carina */
	public static String run(final Options options, final Task task) {
		OutputFolder.check(options.output());
		final Path folder = options.output().resolve("phantom");
		task.setStatusMessage("Making a chest CT with known nodes (a phantom, seed " + options.seed() + ")");
		final Phantom phantom = PhantomGenerator.generate(PhantomSpec.standard(options.seed(), SPACING_MM), task);
		MakePhantoms.write(phantom, folder);
		final Path ct = folder.resolve("ct.nii.gz");
		final SegmentNodes.Outcome outcome = SegmentNodes.run(VolumeFiles.readCt(ct), SegmentNodes.Options.of(ct, options
			.output().resolve("result")), task);
		final EvaluateCases.Score score = EvaluateCases.compare("demo", phantom.nodes().foreground(), outcome.labels()
			.foreground());
		outcome.stageTable().lines().forEach(task::setStatusMessage);
		final int nodes = score.detection().found() + score.detection().missed();
		return String.format(Locale.ROOT,
			"Dice %.3f; %d of %d nodes found, %d false; %d measured; look at %s (a phantom; research use only)", score
				.metrics().dice(), score.detection().found(), nodes, score.detection().falsePositives(), outcome.nodes().size(),
			options.output().resolve("result").resolve("qa.png"));
	}
}
