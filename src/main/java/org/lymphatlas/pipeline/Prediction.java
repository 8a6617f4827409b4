package org.lymphatlas.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import org.lymphatlas.network.CropSource;
import org.lymphatlas.network.Device;
import org.lymphatlas.network.Model;
import org.lymphatlas.network.ModelKind;
import org.lymphatlas.network.nnunet.NnunetFolder;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.Grid;
import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.LabelVolume;
import org.scijava.task.Task;

/** A model on an engine, ready to predict CTs. Which device runs it, and how fast, goes into the record. */
public interface Prediction extends AutoCloseable {

	/** How thorough. */
	enum Mode {
		/** One pass a tile; of several networks the first. */
		FAST,
		/** As fast, every tile also mirrored along the axes that the model was trained to be mirrored along. */
		STANDARD,
		/** As standard, with all networks of the model. */
		ENSEMBLE
	}

	/**
	 * @param model model folder, trained here or imported; else the shipped one
	 * @param engine {@code auto} or a network engine's name
	 * @param device where it runs
	 * @param mode how thorough
	 * @param region where the network looks
	 * @param nodeClass which of an imported model's classes is the node; else the one whose name says so
	 * @param channels files of an imported model's channels after the first, which is the CT
	 * @param crop what tells a model trained here which part of the CT it sees; else what told it in training
	 */
	record Options(Optional<Path> model, String engine, Device device, Mode mode, Region region,
		Optional<String> nodeClass, List<Path> channels, Optional<CropSource> crop)
	{

		/** With the crop that the model was trained with. */
		public Options(final Optional<Path> model, final String engine, final Device device, final Mode mode,
			final Region region, final Optional<String> nodeClass, final List<Path> channels)
		{
			this(model, engine, device, mode, region, nodeClass, channels, Optional.empty());
		}

		/** The shipped model, fast, in the mediastinum. */
		static final Options DEFAULT = new Options(Optional.empty(), "auto", Device.AUTO, Mode.FAST, Region.MEDIASTINUM,
			Optional.empty(), List.of());
	}

	/**
	 * What a model says, on the CT's grid, and what it saw.
	 *
	 * @param input voxels that the network saw
	 * @param probability of a node; absent if none of the model's classes is one
	 * @param labels of all classes, from an imported model
	 * @param names of the labels
	 */
	record Result(Grid input, Optional<FloatVolume> probability, Optional<LabelVolume> labels,
		SortedMap<Integer, String> names)
	{}

	/** @throws InputException if the model or an option cannot be used */
	static Prediction of(final Options options, final RunRecord record) {
		final Engines.Ready engine = Engines.network(options.engine(), options.device());
		final boolean imported = options.model().map(ModelKind::of).filter(ModelKind.NNUNET::equals).isPresent();
		if (!imported && (options.nodeClass().isPresent() || !options.channels().isEmpty())) throw new InputException(
			"Options nodeClass and channels are for imported models; " + options.model().map(m -> "the model " + m).orElse(
				"the shipped model") + " was trained by LymphAtlas: leave them out");
		if (imported && options.crop().isPresent()) throw new InputException("Option crop is for models trained by " +
			"LymphAtlas; the imported model " + options.model().get() + " sees the whole CT: leave it out");
		if (imported) return new ImportedPrediction(NnunetFolder.read(options.model().get()), engine, options, record);
		final Model model = Sources.model(options.model());
		if (model.description().network().outputChannels() == 1) throw new InputException("The model " + options.model()
			.orElseThrow() + " restores CTs and segments nothing: it comes of preset=model-genesis. Give it to 'train' as " +
			"initial=, with annotated cases, and use the model that comes of that");
		return new TrainedPrediction(model, number -> Sources.weights(options.model(), number), engine, options, record);
	}

	/** The probability at which the model is best cut. */
	double threshold();

	/** @throws InputException naming the model's classes, if none of them is a node */
	void requireNodes();

	/**
	 * @param ct the CT
	 * @param patient for the channels and the region
	 * @param region where the result is wanted; it is 0 elsewhere
	 */
	Result run(CtVolume ct, PatientMaps patient, Region region, Task task);

	/** Memory that predicting a CT takes, with everything around it. */
	MemoryPlan memory(Grid ct);

	@Override
	void close();
}
