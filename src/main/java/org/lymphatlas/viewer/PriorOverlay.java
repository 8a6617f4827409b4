package org.lymphatlas.viewer;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;

import org.lymphatlas.volume.InputException;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ShortProcessor;

/**
 * One prior laid over the CT in axial, sagittal and coronal view, as paper A's figures 2 and 3 show theirs: a CT in
 * Hounsfield units with an ImageJ overlay, every part of which can be changed, and the same as PNG. Fills an A4 page's
 * width at 250 dots an inch.
 */
public final class PriorOverlay {

	/** What can be laid over a CT. */
	public enum Prior {
		DISTANCE(Layer.DISTANCE), PROBABILITY(Layer.PROBABILITY), STATION(Layer.STATIONS);

		final Layer layer;

		Prior(final Layer layer) {
			this.layer = layer;
		}
	}

	/** What the planes go through. */
	public enum Through {
		CARINA, NODE
	}

	/**
	 * @param opacity of the prior's colours, 0 to 1
	 * @param distanceMm of the distance map's one contour, measured in the atlas; 0 for one at every tenth of its range
	 * @param largestDistanceMm what 1 means in the distance map, if that is known
	 */
	public record Options(Prior prior, Through through, double opacity, double distanceMm,
		OptionalDouble largestDistanceMm)
	{}

	static final Print PRINT = new Print(1870);

	private static final int SIGNED_OFFSET = 32768;

	private PriorOverlay() {}

	/** @throws InputException if the case does not have the prior, or what the planes or the contour need */
	public static ImagePlus image(final CaseView view, final Options options) {
		if (!options.prior.layer.isIn(view)) throw new InputException("Case " + view.title() + " has no " +
			options.prior.layer.title().toLowerCase(Locale.ROOT) + "; run 'Register Atlas...' or 'Segment Lymph Nodes...' first");
		final OverlayPicture picture = new OverlayPicture(view, options);
		final ShortProcessor ct = new ShortProcessor(picture.width(), picture.height());
		final short[] hu = picture.hu();
		for (int i = 0; i < hu.length; i++)
			ct.set(i, hu[i] + SIGNED_OFFSET);
		final ImagePlus image = new ImagePlus(view.title() + " - " + options.prior.name().toLowerCase(Locale.ROOT), ct);
		final Calibration calibration = image.getCalibration();
		calibration.setUnit("mm");
		calibration.pixelWidth = picture.pixelMm();
		calibration.pixelHeight = picture.pixelMm();
		calibration.setFunction(Calibration.STRAIGHT_LINE, new double[] { -SIGNED_OFFSET, 1 }, "HU");
		image.setDisplayRange(calibration.getRawValue(CtWindow.MEDIASTINUM.lowestHu()), calibration.getRawValue(
			CtWindow.MEDIASTINUM.highestHu()));
		image.setOverlay(picture.overlay());
		return image;
	}

	/**
	 * Writes the picture with its overlay: as it looks ({@code .png}), or as ImageJ keeps it ({@code .tif}). The file
	 * appears whole or not at all.
	 */
	public static void write(final ImagePlus image, final Path file) {
		if (Tiffs.isTiff(file)) Tiffs.write(image, file);
		else Pictures.writePng(flat(image), file);
	}

	private static BufferedImage flat(final ImagePlus image) {
		return image.flatten().getBufferedImage();
	}
}
