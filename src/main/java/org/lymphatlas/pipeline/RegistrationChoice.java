package org.lymphatlas.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.lymphatlas.registration.Drive;
import org.lymphatlas.registration.RegistrationOptions;
import org.lymphatlas.volume.InputException;

/**
 * What registers the atlas.
 *
 * @param engine {@code auto}, {@code variational} or {@code elastix}
 * @param drive what the deformable stage compares
 * @param elastix the elastix program, or the folder that holds it; else it is looked for
 * @param elastixParameters folder with rigid.txt, affine.txt and bspline.txt for elastix; else the shipped ones
 */
public record RegistrationChoice(String engine, Drive drive, Optional<Path> elastix, Optional<Path> elastixParameters) {

	/** The engine that is there without installing any, and all defaults. */
	public static final RegistrationChoice AUTO = of("auto");

	private static final List<String> PARAMETER_FILES = List.of("rigid.txt", "affine.txt", "bspline.txt");

	/** An engine with all defaults. */
	public static RegistrationChoice of(final String engine) {
		return new RegistrationChoice(engine, Drive.BOTH, Optional.empty(), Optional.empty());
	}

	RegistrationOptions options() {
		RegistrationOptions options = RegistrationOptions.defaults().withDrive(drive);
		if (elastix.isPresent()) options = options.withElastix(elastix.get());
		if (elastixParameters.isPresent()) options = options.withElastixParameters(elastixParameters.get());
		return options;
	}

	/**
	 * What must be known to register alike again: the engine with its version, and the user's own parameter files.
	 *
	 * @throws InputException if the engine cannot run here, or a parameter file is missing
	 */
	Map<String, Object> provenance() {
		final Map<String, Object> provenance = new LinkedHashMap<>();
		provenance.put("engine", Engines.requireRegistration(engine, options()));
		elastixParameters.ifPresent(folder -> provenance.put("elastixParameters", texts(folder)));
		return provenance;
	}

	private static Map<String, String> texts(final Path folder) {
		final Map<String, String> texts = new LinkedHashMap<>();
		for (final String name : PARAMETER_FILES) {
			try {
				texts.put(name, Files.readString(folder.resolve(name)));
			}
			catch (final IOException e) {
				throw new InputException(folder.resolve(name) + ": cannot be read (" + e.getMessage() +
					"); elastixParameters is a folder with " + String.join(", ", PARAMETER_FILES) + " for elastix", e);
			}
		}
		return texts;
	}
}
