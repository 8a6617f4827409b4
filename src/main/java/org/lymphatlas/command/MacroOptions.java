package org.lymphatlas.command;

import java.util.LinkedHashMap;
import java.util.Map;

import org.lymphatlas.volume.InputException;

import ij.macro.Interpreter;

/**
 * Reads the options of a macro's {@code run("Item...", "ct=[a b.nii] output=c flag")}: values with spaces stand in square
 * brackets, which may nest, or in single quotes; a bare word is a flag; {@code &name} is a variable of the macro.
 */
final class MacroOptions {

	private final String text;
	private int at;

	private MacroOptions(final String text) {
		this.text = text;
	}

	/** @throws InputException if a bracket or quote is not closed, or a key is given twice */
	static Map<String, String> parse(final String text) {
		return new MacroOptions(text).pairs();
	}

	private Map<String, String> pairs() {
		final Map<String, String> pairs = new LinkedHashMap<>();
		while (skipSpaces()) {
			final String key = until("= ");
			final boolean hasValue = at < text.length() && text.charAt(at) == '=';
			if (hasValue) at++;
			if (pairs.put(key, hasValue ? value(key) : "true") != null) throw new InputException("Key '" + key +
				"' is given twice");
		}
		return pairs;
	}

	private boolean skipSpaces() {
		while (at < text.length() && Character.isWhitespace(text.charAt(at)))
			at++;
		return at < text.length();
	}

	private String until(final String ends) {
		final int start = at;
		while (at < text.length() && ends.indexOf(text.charAt(at)) < 0)
			at++;
		return text.substring(start, at);
	}

	private String value(final String key) {
		final char first = at < text.length() ? text.charAt(at) : ' ';
		if (first == '[') return closed(key, bracketEnd());
		if (first == '\'') return closed(key, text.indexOf('\'', at + 1));
		final String word = until(" ");
		return word.startsWith("&") ? variable(key, word.substring(1)) : word;
	}

	private String closed(final String key, final int end) {
		if (end < 0) throw new InputException("The value of '" + key + "' is not closed: " + text.substring(at));
		final String inside = text.substring(at + 1, end);
		at = end + 1;
		return inside;
	}

	private int bracketEnd() {
		int depth = 0;
		for (int i = at; i < text.length(); i++) {
			if (text.charAt(i) == '[') depth++;
			else if (text.charAt(i) == ']' && --depth == 0) return i;
		}
		return -1;
	}

	private static String variable(final String key, final String name) {
		final Interpreter macro = Interpreter.getInstance();
		final String value = macro == null ? null : macro.getVariableAsString(name);
		if (value == null) throw new InputException("The value of '" + key + "' is the macro variable '" + name +
			"', which is not there");
		return value;
	}
}
