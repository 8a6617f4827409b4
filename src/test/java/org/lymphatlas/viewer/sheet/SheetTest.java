package org.lymphatlas.viewer.sheet;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.lymphatlas.viewer.CaseStrip;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

public class SheetTest {

	private static final String NASTY = "a<script>alert('x')</script>&\"b";

	@Rule
	public TemporaryFolder temporary = new TemporaryFolder();

	private static SheetRow row(final String name, final SheetRow.Verdict verdict, final Integer nodes) {
		return new SheetRow(name, verdict, List.of(), Optional.ofNullable(nodes), List.of(), Optional.empty(), Optional
			.empty());
	}

	@Test
	public void worstVerdictFirstThenFewestOrMostNodesThenNames() {
		final List<SheetRow> rows = new ArrayList<>(List.of(row("broken", SheetRow.Verdict.NO_RESULT, null), row("f",
			SheetRow.Verdict.FAILED, 30), row("c0", SheetRow.Verdict.CHECK, 0), row("c9", SheetRow.Verdict.CHECK, 9), row("c?",
				SheetRow.Verdict.CHECK, null), row("g2", SheetRow.Verdict.GOOD, 2), row("g2b", SheetRow.Verdict.GOOD, 2), row(
					"organs", SheetRow.Verdict.NOT_REGISTERED, null)));
		for (int seed = 0; seed < 5; seed++) {
			Collections.shuffle(rows, new Random(seed));
			assertEquals(List.of("broken", "f", "c0", "c9", "c?", "g2", "g2b", "organs"), rows.stream().sorted(SheetRow.order(
				SheetRow.First.FEWEST)).map(SheetRow::name).toList());
			assertEquals(List.of("broken", "f", "c9", "c0", "c?", "g2", "g2b", "organs"), rows.stream().sorted(SheetRow.order(
				SheetRow.First.MOST)).map(SheetRow::name).toList());
		}
		assertEquals("8 cases, 1 no result, 1 failed, 3 check, 2 good, 1 not registered.", SheetHtml.summary(rows));
	}

	/** The body as a browser's parser sees it, which for our own tags is what an XML parser sees. */
	private static Document body(final String html) throws Exception {
		final String table = html.substring(html.indexOf("<tbody>"), html.indexOf("</tbody>") + 8).replace("<br>", "<br/>")
			.replaceAll("(<img [^>]*)>", "$1/>");
		return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(table)));
	}

	@Test
	public void whatStandsInARecordStaysTextAndLinksLeadToTheCase() throws Exception {
		final Path results = temporary.newFolder("my results").toPath(), folder = Files.createDirectories(results.resolve(
			"case #1 50% a:b")), sheet = Files.createDirectories(results.resolve("contact-sheet"));
		Files.writeString(folder.resolve("qa.png"), "");
		Files.writeString(folder.resolve("record.json"), "");
		final SheetRow nasty = new SheetRow(NASTY, SheetRow.Verdict.CHECK, List.of("reason " + NASTY), Optional.of(3), List.of(
			"warning " + NASTY), Optional.of(folder), Optional.of(sheet.resolve("pictures/x y.png")));
		final String html = SheetHtml.of("Title " + NASTY, List.of(nasty), sheet);
		assertEquals("only the sheet's own script", html.indexOf("<script"), html.lastIndexOf("<script"));
		assertFalse(html.contains("http"));
		final Document body = body(html);
		assertEquals(NASTY, body.getElementsByTagName("b").item(0).getTextContent());
		assertEquals("warning " + NASTY, body.getElementsByTagName("li").item(1).getTextContent());
		assertEquals("3", ((Element) body.getElementsByTagName("td").item(2)).getAttribute("data-key"));
		final var links = body.getElementsByTagName("a");
		assertEquals(2, links.getLength());
		for (int i = 0; i < 2; i++) {
			final Path target = Path.of(sheet.toUri().resolve(((Element) links.item(i)).getAttribute("href")));
			assertTrue(target + " is not there", Files.exists(target));
			assertEquals(folder, target.getParent());
		}
		assertEquals("./pictures/x%20y.png", ((Element) body.getElementsByTagName("img").item(0)).getAttribute("src"));
	}

	@Test
	public void pagesHoldEightCasesEachAndTheirPictures() throws Exception {
		final Path folder = temporary.getRoot().toPath(), strip = folder.resolve("strip.png");
		final BufferedImage red = new BufferedImage(CaseStrip.WIDTH, CaseStrip.SIDE, BufferedImage.TYPE_INT_RGB);
		for (int i = 0; i < red.getWidth() * red.getHeight(); i++)
			red.setRGB(i % red.getWidth(), i / red.getWidth(), 0xff0000);
		ImageIO.write(red, "png", strip.toFile());
		final List<SheetRow> rows = new ArrayList<>();
		for (int i = 0; i < 17; i++)
			rows.add(new SheetRow("case-" + i, SheetRow.Verdict.GOOD, List.of(), Optional.of(i), List.of("w ".repeat(900)), Optional
				.empty(), Optional.of(strip)));
		final List<Path> pages = SheetPages.write("t", rows, folder);
		assertEquals(List.of("page-01.png", "page-02.png", "page-03.png"), pages.stream().map(p -> p.getFileName().toString())
			.toList());
		final int[] cases = { 8, 8, 1 };
		for (int page = 0; page < 3; page++) {
			final BufferedImage picture = ImageIO.read(pages.get(page).toFile());
			int redPixels = 0, aboveRed = 0;
			for (int y = 0; y < picture.getHeight(); y++) {
				if (picture.getRGB(picture.getWidth() - 5, y) == 0xffff0000) redPixels++;
				// Long text stays in its column and its row.
				if (picture.getRGB(picture.getWidth() - CaseStrip.WIDTH - 4, y) == 0xff202020) aboveRed++;
			}
			assertEquals("page " + page, cases[page] * CaseStrip.SIDE, redPixels);
			assertEquals("page " + page, 0, aboveRed);
			assertTrue("an upright A4 page: " + picture.getHeight(), picture.getHeight() <= 1870 * Math.sqrt(2) + 20);
		}
		assertEquals(1, SheetPages.write("t", List.of(), folder).size());
	}

	@Test
	public void textIsBrokenWithinItsWidth() {
		final Graphics2D g = new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB).createGraphics();
		g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 20));
		final String text = "A path /one/very/long/path/that/has/no/space/at/all.nii.gz and more";
		final List<String> lines = SheetText.lines(text, g.getFontMetrics(), 150);
		assertEquals(text.replace(" ", ""), String.join("", lines).replace(" ", ""));
		assertTrue(lines.size() > 3);
		for (final String line : lines)
			assertTrue(line, g.getFontMetrics().stringWidth(line) <= 150);
	}
}
