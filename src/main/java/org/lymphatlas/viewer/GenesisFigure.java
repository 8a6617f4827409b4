package org.lymphatlas.viewer;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.lymphatlas.network.CtNormalization;
import org.lymphatlas.training.augmentation.GenesisExample;
import org.lymphatlas.volume.Grid;

import ij.ImagePlus;
import ij.ImageStack;

/**
 * A patch before and after each of Model Genesis' transformations, as paper B's figure 2 shows them: an ImageJ
 * hyperstack with a frame for each, or as a picture an axial and a coronal cut, the same of all, which show what
 * in-painting does.
 */
public final class GenesisFigure {

	private static final int PANEL = 220;
	private static final int GAP = 6;
	private static final int HEADER = 34;
	private static final int ROW_HEADER = 24;
	private static final Color INK = new Color(0xf2f2f2), NOTICE = new Color(0xff9090), LETTER = new Color(0x9fd8ff);

	private final String title;
	private final Grid grid;
	private final List<GenesisExample> examples;
	private final CtNormalization normalization;
	private final int axialZ;
	private final int coronalY;

	/**
	 * @param title of the CT
	 * @param grid of the patch; x runs to the patient's left, y to posterior, z to superior
	 * @param examples at least one
	 * @param normalization that their values are of; shown is the range that it clips to
	 */
	public GenesisFigure(final String title, final Grid grid, final List<GenesisExample> examples,
		final CtNormalization normalization)
	{
		this.title = title;
		this.grid = grid;
		this.examples = List.copyOf(examples);
		this.normalization = normalization;
		final int[] changedZ = new int[grid.nz()], changedY = new int[grid.ny()];
		final float[] original = examples.get(0).values(), painted = examples.stream().filter(e -> e.name().equals(
			GenesisExample.IN_PAINTING)).findFirst().map(GenesisExample::values).orElse(original);
		for (int z = 0, i = 0; z < grid.nz(); z++)
			for (int y = 0; y < grid.ny(); y++)
				for (int x = 0; x < grid.nx(); x++, i++)
					if (painted[i] != original[i]) {
						changedZ[z]++;
						changedY[y]++;
					}
		axialZ = largest(changedZ);
		coronalY = largest(changedY);
	}

	/** The index of the largest number; of equal ones that in the middle. */
	private static int largest(final int[] numbers) {
		final int most = Arrays.stream(numbers).max().orElseThrow();
		final int[] at = IntStream.range(0, numbers.length).filter(i -> numbers[i] == most).toArray();
		return at[at.length / 2];
	}

	/** In HU, a slice a plane of the patch, a frame a transformation; labelled, calibrated. */
	public ImagePlus image() {
		final int plane = grid.nx() * grid.ny();
		final ImageStack stack = new ImageStack(grid.nx(), grid.ny());
		for (final GenesisExample example : examples)
			for (int z = 0; z < grid.nz(); z++) {
				final float[] hu = Arrays.copyOfRange(example.values(), z * plane, (z + 1) * plane);
				for (int i = 0; i < plane; i++)
					hu[i] = hu(hu[i]);
				stack.addSlice(String.format(Locale.ROOT, "%s, z = %.1f mm", example.name(), grid.toWorld(0, 0, z)[2]), hu);
			}
		final ImagePlus image = new ImagePlus(title + " - Model Genesis", stack);
		image.setDimensions(1, grid.nz(), examples.size());
		image.setOpenAsHyperStack(true);
		image.setDisplayRange(normalization.lowHu(), normalization.highHu());
		image.getCalibration().setUnit("mm");
		image.getCalibration().pixelWidth = grid.spacing(0);
		image.getCalibration().pixelHeight = grid.spacing(1);
		image.getCalibration().pixelDepth = grid.spacing(2);
		image.getCalibration().setValueUnit("HU");
		image.setPosition(1, 1 + axialZ, 1);
		return image;
	}

	private float hu(final float value) {
		return (float) (value * normalization.stdHu() + normalization.meanHu());
	}

	/** As it looks ({@code .png}), or as ImageJ keeps it ({@code .tif}). The file appears whole or not at all. */
	public void write(final Path file) {
		if (Tiffs.isTiff(file)) Tiffs.write(image(), file);
		else Pictures.writePng(draw(), file);
	}

	BufferedImage draw() {
		final double pixelMm = grid.spacing(0) * grid.nx() / PANEL;
		final int axial = (int) Math.ceil(grid.spacing(1) * grid.ny() / pixelMm), coronal = (int) Math.ceil(grid.spacing(2) *
			grid.nz() / pixelMm);
		final int width = GAP + examples.size() * (PANEL + GAP);
		final BufferedImage figure = new BufferedImage(width, HEADER + 2 * ROW_HEADER + axial + coronal + GAP,
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = Drawing.smooth(figure);
		g.setColor(new Color(0x202020));
		g.fillRect(0, 0, width, figure.getHeight());
		Drawing.text(g, title, GAP, 23, 16, Font.BOLD, INK);
		final String notice = "LymphAtlas - research use only";
		Drawing.text(g, notice, width - GAP - Drawing.width(g, notice, 12, Font.BOLD), 22, 12, Font.BOLD, NOTICE);
		Drawing.text(g, String.format(Locale.ROOT, "Model Genesis on a patch of %s, %.0f to %.0f HU", grid, normalization
			.lowHu(), normalization.highHu()), 2 * GAP + Drawing.width(g, title, 16, Font.BOLD), 23, 12, Font.PLAIN, INK);
		for (int e = 0; e < examples.size(); e++) {
			final int x = GAP + e * (PANEL + GAP), y = HEADER + ROW_HEADER;
			Drawing.text(g, examples.get(e).name(), x, y - 7, 14, Font.BOLD, INK);
			g.drawImage(panel(examples.get(e), Section.AXIAL, axial), x, y, null);
			letters(g, Section.AXIAL, x, y, axial);
			final int below = y + axial + ROW_HEADER;
			g.drawImage(panel(examples.get(e), Section.CORONAL, coronal), x, below, null);
			letters(g, Section.CORONAL, x, below, coronal);
		}
		Drawing.text(g, String.format(Locale.ROOT, "above: axial, z = %.0f mm; below: coronal, y = %.0f mm", grid.toWorld(0,
			0, axialZ)[2], grid.toWorld(0, coronalY, 0)[1]), GAP, HEADER + ROW_HEADER + axial + ROW_HEADER - 7, 12, Font.PLAIN,
			INK);
		g.dispose();
		return figure;
	}

	private static void letters(final Graphics2D g, final Section section, final int x, final int y, final int height) {
		Drawing.text(g, section.leftLetter, x + 4, y + height / 2 + 4, 11, Font.PLAIN, LETTER);
		Drawing.text(g, section.rightLetter, x + PANEL - 12, y + height / 2 + 4, 11, Font.PLAIN, LETTER);
		Drawing.text(g, section.topLetter, x + PANEL / 2 - 4, y + 12, 11, Font.PLAIN, LETTER);
	}

	/** A cut, every pixel the voxel that it lies in. */
	private BufferedImage panel(final GenesisExample example, final Section section, final int height) {
		final boolean axial = section == Section.AXIAL;
		final BufferedImage panel = new BufferedImage(PANEL, height, BufferedImage.TYPE_BYTE_GRAY);
		final CtWindow window = new CtWindow((normalization.lowHu() + normalization.highHu()) / 2, normalization.highHu() -
			normalization.lowHu());
		final byte[] grey = ((DataBufferByte) panel.getRaster().getDataBuffer()).getData();
		for (int row = 0; row < height; row++) {
			final int y = axial ? row * grid.ny() / height : coronalY;
			final int z = axial ? axialZ : grid.nz() - 1 - row * grid.nz() / height;
			for (int column = 0; column < PANEL; column++)
				grey[row * PANEL + column] = (byte) window.grey(hu(example.values()[grid.index(column * grid.nx() / PANEL, y,
					z)]));
		}
		return panel;
	}
}
