package org.lymphatlas.viewer.sheet;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.lymphatlas.viewer.CaseStrip;

/**
 * A contact sheet for the browser: one file that loads nothing but the pictures beside it and links to each case's
 * figure and record. A click on a column's head sorts; printed, a case is never broken across pages.
 */
public final class SheetHtml {

	private static final String HEAD = """
		<!DOCTYPE html>
		<html lang="en">
		<head>
		<meta charset="utf-8">
		<meta name="viewport" content="width=device-width">
		<title>%s</title>
		<style>
		body { font: 14px/1.4 sans-serif; color: #202020; margin: 1.5em; }
		h1 { font-size: 1.4em; margin: 0; }
		.use { color: #b03a00; font-weight: bold; }
		table { border-collapse: collapse; width: 100%%; }
		th { text-align: left; border-bottom: 2px solid #202020; padding: .3em .6em; white-space: nowrap; }
		th button { all: unset; cursor: pointer; font-weight: bold; }
		th button:focus-visible { outline: 2px solid #0072b2; }
		th[aria-sort=ascending] button::after { content: " \\25b2"; }
		th[aria-sort=descending] button::after { content: " \\25bc"; }
		td { vertical-align: top; border-bottom: 1px solid #d0d0d0; padding: .5em .6em; }
		td.count { text-align: right; }
		td img { width: 48em; max-width: 55vw; height: auto; display: block; background: #202020; }
		td ul { margin: .2em 0; padding-left: 1.1em; max-width: 26em; overflow-wrap: anywhere; }
		.verdict { font-weight: bold; white-space: nowrap; }
		.no_result, .failed { color: #b03a00; }
		.check { color: #9a6a00; }
		.good { color: #00724f; }
		.not_registered { color: #606060; }
		@media print {
			@page { size: A4 landscape; margin: 10mm; }
			body { font-size: 9pt; margin: 0; }
			tr { break-inside: avoid; }
			thead { display: table-header-group; }
			td img { width: 130mm; max-width: none; height: auto; }
			td ul { max-width: 60mm; }
			a { color: inherit; text-decoration: none; }
		}
		</style>
		</head>
		<body>
		<h1>%s</h1>
		<p>%s <span class="use">LymphAtlas - research use only.</span></p>
		<table>
		<thead><tr><th><button type="button">case</button></th><th><button type="button">verdict</button></th>\
		<th><button type="button">nodes</button></th><th><button type="button">reasons and warnings</button></th>\
		<th>pictures: %s</th></tr></thead>
		<tbody>
		""";

	private static final String TAIL = """
		</tbody>
		</table>
		<script>
		const heads = [...document.querySelectorAll("th")], body = document.querySelector("tbody");
		heads.forEach((head, column) => head.querySelector("button")?.addEventListener("click", () => {
			const down = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
			heads.forEach(other => other.removeAttribute("aria-sort"));
			head.setAttribute("aria-sort", down === 1 ? "ascending" : "descending");
			const key = row => row.cells[column].dataset.key;
			[...body.rows].sort((a, b) => down * key(a).localeCompare(key(b), "en", { numeric: true }))
				.forEach(row => body.append(row));
		}));
		</script>
		</body>
		</html>
		""";

	private SheetHtml() {}

	/** @param folder where the text will lie: links start from there */
	public static String of(final String title, final List<SheetRow> rows, final Path folder) {
		final StringBuilder html = new StringBuilder(HEAD.formatted(escaped(title), escaped(title), escaped(summary(rows)),
			escaped(String.join("; ", CaseStrip.titles()))));
		rows.forEach(row -> html.append(row(row, folder)));
		return html.append(TAIL).toString();
	}

	/** How many cases there are of each verdict. */
	public static String summary(final List<SheetRow> rows) {
		final StringBuilder summary = new StringBuilder(rows.size() + (rows.size() == 1 ? " case" : " cases"));
		for (final SheetRow.Verdict verdict : SheetRow.Verdict.values()) {
			final long count = rows.stream().filter(row -> row.verdict() == verdict).count();
			if (count > 0) summary.append(", ").append(count).append(' ').append(verdict.title());
		}
		return summary.append('.').toString();
	}

	private static String row(final SheetRow row, final Path folder) {
		final String remarks = row.remarks().isEmpty() ? "" : row.remarks().stream().map(r -> "<li>" + escaped(r) + "</li>")
			.collect(Collectors.joining("", "<ul>", "</ul>"));
		return String.format(Locale.ROOT, """
			<tr><td data-key="%s"><b>%s</b><br>%s</td><td data-key="%d" class="verdict %s">%s</td>\
			<td data-key="%d" class="count">%s</td><td data-key="%d">%s</td><td>%s</td></tr>
			""", escaped(row.name()), escaped(row.name()), links(row, folder), row.verdict().ordinal(), row.verdict().name()
				.toLowerCase(Locale.ROOT), row.verdict().title(), row.nodes().orElse(-1), row.nodes().map(String::valueOf).orElse(
					""), row.remarks().size(), remarks, picture(row, folder));
	}

	private static String links(final SheetRow row, final Path folder) {
		if (row.folder().isEmpty()) return "";
		return List.of("qa.png", "nodes.csv", "record.json").stream().filter(name -> Files.exists(row.folder().get().resolve(
			name))).map(name -> "<a href=\"" + escaped(link(folder, row.folder().get().resolve(name))) + "\">" + name + "</a>")
			.collect(Collectors.joining(" "));
	}

	private static String picture(final SheetRow row, final Path folder) {
		return row.pictures().map(png -> "<img loading=\"lazy\" width=\"" + CaseStrip.WIDTH + "\" height=\"" + CaseStrip.SIDE +
			"\" src=\"" + escaped(link(folder, png)) + "\" alt=\"pictures of " + escaped(row.name()) + "\">").orElse("");
	}

	/** A relative link, with everything that means something in a link written as its number. */
	static String link(final Path from, final Path to) {
		final Path relative = from.toAbsolutePath().normalize().relativize(to.toAbsolutePath().normalize());
		try {
			// A leading "./" keeps a name with a colon from being read as a scheme.
			return "./" + new URI(null, null, "/" + relative.toString().replace('\\', '/'), null).getRawPath().substring(1);
		}
		catch (final URISyntaxException e) {
			throw new IllegalArgumentException(relative + " cannot be linked to", e);
		}
	}

	static String escaped(final String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'",
			"&#39;");
	}
}
