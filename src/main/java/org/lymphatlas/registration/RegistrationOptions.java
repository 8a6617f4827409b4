package org.lymphatlas.registration;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What can be chosen about a registration.
 *
 * @param last the last stage to run
 * @param spacingMm spacing of the images that are compared, 2 to 10 mm (never finer than the CT's own)
 * @param drive what the deformable stage compares
 * @param elastix folder or executable of elastix that the user prefers; else it is looked for
 * @param elastixParameters folder with the user's own rigid.txt, affine.txt and bspline.txt for elastix; else the shipped
 */
public record RegistrationOptions(Stage last, double spacingMm, Drive drive, Optional<Path> elastix,
	Optional<Path> elastixParameters)
{

	public RegistrationOptions {
		if (!(spacingMm >= 2 && spacingMm <= 10)) throw new IllegalArgumentException("spacingMm is " + spacingMm +
			", allowed are 2 to 10 mm");
	}

	public static RegistrationOptions defaults() {
		return new RegistrationOptions(Stage.DEFORMABLE, 3.5, Drive.BOTH, Optional.empty(), Optional.empty());
	}

	public RegistrationOptions withLast(final Stage stage) {
		return new RegistrationOptions(stage, spacingMm, drive, elastix, elastixParameters);
	}

	public RegistrationOptions withSpacingMm(final double mm) {
		return new RegistrationOptions(last, mm, drive, elastix, elastixParameters);
	}

	public RegistrationOptions withDrive(final Drive choice) {
		return new RegistrationOptions(last, spacingMm, choice, elastix, elastixParameters);
	}

	public RegistrationOptions withElastix(final Path path) {
		return new RegistrationOptions(last, spacingMm, drive, Optional.of(path), elastixParameters);
	}

	public RegistrationOptions withElastixParameters(final Path folder) {
		return new RegistrationOptions(last, spacingMm, drive, elastix, Optional.of(folder));
	}
}
