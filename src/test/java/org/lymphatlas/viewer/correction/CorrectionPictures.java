package org.lymphatlas.viewer.correction;

import java.awt.Rectangle;
import java.awt.Robot;
import java.nio.file.Path;
import java.util.Arrays;

import javax.imageio.ImageIO;

import org.lymphatlas.pipeline.CaseCorrection;
import org.lymphatlas.viewer.CaseFolder;
import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.LpsPoint;
import org.lymphatlas.viewer.ViewerAction;
import org.lymphatlas.viewer.window.CaseWindow;

/**
 * Takes pictures of correction for the documentation: {@code CorrectionPictures case-folder x,y,z out.png [zoom]} opens the
 * case at a place (LPS mm), paints beside it and shows the preview of a node that grows there. Needs a screen.
 */
final class CorrectionPictures {

	private CorrectionPictures() {}

	public static void main(final String[] args) throws Exception {
		final Path folder = Path.of(args[0]);
		final double[] place = Arrays.stream(args[1].split(",")).mapToDouble(Double::parseDouble).toArray();
		final CaseView view = CaseFolder.read(folder);
		final CaseCorrection correction = CaseCorrection.open(folder, view, "R1");
		final CaseWindow window = Hand.swing(() -> {
			final CaseWindow w = new CaseWindow(view);
			new CorrectionTools(w, correction);
			w.open();
			return w;
		});
		final Hand hand = new Hand(window);
		final double zoom = args.length > 3 ? Double.parseDouble(args[3]) : 3;
		Hand.swing(() -> window.model().update(s -> s.withZoom(zoom).flownTo(LpsPoint.of(place))));
		hand.key(ViewerAction.PAINT);
		hand.key(ViewerAction.NEW_NODE);
		hand.drag(new double[] { place[0] + 22, place[1] - 12, place[2] }, new double[] { place[0] + 28, place[1] - 8,
			place[2] });
		hand.key(ViewerAction.ADD_NODE);
		hand.click(place);
		Thread.sleep(800);
		final Rectangle frame = window.frame().getBounds();
		ImageIO.write(new Robot().createScreenCapture(frame), "png", Path.of(args[2]).toFile());
		System.out.println(window.said());
		System.exit(0);
	}
}
