package org.lymphatlas.viewer.sheet;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

import org.lymphatlas.viewer.CaseStrip;
import org.lymphatlas.viewer.Pictures;
import org.lymphatlas.viewer.Print;
import org.lymphatlas.volume.InputException;

/** A contact sheet as upright A4 pages to print, 250 dots an inch; one page is in memory at a time. */
public final class SheetPages {

	/** Cases on a page. */
	public static final int ROWS = 8;

	private static final Print PRINT = new Print(1870);
	private static final int MARGIN = 12, TOP = 150, ROW = CaseStrip.SIDE + MARGIN;
	private static final int PICTURES_X = PRINT.widthPixels() - CaseStrip.WIDTH;
	private static final int TITLE = PRINT.points(11), NAME = PRINT.points(9), TEXT = PRINT.points(7);
	private static final Color INK = new Color(0x202020), PALE = new Color(0x606060);
	/** Okabe and Ito's, dark enough for white paper; the verdict stands there in words too. */
	static final Map<SheetRow.Verdict, Color> COLOURS = Map.of(SheetRow.Verdict.NO_RESULT, new Color(0xb03a00),
		SheetRow.Verdict.FAILED, new Color(0xb03a00), SheetRow.Verdict.CHECK, new Color(0x9a6a00), SheetRow.Verdict.GOOD,
		new Color(0x00724f), SheetRow.Verdict.NOT_REGISTERED, PALE);

	private SheetPages() {}

	/**
	 * Writes {@code page-01.png} and so on.
	 *
	 * @return the files, at least one
	 */
	public static List<Path> write(final String title, final List<SheetRow> rows, final Path folder) {
		final int pages = Math.max(1, (rows.size() + ROWS - 1) / ROWS);
		final List<Path> files = new ArrayList<>();
		for (int page = 0; page < pages; page++) {
			final Path file = folder.resolve(String.format("page-%02d.png", page + 1));
			Pictures.writePng(draw(title + ", page " + (page + 1) + " of " + pages, rows.subList(page * ROWS, Math.min(rows
				.size(), (page + 1) * ROWS))), file);
			files.add(file);
		}
		return files;
	}

	static BufferedImage draw(final String title, final List<SheetRow> rows) {
		final int height = TOP + Math.max(1, rows.size()) * ROW;
		final BufferedImage page = new BufferedImage(PRINT.widthPixels(), height, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = page.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, page.getWidth(), height);
		header(g, title);
		for (int i = 0; i < rows.size(); i++)
			row(g, rows.get(i), TOP + i * ROW);
		g.dispose();
		return page;
	}

	private static void header(final Graphics2D g, final String title) {
		new SheetText(g, MARGIN, MARGIN, PRINT.widthPixels() - PRINT.points(160), TOP).write(title, TITLE, Font.BOLD, INK);
		new SheetText(g, PRINT.widthPixels() - PRINT.points(125), MARGIN, PRINT.points(125), TOP).write(
			"LymphAtlas - research use only", TEXT, Font.BOLD, COLOURS.get(SheetRow.Verdict.FAILED));
		final List<String> titles = CaseStrip.titles();
		for (int i = 0; i < titles.size(); i++)
			new SheetText(g, PICTURES_X + i * (CaseStrip.SIDE + CaseStrip.GAP), TOP - 3 * TEXT, CaseStrip.SIDE, TOP)
				.write(titles.get(i), TEXT, Font.PLAIN, PALE);
	}

	private static void row(final Graphics2D g, final SheetRow row, final int y) {
		g.setColor(new Color(0xd0d0d0));
		g.fillRect(0, y - MARGIN / 2 - 1, PRINT.widthPixels(), 1);
		final SheetText text = new SheetText(g, MARGIN, y, PICTURES_X - 3 * MARGIN, y + CaseStrip.SIDE);
		text.write(row.name(), NAME, Font.BOLD, INK);
		text.write(row.verdict().title() + row.nodes().map(n -> ";  " + n + (n == 1 ? " node" : " nodes")).orElse(""), PRINT
			.points(8), Font.BOLD, COLOURS.get(row.verdict()));
		for (final String remark : row.remarks())
			text.write(remark, TEXT, Font.PLAIN, INK);
		if (row.pictures().isPresent()) g.drawImage(read(row.pictures().get()), PICTURES_X, y, null);
	}

	private static BufferedImage read(final Path png) {
		try {
			final BufferedImage picture = ImageIO.read(png.toFile());
			if (picture == null) throw new IOException("it is no picture");
			return picture;
		}
		catch (final IOException e) {
			throw new InputException(png + " cannot be read: " + e.getMessage() + "; take it away, it is drawn again", e);
		}
	}
}
