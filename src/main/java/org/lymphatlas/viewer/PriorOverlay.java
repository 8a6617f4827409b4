package org.lymphatlas.viewer;

import java.io.DataOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.lymphatlas.volume.InputException;
import org.lymphatlas.volume.io.AtomicFiles;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.TiffEncoder;

/** One prior laid over the CT, as a stack of axial cuts. */
public final class PriorOverlay {

	/** What can be laid over a CT. */
	public enum Prior {
		DISTANCE(Layer.DISTANCE), PROBABILITY(Layer.PROBABILITY), STATION(Layer.STATIONS);

		private final Layer layer;

		Prior(final Layer layer) {
			this.layer = layer;
		}
	}

	private PriorOverlay() {}

	/**
	 * @param opacity of the prior's colours, 0 to 1
	 * @throws InputException if the case does not have the prior
	 */
	public static ImagePlus image(final CaseView view, final Prior prior, final double opacity) {
		if (!prior.layer.isIn(view)) throw new InputException("Case " + view.title() + " has no " + prior.layer.title()
			.toLowerCase(Locale.ROOT) + "; run 'Register Atlas...' or 'Segment Lymph Nodes...' first");
		return new SectionStack(new CasePainter(view), ViewState.of(view).withOpacity(opacity), List.of(prior.layer)).image();
	}

	/** Writes a stack as an RGB TIFF; the file appears whole or not at all. */
	public static void writeTiff(final ImagePlus image, final Path file) {
		final FileInfo info = image.getFileInfo();
		info.nImages = image.getStackSize();
		info.virtualStack = (VirtualStack) image.getStack();
		info.description = new FileSaver(image).getDescriptionString();
		AtomicFiles.write(file, out -> new TiffEncoder(info).write(new DataOutputStream(out)));
	}
}
