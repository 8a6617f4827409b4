package org.lymphatlas.pipeline;

import java.util.List;
import java.util.Optional;

import org.lymphatlas.anatomy.ImportedOrgans;
import org.lymphatlas.program.ProgramException;
import org.lymphatlas.segmentation.totalsegmentator.TotalSegmentatorModels;
import org.lymphatlas.segmentation.totalsegmentator.TotalSegmentatorNetworks;
import org.lymphatlas.segmentation.totalsegmentator.TotalSegmentatorPlaces;
import org.lymphatlas.segmentation.totalsegmentator.TotalSegmentatorProgram;
import org.lymphatlas.volume.CtVolume;
import org.lymphatlas.volume.InputException;
import org.scijava.task.Task;

/** A way to TotalSegmentator's organs. */
interface TotalSegmentatorWay {

	/** The best first. */
	static List<TotalSegmentatorWay> all(final OrganChoice choice) {
		final TotalSegmentatorPlaces places = TotalSegmentatorPlaces.standard();
		return List.of(new Networks(choice, places), new Program(choice, places));
	}

	String name();

	/**
	 * Looks whether all is there; quick.
	 *
	 * @throws InputException if not
	 */
	void prepare();

	/** What will be used; after {@link #prepare}. */
	String detail();

	/** @throws InputException if it fails */
	ImportedOrgans run(CtVolume ct, Task task);

	/** The networks, run by an engine of ours. */
	final class Networks implements TotalSegmentatorWay {

		private final OrganChoice choice;
		private final TotalSegmentatorPlaces places;
		private TotalSegmentatorModels models;
		private Engines.Ready engine;

		Networks(final OrganChoice choice, final TotalSegmentatorPlaces places) {
			this.choice = choice;
			this.places = places;
		}

		@Override
		public String name() {
			return "TotalSegmentator's networks";
		}

		@Override
		public void prepare() {
			models = TotalSegmentatorModels.find(choice.quality(), places);
			engine = Engines.network(choice.engine(), choice.device());
		}

		@Override
		public String detail() {
			return models.describe() + ", on " + engine.probe().device();
		}

		@Override
		public ImportedOrgans run(final CtVolume ct, final Task task) {
			return new ImportedOrgans(new TotalSegmentatorNetworks(models, engine.engine(), choice.device(), engine
				.probe().gflops()).organs(ct, choice.minMm3(), task), List.of());
		}
	}

	/** The program that the user installed. */
	final class Program implements TotalSegmentatorWay {

		private final OrganChoice choice;
		private final TotalSegmentatorPlaces places;
		private TotalSegmentatorProgram program;
		private List<Integer> missingWeights;

		Program(final OrganChoice choice, final TotalSegmentatorPlaces places) {
			this.choice = choice;
			this.places = places;
		}

		@Override
		public String name() {
			return "TotalSegmentator's program";
		}

		@Override
		public void prepare() {
			try {
				program = TotalSegmentatorProgram.find(Optional.empty());
			}
			catch (final ProgramException e) {
				throw new InputException(e.getMessage(), e);
			}
			missingWeights = places.missing(choice.quality());
			if (choice.source() == OrganChoice.Source.AUTO && !missingWeights.isEmpty()) throw new InputException(program
				.executable() + " would have to fetch its weights (data sets " + missingWeights + ") from the internet; choose " +
				"totalsegmentator as the source to let it");
		}

		@Override
		public String detail() {
			return program.executable() + " " + program.version() + (missingWeights.isEmpty() ? "" : "; it fetches its " +
				"weights (data sets " + missingWeights + ") from the internet now") +
				"; it counts its uses with its makers unless its own settings say not to";
		}

		@Override
		public ImportedOrgans run(final CtVolume ct, final Task task) {
			try {
				return program.run(ct, choice.quality(), task);
			}
			catch (final ProgramException e) {
				throw new InputException(e.getMessage(), e);
			}
		}
	}
}
