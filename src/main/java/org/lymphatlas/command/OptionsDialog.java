package org.lymphatlas.command;

import java.util.LinkedHashMap;
import java.util.Map;

import org.lymphatlas.volume.InputException;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;

/**
 * Asks for a command's options. A label's first word is the key, so that ImageJ's recorder writes what macros read. An
 * option of the style {@code image} starts with the active image's title.
 */
final class OptionsDialog {

	private final String title;
	private final Options options;

	OptionsDialog(final String title, final Options options) {
		this.title = title;
		this.options = options;
	}

	/** @return false if the user cancelled */
	boolean fill(final TaskCommand command) {
		while (true) {
			final GenericDialog dialog = new GenericDialog(title.replace("...", ""));
			options.all().forEach(o -> add(dialog, o, o.text(command)));
			dialog.showDialog();
			if (dialog.wasCanceled()) return false;
			try {
				final Map<String, String> texts = new LinkedHashMap<>();
				options.all().forEach(o -> texts.put(o.key(), text(dialog, o)));
				options.assign(command, texts);
				return true;
			}
			catch (final InputException e) {
				IJ.showMessage(title, e.getMessage());
			}
		}
	}

	private static void add(final GenericDialog dialog, final Option option, final String text) {
		if (option.isFlag()) dialog.addCheckbox(option.label(), Boolean.parseBoolean(text));
		else if (!option.choices().isEmpty()) dialog.addChoice(option.label(), option.choices().toArray(new String[0]), text);
		else if (option.isNumber()) dialog.addStringField(option.label(), text, 8);
		else switch (option.parameter().style()) {
			case "file" -> dialog.addFileField(option.label(), text, 30);
			case "directory" -> dialog.addDirectoryField(option.label(), text, 30);
			case "image" -> dialog.addFileField(option.label(), text.isEmpty() ? activeTitle() : text, 30);
			default -> dialog.addStringField(option.label(), text, 20);
		}
	}

	private static String text(final GenericDialog dialog, final Option option) {
		if (option.isFlag()) return Boolean.toString(dialog.getNextBoolean());
		return option.choices().isEmpty() ? dialog.getNextString() : dialog.getNextChoice();
	}

	private static String activeTitle() {
		final ImagePlus image = WindowManager.getCurrentImage();
		return image == null ? "" : image.getTitle();
	}
}
