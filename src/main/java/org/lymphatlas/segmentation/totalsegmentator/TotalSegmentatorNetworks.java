package org.lymphatlas.segmentation.totalsegmentator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

import org.lymphatlas.anatomy.Organs;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.NetworkEngine;
import org.lymphatlas.network.nnunet.NnunetModel;
import org.lymphatlas.network.nnunet.NnunetPlan;
import org.lymphatlas.segmentation.nnunet.FoldEnsemble;
import org.lymphatlas.segmentation.nnunet.NnunetPrediction;
import org.lymphatlas.segmentation.nnunet.NnunetSettings;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.scijava.task.Task;

/**
 * TotalSegmentator's task "total" with its own networks, as its version 2.18 runs them: axes nearest to right, anterior
 * and superior, linear zoom to the networks' spacing, tiles that overlap by a fifth, no mirroring, fold 0, the parts
 * written one over the other, labels back by the nearest voxel.
 */
public final class TotalSegmentatorNetworks {

	private static final double STEP = 0.8;

	private final TotalSegmentatorModels models;
	private final NetworkEngine engine;
	private final Device device;
	private final double gflops;

	/**
	 * @param models what was found
	 * @param engine runs the networks
	 * @param device where
	 * @param gflops its speed as the engine's probe measured it
	 */
	public TotalSegmentatorNetworks(final TotalSegmentatorModels models, final NetworkEngine engine, final Device device,
		final double gflops)
	{
		this.gflops = gflops;
		this.models = models;
		this.engine = engine;
		this.device = device;
	}

	/**
	 * @param minMm3 pieces of an organ that are not larger are removed; 0 keeps all, as TotalSegmentator does unless told
	 * @param task one step of progress a patch, network by network
	 * @return organs on the CT's grid
	 * @throws InputException if a model is not the network that its name says
	 */
	public Organs organs(final CtVolume ct, final double minMm3, final Task task) {
		final CanonicalZoom zoom = new CanonicalZoom(ct.grid(), models.quality().spacingMm());
		final CtVolume small = zoom.resample(ct);
		final LabelVolume all = new LabelVolume(small.grid());
		for (final TotalSegmentatorModels.Found found : models.parts())
			merge(labels(found, small, (long) Short.BYTES * ct.hu().length, task), found.part(), all);
		if (minMm3 > 0) SmallBlobs.remove(all, minMm3);
		return new Organs(zoom.back(all), models.version().names());
	}

	/** @param held bytes that the whole CT holds meanwhile */
	private LabelVolume labels(final TotalSegmentatorModels.Found found, final CtVolume ct, final long held,
		final Task task)
	{
		final NnunetModel model = found.open(task);
		check(model.plan(), found);
		final NnunetSettings settings = new NnunetSettings(STEP, false, List.of(Math.max(0, model.plan().origin().folds()
			.indexOf(TotalSegmentatorModels.FOLD))));
		try (FoldEnsemble ensemble = new FoldEnsemble(model, settings.folds(), engine, device)) {
			final NnunetPrediction prediction = new NnunetPrediction(model.plan(), ensemble, settings);
			say(found, model.plan(), prediction.passes(ct.grid(), Optional.empty()), task);
			requireHeap(held + prediction.predictedJavaBytes(ct.grid(), false));
			return prediction.labels(List.of(ct), task);
		}
	}

	private void say(final TotalSegmentatorModels.Found found, final NnunetPlan plan, final int patches,
		final Task task)
	{
		task.setStatusMessage(String.format(Locale.ROOT, "TotalSegmentator's network %d (%d of %d) at %s mm: %d patches, " +
			"about %.0f s", found.part().dataset(models.version()), models.parts().indexOf(found) + 1, models.parts().size(),
			models.quality().spacingMm(), patches, ExpectedTime.seconds(plan.network(), plan.patch(), patches, gflops)));
	}

	private static void requireHeap(final long bytes) {
		final long available = Runtime.getRuntime().maxMemory();
		if (bytes > available) throw new InputException(String.format(Locale.ROOT, "TotalSegmentator's networks need about " +
			"%.1f GB of Java's heap, which may grow to %.1f GB: crop the CT to the chest, choose totalsegmentator=fast, or give " +
			"Java more (-Xmx)", bytes / 1e9, available / 1e9));
	}

	private static void check(final NnunetPlan plan, final TotalSegmentatorModels.Found found) {
		if (plan.regions() || plan.outputs().size() != found.part().classes() + 1 || plan.channels().size() != 1)
			throw new InputException(found.place() + " is not TotalSegmentator's network " + plan.origin().dataset() +
				": it reads " + plan.channels().size() + " channel(s) and tells " + plan.outputs().size() + " classes apart; 1 and " +
				(found.part().classes() + 1) + " are needed");
	}

	/** Writes a network's labels over those of the networks before it; background leaves them. */
	static void merge(final LabelVolume part, final Quality.Part numbers, final LabelVolume all) {
		final int slice = all.grid().nx() * all.grid().ny();
		IntStream.range(0, all.grid().nz()).parallel().forEach(z -> {
			for (int i = z * slice; i < (z + 1) * slice; i++)
				if (part.labels()[i] != 0) all.labels()[i] = (short) (part.labelAt(i) + numbers.before());
		});
	}
}
