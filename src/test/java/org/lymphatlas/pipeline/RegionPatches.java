package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.anatomy.IntensityAnatomy;
import org.lymphatlas.atlas.Atlas;
import org.lymphatlas.atlas.Priors;
import org.lymphatlas.network.NetworkSpec;
import org.lymphatlas.network.Predictor;
import org.lymphatlas.network.nnunet.NnunetPlan;
import org.lymphatlas.network.nnunet.NnunetPlan.Output;
import org.lymphatlas.network.nnunet.NnunetPlan.ResamplingRule;
import org.lymphatlas.registration.Registration;
import org.lymphatlas.registration.Subject;
import org.lymphatlas.segmentation.Ensemble;
import org.lymphatlas.segmentation.nnunet.NnunetPrediction;
import org.lymphatlas.segmentation.nnunet.NnunetSettings;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.Box;
import org.lymphatlas.volume.Crop;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.Mask;
import org.lymphatlas.volume.io.VolumeFiles;

/**
 * Not a test: says how many patches a region saves on CTs at patches and spacings that nnU-Net usually plans.
 *
 * Arguments: files or DICOM folders of CTs.
 */
public final class RegionPatches {

	/** z, y, x. */
	private record Setup(double[] spacingMm, int[] patch) {}

	private static final List<Setup> SETUPS = List.of(new Setup(new double[] { 1.5, 1.5, 1.5 }, new int[] { 128, 128, 128 }),
		new Setup(new double[] { 1, 0.8, 0.8 }, new int[] { 112, 160, 160 }), new Setup(new double[] { 2.5, 0.75, 0.75 },
			new int[] { 56, 192, 192 }), new Setup(new double[] { 1, 0.75, 0.75 }, new int[] { 80, 128, 128 }), new Setup(new double[] { 3, 2.5, 2.5 },
			new int[] { 32, 48, 48 }));

	private RegionPatches() {}

	public static void main(final String[] args) {
		final Atlas atlas = Sources.atlas(Optional.empty());
		for (final String arg : args) {
			final CtVolume ct = VolumeFiles.readCt(Path.of(arg));
			final InlineTask task = new InlineTask("regions");
			final Anatomy anatomy = IntensityAnatomy.segment(ct, task);
			final Registration registration = Engines.register(new Subject(ct, anatomy), atlas.subject(), "auto", task);
			final PatientMaps patient = PatientMaps.of(new Priors(atlas, registration.transform()), anatomy.organs());
			System.out.printf(Locale.ROOT, "%s: %s, registration %s%n", arg, ct.grid(), registration.verdict());
			for (final Setup setup : SETUPS) {
				final NnunetPrediction prediction = new NnunetPrediction(plan(setup), NOTHING, NnunetSettings.oneFold(false));
				final int all = prediction.passes(ct.grid(), Optional.empty());
				for (final Region region : new Region[] { Region.MEDIASTINUM, Region.LUNGS }) {
					final Mask mask = ImportedPrediction.regionOn(region, ct.grid(), patient);
					final int passes = prediction.passes(ct.grid(), Optional.of(mask));
					System.out.printf(Locale.ROOT, "  patch %s at %s mm: %s %d of %d patches (%.0f %%); region %.0f %% of the CT%n",
						Arrays.toString(setup.patch), Arrays.toString(setup.spacingMm), region, passes, all, 100.0 * passes / all,
						100.0 * mask.count() / mask.values().length);
				}
				final Mask mask = ImportedPrediction.regionOn(Region.BOX, ct.grid(), patient);
				final Box box = RegionBox.of(mask, plan(setup));
				System.out.printf(Locale.ROOT, "  patch %s at %s mm: cut to the box %d patches (%.0f %%)%n", Arrays.toString(
					setup.patch), Arrays.toString(setup.spacingMm), prediction.passes(ct.grid().crop(box), Optional.of(Crop.crop(mask,
						box))), 100.0 * prediction.passes(ct.grid().crop(box), Optional.of(Crop.crop(mask, box))) / all);
			}
		}
	}

	private static final Ensemble NOTHING = new Ensemble() {

		@Override
		public int size() {
			return 1;
		}

		@Override
		public void with(final int network, final Consumer<Predictor> work) {
			throw new IllegalStateException("Nothing is predicted");
		}
	};

	private static NnunetPlan plan(final Setup setup) {
		final ResamplingRule rule = new ResamplingRule(1, 0, Optional.empty());
		return new NnunetPlan(NetworkSpec.small(1), setup.patch, setup.spacingMm, new int[] { 0, 1, 2 }, List.of(), rule, rule,
			List.of(new Output("background", 0), new Output("node", 1)), false, new int[0], Optional.empty(), null);
	}
}
