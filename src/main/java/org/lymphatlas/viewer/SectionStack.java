package org.lymphatlas.viewer;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

/**
 * All cuts of a case in one direction, each with its layers side by side; drawn when they are looked at, so that a case
 * takes no more memory than its volumes.
 */
final class SectionStack extends VirtualStack {

	private static final int PANEL = 400;
	private static final int GAP = 4;

	private final CasePainter painter;
	private final ViewState state;
	private final Section section;
	private final List<Layer> layers;
	private final Extent extent;
	private final double pixelMm;
	private final double stepMm;
	private final double first;
	private final Plane focal;

	/** @param state how it is drawn; its section is the stack's */
	SectionStack(final CasePainter painter, final ViewState state, final List<Layer> layers) {
		this.painter = painter;
		this.state = state;
		this.layers = layers;
		section = state.section();
		final CaseView view = painter.view();
		extent = Extent.of(view.ct().grid());
		pixelMm = Math.max(extent.sizeMm(section.rightAxis), extent.sizeMm(section.downAxis)) / PANEL;
		stepMm = Navigation.stepMm(section.normalAxis, view.ct().grid());
		first = extent.min()[section.normalAxis] + stepMm / 2;
		focal = Plane.of(section, extent, state.cursor().toArray(), pixelMm);
	}

	/** The stack as an image, calibrated, at the slice through the cursor. */
	ImagePlus image() {
		final ImagePlus image = new ImagePlus(painter.view().title() + " - " + section.title, this);
		image.getCalibration().setUnit("mm");
		image.getCalibration().pixelWidth = pixelMm;
		image.getCalibration().pixelHeight = pixelMm;
		image.getCalibration().pixelDepth = stepMm;
		image.setSlice(sliceOf(state.cursor().toArray()));
		return image;
	}

	/** The slice, from 1, that a point lies in. */
	private int sliceOf(final double[] lps) {
		return 1 + (int) Math.max(0, Math.min(size() - 1, Math.round((lps[section.normalAxis] - first) / stepMm)));
	}

	private double positionMm(final int slice) {
		return first + (slice - 1) * stepMm;
	}

	@Override
	public int getSize() {
		return (int) Math.max(1, Math.round(extent.sizeMm(section.normalAxis) / stepMm));
	}

	@Override
	public int getWidth() {
		return layers.size() * (focal.width() + GAP) - GAP;
	}

	@Override
	public int getHeight() {
		return focal.height();
	}

	@Override
	public int getBitDepth() {
		return 24;
	}

	@Override
	public String getSliceLabel(final int slice) {
		return String.format(Locale.ROOT, "%s %.1f mm", section.title, positionMm(slice));
	}

	@Override
	public ImageProcessor getProcessor(final int slice) {
		final double[] through = state.cursor().toArray();
		through[section.normalAxis] = positionMm(slice);
		final Plane plane = Plane.of(section, extent, through, pixelMm);
		final BufferedImage row = new BufferedImage(getWidth(), getHeight(), BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = row.createGraphics();
		for (int i = 0; i < layers.size(); i++)
			g.drawImage(painter.render(layers.get(i), plane, state), i * (plane.width() + GAP), 0, null);
		g.dispose();
		return new ColorProcessor(row);
	}
}
