package org.lymphatlas.segmentation.totalsegmentator;

import java.util.List;
import java.util.Optional;

import org.lymphatlas.anatomy.TotalSegmentatorOrgans.Version;

/** TotalSegmentator's choices for its task "total". */
public enum Quality {

	/** 3 mm: all organs, one network. */
	FAST(3, Optional.of("--fast"), List.of(new Part(297, 836, 0, 117, true))),
	/**
	 * 1.5 mm: the networks that registration and stations need (lungs, trachea, oesophagus; heart and vessels), and those
	 * of the vertebrae and of ribs and sternum where they are there.
	 */
	NORMAL(1.5, Optional.empty(), List.of(new Part(291, 831, 0, 24, true), new Part(292, 832, 24, 26, false),
		new Part(293, 833, 50, 18, true), new Part(295, 835, 91, 26, false))),
	/** 6 mm: all organs, coarse, one network. */
	FASTEST(6, Optional.of("--fastest"), List.of(new Part(298, 837, 0, 117, true)));

	/**
	 * One of the networks.
	 *
	 * @param dataset nnU-Net's number of it in version 2
	 * @param datasetV3 and in version 3
	 * @param before its label 1 is the task's label before + 1
	 * @param classes number of its labels, without background
	 * @param needed whether the others are of no use without it
	 */
	record Part(int dataset, int datasetV3, int before, int classes, boolean needed) {

		int dataset(final Version version) {
			return version == Version.V3 ? datasetV3 : dataset;
		}
	}

	private final double spacingMm;
	private final Optional<String> programOption;
	private final List<Part> parts;

	Quality(final double spacingMm, final Optional<String> programOption, final List<Part> parts) {
		this.spacingMm = spacingMm;
		this.programOption = programOption;
		this.parts = parts;
	}

	/** Spacing of the networks' voxels. */
	public double spacingMm() {
		return spacingMm;
	}

	/** What chooses it on the program's command line, if not the default. */
	Optional<String> programOption() {
		return programOption;
	}

	/** What the program runs, which does not leave any out. */
	List<Integer> programDatasets() {
		return this == NORMAL ? List.of(291, 292, 293, 294, 295) : List.of(parts.get(0).dataset());
	}

	/** The networks in the order in which later ones are written over earlier. */
	List<Part> parts() {
		return parts;
	}
}
