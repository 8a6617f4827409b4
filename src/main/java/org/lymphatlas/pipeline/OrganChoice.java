package org.lymphatlas.pipeline;

import java.util.Locale;

import org.lymphatlas.network.Device;
import org.lymphatlas.segmentation.totalsegmentator.Quality;

/**
 * How a CT's organs are found where the user gives none.
 *
 * @param source from what
 * @param quality of TotalSegmentator's, where that is the source
 * @param minMm3 pieces of an organ of TotalSegmentator's networks that are not larger are removed; 0 keeps all
 * @param engine {@code auto} or a network engine's name
 * @param device where the networks run
 */
public record OrganChoice(Source source, Quality quality, double minMm3, String engine, Device device) {

	/** Where organs come from. */
	public enum Source {
		/**
		 * TotalSegmentator's output if it is given, else its networks if they are there, else its program if that has its
		 * weights, else the intensities.
		 */
		AUTO,
		/** Thresholds: body, lungs, airways, bones. */
		INTENSITY,
		/** Its output if it is given, else its networks, else its program. */
		TOTALSEGMENTATOR;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	/** The best that is there, at 3 mm. */
	public static final OrganChoice AUTO = of(Source.AUTO, Quality.FAST);

	/** On the best engine and device, all pieces kept. */
	public static OrganChoice of(final Source source, final Quality quality) {
		return new OrganChoice(source, quality, 0, "auto", Device.AUTO);
	}
}
