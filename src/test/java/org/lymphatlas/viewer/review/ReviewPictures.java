package org.lymphatlas.viewer.review;

import java.awt.Robot;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.lymphatlas.pipeline.ReviewCases;
import org.lymphatlas.viewer.correction.Hand;

/** Takes a picture of a review: {@code ReviewPictures manifest results output out.png}. Needs a screen. */
final class ReviewPictures {

	private ReviewPictures() {}

	public static void main(final String[] args) throws Exception {
		final ReviewCases review = ReviewCases.begin(new ReviewCases.Options(Path.of(args[0]), Path.of(args[1]), Path.of(
			args[2]), "R1"));
		final ReviewWindow window = Hand.swing(() -> ReviewWindow.open(review, "R1"));
		while (!Hand.swing(() -> window.window() != null && window.isReady()))
			Thread.sleep(100);
		Thread.sleep(6000);
		ImageIO.write(new Robot().createScreenCapture(window.window().frame().getBounds()), "png", Path.of(args[3]).toFile());
		System.exit(0);
	}
}
