package org.lymphatlas.command;

import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

import org.lymphatlas.volume.InputException;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;

/**
 * One option of a command: a field with {@link Parameter}. Its name is its key in the shell and, in lower case, in
 * macros; its initial value is the default.
 */
record Option(Field field, Parameter parameter) {

	static boolean isOption(final Field field) {
		final Parameter p = field.getAnnotation(Parameter.class);
		return p != null && p.type() == ItemIO.INPUT && p.visibility() != ItemVisibility.MESSAGE;
	}

	static Option of(final Field field) {
		field.setAccessible(true);
		return new Option(field, field.getAnnotation(Parameter.class));
	}

	/** The field's name, without the underscore that a field named like a word of Java needs. */
	String key() {
		return field.getName().replaceFirst("_$", "");
	}

	/** What a dialog shows; its first word is the key. */
	String label() {
		return parameter.label().isEmpty() ? key() : parameter.label();
	}

	List<String> choices() {
		return List.of(parameter.choices());
	}

	boolean isKey(final String name) {
		return key().equalsIgnoreCase(name);
	}

	boolean isFlag() {
		return field.getType() == boolean.class;
	}

	boolean isNumber() {
		return field.getType() == int.class || field.getType() == long.class || field.getType() == double.class;
	}

	private Object get(final TaskCommand command) {
		try {
			return field.get(command);
		}
		catch (final IllegalAccessException e) {
			throw new IllegalStateException(e);
		}
	}

	/** The value as a user would type it; empty if there is none. */
	String text(final TaskCommand command) {
		final Object value = get(command);
		return value == null ? "" : isNumber() ? value.toString().replaceFirst("\\.0$", "") : value.toString();
	}

	/** True if the option must be given and has not been. */
	boolean isMissingIn(final TaskCommand command) {
		return parameter.required() && text(command).isBlank();
	}

	/** @throws InputException if the text is no value of this option */
	void set(final TaskCommand command, final String text) {
		try {
			field.set(command, parse(text.strip()));
		}
		catch (final IllegalAccessException e) {
			throw new IllegalStateException(e);
		}
	}

	private Object parse(final String text) {
		final Class<?> type = field.getType();
		if (type == String.class) return choices().isEmpty() ? text : choice(text);
		if (type == boolean.class) return flag(text);
		if (isNumber()) return number(text);
		throw new IllegalStateException("Parameter " + field + " has a type that options cannot have");
	}

	private String choice(final String text) {
		return choices().stream().filter(c -> c.equalsIgnoreCase(text)).findFirst().orElseThrow(() -> wrong(text, "one of " +
			String.join(", ", choices())));
	}

	private boolean flag(final String text) {
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "true", "yes", "1", "" -> true;
			case "false", "no", "0" -> false;
			default -> throw wrong(text, "true or false");
		};
	}

	private Number number(final String text) {
		final BigDecimal value;
		try {
			value = new BigDecimal(text);
		}
		catch (final NumberFormatException e) {
			throw wrong(text, "a number");
		}
		final String min = parameter.min(), max = parameter.max();
		if (!min.isEmpty() && value.compareTo(new BigDecimal(min)) < 0 || !max.isEmpty() && value.compareTo(new BigDecimal(
			max)) > 0) throw wrong(text, "a number " + range());
		try {
			if (field.getType() == int.class) return value.intValueExact();
			if (field.getType() == long.class) return value.longValueExact();
			return value.doubleValue();
		}
		catch (final ArithmeticException e) {
			throw wrong(text, "a whole number" + (field.getType() == int.class ? " below 2^31" : " below 2^63"));
		}
	}

	/** The numbers allowed, in words; empty if all are. */
	String range() {
		final String min = parameter.min(), max = parameter.max();
		if (!min.isEmpty() && !max.isEmpty()) return "from " + min + " to " + max;
		return !min.isEmpty() ? "from " + min + " up" : !max.isEmpty() ? "up to " + max : "";
	}

	private InputException wrong(final String text, final String wanted) {
		return new InputException("Option " + key() + "=" + text + " is wrong: it must be " + wanted);
	}
}
