package org.lymphatlas.viewer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Which key and which movement of the mouse does what, for the help in the window and for the documentation. */
public final class KeyTable {

	/**
	 * @param group heading it stands under
	 * @param keys as people write them
	 * @param description what they do
	 */
	public record Row(String group, String keys, String description) {}

	private static final List<Row> MOUSE = List.of(new Row("Mouse", "Wheel", "next and previous slice"), new Row("Mouse",
		"Ctrl+Wheel", "zoom at the mouse"), new Row("Mouse", "Left button", "cursor to the mouse, or what the tool does"), new Row("Mouse",
			"Right drag", "CT window: up and down its level, left and right its width"), new Row("Mouse",
				"Middle drag, Shift+Left drag", "pan"), new Row("Mouse", "Click on a node's row", "fly to the node"));

	private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("PERIOD", "."), Map.entry("COMMA", ","), Map
		.entry("PLUS", "+"), Map.entry("MINUS", "-"), Map.entry("EQUALS", "="), Map.entry("ADD", "Num +"), Map.entry(
			"SUBTRACT", "Num -"), Map.entry("ESCAPE", "Esc"), Map.entry("OPEN_BRACKET", "["), Map.entry("CLOSE_BRACKET", "]"));

	private KeyTable() {}

	/** The mouse, then the keys of these actions in the order of {@link ViewerAction}. */
	public static List<Row> rows(final Collection<ViewerAction> actions) {
		final List<Row> rows = new ArrayList<>(MOUSE);
		for (final ViewerAction.Group group : ViewerAction.Group.values())
			Arrays.stream(ViewerAction.values()).filter(action -> action.group() == group && actions.contains(action)).forEach(
				action -> rows.add(new Row(group.title(), action.keys().stream().map(KeyTable::name).collect(Collectors.joining(
					", ")), action.description())));
		return rows;
	}

	/** A table in Markdown of every action. */
	public static String markdown() {
		final StringBuilder text = new StringBuilder("| | key | what it does |\n|---|---|---|\n");
		String group = "";
		for (final Row row : rows(List.of(ViewerAction.values()))) {
			text.append("| ").append(row.group().equals(group) ? "" : row.group() + " ").append("| ").append(row.keys()).append(
				" | ").append(row.description()).append(" |\n");
			group = row.group();
		}
		return text.toString();
	}

	/** A key as people write it: "ctrl shift Z" is "Ctrl+Shift+Z". */
	public static String name(final String key) {
		return Arrays.stream(key.split(" ")).filter(part -> !part.equals("typed")).map(part -> part.length() < 2 ? part : NAMES
			.getOrDefault(part, title(part))).collect(Collectors.joining("+"));
	}

	private static String title(final String part) {
		return Arrays.stream(part.split("_")).map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1)
			.toLowerCase(Locale.ROOT)).collect(Collectors.joining(" "));
	}
}
