package org.lymphatlas.command;

import java.awt.GraphicsEnvironment;

import ij.IJ;
import ij.gui.GenericDialog;

/** Shows terms and asks whether the user agrees, where somebody sits in front of ImageJ. */
final class AgreementDialog {

	private AgreementDialog() {}

	/** False without a window, and in macros: they agree by an option. */
	static boolean agrees(final String terms) {
		if (GraphicsEnvironment.isHeadless() || IJ.getInstance() == null || IJ.isMacro()) return false;
		final GenericDialog dialog = new GenericDialog("Licence");
		dialog.addMessage(terms);
		dialog.setOKLabel("I agree");
		dialog.showDialog();
		return dialog.wasOKed();
	}
}
