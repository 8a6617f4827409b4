package org.lymphatlas.command;

import java.awt.Button;
import java.awt.Choice;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.io.File;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

import javax.imageio.ImageIO;

import ij.IJ;
import ij.ImageJ;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

/**
 * What a user does: turns on the recorder, chooses "Overlay Priors...", fills in the dialog and presses OK. Then runs what
 * was recorded. Started by {@link WindowTest} in a Java of its own, in a folder with {@code case 1}.
 */
public final class DialogRecording {

	private DialogRecording() {}

	public static void main(final String[] args) throws Exception {
		new ImageJ(ImageJ.EMBEDDED);
		final Recorder recorder = new Recorder();
		IJ.doCommand("Overlay Priors...");
		final GenericDialog dialog = waitFor(() -> Arrays.stream(Window.getWindows()).filter(w -> w instanceof GenericDialog &&
			w.isShowing()).map(GenericDialog.class::cast).findFirst());
		Thread.sleep(500);
		ImageIO.write(new Robot().createScreenCapture(new Rectangle(1600, 1000)), "png", new File("dialog.png"));
		EventQueue.invokeAndWait(() -> {
			((TextField) dialog.getStringFields().get(0)).setText(new File("case 1").getAbsolutePath());
			((TextField) dialog.getStringFields().get(3)).setText(new File("overlay.tif").getAbsolutePath());
			((Choice) dialog.getChoices().get(0)).select("station");
		});
		final Button ok = dialog.getButtons()[0];
		EventQueue.invokeLater(() -> dialog.actionPerformed(new ActionEvent(ok, ActionEvent.ACTION_PERFORMED, "OK")));
		final File overlay = new File("overlay.tif");
		final String recorded = waitFor(() -> Optional.of(recorder.getText()).filter(t -> overlay.exists() && t.contains(
			"overlay.tif")));
		System.out.println("RECORDED " + recorded.strip().replace("\n", " "));
		final File again = new File("again.tif");
		IJ.runMacro(recorded.replace("overlay.tif", "again.tif"));
		waitFor(() -> Optional.of(again).filter(File::exists));
		System.exit(0);
	}

	private static <T> T waitFor(final Supplier<Optional<T>> wanted) throws InterruptedException {
		for (int i = 0; i < 200; i++) {
			final Optional<T> now = wanted.get();
			if (now.isPresent()) return now.get();
			Thread.sleep(100);
		}
		throw new AssertionError("Waited 20 s in vain");
	}
}
