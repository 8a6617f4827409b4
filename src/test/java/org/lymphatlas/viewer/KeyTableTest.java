package org.lymphatlas.viewer;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.Test;

public class KeyTableTest {

	@Test
	public void keysReadAsTheyStandOnTheKeyboard() {
		assertEquals("Ctrl+Shift+Z", KeyTable.name("ctrl shift Z"));
		assertEquals("Page Down", KeyTable.name("PAGE_DOWN"));
		assertEquals("?", KeyTable.name("typed ?"));
		assertEquals(".", KeyTable.name("PERIOD"));
		assertEquals("Shift+Left", KeyTable.name("shift LEFT"));
		assertEquals("F1", KeyTable.name("F1"));
	}

	@Test
	public void onlyActionsThatWorkAreListed() {
		final List<String> keys = KeyTable.rows(List.of(ViewerAction.HELP, ViewerAction.AXIAL)).stream().filter(row -> !row
			.group().equals("Mouse")).map(KeyTable.Row::keys).collect(Collectors.toList());
		assertEquals(List.of("A", "H, F1, ?"), keys);
	}

	/** docs/viewer.md holds the table as it is written here: where this fails, put the expected one there. */
	@Test
	public void theDocumentedTableIsTheRealOne() throws Exception {
		final String page = Files.readString(Path.of("docs/viewer.md"));
		assertTrue("docs/viewer.md lacks this table of keys:\n" + KeyTable.markdown(), page.contains(KeyTable.markdown()));
	}
}
